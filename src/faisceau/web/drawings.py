"""Drawings at addresses of their own, made while other pages are read, kept until the next reading."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from msgspec.structs import replace

from faisceau.export.wording import Wording
from faisceau.web.look import OnSite, shown
from faisceau.web.pages import DRAWINGS, Drawing, Made
from faisceau.web.parts import dossier_of_part, part_of
from faisceau.web.room import Room
from faisceau.web.selection import selection_of


def drawing_handlers(room: Room) -> list[HTTPRouteHandler]:
    """A handler for each drawing."""
    return [_handler(drawing, room) for drawing in DRAWINGS]


def _handler(drawing: Drawing, room: Room) -> HTTPRouteHandler:
    @get(drawing.shown_as.path, sync_to_thread=True, include_in_schema=False)
    def answer(request: Request[Any, Any, Any]) -> Response[bytes]:
        query: dict[str, list[str]] = request.query_params.dict()
        return Response(_drawn(drawing, room, query), media_type="text/html; charset=utf-8")

    return answer


def _drawn(drawing: Drawing, room: Room, query: dict[str, list[str]]) -> bytes:
    selection = replace(selection_of({name: values[-1] for name, values in query.items()}), page=1)
    with room.visit(selection, query) as visit:
        key = ("drawing", drawing.page.path, visit.pages.key, visit.lang, selection, tuple(query.get("of", ())))
        known = visit.cache.known(key)
        dossier, draw = (None, None) if known is not None else drawing.values(visit)
    if dossier is not None and draw is not None:  # nobody waits for this
        known = draw(Wording(dossier, visit.lang, OnSite(selection)))
    with room.visit(selection, query) as visit:
        chart = visit.cache.get(key, lambda: known)
        page = drawing.shown_as
        made = Made(selection, dossier_of_part(visit, part_of(visit)), lambda _: {"chart": chart})
        return shown(page, made, visit)
