"""Variables of the causal map in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from faisceau.export.words import Words, words
from faisceau.knowledge import goods
from faisceau.model.actors import GROUP
from faisceau.model.dossier.naming import ActorName
from faisceau.model.variables import UNKNOWN, parsed


class VariableWords:
    """Names of variables in the words of `lang`; a name that is not of a known kind stays as it is."""

    def __init__(self, actors: tuple[ActorName, ...], lang: str) -> None:
        self.lang = lang
        self.words: Words = words(lang)
        self.actors = actors
        self._actors: Mapping[str, ActorName] = {actor.id: actor for actor in actors}

    def actor(self, id_: str) -> str:
        """The names of an id, or of several as "A+B"."""
        if id_ == UNKNOWN:
            return self.words.variable["any_actor"]
        return " + ".join(self._one(each) for each in id_.split("+"))

    def _one(self, id_: str) -> str:
        known = self._actors.get(id_)
        return known.name(self.lang) if known else id_.removeprefix(GROUP)

    def good(self, category: str) -> str:
        """A category of goods."""
        if category == UNKNOWN:
            return self.words.variable["any_good"]
        return goods.label(category, self.lang) or category if category in goods.categories() else category

    def label(self, name: str) -> str:
        """A variable in words."""
        found = parsed(name)
        template = self.words.variable.get(found.kind)
        fill = _FILLERS.get((found.kind if found.kind in ("flow", "alignment") else "actor", len(found.args)))
        if found.kind == "alignment":
            fill = _ties
        return template.format(**fill(self, found.args)) if template and fill else name


def _flow(words_: VariableWords, args: tuple[str, ...]) -> dict[str, str]:
    return {"giver": words_.actor(args[0]), "receiver": words_.actor(args[1]), "good": words_.good(args[2])}


def _ties(words_: VariableWords, args: tuple[str, ...]) -> dict[str, str]:
    return {"actors": words_.words.variable["between"].join(words_.actor(arg) for arg in args)}


def _actor(words_: VariableWords, args: tuple[str, ...]) -> dict[str, str]:
    return {"actor": words_.actor(args[0]), "good": words_.good(args[1]) if len(args) > 1 else ""}


_FILLERS: dict[tuple[str, int], Callable[[VariableWords, tuple[str, ...]], dict[str, str]]] = {
    ("flow", 3): _flow,
    ("actor", 1): _actor,
    ("actor", 2): _actor,
}
