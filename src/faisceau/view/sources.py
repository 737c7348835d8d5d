"""Who had what first, who stands alone, who only repeats. An origin is a group of articles that count as one witness."""

from __future__ import annotations

from faisceau.model.dossier import Echo, Outlet
from faisceau.model.fused import Event
from faisceau.view.ground import Ground
from faisceau.view.origins import origin_of
from faisceau.view.rows import FACTUAL


def origin_count(ground: Ground) -> int:
    """Independent origins among the articles: those that share an origin for some event are one."""
    return len(set(origin_of(ground).values()))


def outlets(ground: Ground) -> tuple[Outlet, ...]:
    """Every outlet, in the order of its first article."""
    articles: dict[str, list[str]] = {}
    for article in ground.articles:
        articles.setdefault(ground.outlet(article.id), []).append(article.id)
    facts = [event for event in ground.events if event.kind in FACTUAL and event.claims]
    echoes = _echoes(ground)
    return tuple(
        Outlet(
            name=ground.article[ids[0]].publisher,
            articles=tuple(ids),
            first=tuple(event.id for event in facts if _first(ground, event) == key),
            alone=tuple(event.id for event in facts if _tellers(ground, event) == {key}),
            revised=tuple(event.id for event in facts if _revises(ground, event, key)),
            echoes=tuple(echo for echo in echoes if echo.article in ids),
        )
        for key, ids in articles.items()
    )


def _tellers(ground: Ground, event: Event) -> set[str]:
    return {ground.outlet(ground.claim[claim].article) for claim in event.claims}


def _first(ground: Ground, event: Event) -> str | None:
    """The outlet strictly first among several; None when two share the day or a date is unknown."""
    by_outlet: dict[str, str] = {}
    for id_ in event.claims:
        article = ground.article[ground.claim[id_].article]
        if article.published is None:
            return None
        key = ground.outlet(article.id)
        by_outlet[key] = min(by_outlet.get(key, article.published), article.published)
    ranked = sorted(by_outlet, key=lambda key: by_outlet[key])
    return ranked[0] if len(ranked) > 1 and by_outlet[ranked[0]] < by_outlet[ranked[1]] else None


def _revises(ground: Ground, event: Event, key: str) -> bool:
    earlier = [ground.event[id_] for id_ in event.evolves_from if id_ in ground.event]
    return key in _tellers(ground, event) and any(key in _tellers(ground, old) for old in earlier)


def _echoes(ground: Ground) -> tuple[Echo, ...]:
    """Each article that shares an origin with an earlier one of another outlet, once for each such article."""
    found: dict[tuple[str, str], Echo] = {}
    for event in ground.events:
        for group in event.origins:
            members = sorted(group, key=lambda article: ground.rank[article])
            for article in members[1:]:
                if ground.outlet(article) != ground.outlet(members[0]):
                    found.setdefault((article, members[0]), Echo(article, members[0]))
    return tuple(found[key] for key in sorted(found, key=lambda k: (ground.rank[k[0]], ground.rank[k[1]])))
