"""Events as POLECAT's files have them: a tab-separated table of PLOVER roots, actors, recipients. Ours to say what theirs cannot.

A row is one root of one event. POLECAT's forty columns come first, in its order and under its names; those that nothing of
ours fills are empty. Then come ours: verdict, statuses, and the words with their offsets. `docs/reference/exports.md` has
the mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from faisceau.export.cells import tabbed
from faisceau.export.days import known_day
from faisceau.export.file_kind import FileKind
from faisceau.export.index import Index
from faisceau.knowledge import plover, spoken
from faisceau.model.claims import ActorRef, Claim, Plover
from faisceau.model.dossier.naming import ActorName
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event
from faisceau.model.text import Article

FILE = FileKind("tsv", "text/tab-separated-values")

_POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country",
    "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date",
    "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_OURS = (
    "Event Date ISO", "Actor IDs", "Recipient IDs", "Verdict", "Independent Origins", "Statuses", "Polarities", "Modes",
    "Said By", "Claim IDs", "Articles", "URLs", "Starts", "Ends", "Quotes",
)  # fmt: skip
COLUMNS = (*_POLECAT, *_OURS)
_BETWEEN = "; "
_VERSION = "faisceau, PLOVER 2.0"
Cells = dict[str, str | float | list[object]]


def render(dossier: Dossier, lang: str) -> bytes:
    """The table; names in English, as POLECAT has them, where we know one."""
    index = Index(dossier)
    rows = (_cells(index, event, root, claims) for event in index.events for root, claims in _by_root(index, event))
    return tabbed(COLUMNS, ([row.get(column, "") for column in COLUMNS] for row in rows))


def _by_root(index: Index, event: Event) -> Iterator[tuple[Plover, list[Claim]]]:
    found: dict[Plover, list[Claim]] = {}
    for claim in index.claims_of(event):
        if claim.plover:
            found.setdefault(claim.plover, []).append(claim)
    yield from found.items()


def _cells(index: Index, event: Event, root: Plover, claims: Sequence[Claim]) -> Cells:
    known = plover.roots()[root]
    articles = [index.articles[id_] for id_ in dict.fromkeys(claim.article for claim in claims)]
    published = sorted(article.published for article in articles if article.published)
    return {
        "Event ID": f"{event.id}-{root}",
        "Event Date": known_day(event.date) or "",
        "Event Type": root,
        "Intensity": known.score,
        "Quad Code": known.quad.upper(),
        **_side("Actor", index, [claim.subject for claim in claims]),
        **_side("Recipient", index, [claim.object for claim in claims]),
        "Raw Placename": _joined(claim.place for claim in claims),
        "Source": _joined(index.outlet(article.id) for article in articles),
        "Publication Date": published[0] if published else "",
        **_story(index, articles),
        "Language": _joined(article.known_lang for article in articles),
        "Version": _VERSION,
        "Event Date ISO": event.date or "",
        "Verdict": event.verdict,
        "Independent Origins": str(event.independent),
        "Statuses": [claim.status for claim in claims],
        "Polarities": [claim.polarity for claim in claims],
        "Modes": [_mode(claim) for claim in claims],
        "Said By": [list(index.voices(claim)) for claim in claims],
        "Claim IDs": [claim.id for claim in claims],
        "Articles": [claim.article for claim in claims],
        "URLs": [index.address(claim.article) for claim in claims],
        "Starts": [claim.start for claim in claims],
        "Ends": [claim.end for claim in claims],
        "Quotes": [claim.quote for claim in claims],
    }


def _mode(claim: Claim) -> str:
    """PLOVER's auxiliary mode; a negated or denied act is a negation whatever else it is."""
    negated = claim.polarity == "-" or claim.status == "denied"
    return "negation" if negated else plover.mode(claim.status)


def _side(side: str, index: Index, refs: Iterable[tuple[ActorRef, ...]]) -> Cells:
    flat = [ref for each in refs for ref in each]
    ids = list(dict.fromkeys(ref.id for ref in flat))
    sectors = [_sector(index.actors.get(id_)) for id_ in ids]
    return {
        f"{side} Name": _joined((index.name(id_, spoken().schemes) for id_ in ids), keep=True),
        f"{side} Country": _joined((_country(index.actors.get(id_)) for id_ in ids), keep=True),
        f"Primary {side} Sector": next((sector for sector in sectors if sector), ""),
        f"{side} Sectors": _joined(sectors),
        f"{side} Name Raw": _joined(ref.name for ref in flat),
        f"{side} IDs": list(ids),
    }


def _sector(actor: ActorName | None) -> str:
    if actor is None:
        return ""
    return plover.sector("media" if actor.kind == "media" else actor.sort or "")


def _country(actor: ActorName | None) -> str:
    """The alpha-3 code of the state that an actor is or belongs to, empty where that is unknown."""
    if actor is None:
        return ""
    return actor.id if actor.kind == "state" else actor.state or ""


def _story(index: Index, articles: Sequence[Article]) -> Cells:
    """Whom else the articles name, by kind."""
    told = (claim for article in articles for claim in index.claims_in(article.id))
    named = (ref.id for claim in told for ref in (*claim.subject, *claim.object))
    actors = [index.actors[id_] for id_ in dict.fromkeys(named) if id_ in index.actors]

    def of(*kinds: str) -> str:
        return _joined(index.name(actor.id, spoken().schemes) for actor in actors if actor.kind in kinds)

    return {
        "Story People": of("person"),
        "Story Organizations": of("organisation", "media"),
        "Story Locations": of("state", "place"),
    }


def _joined(values: Iterable[str | None], *, keep: bool = False) -> str:
    """Values with semicolons between; each once, and no empty one, unless `keep` asks for one a place."""
    told = [" ".join((value or "").replace(";", ",").split()) for value in values]
    shown = told if keep else [value for value in dict.fromkeys(told) if value]
    return _BETWEEN.join(shown) if any(shown) else ""
