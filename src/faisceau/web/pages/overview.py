"""The overview: in brief, what is established, contested, told with different figures, and new."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from faisceau.export.as_html.dress import Html
from faisceau.export.phrases import say
from faisceau.export.wording import Wording
from faisceau.model.changes import Change, Changes
from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.figures import FigureRow
from faisceau.model.dossier.naming import Note
from faisceau.model.dossier.summary import Sentence
from faisceau.model.pages import Wanted
from faisceau.view.figures import figure_rows
from faisceau.view.rows import event_row
from faisceau.view.summary import summary
from faisceau.web.pages.page import Made, Page, ids_of
from faisceau.web.pages.sources import every_outlet
from faisceau.web.parts import dossier_of_part, events_of, part_of
from faisceau.web.room import Visit

_SHOWN = 6
# How many of each sort of event the summary chooses among: it takes a few, and none whose words overlap another's.
_POOL = 12
_POOLS = (
    ("verdict:corroborated", "fact"),
    ("kind:exchange", "fact"),
    ("verdict:contested",),
    ("verdict:contradicted",),
    ("fact",),
    (),
)


class Overview(Struct, frozen=True):
    """`established`, `contested` and `diverging` are the first of so many. `changes` is None where nothing is to compare with."""

    articles: int
    origins: int
    outlets: int
    first: str | None
    last: str | None
    summary: tuple[Sentence, ...]
    established: tuple[EventRow, ...]
    established_total: int
    contested: tuple[EventRow, ...]
    contested_total: int
    diverging: tuple[FigureRow, ...]
    diverging_total: int
    changes: tuple[Change, ...] | None
    changes_total: int
    since: str | None
    problems: int
    notes: tuple[Note, ...]


def make(visit: Visit) -> Made:
    """The page for everything, or for what is selected."""
    pages, selection = visit.pages, visit.selection
    pools = [pages.find("event", selection.wanted(*tags), limit=_POOL) for tags in _POOLS]
    established = pages.find("event", selection.wanted("verdict:corroborated", "fact"), limit=_SHOWN)
    contested = [
        pages.find("event", selection.wanted(f"verdict:{v}"), limit=_SHOWN) for v in ("contested", "contradicted")
    ]
    disputed = [id_ for lines in contested for id_ in ids_of(lines)][:_SHOWN]
    figures = pages.find("figures", selection.wanted("diverging"), limit=_SHOWN)
    wanted = {id_ for lines in pools for id_ in ids_of(lines)} | {*ids_of(established), *disputed}
    part = part_of(visit, events_of(visit, wanted), visit.view.figures_of(ids_of(figures)))
    brief = summary(part.ground, part.notes)
    rows = {
        id_: event_row(part.ground, part.notes, part.ground.event[id_]) for id_ in (*ids_of(established), *disputed)
    }
    counted = figure_rows(part.ground, part.notes)
    changes = pages.sheet("changes", Changes | None)  # type: ignore[arg-type]
    dossier = dossier_of_part(visit, part)
    if changes:
        dossier = replace(dossier, actors=tuple({a.id: a for a in (*dossier.actors, *changes.actors)}.values()))
    first, last = _days(visit)
    model = Overview(
        articles=pages.size("article"),
        origins=pages.sheet("origins", int),
        outlets=len(every_outlet(visit)),
        first=first,
        last=last,
        summary=brief,
        established=tuple(rows[id_] for id_ in ids_of(established)),
        established_total=established.total,
        contested=tuple(rows[id_] for id_ in disputed),
        contested_total=sum(lines.total for lines in contested),
        diverging=counted,
        diverging_total=figures.total,
        changes=changes.changes[:_SHOWN] if changes else None,
        changes_total=len(changes.changes) if changes else 0,
        since=changes.since if changes else None,
        problems=sum(visit.view.problem_counts().values()),
        notes=dossier.notes,
    )

    def drawn(wording: Wording) -> dict[str, Any]:
        known = {row.figure: row for row in counted}
        html = Html(wording)
        return {"sentences": [(sentence.event, say(sentence, wording, html, known)) for sentence in brief]}

    return Made(model, dossier, drawn)


def _days(visit: Visit) -> tuple[str | None, str | None]:
    """First and last day of publication. Articles are in time order, the undated last."""
    dated = visit.pages.count_dated("article")
    if not dated:
        return None, None
    ends = [visit.pages.find("article", Wanted(), at, 1).lines[0].since for at in (0, dated - 1)]
    return ends[0], ends[1]


PAGE = Page("overview", "/", "overview.html.j2", make, Overview)
