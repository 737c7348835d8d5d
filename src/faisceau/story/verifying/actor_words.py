"""Every word by which the shipped actors are called, in every language: what a name in a brief may be made of."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from faisceau import knowledge
from faisceau.knowledge.gazetteer import MediumRow, OrganisationRow, PersonRow, PlaceRow, StateRow, all_names, words_of
from faisceau.story.verifying.said import brief_languages, brief_words


@cache
def words_by_actor() -> dict[str, frozenset[str]]:
    """Folded words of the names, capitals, seats and nationalities of each actor."""
    found: dict[str, set[str]] = defaultdict(set)
    for state in knowledge.load_rows("actors/states.tsv", StateRow):
        told = (state.names, state.capitals, state.seats, state.demonyms)
        found[state.id].update(word for names in told for name in all_names(names) for word in _forms(name))
    for body in knowledge.load_rows("actors/organisations.tsv", OrganisationRow):
        found[body.id].update(word for name in all_names(body.names) for word in words_of(name))
    for medium in knowledge.load_rows("actors/media.tsv", MediumRow):
        found[medium.id].update(word for name in medium.names for word in words_of(name))
    for person in knowledge.load_rows("actors/people.tsv", PersonRow):
        found[person.id].update(word for name in person.names for word in words_of(name))
    for place in knowledge.load_rows("actors/places.tsv", PlaceRow):
        found[place.id].update(word for name in all_names(place.names) for word in words_of(name))
    return {actor: frozenset(words) for actor, words in found.items()}


def _forms(name: str) -> set[str]:
    """The words of a name, and those of a nationality in the feminine and the plural."""
    words = words_of(name)
    last = words[-1] if words else ""
    endings = (ending for lang in brief_languages() for ending in brief_words(lang).inflections)
    return {*words, *(f"{last}{ending}" for ending in endings)}


@cache
def nationalities() -> frozenset[str]:
    """Folded nationalities of one word, of the languages in which they have no capital."""
    found: set[str] = set()
    for state in knowledge.load_rows("actors/states.tsv", StateRow):
        for lang, names in state.demonyms.items():
            if not _is_small(lang):
                continue
            for name in names:
                if len(words_of(name)) == 1:
                    found |= _forms(name)
    return frozenset(found)


def _is_small(lang: str) -> bool:
    return lang in brief_languages() and brief_words(lang).small_nationalities


@cache
def names_of_one_word() -> frozenset[str]:
    """Folded names, capitals and nationalities that are one word: "Cuba", not the "the" of a paper's title."""
    found: set[str] = set()
    for state in knowledge.load_rows("actors/states.tsv", StateRow):
        capital = (name for lang, names in state.demonyms.items() if not _is_small(lang) for name in names)
        told = (*all_names(state.names), *all_names(state.capitals), *capital)
        found.update(words_of(name)[0] for name in told if len(words_of(name)) == 1)
    return frozenset(found) | nationalities()


@cache
def known_words() -> frozenset[str]:
    """Every folded word of every shipped name."""
    return frozenset().union(*words_by_actor().values())
