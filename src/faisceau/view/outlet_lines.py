"""The outlets in numbers, see `view.sources`, added up some events at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from faisceau.model.claims import AUTHOR, Claim
from faisceau.model.fused import Event, Figure
from faisceau.model.pages import OutletLine
from faisceau.model.text import Article
from faisceau.view.origins import Origins
from faisceau.view.rows import FACTUAL
from faisceau.view.said import Head
from faisceau.view.sources import corrections, first_teller, is_borne_out, same_outlet_later, tellers
from faisceau.view.whole import Whole

_QUOTED = 8
_APART = frozenset({"update", "contradict"})


@dataclass(frozen=True)
class _Told:
    """What `view.sources` looks at, of some claims."""

    claim: Mapping[str, Head]
    article: Mapping[str, Article]
    rank: Mapping[str, int]
    figures: tuple[Figure, ...] = ()

    def outlet(self, article: str) -> str:
        return self.article[article].publisher or f"\0{article}"


class Outlets:
    """Adds up what each outlet has. Keys are those of `Ground.outlet`."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._origins = Origins(whole.rank, whole.outlet)
        self._articles: dict[str, list[str]] = {}
        for article in whole.articles:
            self._articles.setdefault(self._whole.outlet(article.id), []).append(article.id)
        self._sets = {key: frozenset(ids) for key, ids in self._articles.items()}
        self._counted: dict[str, Counter[str]] = defaultdict(Counter)
        self._quoted: dict[str, Counter[str]] = defaultdict(Counter)
        self._echoes: set[tuple[str, str]] = set()
        self._facts: set[str] = set()
        self._corrected: set[tuple[str, str]] = set()

    def claim(self, claim: Claim) -> None:
        """Add a claim."""
        key = self._whole.outlet(claim.article)
        self._counted[key]["claims"] += 1
        self._quoted[key].update({actor.id for actor in (*claim.source.by, *claim.source.chain)} - {AUTHOR})

    def origin(self, event: Event) -> None:
        """Add what shares an origin. All events come by here before `events`."""
        self._origins.join(event)
        if event.kind in FACTUAL and event.claims:
            self._facts.add(event.id)
        for group in event.origins:
            first, *later = sorted(group, key=self._whole.rank.__getitem__)
            for article in later:
                if self._whole.outlet(article) != self._whole.outlet(first):
                    self._echoes.add((article, first))

    def events(self, events: Sequence[Event]) -> None:
        """Add events. All claims have been noted before."""
        facts = [event for event in events if event.id in self._facts]
        told = self._told(id_ for event in facts for id_ in event.claims)
        for event in facts:
            keys = tellers(told, event)
            for key in keys:
                self._counted[key]["told"] += 1
                self._counted[key]["alone"] += len(keys) == 1
                self._counted[key]["borne_out"] += is_borne_out(told, event, self._sets[key])
            if first := first_teller(told, event):
                self._counted[first[0]]["first"] += 1
        for key, found in corrections(told, facts).items():
            self._counted[key]["corrected"] += len(found)

    def figures(self, figures: Sequence[Figure]) -> None:
        """Add figures; an event whose figures an outlet corrects counts once."""
        told = self._told(id_ for figure in figures for row in figure.relations for id_ in (row.a, row.b))
        for figure in figures:
            for row in figure.relations:
                key = same_outlet_later(told, row.a, row.b)
                if key and row.relation in _APART and figure.event in self._facts:
                    self._corrected.add((key, figure.event))

    def _told(self, claims: Iterable[str]) -> _Told:
        return _Told(self._whole.said.heads(claims), self._whole.article, self._whole.rank)

    def origins(self) -> int:
        """Independent origins among the articles."""
        return len({self._origins.root(article) for article in self._whole.rank})

    def lines(self) -> tuple[OutletLine, ...]:
        """The outlets, those with the most claims first."""
        echoes = Counter(self._whole.outlet(article) for article, _ in self._echoes)
        corrected = Counter(key for key, _ in self._corrected)
        lines = [
            OutletLine(
                name=self._whole.article[ids[0]].publisher,
                article=ids[0],
                articles=len(ids),
                claims=(counted := self._counted[key])["claims"],
                first=counted["first"],
                alone=counted["alone"],
                told=counted["told"],
                borne_out=counted["borne_out"],
                echoes=echoes[key],
                corrected=counted["corrected"] + corrected[key],
                quotes=tuple(sorted(self._quoted[key].items(), key=lambda entry: (-entry[1], entry[0]))[:_QUOTED]),
            )
            for key, ids in self._articles.items()
        ]
        return tuple(sorted(lines, key=lambda line: (-line.claims, line.name or "", line.article)))
