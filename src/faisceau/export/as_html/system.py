"""What the page shows of the system besides its map: matrix, sources left out, grid, camps, positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from markupsafe import Markup

from faisceau.export.camps import CampWords
from faisceau.export.system_words import SystemWords, system_words
from faisceau.export.variables import VariableWords
from faisceau.export.wording import Wording
from faisceau.model.dependence import Dependence, Need, Reliance, Supplier
from faisceau.model.dossier.causal import ArcRow
from faisceau.model.dossier.whole import Dossier
from faisceau.model.positions import Position
from faisceau.model.variables import parsed

MOST_VARIABLES = 24
MOST_SUPPLIERS = 12
_GROUND = {"definition": "=", "assumption": "~"}


class SystemPage:
    """Rows and words for the templates of the system's sections."""

    def __init__(self, dossier: Dossier, wording: Wording, names: VariableWords) -> None:
        self.dossier, self._wording, self._names = dossier, wording, names
        self.words: SystemWords = system_words(wording.lang)
        self.camps = CampWords(wording)

    @cached_property
    def arc_number(self) -> Mapping[tuple[str, str], int]:
        """The row of each arc in the table of arcs."""
        return {(row.cause, row.effect): n for n, row in enumerate(self.dossier.causal_map.arcs, start=1)}

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of the matrix: those of arcs that count, the most connected."""
        counted = {end for row in self._counted for end in (row.cause, row.effect)}
        return tuple(name for name in self.dossier.causal_map.variables if name in counted)

    @property
    def _counted(self) -> Iterator[ArcRow]:
        return (row for row in self.dossier.causal_map.arcs if row.ground != "unused")

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], ArcRow]:
        return {(row.cause, row.effect): row for row in self._counted}

    def matrix(self) -> Iterator[tuple[str, list[ArcRow | None]]]:
        """Each variable that acts on one shown, with its cell for each column."""
        for cause in self.variables[:MOST_VARIABLES]:
            row = [self._cells.get((cause, effect)) for effect in self.columns]
            if any(row):
                yield cause, row

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The variables that some variable shown acts on."""
        shown = self.variables[:MOST_VARIABLES]
        acted = {row.effect for row in self._counted if row.cause in shown}
        return tuple(name for name in shown if name in acted)

    @property
    def cut(self) -> int | None:
        """How many variables the matrix shows, None where all."""
        return MOST_VARIABLES if len(self.variables) > MOST_VARIABLES else None

    def mark(self, row: ArcRow) -> str:
        """The sign of a cell, and what it rests on where that is no source."""
        both = len(row.signs) > 1 or row.ground == "contested"
        sign = self.words.matrix["both"] if both else "+" if row.signs == ("+",) else "−"
        return f"{sign}{_GROUND.get(row.ground, '')}"

    @cached_property
    def suppliers(self) -> tuple[str, ...]:
        """The columns of the grid: those who supply most first."""
        count: dict[str, int] = {}
        for need in self.dossier.dependence.needs:
            for supplier in need.suppliers:
                count[supplier.actor] = count.get(supplier.actor, 0) + 1
        return tuple(sorted(count, key=lambda actor: (-count[actor], actor))[:MOST_SUPPLIERS])

    @property
    def needs(self) -> tuple[Need, ...]:
        """The rows of the grid: the needs that somebody supplies, or that are said."""
        return tuple(need for need in self.dossier.dependence.needs if need.suppliers or need.needed)

    def supplied(self, need: Need, actor: str) -> Supplier | None:
        """What one supplies of a need."""
        return next((supplier for supplier in need.suppliers if supplier.actor == actor), None)

    def reliance(self, pair: Dependence) -> str:
        """Who relies more, or why nobody is said to."""
        a, b = self._wording.actor(pair.a), self._wording.actor(pair.b)
        return self.words.dependence[pair.relies_more].format(a=a, b=b)

    def relied(self, pair: Dependence) -> Iterator[str]:
        """What each relies on the other for."""
        for one, other, goods in ((pair.a, pair.b, pair.a_on_b), (pair.b, pair.a, pair.b_on_a)):
            if goods:
                yield self.words.dependence["relied"].format(
                    actor=self._wording.actor(one), other=self._wording.actor(other), goods=self._goods(goods)
                )

    def _goods(self, goods: Iterable[Reliance]) -> str:
        words = self.words.dependence
        return ", ".join(
            words["good"].format(
                good=self._wording.good(each.category), criticality=words[each.criticality], n=each.alternatives
            )
            for each in goods
        )

    def pairs(self, pairs: tuple[tuple[str, str], ...]) -> Markup:
        """Pairs of actors, leading to their ties."""
        number = {(tie.a, tie.b): n for n, tie in enumerate(self.dossier.alignment.ties, start=1)}
        one = Markup('<a href="#z{}">{} – {}</a>')
        found = [one.format(number[pair], *map(self._wording.actor, pair)) for pair in pairs]
        return Markup(", ").join(found) if found else Markup("{}").format(self.words.camps["none"])

    def objective(self, name: str) -> str:
        """An objective in words."""
        found = parsed(name)
        if found.kind == "supply":
            actor, good = self._names.actor(found.args[0]), self._names.good(found.args[-1])
            return self.words.positions["supply"].format(actor=actor, good=good)
        if found.kind == "support":
            return self.words.positions["support"].format(actor=self._names.actor(found.args[0]))
        return self._names.label(name)

    @cached_property
    def held(self) -> Mapping[str, list[Position]]:
        """The positions on each objective."""
        found: dict[str, list[Position]] = {name: [] for name in self.dossier.positions.objectives}
        for each in self.dossier.positions.positions:
            found[each.objective].append(each)
        return found

    @property
    def shared(self) -> int:
        """How many objectives, the first of them, have two actors or more."""
        return sum(1 for rows in self.held.values() if len(rows) > 1)

    @cached_property
    def objective_number(self) -> Mapping[str, int]:
        """The row of each objective."""
        return {name: n for n, name in enumerate(self.dossier.positions.objectives, start=1)}
