"""One selection for every page: what an address asks for, and how links keep it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args
from urllib.parse import urlencode

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from faisceau.errors import Code, FaisceauError
from faisceau.export.words import known_language
from faisceau.model.claims import Kind, Status
from faisceau.model.fused import Verdict
from faisceau.model.pages import Wanted
from faisceau.model.period import days

_KNOWN: dict[str, tuple[str, ...]] = {"kind": get_args(Kind), "status": get_args(Status), "verdict": get_args(Verdict)}
_TAGS = ("actor", "kind", "status", "verdict", "source")
_LONGEST = 300


class Selection(Struct, frozen=True, rename={"from_": "from"}, omit_defaults=True):
    """What is selected; empty fields select everything.

    `actor` is an id, `source` the id of who vouches or the name of an outlet; `from_` and `to` are ISO 8601 (year, month or
    day); `q` are words to search. `page` counts from 1. `lang` is empty for the story's own.
    """

    q: str = ""
    actor: str = ""
    kind: str = ""
    status: str = ""
    verdict: str = ""
    source: str = ""
    from_: str = ""
    to: str = ""
    lang: str = ""
    page: int = 1

    def wanted(self, *tags: str, without: Iterable[str] = ()) -> Wanted:
        """What a list is narrowed to, `tags` besides; fields of `without` do not count."""
        given = asdict(self)
        own = tuple(f"{name}:{given[name]}" for name in _TAGS if given[name] and name not in without)
        since, until = (None, None) if "dates" in without else self.dates
        return Wanted((*tags, *own), self.q, since, until)

    @property
    def dates(self) -> tuple[str | None, str | None]:
        """First and last day selected, None where open."""
        first, last = days(self.from_ or None), days(self.to or None)
        return (first[0] if first else None, last[1] if last else None)

    @property
    def is_empty(self) -> bool:
        """Whether everything is selected."""
        return not any((self.q, self.actor, self.kind, self.status, self.verdict, self.source, self.from_, self.to))

    def query(self, **changed: str | int) -> str:
        """The query string of this selection with some fields changed, with its `?`; the first page is not said."""
        given = {field.removesuffix("_"): value for field, value in asdict(self).items()} | {"page": 1} | changed
        told = {name: value for name, value in given.items() if value and (name, value) != ("page", 1)}
        return f"?{urlencode(told)}" if told else ""

    def only_language(self) -> Selection:
        """Everything, in the same language."""
        return Selection(lang=self.lang)


def selection_of(query: Mapping[str, str]) -> Selection:
    """The selection that an address asks for. Raises `FaisceauError` (bad_option) for what cannot be selected."""
    given = {name: query.get(name, "").strip() for name in ("q", *_TAGS, "from", "to", "lang")}
    for name, value in given.items():
        if len(value) > _LONGEST:
            raise FaisceauError(Code.BAD_OPTION, f"'{name}' has more than {_LONGEST} characters.")
        if value and name in _KNOWN and value not in _KNOWN[name]:
            raise FaisceauError(Code.BAD_OPTION, f"{name} is one of {', '.join(_KNOWN[name])}, not {value!r}.")
        if value and name in ("from", "to") and (days(value) is None or "/" in value):
            raise FaisceauError(Code.BAD_OPTION, f"{value!r} is not a date: write 2024, 2024-06 or 2024-06-18.")
    if given["lang"]:
        known_language(given["lang"])
    page = query.get("page", "1")
    if not (page.isascii() and page.isdigit() and 1 <= int(page[:9]) == int(page)):
        raise FaisceauError(Code.BAD_OPTION, f"page is a number from 1, not {page[:20]!r}.")
    return msgspec.convert({**given, "page": int(page)}, Selection)
