"""Chains with the words that say so: each arc of a chain with numbered notes, in the order of first use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from faisceau.model.mapping import Causal
from faisceau.model.system import Arc, Chain, Effect, Selection
from faisceau.model.text import Article
from faisceau.model.whatif import QuoteNote, Step, Told
from faisceau.system.graph import ground_of

SHOWN = 3
"""Chains shown of each sign, the shortest first."""
_QUOTES = 4  # notes shown of one arc


class Quoting:
    """Gives notes their numbers. `selection` says which claims count."""

    def __init__(self, arcs: Sequence[Arc], causal: Causal, articles: Sequence[Article], selection: Selection) -> None:
        self._arcs = {(arc.cause, arc.effect): arc for arc in arcs}
        self._causes = {cause.id: cause for cause in causal.causes}
        self._groups = causal.groups
        self._published = {article.id: article.published for article in articles}
        self._selection = selection
        self._numbers: dict[str, int] = {}

    def is_quoted(self, effect: Effect) -> bool:
        """Whether some chain has an arc that a source is quoted for, and no sign is without such a chain."""
        signs = {chain.sign for chain in effect.chains}
        return bool(signs) and signs == {chain.sign for chain in effect.chains if self.has_quote(chain)}

    def has_quote(self, chain: Chain) -> bool:
        """Whether a source is quoted for some arc of the chain."""
        pairs = zip(chain.variables, chain.variables[1:], strict=False)
        return any(self._evidence(self._arcs[pair]) for pair in pairs)

    def _evidence(self, arc: Arc) -> list[str]:
        """Ids of the claims that count, those that deny it after."""
        heard = [e for e in arc.evidence if e.group not in self._selection.without]
        counted = [e.claim for e in heard if e.modality in self._selection.modalities and e.modality != "denied"]
        return [*counted, *(e.claim for e in heard if e.modality == "denied")] if counted else []

    def told(self, effect: Effect) -> tuple[Told, ...]:
        """The chains to show: the shortest of each sign that have a quote."""
        shown = []
        for sign in sorted({chain.sign for chain in effect.chains}):
            quoted = [chain for chain in effect.chains if chain.sign == sign and self.has_quote(chain)]
            shown += [self.chain(chain) for chain in quoted[:SHOWN]]
        return tuple(shown)

    def chain(self, chain: Chain) -> Told:
        """One chain with the notes of its arcs."""
        return Told(chain.sign, tuple(self._steps(chain)))

    def groups(self, chain: Chain) -> tuple[frozenset[str], ...]:
        """For each arc of the chain that sources speak for with its sign there, their groups."""
        found = []
        for pair, sign in zip(pairwise(chain.variables), chain.signs, strict=True):
            counted = set(self._evidence(self._arcs[pair]))
            own = {e for e in self._arcs[pair].evidence if e.claim in counted and e.modality != "denied"}
            if own:
                found.append(frozenset(e.group for e in own if e.sign == sign))
        return tuple(found)

    def _steps(self, chain: Chain) -> Iterable[Step]:
        pairs = zip(chain.variables, chain.variables[1:], strict=False)
        for pair, sign in zip(pairs, chain.signs, strict=True):
            arc = self._arcs[pair]
            ground = ground_of(arc, self._selection)
            own = {e.claim for e in arc.evidence if e.sign == sign}
            claims = sorted(self._evidence(arc), key=lambda claim: claim not in own)[:_QUOTES]
            assert ground is not None
            yield Step(*pair, sign, ground[0], tuple(self._number(claim) for claim in claims))

    def _number(self, claim: str) -> int:
        return self._numbers.setdefault(claim, len(self._numbers) + 1)

    def _group(self, claim: str) -> str:
        article = self._causes[claim].article
        return self._groups.get(article, article)

    def sources(self, chains: Sequence[Told]) -> tuple[str, ...]:
        """The source groups of the notes of some chains, sorted."""
        claims = {number: claim for claim, number in self._numbers.items()}
        return tuple(sorted({self._group(claims[n]) for chain in chains for step in chain.steps for n in step.notes}))

    def notes(self) -> tuple[QuoteNote, ...]:
        """Every note given a number, in order."""
        return tuple(
            QuoteNote(number, self._causes[claim], self._group(claim), self._published.get(self._causes[claim].article))
            for claim, number in self._numbers.items()
        )
