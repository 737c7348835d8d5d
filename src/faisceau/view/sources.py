"""What each outlet is worth to the story: first, alone, borne out, repeating, corrected, resting on whom.

An origin is a group of articles that count as one witness.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from faisceau.model.claims import AUTHOR, Source
from faisceau.model.dossier.outlets import Correction, Echo, Outlet, Quoted
from faisceau.model.fused import Event, Figure
from faisceau.model.text import Article
from faisceau.view.ground import Ground
from faisceau.view.origins import origin_of
from faisceau.view.rows import FACTUAL


class Told(Protocol):
    """A claim, or as much of it as is looked at."""

    @property
    def article(self) -> str:
        """The article that says so."""

    @property
    def source(self) -> Source:
        """Who vouches."""


class Telling(Protocol):
    """A `Ground`, or as much of it as is looked at to see who tells what."""

    @property
    def claim(self) -> Mapping[str, Told]:
        """Claims by id."""

    @property
    def article(self) -> Mapping[str, Article]:
        """Articles by id."""

    @property
    def rank(self) -> Mapping[str, int]:
        """Their places in time."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Figures whose accounts may correct each other."""

    def outlet(self, article: str) -> str:
        """A key for who publishes an article."""


def origin_count(ground: Ground) -> int:
    """Independent origins among the articles: those of one outlet, or that share an origin for some event, are one."""
    return len(set(origin_of(ground).values()))


def outlets(ground: Ground) -> tuple[Outlet, ...]:
    """Every outlet, in the order of its first article."""
    articles: dict[str, list[str]] = {}
    told_in = Counter(claim.article for claim in ground.claims)
    for article in ground.articles:
        articles.setdefault(ground.outlet(article.id), []).append(article.id)
    facts = [event for event in ground.events if event.kind in FACTUAL and event.claims]
    told: dict[str, list[Event]] = defaultdict(list)
    for event in facts:
        for key in tellers(ground, event):
            told[key].append(event)
    firsts = {event.id: first_teller(ground, event) for event in facts}
    echoes: dict[str, list[Echo]] = defaultdict(list)
    for echo in _echoes(ground):
        echoes[ground.outlet(echo.article)].append(echo)
    quoted = _quoted(ground)
    corrected = corrections(ground, facts)
    found: list[Outlet] = []
    for key, ids in articles.items():
        mine = frozenset(ids)
        first = {event.id: lead for event in told[key] if (lead := firsts[event.id]) and lead[0] == key}
        found.append(
            Outlet(
                name=ground.article[ids[0]].publisher,
                articles=tuple(ids),
                first=tuple(first),
                alone=tuple(event.id for event in told[key] if tellers(ground, event) == {key}),
                echoes=tuple(echoes[key]),
                claims=sum(told_in[article] for article in ids),
                told=tuple(event.id for event in told[key]),
                borne_out=tuple(event.id for event in told[key] if is_borne_out(ground, event, mine)),
                ahead=tuple(days for _, days in first.values()),
                corrected=tuple(corrected[key]),
                quotes=quoted.get(key, ()),
            )
        )
    return tuple(found)


def tellers(ground: Telling, event: Event) -> set[str]:
    """The outlets that tell an event."""
    return {ground.outlet(ground.claim[claim].article) for claim in event.claims}


def is_borne_out(ground: Telling, event: Event, articles: frozenset[str]) -> bool:
    """Whether somebody tells the event, and does not only deny it, who counts apart from all of these articles."""
    telling = {ground.claim[account.claim].article for account in event.accounts if account.status != "denied"}
    return bool(telling & articles) and any(
        not articles & set(group) and telling & set(group) for group in event.origins
    )


def first_teller(ground: Telling, event: Event) -> tuple[str, int] | None:
    """The outlet strictly first among several, and by how many days; None when two share the day or a date is unknown."""
    by_outlet: dict[str, str] = {}
    for id_ in event.claims:
        article = ground.article[ground.claim[id_].article]
        if article.published is None:
            return None
        key = ground.outlet(article.id)
        by_outlet[key] = min(by_outlet.get(key, article.published), article.published)
    ranked = sorted(by_outlet, key=lambda key: by_outlet[key])
    if len(ranked) < 2:
        return None
    try:
        one, next_ = (date.fromisoformat(by_outlet[key][:10]) for key in ranked[:2])
    except ValueError:
        return None
    return (ranked[0], (next_ - one).days) if one < next_ else None


def corrections(ground: Telling, facts: list[Event]) -> dict[str, list[Correction]]:
    """What outlets themselves later said otherwise, by outlet: another figure for one thing, or a denial of what they told."""
    found: dict[str, dict[Correction, None]] = defaultdict(dict)
    known = {event.id for event in facts}
    for figure in ground.figures:
        for row in figure.relations:
            key = same_outlet_later(ground, row.a, row.b)
            if key and row.relation in {"update", "contradict"} and figure.event in known:
                found[key][Correction(figure.event, "figure")] = None
    for event in facts:
        # Of what an outlet tells, its first is enough: what lies between that and a denial of the same day is of this day too.
        first: dict[str, str] = {}
        for told in (account.claim for account in event.accounts if account.status != "denied"):
            article = ground.article[ground.claim[told].article]
            if article.published:
                key = ground.outlet(article.id)
                first[key] = min(first.get(key, told), told, key=lambda id_: ground.rank[ground.claim[id_].article])
        for denial in (account.claim for account in event.accounts if account.status == "denied"):
            own_voice = {actor.id for actor in ground.claim[denial].source.by} == {AUTHOR}
            lead = first.get(ground.outlet(ground.claim[denial].article))
            if (
                lead
                and own_voice
                and ground.rank[ground.claim[lead].article] < ground.rank[ground.claim[denial].article]
                and (later := same_outlet_later(ground, lead, denial))
            ):
                found[later][Correction(event.id, "denial")] = None
    place = {event.id: number for number, event in enumerate(facts)}
    return defaultdict(
        list, {key: sorted(each, key=lambda one: (place[one.event], one.how)) for key, each in found.items()}
    )


def same_outlet_later(ground: Telling, a: str, b: str) -> str | None:
    """The outlet of two claims of articles that it published on different days, None where there is none."""
    if a not in ground.claim or b not in ground.claim:
        return None
    one, other = (ground.article[ground.claim[id_].article] for id_ in (a, b))
    if not one.published or not other.published or one.published[:10] == other.published[:10]:
        return None
    key = ground.outlet(one.id)
    return key if key == ground.outlet(other.id) else None


def _quoted(ground: Ground) -> dict[str, tuple[Quoted, ...]]:
    """Whom each outlet rests on, the most claims first."""
    claims: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in ground.claims:
        key = ground.outlet(claim.article)
        for source in {actor.id for actor in (*claim.source.by, *claim.source.chain)} - {AUTHOR}:
            claims[key][source] += 1
            articles[key][source].add(claim.article)
    return {
        key: tuple(
            Quoted(source, number, len(articles[key][source]))
            for source, number in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
        )
        for key, counts in claims.items()
    }


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
