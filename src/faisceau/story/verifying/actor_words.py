"""Every word by which the shipped actors are called, in both languages: what a name in a brief may be made of."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from faisceau import knowledge
from faisceau.knowledge.gazetteer import MediumRow, OrganisationRow, PersonRow, PlaceRow, StateRow, words_of
from faisceau.story.verifying.said import brief_words


@cache
def words_by_actor() -> dict[str, frozenset[str]]:
    """Folded words of the names, capitals, seats and nationalities of each actor."""
    found: dict[str, set[str]] = defaultdict(set)
    for state in knowledge.load_rows("actors/states.tsv", StateRow):
        told = (
            state.names_fr, state.names_en, state.capitals_fr, state.capitals_en, state.seats_fr, state.demonyms_fr,
            state.demonyms_en,
        )  # fmt: skip
        found[state.id].update(word for names in told for name in names for word in _forms(name))
    for body in knowledge.load_rows("actors/organisations.tsv", OrganisationRow):
        found[body.id].update(word for name in (*body.names_fr, *body.names_en) for word in words_of(name))
    for medium in knowledge.load_rows("actors/media.tsv", MediumRow):
        found[medium.id].update(word for name in medium.names for word in words_of(name))
    for person in knowledge.load_rows("actors/people.tsv", PersonRow):
        found[person.id].update(word for name in person.names for word in words_of(name))
    for place in knowledge.load_rows("actors/places.tsv", PlaceRow):
        found[place.id].update(word for name in (*place.names_fr, *place.names_en) for word in words_of(name))
    return {actor: frozenset(words) for actor, words in found.items()}


def _forms(name: str) -> set[str]:
    """The words of a name, and those of a nationality in the feminine and the plural."""
    words = words_of(name)
    last = words[-1] if words else ""
    return {*words, *(f"{last}{ending}" for ending in brief_words("fr").inflections)}


@cache
def nationalities() -> frozenset[str]:
    """Folded nationalities of one word: in French they have no capital."""
    found: set[str] = set()
    for state in knowledge.load_rows("actors/states.tsv", StateRow):
        for name in state.demonyms_fr:
            if len(words_of(name)) == 1:
                found |= _forms(name)
    return frozenset(found)


@cache
def names_of_one_word() -> frozenset[str]:
    """Folded names, capitals and nationalities that are one word: "Cuba", not the "the" of a paper's title."""
    found: set[str] = set()
    for state in knowledge.load_rows("actors/states.tsv", StateRow):
        told = (*state.names_fr, *state.names_en, *state.capitals_fr, *state.capitals_en, *state.demonyms_en)
        found.update(words_of(name)[0] for name in told if len(words_of(name)) == 1)
    return frozenset(found) | nationalities()


@cache
def known_words() -> frozenset[str]:
    """Every folded word of every shipped name."""
    return frozenset().union(*words_by_actor().values())
