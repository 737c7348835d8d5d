"""The actors of a story, counted over its claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct

from faisceau.model.claims import AUTHOR, Claim
from faisceau.model.dossier.naming import ActorName
from faisceau.model.fused import Reading
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.view.actors import actor_names
from faisceau.view.ground import ground_of


class ActorLine(Struct, frozen=True):
    """An actor with the names that articles give it, most used first, and the number of claims in which it stands where."""

    id: str
    names: tuple[str, ...]
    as_subject: int
    as_object: int
    as_source: int
    articles: tuple[str, ...]


def actor_lines(claims: Iterable[Claim]) -> tuple[ActorLine, ...]:
    """Every actor of the claims, those in most claims first. The article speaking in its own voice is no actor."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)
    roles: dict[str, dict[str, set[str]]] = {role: defaultdict(set) for role in ("subject", "object", "source")}
    for claim in claims:
        sides = {"subject": claim.subject, "object": claim.object, "source": (*claim.source.by, *claim.source.chain)}
        for role, actors in sides.items():
            for actor in actors:
                if actor.id != AUTHOR:
                    names[actor.id][actor.name] += 1
                    articles[actor.id].add(claim.article)
                    roles[role][actor.id].add(claim.id)
    lines = [
        ActorLine(
            id=actor,
            names=tuple(sorted(names[actor], key=lambda name: (-names[actor][name], name))),
            as_subject=len(roles["subject"][actor]),
            as_object=len(roles["object"][actor]),
            as_source=len(roles["source"][actor]),
            articles=tuple(sorted(articles[actor])),
        )
        for actor in names
    ]
    return tuple(sorted(lines, key=lambda line: (-(line.as_subject + line.as_object + line.as_source), line.id)))


def named_actors(folder: StoryFolder) -> tuple[ActorName, ...]:
    """The actors that the story names, as they are shown."""
    with open_view(folder) as view:
        return actor_names(ground_of(list(view.articles()), list(view.claims()), Reading()))
