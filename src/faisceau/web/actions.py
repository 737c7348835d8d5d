"""Judging from a page: a form that shows what it would change, then the judgement, then the page where one was.

As JSON: POST /judgements. The log is at /judgements.json as any page's values are.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import msgspec
from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec
from litestar.params import JSONBody

from faisceau.errors import Code, FaisceauError
from faisceau.export.links import fragment
from faisceau.model.judgements import LONGEST_NAME
from faisceau.store.view import open_view
from faisceau.story.judging import Effect, judge, preview, record
from faisceau.story.proposals import Proposal, judgement_of
from faisceau.web.csrf import FIELD, require_token, token_of
from faisceau.web.judging import JUDGE, Attempt, Wanting, shown_attempt, wanting
from faisceau.web.orders import Form, asked
from faisceau.web.room import Guest, Room
from faisceau.web.runs import Runs
from faisceau.web.selection import Selection, selection_of
from faisceau.web.wrong import Wrong

AUTHOR = "faisceau-author"
_YEAR = 365 * 24 * 3600
_STATUS = {Code.JUDGED_MEANWHILE: 409, Code.NO_TARGET: 404, Code.STORY_BUSY: 503}
log = logging.getLogger(__name__)
Asking = Request[Any, Any, Any]
Answer = Response[bytes]


class Order(Proposal, frozen=True, kw_only=True, omit_defaults=True):
    """A judgement that somebody proposes by JSON. `seen` is the number of the last judgement that its author has seen.

    With `preview` nothing is written.
    """

    seen: int
    preview: bool = False


def guest_of(request: Asking) -> Guest:
    """Who asks, and what they did just before."""
    author = unquote(request.cookies.get(AUTHOR, ""))[:LONGEST_NAME]
    told = {name: request.query_params.get(name, "") for name in ("did", "was", "now")}
    did, was, now = (int(n) if n.isascii() and n.isdigit() and len(n) < 9 else None for n in told.values())
    return Guest(token_of(request.scope), author, did, (was, now) if was is not None and now is not None else None)


def acting(room: Room, applying: Runs) -> list[HTTPRouteHandler]:
    """The handlers of judgements; what those on a large story make of it is left to `applying`."""

    @get(JUDGE.path, include_in_schema=False)
    async def show(request: Asking) -> Answer:
        given = request.query_params.dict()
        form = Form({name: [str(value) for value in values] for name, values in given.items()})
        return await sync_to_thread(_page, room, request, form, Attempt())

    @post(JUDGE.path, status_code=200, include_in_schema=False)
    async def act(request: Asking) -> Answer:
        sent = await request.form()
        form = Form({name: [value for value in sent.getall(name) if isinstance(value, str)] for name in sent})
        return await sync_to_thread(_acted, room, applying, request, form)

    @post(
        "/judgements",
        status_code=201,
        operation_id="judge",
        responses={
            201: ResponseSpec(Effect, generate_examples=False),
            200: ResponseSpec(Effect, generate_examples=False, description="With `preview`: nothing is written."),
            202: ResponseSpec(
                Effect,
                generate_examples=False,
                description="A large story: recorded; what it changes is worked out next.",
            ),
            **{
                status: ResponseSpec(Wrong, generate_examples=False)
                for status in (400, 403, 404, 409, 413, 415, 429, 503)
            },
        },
    )
    async def order(request: Asking, data: JSONBody[Order]) -> Answer:
        if request.content_type[0] != "application/json":  # another site's form could send anything else
            raise HTTPException(status_code=415, detail="Send application/json.")
        fields = {name: getattr(data, name) for name in Proposal.__struct_fields__}
        proposal = Proposal(**fields)
        if data.preview:
            status, effect = 200, await sync_to_thread(preview, room.folder, proposal)
        else:
            status, effect = await sync_to_thread(_judged, room, applying, proposal, data.seen)
        body = msgspec.json.encode(effect, order="deterministic")
        return Response(body, status_code=status, media_type="application/json")

    return [show, act, order]


def _judged(room: Room, applying: Runs, proposal: Proposal, seen: int) -> tuple[int, Effect]:
    """The judgement with what it changed (201); of a large story recorded only, and applied next (202)."""
    if not room.is_large:
        return 201, judge(room.folder, proposal, seen)
    added = record(room.folder, proposal, seen)
    applying.ask()
    return 202, Effect(added)


def _looked(room: Room, proposal: Proposal) -> Effect:
    """What the judgement would change; of a large story, what it would be."""
    if not room.is_large:
        return preview(room.folder, proposal)
    with open_view(room.folder) as view:
        return Effect(judgement_of(view, proposal))


def _acted(room: Room, applying: Runs, request: Asking, form: Form) -> Answer:
    require_token(request.scope, form.one(FIELD))
    if not form.one("author"):
        form = Form({**form.fields, "author": [guest_of(request).author]})
    step = form.one("step")
    if not step and asked(form).action == "accept" and form.one("author"):
        step = "do"  # an acceptance changes nothing but a mark, and is undone by one button
    if step not in ("look", "do"):
        step = "look" if asked(form).action in ("reject", "undo") and form.one("author") else ""
    if not step:
        return _page(room, request, form, Attempt())
    wanted = None
    try:
        wanted = _wanting(room, request, form)
        proposal = wanted.proposal(form)
        if step == "look":
            return _page(room, request, form, Attempt(effect=_looked(room, proposal)))
        status, effect = _judged(room, applying, proposal, _seen(form))
    except FaisceauError as error:
        return _page(room, request, form, Attempt(error=error))
    number = effect.judgement.number
    log.info("judgement %d: %s", number, effect.judgement.action)
    back = _after(_back(form), effect)
    told = {"was": len(effect.before), "now": len(effect.after)} if status == 201 else {}
    return _sent_to(_with(back, did=number, **told), form.one("author"))


def _wanting(room: Room, request: Asking, form: Form) -> Wanting:
    with room.visit(_selection(request), {}, guest=guest_of(request)) as visit:
        return wanting(visit, asked(form))


def _page(room: Room, request: Asking, form: Form, attempt: Attempt) -> Answer:
    selection = _selection(request)
    with room.visit(selection, {}, guest=guest_of(request)) as visit:
        body = shown_attempt(visit, form, attempt, _back(form))
    status = _STATUS.get(attempt.error.code, 400) if attempt.error else 200
    return Response(body, status_code=status, media_type="text/html; charset=utf-8")


def _selection(request: Asking) -> Selection:
    query = request.query_params.dict()
    return selection_of({name: values[-1] for name, values in query.items()})


def _seen(form: Form) -> int:
    seen = form.one("seen")
    if not (seen.isascii() and seen.isdigit() and len(seen) < 9):
        raise FaisceauError(Code.BAD_JUDGEMENT, "The form does not say up to which judgement its author has read.")
    return int(seen)


def _back(form: Form) -> str:
    """Where to go afterwards: an address of ours."""
    given = form.one("back")
    local = given.startswith("/") and given[1:2] not in ("/", "\\") and given.isprintable() and "\\" not in given
    return given if local else "/inbox"


def _after(back: str, effect: Effect) -> str:
    """The way back: to the claim in the reader; an event that is another now is looked for by its claims."""
    parts = urlsplit(back)
    anchors = list(effect.judgement.anchors)
    if parts.path.startswith("/articles/") and len(anchors) == 1:
        return urlunsplit(parts._replace(fragment=f"c-{fragment(anchors[0].claim)}"))
    id_ = unquote(parts.path.removeprefix("/events/")) if parts.path.startswith("/events/") else ""
    gone = next((event for event in effect.before if event.id == id_), None)
    if gone is None or any(event.id == id_ for event in effect.after):
        return back
    held = {event.id: len(set(gone.claims).intersection(event.claims)) for event in effect.after}
    best = min(held, key=lambda each: (-held[each], each), default="")
    path = f"/events/{quote(best, safe='')}" if best and held[best] else "/inbox"
    return urlunsplit(parts._replace(path=path, fragment=""))


def _with(address: str, **told: int) -> str:
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] not in told]
    return urlunsplit(parts._replace(query=urlencode([*query, *told.items()])))


def _sent_to(address: str, author: str) -> Answer:
    cookie = Cookie(AUTHOR, value=quote(author, safe=""), path="/", max_age=_YEAR, httponly=True, samesite="strict")
    return Response(b"", status_code=303, headers={"location": address}, cookies=[cookie], media_type="text/plain")


__all__ = ["acting", "guest_of"]
