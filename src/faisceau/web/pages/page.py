"""What a page is: an address, the values it shows, and the template that shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from faisceau.export.wording import Wording
from faisceau.model.dossier.naming import ActorName, Note
from faisceau.model.dossier.whole import Dossier
from faisceau.model.pages import ActorLine, Found, Sort, Wanted
from faisceau.web.room import Visit

ROWS = 30
"""Rows of a list on one page."""


class Paging(Struct, frozen=True):
    """Which stretch of a list is shown: `total` rows fit."""

    page: int
    pages: int
    total: int


class Made(Struct, frozen=True):
    """A page's values: `model` is what its JSON holds, `dossier` what they are worded by.

    `drawn` makes what only the page has, from the same values: drawings, and texts with their marks.
    """

    model: Struct
    dossier: Dossier
    drawn: Callable[[Wording], dict[str, Any]] | None = None


class Page(Struct, frozen=True):
    """A page at `path`, whose values are of the type `model`; `section` is its title's key.

    With `named`, the rest of its address is what it is of: `/events/` and an id.
    """

    section: str
    path: str
    template: str
    make: Callable[[Visit], Made]
    model: type[Struct]
    named: bool = False


DRAWING = "/drawing"
"""What follows a page's path in the address of its drawing."""


class Drawing(Struct, frozen=True):
    """The drawing of `page`, at an address of its own: it takes longer than all the rest, and is fetched after the page.

    `values` are looked up in the story; what they return draws from them alone, while others read on.
    """

    page: Page
    values: Callable[[Visit], tuple[Dossier, Callable[[Wording], Markup]]]

    @property
    def shown_as(self) -> Page:
        """The page that shows nothing else."""
        page = self.page
        return Page(page.section, page.path + DRAWING, "drawing.html.j2", page.make, page.model)


class Listed(Struct, frozen=True):
    """The notes, and the names of the actors, that rows refer to."""

    notes: tuple[Note, ...]
    actors: tuple[ActorName, ...]


def found(visit: Visit, sort: Sort, wanted: Wanted) -> tuple[Found, Paging]:
    """The lines of the page of a list that is asked for."""
    page = visit.selection.page
    lines = visit.pages.find(sort, wanted, (page - 1) * ROWS, ROWS)
    pages = max(1, -(-lines.total // ROWS))
    return lines, Paging(page, pages, lines.total)


def ids_of(lines: Found) -> list[str]:
    """The ids of lines, in their order."""
    return [line.id for line in lines.lines]


def choices(visit: Visit) -> tuple[ActorLine, ...]:
    """The actors that a selection offers: those in most claims."""

    def read() -> tuple[ActorLine, ...]:
        ids = ids_of(visit.pages.find("actor", Wanted(), limit=100))
        known = visit.pages.bodies("actor", ids, ActorLine)
        return tuple(known[id_] for id_ in ids)

    return visit.cache.get("choices", read)
