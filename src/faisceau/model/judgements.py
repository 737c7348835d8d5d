"""Judgements: what somebody decided of a story's claims, events and actors, as an entry of a log that nothing is taken out of.

A judgement never names a claim by its id alone: a new version of the program may read the same words otherwise. It holds the
claim's place and words, so that it is found again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import ActorRef, Claim, Flow, Item, Kind, Plover, Polarity, Source, Status, When
from faisceau.model.log import holding, undone
from faisceau.model.period import days
from faisceau.model.text import Span
from faisceau.model.ties import Ties

Action = Literal[
    "accept", "reject", "edit", "merge", "split", "apart", "merge_actors", "reassign", "relabel", "undo"
]  # fmt: skip
LONGEST_NOTE, LONGEST_NAME = 20_000, 300
# What would reorder a line as it is shown, and so let a name or note pass for another.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Words(Struct, frozen=True):
    """A new span for a claim, with the words that fill it."""

    start: int
    end: int
    quote: str


class Fields(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What an edit sets of a claim; what is unset stays as read. `span` moves the claim's evidence."""

    kind: Kind | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    plover: Plover | UnsetType | None = UNSET
    polarity: Polarity | UnsetType = UNSET
    subject: tuple[ActorRef, ...] | UnsetType = UNSET
    object: tuple[ActorRef, ...] | UnsetType = UNSET
    flow: Flow | UnsetType | None = UNSET
    items: tuple[Item, ...] | UnsetType = UNSET
    date: When | UnsetType | None = UNSET
    place: str | UnsetType | None = UNSET
    source: Source | UnsetType = UNSET
    span: Words | UnsetType = UNSET

    def given(self) -> dict[str, Any]:
        """The fields that are set, by name."""
        return {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not UNSET}


class Anchor(Struct, frozen=True):
    """How a claim is found again: its article, its place and words, what its predicate is and where it stands."""

    article: str
    claim: str
    start: int
    end: int
    quote: str
    predicate: str
    predicate_span: Span
    kind: Kind
    plover: Plover | None = None


Target = tuple[Anchor, ...]
"""One claim, or an event by its claims."""


