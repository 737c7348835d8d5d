"""The outlets in numbers, see `view.sources`, added up some events at a time."""

from __future__ import annotations

from collections import Counter, defaultdict

from faisceau.model.claims import AUTHOR, Claim
from faisceau.model.fused import Event
from faisceau.model.pages import OutletLine
from faisceau.view.ground import Ground
from faisceau.view.origins import Origins
from faisceau.view.rows import FACTUAL
from faisceau.view.sources import corrections, first_teller, is_borne_out, same_outlet_later, tellers
from faisceau.view.whole import Whole

_QUOTED = 8
_APART = frozenset({"update", "contradict"})


class Outlets:
    """Adds up what each outlet has. Keys are those of `Ground.outlet`."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._here = whole.ground(())
        self._origins = Origins(whole.rank)
        self._articles: dict[str, list[str]] = {}
        for article in whole.articles:
            self._articles.setdefault(self._here.outlet(article.id), []).append(article.id)
        self._sets = {key: frozenset(ids) for key, ids in self._articles.items()}
        self._counted: dict[str, Counter[str]] = defaultdict(Counter)
        self._quoted: dict[str, Counter[str]] = defaultdict(Counter)
        self._echoes: set[tuple[str, str]] = set()
        self._facts: set[str] = set()
        self._corrected: set[tuple[str, str]] = set()

    def claim(self, claim: Claim) -> None:
        """Add a claim."""
        key = self._here.outlet(claim.article)
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
                if self._here.outlet(article) != self._here.outlet(first):
                    self._echoes.add((article, first))

    def events(self, ground: Ground) -> None:
        """Add events with their claims."""
        facts = [event for event in ground.events if event.id in self._facts]
        for event in facts:
            keys = tellers(ground, event)
            for key in keys:
                self._counted[key]["told"] += 1
                self._counted[key]["alone"] += len(keys) == 1
                self._counted[key]["borne_out"] += is_borne_out(ground, event, self._sets[key])
            if first := first_teller(ground, event):
                self._counted[first[0]]["first"] += 1
        for key, found in corrections(ground, facts).items():
            self._counted[key]["corrected"] += len(found)

    def figures(self, ground: Ground) -> None:
        """Add figures with their claims; an event whose figures an outlet corrects counts once."""
        for figure in ground.figures:
            for row in figure.relations:
                key = same_outlet_later(ground, row.a, row.b)
                if key and row.relation in _APART and figure.event in self._facts:
                    self._corrected.add((key, figure.event))

    def origins(self) -> int:
        """Independent origins among the articles."""
        return len({self._origins.root(article) for article in self._whole.rank})

    def lines(self) -> tuple[OutletLine, ...]:
        """The outlets, those with the most claims first."""
        echoes = Counter(self._here.outlet(article) for article, _ in self._echoes)
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
