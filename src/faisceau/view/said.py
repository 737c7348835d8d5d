"""What each claim lends to the lines that rest on it, noted once: tags, words, article, date.

Each string is held once and stands for itself by a number: some 300 bytes a claim, most of them its id.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from faisceau.model.claims import AUTHOR, Claim, Source
from faisceau.model.text import Article
from faisceau.store.postings import words_of

_COUNTS, _OWN = 1, 2
_AUTHOR, _OTHER = Source(), Source(())


class Head(Struct, frozen=True, gc=False):
    """Of a claim its article, and whether its source is the author alone (else `source` names nobody)."""

    article: str
    source: Source


class Said:
    """Claims noted in reading order: a claim's number is its place in it. `article` and `rank` are those of the story."""

    def __init__(self, article: Mapping[str, Article], rank: Mapping[str, int]) -> None:
        self._article, self._rank = article, rank
        self._by_rank = sorted(rank, key=rank.__getitem__)
        self._ids: list[str] = []
        self._number: dict[str, int] = {}
        self._tags, self._words, self._dates = _Lists(), _Lists(), _Lists()
        self._of = array("I")
        self._flags = bytearray()

    def note(self, claim: Claim) -> int:
        """Note the claim that comes next; its number."""
        number = len(self._ids)
        self._ids.append(claim.id)
        self._number[claim.id] = number
        outlet = self._article[claim.article].publisher
        tags = {f"status:{claim.status}", *(f"source:{outlet}" for _ in (1,) if outlet)}
        tags |= {f"actor:{ref.id}" for ref in (*claim.subject, *claim.object)}
        vouchers = {ref.id for ref in (*claim.source.by, *claim.source.chain)}
        tags |= {f"source:{id_}" for id_ in vouchers - {AUTHOR}}
        self._tags.add(tags)
        self._words.add(set(words_of("\n".join((claim.quote, *(r.name for r in (*claim.subject, *claim.object)))))))
        self._dates.add([claim.date.value] if claim.date and claim.date.value else [])
        self._of.append(self._rank[claim.article])
        own = {ref.id for ref in claim.source.by} == {AUTHOR}
        self._flags.append(_COUNTS * any(item.quantity for item in claim.items) | _OWN * own)
        return number

    def __contains__(self, claim: str) -> bool:
        return claim in self._number

    def id(self, number: int) -> str:
        """The claim of a number."""
        return self._ids[number]

    def tags(self, claims: Iterable[str]) -> set[str]:
        """The tags of all these claims."""
        return set().union(*map(self._tags.of, map(self._number.__getitem__, claims)))

    def words(self, claims: Iterable[str]) -> set[str]:
        """The words of all these claims, folded: quotes and names."""
        return set().union(*map(self._words.of, map(self._number.__getitem__, claims)))

    def date(self, claims: Iterable[str]) -> str | None:
        """The date of the first of these claims that has one."""
        found = (date for number in sorted(map(self._number.__getitem__, claims)) for date in self._dates.of(number))
        return next(found, None)

    def articles(self, claims: Iterable[str]) -> set[str]:
        """The articles of these claims."""
        return {self._by_rank[self._of[self._number[claim]] - 1] for claim in claims}

    def counting(self, claims: Iterable[str]) -> set[str]:
        """Those of these claims that give a figure."""
        return {claim for claim in claims if self._flags[self._number[claim]] & _COUNTS}

    def heads(self, claims: Iterable[str]) -> dict[str, Head]:
        """The heads of those of these claims that there are."""
        found = {}
        for claim in claims:
            number = self._number.get(claim)
            if number is not None:
                source = _AUTHOR if self._flags[number] & _OWN else _OTHER
                found[claim] = Head(self._by_rank[self._of[number] - 1], source)
        return found


class _Lists:
    """Lists of strings by number, each string held once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._strings: list[str] = []
        self._held, self._ends = array("I"), array("Q", [0])

    def add(self, strings: Iterable[str]) -> None:
        known = self._known
        for string in strings:
            number = known.get(string)
            if number is None:
                number = known[string] = len(self._strings)
                self._strings.append(string)
            self._held.append(number)
        self._ends.append(len(self._held))

    def of(self, number: int) -> Iterator[str]:
        return map(self._strings.__getitem__, self._held[self._ends[number] : self._ends[number + 1]])
