"""A fiche laid out in words, block by block. What is said never goes beyond what the cited words carry."""

from __future__ import annotations

from collections.abc import Iterator

from babel.numbers import format_percent

from faisceau.export.fiche.beside import camps, grid
from faisceau.export.fiche.dress import Block, references_in
from faisceau.export.fiche.parts import asked_of, matrix, shortfalls, strip
from faisceau.export.fiche.words import Teller
from faisceau.export.variables import VariableWords
from faisceau.model.system import Answer
from faisceau.model.whatif import Fiche, Verdict

_KEY: dict[Answer, str] = {"+": "plus", "-": "minus", "contested": "contested", "none": "none"}
_ARCS = 3  # single arcs shown that an answer hangs on
_SETS = 4


def blocks_of(fiche: Fiche, names: VariableWords, *, alone: bool = True) -> tuple[Block, ...]:
    """The blocks of a fiche, in order. One that does not stand `alone` is on a page that has the grid and the camps of the
    whole story: it shows them where its question changes them.
    """
    return tuple(_Layout(fiche, names, alone).blocks())


class _Layout:
    def __init__(self, fiche: Fiche, names: VariableWords, alone: bool) -> None:
        self._fiche, self._names, self._alone = fiche, names, alone
        self._tell = Teller(names)
        self._say = self._tell.say

    def blocks(self) -> Iterator[Block]:
        """Everything, in order."""
        fiche = self._fiche
        yield Block("title", self._say("title", story=fiche.scenario.title or fiche.story))
        yield Block("paragraph", self._say("caution"))
        yield Block("paragraph", self._tell.corpus(fiche))
        if not fiche.complete:
            yield Block("paragraph", self._say("cut"))
        yield Block("title", self._say("asked"), 2)
        for push in fiche.pushes:
            direction = self._say("up" if push.sign == "+" else "down")
            key = "held" if push.held else "pressed"
            yield Block("item", self._say(key, variable=self._names.label(push.variable), direction=direction))
        for line in asked_of(fiche, self._tell):
            yield Block("item", line)
        yield from shortfalls(fiche, self._tell)
        if fiche.pushes:
            yield from self._answers()
            yield from matrix(fiche, self._tell)
            yield from strip(fiche, self._tell, self._answer)
        yield from self._loops()
        beside = tuple(self._beside())
        yield from beside
        if fiche.silent:
            yield Block("title", self._say("silence"), 2)
        for silent in fiche.silent:
            yield Block("item", self._say(silent.why, variable=self._names.label(silent.variable)))
        yield from self._assumptions()
        used = frozenset[int]().union(*map(references_in, beside))
        yield from self._tell.notes(fiche.notes, [each for each in fiche.cited if each.number in used])
        yield Block("paragraph", self._say("map", id=fiche.map_id))

    def _beside(self) -> Iterator[Block]:
        fiche = self._fiche
        if self._alone or fiche.left_out or fiche.shortfalls:
            yield from grid(fiche, self._tell)
        if self._alone or fiche.left_out:
            yield from camps(fiche, self._tell)

    def _answers(self) -> Iterator[Block]:
        yield Block("title", self._say("answers"), 2)
        if not self._fiche.verdicts:
            yield Block("paragraph", self._say("nobody"))
        stable = self._fiche.stable
        if stable is not None:
            shares = {"low": self._share(stable.low), "high": self._share(stable.high)}
            yield Block("paragraph", self._say("stable", draws=stable.draws, **shares))
            if stable.low == 0:
                yield Block("paragraph", self._say("stable_none"))
        for verdict in self._fiche.verdicts:
            yield Block("title", self._say(_KEY[verdict.answer], variable=self._names.label(verdict.variable)), 3)
            yield from self._verdict(verdict)

    def _verdict(self, verdict: Verdict) -> Iterator[Block]:
        for chain in verdict.chains:
            told = {"sign": self._tell.sign(chain.sign), "steps": self._tell.steps(chain)}
            yield Block("item", self._say("chain", **told))
        if verdict.more:
            yield Block("item", self._say("more", n=verdict.more))
        yield Block("item", self._say("sources", names=", ".join(verdict.sources)))
        if verdict.hinge_sources:
            sets = " ; ".join(" + ".join(each) for each in verdict.hinge_sources[:_SETS])
            yield Block("item", self._say("hinge_sources", sets=sets))
        for arc in verdict.hinge_arcs[:_ARCS]:
            ends = {"cause": self._names.label(arc.cause), "effect": self._names.label(arc.effect)}
            yield Block("item", self._say(f"hinge_arc_{arc.change}", answer=self._answer(arc.answer), **ends))
        if verdict.other_answers:
            answers = ", ".join(self._answer(answer) for answer in verdict.other_answers)
            yield Block("item", self._say("fragile", answers=answers))
        else:
            yield Block("item", self._say("robust"))
        if verdict.rising is not None:
            shares = {"low": self._share(verdict.rising.low), "high": self._share(verdict.rising.high)}
            yield Block("item", self._say("rising", **shares))

    def _answer(self, answer: Answer) -> str:
        return self._say(f"answer_{_KEY[answer]}")

    def _share(self, share: float) -> str:
        return str(format_percent(share, locale=self._names.words.language.locale))

    def _loops(self) -> Iterator[Block]:
        if not self._fiche.loops:
            return
        yield Block("title", self._say("loops"), 2)
        for loop in self._fiche.loops:
            names = [self._names.label(name) for name in (*loop.variables, loop.variables[0])]
            key = "amplifying" if loop.sign == "+" else "damping"
            yield Block("item", self._say(key, variables=self._say("loop_arrow").join(names)))

    def _assumptions(self) -> Iterator[Block]:
        yield Block("title", self._say("assumptions"), 2)
        for arc in self._fiche.assumptions:
            known = arc.assumption
            if known is not None:
                ends = {"cause": self._names.label(arc.cause), "effect": self._names.label(arc.effect)}
                signed = {"author": known.author, "date": known.date, "reason": known.reason}
                yield Block("item", self._say("assumption", sign=arc.sign, **ends, **signed))
        if not self._fiche.assumptions:
            yield Block("paragraph", self._say("no_assumptions"))
        if self._fiche.edits:
            yield Block("paragraph", self._say("edits", n=len(self._fiche.edits)))
