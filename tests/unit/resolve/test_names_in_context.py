"""Unlisted names by their words in context: who is somebody, what stays with the rules, and what quick reading does without."""

from __future__ import annotations

import numpy as np
import pytest

from faisceau.encode import encode
from faisceau.knowledge.learnt import Floats
from faisceau.model.layers import Layers
from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.resolve import names_network, resolve
from faisceau.resolve.actors import named_on_page, names_on
from faisceau.resolve.names_network import BODY, NOBODY, PERSON, SORTS, Place, in_context, places_in

NO_TITLE = "« Il faut se parler », met en garde Felix Zorn, commissaire aux digues. Zorn partira en mai."
A_BANK = "La crise a coûté six millions à la Société Vernoise. La Société Vernoise n'a rien dit."
A_PLACE = (
    "Le convoi a quitté Kani Salar mardi. Les habitants de Kani Salar et des villages voisins ont fui vers la côte."
)


def _parsed(text: str) -> Layers:
    return parse(Article("a", text, "0" * 64, "2024-06-19", lang="fr"))


def _actors(text: str, *, careful: bool) -> dict[str, tuple[str, tuple[str, ...]]]:
    layers = _parsed(text)
    read = resolve(layers, text, encode(layers) if careful else None)
    return {m.text: (m.kind, m.actors) for m in read.mentions}


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        (NO_TITLE, "Felix Zorn", ("person", ("felix-zorn",))),
        (NO_TITLE, "Zorn", ("person", ("felix-zorn",))),
        (A_BANK, "Société Vernoise", ("organisation", ("SOCIETE-VERNOISE",))),
    ],
)
def test_names_without_a_title_are_somebody_by_their_context_alone(
    text: str, name: str, told: tuple[str, tuple[str, ...]]
) -> None:
    assert name not in _actors(text, careful=False)
    assert _actors(text, careful=True)[name] == told


def test_what_only_looks_like_a_persons_name_is_nobody_where_its_context_tells() -> None:
    assert _actors(A_PLACE, careful=False)["Kani Salar"] == ("person", ("kani-salar",))
    assert "Kani Salar" not in _actors(A_PLACE, careful=True)


def test_a_point_of_the_compass_that_is_a_state_is_no_body() -> None:
    text = "La Corée du Nord et la Corée du Sud se parlent. Le Nord a tiré un missile. Le Sud a protesté."
    found = _actors(text, careful=True)
    assert (found["Nord"], found["Sud"]) == (("state", ("PRK",)), ("state", ("KOR",)))


def _certain(sort: str, sure: float) -> type:
    """A network that finds every name of this sort, `sure` of it."""

    class Told:
        def sorts(self, _: Floats, places: list[Place]) -> Floats:
            rest = (1 - sure) / (len(SORTS) - 1)
            row = [sure if each == sort else rest for each in SORTS]
            return np.log(np.array([row] * len(places), dtype=np.float32))

    return Told


@pytest.mark.parametrize(("sure", "found"), [(0.99, {"felix-zorn": PERSON, "zorn": PERSON}), (0.41, {})])
def test_only_what_is_as_sure_as_the_cut_is_told(
    monkeypatch: pytest.MonkeyPatch, sure: float, found: dict[str, str]
) -> None:
    monkeypatch.setattr(names_network, "names_network", lambda _: _certain(PERSON, sure)())
    layers = _parsed(NO_TITLE)
    vectors = encode(layers)
    assert vectors is not None
    page = named_on_page(layers, NO_TITLE)
    assert in_context("fr", page.tree, names_on(page), vectors) == found


@pytest.mark.parametrize("sort", SORTS)
def test_what_the_context_tells_goes_before_the_rules(monkeypatch: pytest.MonkeyPatch, sort: str) -> None:
    monkeypatch.setattr(names_network, "names_network", lambda _: _certain(sort, 0.99)())
    text = "Le groupe Valmeca a livré dix engins. Valmeca a démenti."
    told = {NOBODY: None, PERSON: ("person", ("valmeca",)), BODY: ("organisation", ("VALMECA",))}
    assert _actors(text, careful=False)["Valmeca"] == told[BODY]
    assert _actors(text, careful=True).get("Valmeca") == told[sort]


def test_probabilities_of_a_name_add_up_whatever_else_is_asked() -> None:
    text = f"{NO_TITLE} {A_BANK}"
    layers = _parsed(text)
    vectors = encode(layers)
    assert vectors is not None
    page = named_on_page(layers, text)
    places = list(places_in(page.tree, names_on(page)))
    told = np.stack([place.vector(vectors) for place in places])
    every = np.exp(names_network.names_network("fr").sorts(told, places))
    assert len(places) == 4
    assert every.sum(axis=1) == pytest.approx(1, abs=1e-5)
    for n, place in enumerate(places):
        alone = np.exp(names_network.names_network("fr").sorts(told[n : n + 1], [place]))
        assert alone[0] == pytest.approx(every[n], abs=1e-5)
