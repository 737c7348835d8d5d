"""Actors as entities: what each is by our lists, and nothing that they do not say."""

from __future__ import annotations

from collections.abc import Iterator

from babel.core import get_global

from faisceau.export.as_followthemoney.entities import Entity, actor_id, article_id, entity, named
from faisceau.export.index import Index
from faisceau.model.dossier.naming import ActorName
from faisceau.model.dossier.whole import Dossier

_BY_KIND = {"state": "PublicBody", "person": "Person", "media": "Organization", "place": "Territory"}
_BY_SORT = {"body": "PublicBody", "court": "PublicBody", "company": "Company"}
# What a schema does not tell: groups that have no name of their own, and actors of whom the lists say nothing.
_CLASS = {"group": "group without a name", "unknown": "not listed"}


def actor_entities(dossier: Dossier, index: Index, lang: str) -> Iterator[Entity]:
    """Every actor that a claim names, with the articles that do."""
    for actor in dossier.actors:
        claims = index.naming(actor.id)
        if claims:
            articles = dict.fromkeys(claim.article for claim in claims)
            yield _entity(actor, lang, [article_id(index.articles[id_]) for id_ in articles])


def schema_of(actor: ActorName) -> str:
    """The schema of an actor: `LegalEntity` where we do not know better."""
    if actor.kind == "organisation":
        return _BY_SORT.get(actor.sort or "", "Organization")
    return _BY_KIND.get(actor.kind, "LegalEntity")


def is_legal(actor: ActorName | None) -> bool:
    """Whether an actor is of a schema that may pay and take part: a place is not."""
    return actor is not None and schema_of(actor) != "Territory"


def _entity(actor: ActorName, lang: str, proof: list[str]) -> Entity:
    schema = schema_of(actor)
    shown = named(actor.name(lang), actor.kind)
    others = (named(name, actor.kind) for _, name in sorted(actor.names.items()))
    properties: dict[str, list[str | None]] = {
        "name": [shown],
        "alias": [name for name in others if name != shown],
        "country": [_alpha_2(actor.id if actor.kind == "state" else actor.state)],
        "proof": list(proof),
    }
    if schema == "LegalEntity":
        properties["classification"] = [_CLASS.get(actor.kind)]
    return entity(schema, actor_id(actor.id), **properties)


def _alpha_2(state: str | None) -> str | None:
    """The alpha-2 code of a state, by CLDR's table; None where it has none or several."""
    found = get_global("territory_aliases").get(state or "", [])
    return str(found[0]).lower() if len(found) == 1 and len(found[0]) == 2 else None