class Judgement(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One decision by `author` at `at` (ISO 8601, with its offset). Raises `FaisceauError` (bad_judgement) unless it is whole.

    `id` says nothing of what is decided and stays the same in every copy of the log; `number` is its place in this one, from 1.
    `targets`, by action: accept, reject, edit, reassign: claims, or events by their claims, as many as there are. merge: events
    that are one. split: the parts of an event, each of which is one event. apart: claims or events that are never to be one.
    relabel: one event, `label` its new label. merge_actors: none; `actors` are the one kept, then those that it takes in.
    reassign: what of the claims names the first of `actors` names the second. undo: `undone` is the id of a judgement, which
    may be an undo.
    """

    id: str
    number: int
    at: str
    author: str
    action: Action
    targets: tuple[Target, ...] = ()
    fields: Fields | None = None
    actors: tuple[ActorRef, ...] = ()
    label: str | None = None
    undone: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        sizes = [len(target) for target in self.targets]
        several = len(sizes) > 1
        ids = {actor.id for actor in self.actors}
        whole = {
            "accept": bool(sizes),
            "reject": bool(sizes),
            "edit": bool(sizes) and self.fields is not None and bool(self.fields.given()),
            "merge": several,
            "split": several,
            "apart": several,
            "merge_actors": not sizes and len(ids) == len(self.actors) > 1,
            "reassign": bool(sizes) and len(ids) == len(self.actors) == 2,
            "relabel": len(sizes) == 1 and bool((self.label or "").strip()),
            "undo": not sizes and bool(self.undone),
        }
        if not whole[self.action] or 0 in sizes:
            raise FaisceauError(Code.BAD_JUDGEMENT, f"'{self.action}' has not all that it needs.")
        claims = [(anchor.article, anchor.claim) for target in self.targets for anchor in target]
        if self.action in ("split", "apart") and len(set(claims)) < len(claims):
            raise FaisceauError(Code.BAD_JUDGEMENT, "A claim cannot be kept apart from itself.")
        if not self.author.strip():
            raise FaisceauError(Code.BAD_JUDGEMENT, "A judgement has an author.")
        if len(self.note) > LONGEST_NOTE:
            raise FaisceauError(Code.BAD_JUDGEMENT, f"The note has {len(self.note)} characters of {LONGEST_NOTE}.")
        for text in (self.id, self.author, self.undone or "", *_words_of(self)):
            if len(text) > LONGEST_NAME or not _can_be_shown(text):
                raise FaisceauError(
                    Code.BAD_JUDGEMENT, f"{text[:40]!a} is too long, or has characters that cannot be shown."
                )
        if not _can_be_shown(self.note, breaks=True):
            raise FaisceauError(Code.BAD_JUDGEMENT, "The note has characters that cannot be shown.")
        if not _is_instant(self.at):
            raise FaisceauError(Code.BAD_JUDGEMENT, f"{self.at[:40]!a} is not an instant with its offset.")
        date = self.fields.date if self.fields is not None else None
        if isinstance(date, When) and days(date.value) is None:
            raise FaisceauError(Code.BAD_JUDGEMENT, f"{date.value[:40]!a} is not a date: 2024, 2024-06 or 2024-06-18.")

    @property
    def anchors(self) -> Iterator[Anchor]:
        """The anchors of all targets."""
        for target in self.targets:
            yield from target


class Waiting(Struct, frozen=True):
    """A part of a judgement that nothing follows from as the story stands; it is kept, and tried again at every run.

    `reason`: `no_article` (the story has no such article), `no_words` (the article no longer has the words),
    `other_words` (the claim with that id has other words, or the quote is not as long as its place), `no_claim` (nothing is read
    there any more with such a predicate), `overruled` (judgement number `by` says otherwise of these claims), `no_event` (its
    claims are no longer most of one event), `no_judgement` (what it undoes is not in this log).
    """

    number: int
    reason: Literal["no_article", "no_words", "other_words", "no_claim", "overruled", "no_event", "no_judgement"]
    anchor: Anchor | None = None
    by: int | None = None


class Judged(Struct, frozen=True):
    """A story's claims as judged.

    `claims` are those that count, each with the id that it was read with; `changed` all that are not as read, by id;
    `rejected` those that do not count, by id the number of the judgement that rejects each. `by_claim` are the numbers of the
    judgements on a claim, in order, `moved` the claims that a judgement found again elsewhere or otherwise than it had them.
    `labels` are claims whose event has a given label. `ties` is for fusion.
    """

    claims: tuple[Claim, ...] = ()
    changed: dict[str, Claim] = {}
    rejected: dict[str, int] = {}
    ties: Ties = Ties()
    labels: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    by_claim: dict[str, tuple[int, ...]] = {}
    moved: frozenset[str] = frozenset()
    waiting: tuple[Waiting, ...] = ()


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that hold, in order: none that was undone, and no undo. Undoing an undo does the judgement again."""
    return holding(_in_order(judgements), _name, _undoes)


def taken_back(judgements: Sequence[Judgement]) -> frozenset[Hashable]:
    """The ids of the judgements that are undone, undos among them."""
    return undone(_in_order(judgements), _name, _undoes)


def _in_order(judgements: Sequence[Judgement]) -> list[Judgement]:
    return sorted(judgements, key=lambda each: each.number)


def _name(judgement: Judgement) -> str:
    return judgement.id


def _undoes(judgement: Judgement) -> str | None:
    return (judgement.undone or "") if judgement.action == "undo" else None


def anchor_of(claim: Claim) -> Anchor:
    """How the claim is found again."""
    return Anchor(
        claim.article, claim.id, claim.start, claim.end, claim.quote, claim.predicate, claim.predicate_span, claim.kind,
        claim.plover,
    )  # fmt: skip


def touched(judgement: Judgement, log: Mapping[str, Judgement]) -> frozenset[tuple[str, ...]]:
    """What a judgement speaks of: two that share something of it may contradict each other. `log` is by id, for what is undone."""
    found: set[tuple[str, ...]] = {("claim", anchor.article, anchor.claim) for anchor in judgement.anchors}
    found |= {("place", a.article, str(a.predicate_span.start), a.predicate) for a in judgement.anchors}
    if judgement.action == "merge_actors":
        found |= {("actor", actor.id) for actor in judgement.actors}
    seen: set[str] = set()
    while judgement.undone and judgement.undone in log and judgement.undone not in seen:
        seen.add(judgement.undone)
        found.add(("judgement", judgement.undone))
        judgement = log[judgement.undone]
        found |= touched(judgement, {})
    return frozenset(found)


def _words_of(judgement: Judgement) -> Iterator[str]:
    """Everything that its author wrote, but the note: an article's words are not among it."""
    fields = judgement.fields.given() if judgement.fields else {}
    for value in (judgement.label, judgement.actors, {name: value for name, value in fields.items() if name != "span"}):
        yield from _strings(msgspec.to_builtins(value))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _strings(inner)


def _can_be_shown(text: str, *, breaks: bool = False) -> bool:
    """Whether a text has nothing that drives a terminal, reorders a line or is no text at all."""
    return not any(
        (unicodedata.category(c) in ("Cc", "Cs") and not (breaks and c in "\n\t\r")) or c in _REORDERING for c in text
    )


def _is_instant(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


__all__ = [
    "Action", "Anchor", "Fields", "Judged", "Judgement", "Target", "Waiting", "Words", "anchor_of", "standing", "taken_back",
    "touched",
]  # fmt: skip
