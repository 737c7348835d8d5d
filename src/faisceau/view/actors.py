"""Actors' names for display: from the gazetteer, else the form that the articles use most."""

from __future__ import annotations

from collections import Counter
from functools import cache

from msgspec import Struct

from faisceau import knowledge
from faisceau.model.claims import AUTHOR, ActorRef, Claim
from faisceau.model.dossier import ActorName
from faisceau.view.ground import Ground

_GROUP = "gen:"


class _Listed(Struct, frozen=True):
    """The columns of the gazetteer's files, whichever of them a file has."""

    id: str
    names: tuple[str, ...] = ()
    names_fr: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()
    kind: str = ""
    state: str = ""
    capitals_fr: str = ""
    capitals_en: str = ""
    seats_fr: str = ""
    demonyms_fr: str = ""
    demonyms_en: str = ""
    prefixes_fr: str = ""
    parts_of: str = ""
    org: str = ""
    role_fr: str = ""
    role_class: str = ""
    from_: str = ""
    to: str = ""
    control: str = ""
    domains: str = ""
    family: str = ""

    def display(self) -> dict[str, str]:
        """The first name of each language; a name without a language serves for all."""
        by_language = {"fr": self.names_fr or self.names, "en": self.names_en or self.names}
        return {language: names[0] for language, names in by_language.items() if names}


# File and the kind of actor it lists; the first file that knows an id names it.
_FILES = (
    ("actors/states.tsv", "state"),
    ("actors/organisations.tsv", "organisation"),
    ("actors/people.tsv", "person"),
    ("actors/media.tsv", "media"),
)


@cache
def _gazetteer() -> dict[str, ActorName]:
    known: dict[str, ActorName] = {}
    for path, kind in _FILES:
        for row in knowledge.load_rows(path, _Listed) if knowledge.has(path) else ():
            names = row.display()
            if names and row.id not in known:
                known[row.id] = ActorName(row.id, kind, next(iter(names.values())), names, row.state or None)
    return known


def state_of(actor: str) -> str | None:
    """The state that a listed person, organisation or medium belongs to."""
    listed = _gazetteer().get(actor)
    return listed.state if listed else None


def _references(claim: Claim) -> tuple[ActorRef, ...]:
    return (*claim.subject, *claim.object, *claim.source.by, *claim.source.chain)


def actor_names(ground: Ground) -> tuple[ActorName, ...]:
    """Every actor that the claims or the ledger name, by id."""
    written: dict[str, Counter[str]] = {}
    references = [ref for claim in ground.claims for ref in _references(claim)]
    references += [ref for exchange in ground.exchanges for ref in (*exchange.from_, *exchange.to)]
    for ref in references:
        if ref.id != AUTHOR:
            written.setdefault(ref.id, Counter())[ref.name.strip()] += 1
    flows = {end for claim in ground.claims if claim.flow for end in (claim.flow.from_, claim.flow.to) if end}
    for id_ in flows:
        written.setdefault(id_, Counter())
    return tuple(_named(id_, forms) for id_, forms in sorted(written.items()))


def _named(id_: str, forms: Counter[str]) -> ActorName:
    by_use = sorted((form for form in forms if form), key=lambda form: (-forms[form], -len(form), form))
    shown = by_use[0] if by_use else id_.removeprefix(_GROUP).replace("-", " ")
    listed = _gazetteer().get(id_)
    if listed:
        return ActorName(id_, listed.kind, shown, listed.names, listed.state)
    return ActorName(id_, "group" if id_.startswith(_GROUP) else "unknown", shown)
