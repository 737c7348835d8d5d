"""Regimes of sanctions as data: a folder of `knowledge/regimes/` each, found by being there (docs/reference/regimes.md).

A provision says what is ordered, by whom, of whom, since when; its scopes say when it is listed for an exchange or a
claim. Nothing here judges: a provision is concerned, or it is not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct, field

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError
from faisceau.knowledge.goods import as_words, categories

Measure = Literal[
    "ban",
    "cap",
    "limit",
    "obligation",
    "demand",
    "call",
    "authorisation",
    "exemption",
    "mandate",
    "designation",
    "none",
]
Way = Literal["from", "to", "either", "own", "named"]
_FOLDER = "regimes"
NOT_BANS = frozenset({"none", "exemption"})
"""Measures that forbid nothing: listed so that a reader is told."""


class Provision(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `provisions.tsv`, in our words. Dates are ISO days, None where open; `conditions` what would decide.

    `cap` is a number of `unit` (singular, English) in each `period` (year, quarter; None where it is not by period).
    `seen`: whether paragraph and substance, substance only or neither was checked against a public page (`sources`).
    """

    id: str
    instrument: str
    measure: Measure
    force: Literal["binding", "recommendatory", "institutional", "informational", "autonomous"]
    way: Literal["from", "to", "either", "own", "abroad", "body", "none"]
    titles: dict[str, str] = field(name="title")
    confidence: Literal["high", "medium", "low"]
    seen: Literal["paragraph_and_substance", "substance_only", "none"]
    paragraph: str | None = None
    bound: tuple[str, ...] = ()
    cap: float | None = None
    unit: str | None = None
    period: str | None = None
    from_: str | None = field(default=None, name="from")
    to: str | None = None
    superseded_by: str | None = None
    amends: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """What it orders, in a line."""
        return self.titles.get(lang, self.id)

    @property
    def is_ban(self) -> bool:
        """Whether it orders anything: an entry that is none says that there is no such rule."""
        return self.measure not in NOT_BANS


class Scope(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `scopes.tsv`: when a provision is listed. Every field that is given must hold; see docs/reference/regimes.md."""

    provision: str
    way: Way
    goods: tuple[str, ...] = ()
    party: str | None = None
    form: Literal["know_how", "thing"] | None = None
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    setting: Literal["military"] | None = None
    alone: bool = False
    after: bool = False


class Origin(Struct, frozen=True):
    """A row of `sources.tsv`: a public page."""

    id: str
    url: str


class _Header(Struct, frozen=True, forbid_unknown_fields=True):
    name: dict[str, str]
    target: str
    bodies: tuple[str, ...]
    outline: bool
    condition: dict[str, dict[str, str]] = {}


class Regime(Struct, frozen=True):
    """A folder: measures about one State (`target`) by `bodies`. `outline` where it is far from whole."""

    id: str
    name: dict[str, str]
    target: str
    bodies: tuple[str, ...]
    outline: bool
    conditions: dict[str, dict[str, str]]
    provisions: dict[str, Provision]
    scopes: tuple[Scope, ...]
    sources: dict[str, str]


class _Member(Struct, frozen=True):
    body: str
    member: str
    from_: str | None = field(default=None, name="from")
    to: str | None = None


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    know_how: tuple[str, ...]
    military: tuple[str, ...]
    prohibition: tuple[str, ...]


@cache
def regimes() -> tuple[Regime, ...]:
    """Every regime, by id. Raises `FaisceauError` (bad_knowledge) for a name that nothing bears."""
    return tuple(_regime(name) for name in knowledge.folders(_FOLDER))


def _regime(name: str) -> Regime:
    folder = f"{_FOLDER}/{name}"
    header = knowledge.load_toml(f"{folder}/regime.toml", _Header)
    known = {row.id: row for row in knowledge.load_rows(f"{folder}/provisions.tsv", Provision)}
    scopes = knowledge.load_rows(f"{folder}/scopes.tsv", Scope)
    sources = {row.id: row.url for row in knowledge.load_rows(f"{folder}/sources.tsv", Origin)}
    for what, named, there in (
        ("provision", {scope.provision for scope in scopes}, known.keys()),
        ("provision", {row.superseded_by for row in known.values() if row.superseded_by}, known.keys()),
        ("category of goods", {good for scope in scopes for good in scope.goods}, categories().keys()),
        ("condition", {each for row in known.values() for each in row.conditions}, header.condition.keys()),
        ("source", {each for row in known.values() for each in row.sources}, sources.keys()),
    ):
        if unknown := sorted(named - there):
            raise FaisceauError(Code.BAD_KNOWLEDGE, f"{folder}: no such {what}: {', '.join(unknown)}.")
    return Regime(
        name, header.name, header.target, header.bodies, header.outline, header.condition, known, scopes, sources
    )


@cache
def provision(identity: str) -> tuple[Regime, Provision] | None:
    """The provision with this id and its regime, None where no folder has it any more."""
    return next(((each, each.provisions[identity]) for each in regimes() if identity in each.provisions), None)


@cache
def known_categories() -> frozenset[str]:
    """The categories of goods that some scope of some regime names."""
    return frozenset(good for regime in regimes() for scope in regime.scopes for good in scope.goods)


@cache
def _members() -> dict[str, tuple[_Member, ...]]:
    rows = knowledge.load_rows(f"{_FOLDER}/members.tsv", _Member)
    return {body: tuple(row for row in rows if row.body == body) for body in {row.body for row in rows}}


def is_bound(actor: str, bound: tuple[str, ...], on: str | None) -> bool:
    """Whether `actor` is one of `bound`, or on the ISO day `on` (unknown: at some time) a member of one."""
    if "all" in bound or actor in bound:
        return True
    rows = (row for body in bound for row in _members().get(body, ()) if row.member == actor)
    return any(on is None or (row.from_ or "") <= on <= (row.to or "9999") for row in rows)


def says(which: Literal["know_how", "military", "prohibition"], words: str) -> bool:
    """Whether `words` (as `goods.as_words` gives them) hold one of a list of `regimes/words.toml`."""
    return has_any(getattr(knowledge.load_toml(f"{_FOLDER}/words.toml", _Words), which), words)


def has_any(wanted: tuple[str, ...], words: str) -> bool:
    """Whether one of `wanted` stands in `words` (as `goods.as_words` gives them); `*` ends the beginning of a word."""
    return _pattern(wanted).search(words) is not None


def first_of(wanted: tuple[str, ...], words: str) -> str | None:
    """The first words that are one of `wanted`, as they stand in `words`; None where there are none."""
    found = _pattern(wanted).search(words)
    return found.group().strip() if found else None


@cache
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f" {_one(entry)} " for entry in wanted))


def _one(entry: str) -> str:
    parts = (
        re.escape(word[:-1].replace("-", " ")) + r"\w*" if word.endswith("*") else re.escape(as_words(word, "").strip())
        for word in entry.split()
    )
    return " ".join(parts)
