"""What could not be read or analysed, and why."""

from __future__ import annotations

from msgspec import Struct

from faisceau.web.pages.page import ROWS, Made, Page, Paging
from faisceau.web.parts import dossier_of_part, part_of
from faisceau.web.room import Visit


class ProblemLine(Struct, frozen=True):
    """A problem: what to do about it is `advice`."""

    code: str
    where: str
    detail: str
    advice: str


class Problems(Struct, frozen=True):
    """A stretch of the problems, by place."""

    paging: Paging
    rows: tuple[ProblemLine, ...]


def make(visit: Visit) -> Made:
    """The problems."""
    page = visit.selection.page
    total = sum(visit.view.problem_counts().values())
    problems = visit.view.problems_from((page - 1) * ROWS, ROWS)
    rows = tuple(ProblemLine(p.code.value, p.where, p.detail, p.advice) for p in problems)
    return Made(Problems(Paging(page, max(1, -(-total // ROWS)), total), rows), dossier_of_part(visit, part_of(visit)))


PAGE = Page("problems", "/problems", "problems.html.j2", make, Problems)
