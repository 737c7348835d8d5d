"""Actors' names for display: from the gazetteer, else the name that their id is made of, else what the articles use most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, TypeVar

from msgspec import Struct

from faisceau import knowledge
from faisceau.knowledge.gazetteer import MediumRow, OrganisationRow, PersonRow, PlaceRow, StateRow, slug
from faisceau.model.actors import GROUP, is_group, is_person
from faisceau.model.claims import AUTHOR, ActorRef, Claim
from faisceau.model.dossier.naming import ActorName
from faisceau.model.fused import Exchange
from faisceau.view.ground import Ground

T = TypeVar("T", bound=Struct)


class _Listed(NamedTuple):
    id: str
    kind: str
    names: dict[str, tuple[str, ...]]
    state: str | None = None
    sort: str | None = None


def _listed() -> Iterator[_Listed]:
    """Every listed actor, with all its names by language."""
    for state in _rows("actors/states.tsv", StateRow):
        yield _Listed(state.id, "state", state.names)
    for body in _rows("actors/organisations.tsv", OrganisationRow):
        yield _Listed(body.id, "organisation", body.names, body.state, body.kind)
    for person in _rows("actors/people.tsv", PersonRow):
        yield _Listed(person.id, "person", _in_all(person.names), person.state)
    for medium in _rows("actors/media.tsv", MediumRow):
        yield _Listed(medium.id, "media", _in_all(medium.names), medium.state, medium.kind)
    for place in _rows("actors/places.tsv", PlaceRow):
        yield _Listed(place.id, "place", place.names, place.state)


def _in_all(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Names that are the same in every language of the dossier."""
    return dict.fromkeys(knowledge.interface_languages(), names)


def _rows(path: str, shape: type[T]) -> tuple[T, ...]:
    return knowledge.load_rows(path, shape) if knowledge.has(path) else ()


@cache
def _gazetteer() -> dict[str, ActorName]:
    """Listed actors by id; the first list that knows an id names it."""
    known: dict[str, ActorName] = {}
    for row in _listed():
        first = {language: forms[0] for language, forms in row.names.items() if forms}
        if first and row.id not in known:
            known[row.id] = ActorName(row.id, row.kind, next(iter(first.values())), first, row.state, row.sort)
    return known


def state_of(actor: str) -> str | None:
    """The state that a listed person, organisation or medium belongs to."""
    listed = _gazetteer().get(actor)
    return listed.state if listed else None


def kind_of(actor: str) -> str:
    """The kind of an actor, as `ActorName` has it; what a list does not know is a group or unknown."""
    listed = _gazetteer().get(actor)
    return listed.kind if listed else "group" if is_group(actor) else "unknown"


def _references(claim: Claim) -> tuple[ActorRef, ...]:
    return (*claim.subject, *claim.object, *claim.source.by, *claim.source.chain)


class Written:
    """Gathers under what names actors are written, claim by claim."""

    def __init__(self) -> None:
        self._forms: dict[str, Counter[str]] = {}
        self._ends: set[str] = set()

    def claim(self, claim: Claim) -> None:
        """Note the actors of a claim."""
        self._note(_references(claim))
        if claim.flow:
            self._ends.update(end for end in (claim.flow.from_, claim.flow.to) if end)

    def exchange(self, exchange: Exchange) -> None:
        """Note those of a line of the ledger."""
        self._note((*exchange.from_, *exchange.to))

    def _note(self, refs: Iterable[ActorRef]) -> None:
        for ref in refs:
            if ref.id != AUTHOR:
                self._forms.setdefault(ref.id, Counter())[ref.name.strip()] += 1

    def names(self) -> tuple[ActorName, ...]:
        """Every actor noted, by id."""
        forms = {id_: Counter[str]() for id_ in self._ends} | self._forms
        return tuple(_named(id_, known) for id_, known in sorted(forms.items()))


def actor_names(ground: Ground) -> tuple[ActorName, ...]:
    """Every actor that the claims or the ledger name, by id."""
    written = Written()
    for claim in ground.claims:
        written.claim(claim)
    for exchange in ground.exchanges:
        written.exchange(exchange)
    return written.names()


def _named(id_: str, forms: Counter[str]) -> ActorName:
    """Shown by the name that the id is made of, else by the words used most."""

    def poorness(form: str) -> tuple[bool, int, int, str]:
        return slug(form) != id_, -forms[form], -len(form), form

    words = id_.removeprefix(GROUP).replace("-", " ")
    names = [
        form for form in forms if form and not (is_person(id_) and set(slug(form).split("-")).isdisjoint(words.split()))
    ]
    shown = min(names, key=poorness) if names else words.title() if is_person(id_) else words
    listed = _gazetteer().get(id_)
    if listed:
        return ActorName(id_, listed.kind, shown, listed.names, listed.state, listed.sort)
    return ActorName(id_, "group" if is_group(id_) else "unknown", shown)


def listed_name(actor: str, lang: str) -> str | None:
    """The name in `lang` of a listed actor, None where the lists have none."""
    listed = _gazetteer().get(actor)
    return listed.names.get(lang) if listed else None
