"""What the tuned encoder's vectors say of a name that no list has: a person's, a body's, or nobody's.

One hidden layer over the vectors of the name and of the words around it, and what is seen of its form. What an article's places
of one name say is put together, since it is one name. Learnt by `python -m evaluation.encoder --names` (docs/decisions/0016).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from faisceau import knowledge
from faisceau.knowledge.arrays import Arrays, load_arrays
from faisceau.knowledge.gazetteer import fold, slug
from faisceau.knowledge.given_names import given_names
from faisceau.knowledge.learnt import Floats, Learnt, gelu, logsum, places_of
from faisceau.knowledge.weights import careful
from faisceau.model.tree import Tree
from faisceau.resolve.names import Name

PERSON, BODY, NOBODY = "person", "body", "nobody"
#: What a name may be, in the order of the columns.
SORTS = (NOBODY, PERSON, BODY)
_MOST_WORDS = 4  # that are told apart


@dataclass(frozen=True)
class Place:
    """One place of an unlisted name: `words` are tokens, `around` those that it hangs on, before and after it."""

    name: Name
    words: tuple[int, ...]
    around: tuple[int, int, int]
    seen: tuple[str, ...]

    @property
    def key(self) -> str:
        """What is the same of every place of one name."""
        return slug(self.name.text)

    def vector(self, vectors: Floats) -> Floats:
        """The vectors of the name, of its ends, and of the words around it, in a row."""
        words = list(self.words)
        rows = [vectors[words].mean(axis=0), vectors[words[0]], vectors[words[-1]], *(vectors[i] for i in self.around)]
        told: Floats = np.concatenate(rows)
        return told


class NamesNetwork(Learnt):
    """What decides on unlisted names."""

    def __init__(self, arrays: Arrays) -> None:
        super().__init__(arrays)
        self._seen = places_of(arrays["names.seen"])

    def sorts(self, told: Floats, places: Sequence[Place]) -> Floats:
        """Log-probability of each of `SORTS`, `(places, 3)`; `told` are the places' vectors, in rows."""
        seen = self.bagged("bag", "bag_norm", self._seen, [place.seen for place in places])
        told = np.concatenate([told, seen], axis=1)
        scores = self.linear("sorts", gelu(self.linear("joined", told)))
        found: Floats = scores - logsum(scores)[:, None]
        return found


def in_context(lang: str, tree: Tree, names: Sequence[Name], vectors: Floats) -> dict[str, str]:
    """The sort of each unlisted name, by slug, that its places tell as surely as the language's cut asks.

    Probabilities of one name's places are put together by their geometric mean. Raises `FaisceauError` (bad_knowledge).
    """
    places = list(places_in(tree, names))
    if not places:
        return {}
    by_name: dict[str, list[Floats]] = {}
    told = np.stack([place.vector(vectors) for place in places])
    for place, odds in zip(places, names_network(lang).sorts(told, places), strict=True):
        by_name.setdefault(place.key, []).append(odds)
    cut, found = careful(lang).names, {}
    for key, each in by_name.items():
        likely = np.exp(np.mean(each, axis=0))
        best = int(likely.argmax())
        if likely[best] >= cut * likely.sum():
            found[key] = SORTS[best]
    return found


def places_in(tree: Tree, names: Sequence[Name]) -> Iterator[Place]:
    """Where the names stand that no list has."""
    for name in names:
        words = tuple(tree.within(name.start, name.end))
        if name.kind != "name" or not words:
            continue
        head = next((i for i in words if tree[i].head not in words or tree.is_root(i)), words[0])
        before, after = max(0, words[0] - 1), min(len(tree.tokens) - 1, words[-1] + 1)
        yield Place(name, words, (tree[head].head, before, after), tuple(_seen(tree, name, words)))


def _seen(tree: Tree, name: Name, words: tuple[int, ...]) -> Iterator[str]:
    """What holds of the name's form and of the words beside it."""
    parts = name.text.split()
    yield f"words={min(len(parts), _MOST_WORDS)}"
    yield "upper" if name.text.isupper() else "mixed"
    yield f"first={tree[words[0]].pos}"
    yield f"last={tree[words[-1]].pos}"
    if fold(parts[0]) in given_names():
        yield "given"
        if len(parts) > 1:
            yield "given+more"
    if any(part.islower() for part in parts):
        yield "small"
    if "-" in name.text:
        yield "hyphen"
    if any(letter.isdigit() for letter in name.text):
        yield "digit"
    yield f"before={tree[words[0] - 1].text.lower() if words[0] else ''}"
    yield f"after={tree[words[-1] + 1].text.lower() if words[-1] + 1 < len(tree.tokens) else ''}"


@cache
def names_network(lang: str) -> NamesNetwork:
    """The language's network of names. Raises `FaisceauError` (bad_knowledge)."""
    return NamesNetwork(load_arrays(_path(lang)))


def has_names_network(lang: str) -> bool:
    """Whether the language has one."""
    return knowledge.has(_path(lang))


def _path(lang: str) -> str:
    return f"languages/{lang}/weights/names.npz"
