"""Theses put to a map as text, Markdown, a page or JSON: chains for and against, sources counted, base rates beside."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from faisceau.errors import Code, FaisceauError
from faisceau.export.fiche.dress import Block, as_html, as_markdown, as_text, foreign
from faisceau.export.fiche.words import Teller
from faisceau.export.system_words import system_words
from faisceau.export.variables import VariableWords
from faisceau.model.dossier.naming import ActorName
from faisceau.model.theses import BaseRate, Carried, Side, ThesisAnswer, ThesisSheet

_DRESSES = {"text": as_text, "markdown": as_markdown, "html": as_html}
FORMS = ("json", *sorted(_DRESSES))


def render_theses(form: str, sheet: ThesisSheet, actors: tuple[ActorName, ...], lang: str) -> bytes:
    """The sheet in one of `FORMS`; JSON is the same in every language. Raises `FaisceauError` (bad_option)."""
    if form == "json":
        return msgspec.json.encode(sheet) + b"\n"
    if form not in _DRESSES:
        raise FaisceauError(Code.BAD_OPTION, f"Theses are written as one of {', '.join(FORMS)}, not as {form!r}.")
    return _DRESSES[form](tuple(_Layout(sheet, VariableWords(actors, lang)).blocks()), lang).encode()


class _Layout:
    def __init__(self, sheet: ThesisSheet, names: VariableWords) -> None:
        self._sheet, self._names = sheet, names
        self._words = system_words(names.lang).thesis
        self._tell = Teller(names)

    def blocks(self) -> Iterator[Block]:
        """Everything, in order."""
        sheet = self._sheet
        yield Block("title", self._say("title", story=sheet.story))
        yield Block("paragraph", self._say("caution"))
        yield Block("paragraph", self._tell.corpus(sheet))
        for answer in sheet.answers:
            yield from self._answer(answer)
        if not sheet.answers:
            yield Block("paragraph", self._say("no_theses"))
        yield from self._tell.notes(sheet.notes)
        yield Block("paragraph", self._tell.say("map", id=sheet.map_id))

    def _say(self, key: str, **values: object) -> str:
        told = {name: value if name == "steps" else foreign(str(value)) for name, value in values.items()}
        return self._words[key].format(**told)

    def _answer(self, answer: ThesisAnswer) -> Iterator[Block]:
        thesis = answer.thesis
        yield Block("title", foreign(thesis.said(self._names.lang)), 2)
        yield Block("paragraph", self._pattern(answer))
        if note := thesis.note.get(self._names.lang):
            yield Block("paragraph", foreign(note))
        if not answer.complete:
            yield Block("paragraph", self._say("cut"))
        if answer.silent:
            key = "none_start" if not answer.starts else "none_end" if not answer.ends else "ends"
            yield Block("paragraph", f"{self._say('none')} {self._say(key)}")
        else:
            yield from self._side("supporting", answer.supporting)
            yield from self._side("opposing", answer.opposing)
        yield Block("title", self._say("base_rates"), 3)
        for rate in answer.base_rates:
            yield Block("item", self._rate(rate))
        if not answer.base_rates:
            yield Block("paragraph", self._say("no_base_rates"))

    def _pattern(self, answer: ThesisAnswer) -> str:
        thesis = answer.thesis
        sign = "+" if thesis.sign == "+" else "−"
        told = [self._say("pattern", start=thesis.from_, end=thesis.to, sign=sign, n=thesis.longest)]
        if thesis.through:
            told.append(self._say("through", names=", ".join(thesis.through)))
        told += [self._say("where", name=f"${name}", what=what) for name, what in sorted(thesis.where.items())]
        return " ; ".join(told) + "."

    def _side(self, key: str, side: Side) -> Iterator[Block]:
        if not side.chains:
            yield Block("title", self._say(f"no_{key}"), 3)
            return
        yield Block("title", self._say(key, n=len(side.chains) + side.more, groups=len(side.groups)), 3)
        for carried in side.chains:
            yield Block("item", self._chain(carried))
        if side.more:
            yield Block("item", self._say("more", n=side.more))
        yield Block("item", self._tell.say("sources", names=", ".join(side.groups)))
        alone = self._say("alone", names=", ".join(side.alone)) if side.alone else self._say("nobody_alone")
        yield Block("item", alone)

    def _chain(self, carried: Carried) -> str:
        bound = ", ".join(f"{name} = {self._known(id_)}" for name, id_ in carried.bound)
        told = {"bound": self._say("bound", names=bound) if bound else "", "steps": self._tell.steps(carried.told)}
        return self._say("chain", **told)

    def _known(self, id_: str) -> str:
        """What a `$X` is: a good's name where it is a good, else an actor's."""
        good = self._names.good(id_)
        return good if good != id_ else self._names.actor(id_)

    def _rate(self, rate: BaseRate) -> str:
        lang = self._names.lang

        def told(words: dict[str, str]) -> str:
            return words.get(lang) or next(iter(words.values()), "")

        return self._say(
            "rate",
            measures=told(rate.measures),
            finding=told(rate.finding).rstrip("."),
            cases=self._say("cases", cases=told(rate.cases)) if rate.cases else self._say("cases_unknown"),
            period=self._say("period", period=rate.period) if rate.period else "",
            reference=rate.reference,
            seen=self._words.get(rate.seen, rate.seen),
        )
