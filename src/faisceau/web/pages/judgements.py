"""The log: who judged what, when and why, the last first; what of it waits, and why."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.judgements import Action, Judgement, Waiting
from faisceau.story.judging import judged
from faisceau.web.pages.page import ROWS, Made, Page, Paging
from faisceau.web.parts import dossier_of_part, part_of
from faisceau.web.room import Visit

_QUOTES = 4
# Beyond so many articles, what waits is left to `faisceau review --log`: every claim has to be looked through for it.
_LOOKED_THROUGH = 2_000


class LogRow(Struct, frozen=True):
    """A judgement: `quotes` are some of the words that it is about, of `claims` claims, with their articles.

    `undoes` is the number of what it takes back.
    """

    number: int
    at: str
    author: str
    action: Action
    note: str
    undone: bool
    claims: int
    quotes: tuple[tuple[str, str], ...]
    about: str
    undoes: int | None
    waiting: tuple[Waiting, ...]


class Log(Struct, frozen=True):
    """A stretch of the log, the last judgement first. `seen` is its number; `judgements` are the entries themselves.

    `waiting` counts what nothing follows from as the story stands, None where that was not looked through.
    """

    paging: Paging
    seen: int
    rows: tuple[LogRow, ...]
    judgements: tuple[Judgement, ...]
    waiting: int | None


def make(visit: Visit) -> Made:
    """The log, whatever is selected."""
    log, page = visit.decided.log, visit.selection.page
    waiting = _waiting(visit) if visit.pages.size("article") <= _LOOKED_THROUGH else None
    shown = tuple(reversed(log))[(page - 1) * ROWS : page * ROWS]
    numbers = {each.id: each.number for each in log}
    rows = tuple(_row(visit, each, numbers, waiting or ()) for each in shown)
    paging = Paging(page, max(1, -(-len(log) // ROWS)), len(log))
    model = Log(paging, len(log), rows, shown, None if waiting is None else len(waiting))
    return Made(model, dossier_of_part(visit, part_of(visit)))


def _row(visit: Visit, judgement: Judgement, numbers: dict[str, int], waiting: tuple[Waiting, ...]) -> LogRow:
    anchors = list(judgement.anchors)
    about = judgement.label or " → ".join(actor.name for actor in judgement.actors)
    if judgement.fields:
        about = ", ".join(judgement.fields.given())
    return LogRow(
        number=judgement.number,
        at=judgement.at,
        author=judgement.author,
        action=judgement.action,
        note=judgement.note,
        undone=judgement.id in visit.decided.undone,
        claims=len(anchors),
        quotes=tuple((anchor.article, anchor.quote) for anchor in anchors[:_QUOTES]),
        about=about,
        undoes=numbers.get(judgement.undone or ""),
        waiting=tuple(each for each in waiting if each.number == judgement.number),
    )


def _waiting(visit: Visit) -> tuple[Waiting, ...]:
    if not visit.decided.log:
        return ()
    log = visit.decided.log
    return visit.cache.get(("waiting", len(log)), lambda: judged(visit.view, log).waiting)


PAGE = Page("judgements", "/judgements", "judgements.html.j2", make, Log)
