"""Pages as HTML: the dossier's own words, marks and parts, at addresses of their own that keep the selection."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.loaders import ChoiceLoader

from faisceau.export import as_html
from faisceau.export.as_html.dress import Html, plain
from faisceau.export.as_html.places import checks_of, row_id, rule_numbers
from faisceau.export.links import fragment, web_address
from faisceau.export.rules import Rules
from faisceau.export.wording import Wording
from faisceau.export.words import Words, named_languages, words
from faisceau.model.judgements import Judgement
from faisceau.web.pages import PAGES, Made, Page
from faisceau.web.pages.page import DRAWING, ROWS, choices
from faisceau.web.pages.sources import every_outlet
from faisceau.web.pages.statements import PAGES as VOICES
from faisceau.web.room import Visit
from faisceau.web.selection import Selection
from faisceau.web.words import room_words

_OUTLETS = 100
JUDGED = frozenset({"inbox", "events", "actors", "articles", "timeline"})
"""Sections whose pages offer to judge what they show."""


class OnSite:
    """Places at addresses of their own. Every link keeps the selection."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._query = selection.query()

    def words(self, article: str, claim: str) -> str:
        """A claim's words in the reader."""
        return f"{self.article(article)}#{self.anchor(0, claim)}"

    def article(self, article: str) -> str:
        """The reader."""
        return f"/articles/{quote(article, safe='')}{self._query}"

    def event(self, event: str, number: int = 0) -> str:
        """An event's page."""
        return f"/events/{quote(event, safe='')}{self._query}"

    def actor(self, actor: str) -> str:
        """An actor's page."""
        return f"/actors/{quote(actor, safe='')}{self._query}"

    def arrow(self, number: int) -> str:
        """The line of the network, on the page that has it."""
        return f"/network{self._selection.query(page=(number - 1) // ROWS + 1)}#{row_id('network', number)}"

    def anchor(self, article: int, claim: str) -> str:
        """The fragment of a claim's words: an article has a page to itself."""
        return f"c-{fragment(claim)}"

    def card(self, article: int, claim: str) -> str:
        """The fragment of a claim's card."""
        return f"k-{fragment(claim)}"


@cache
def static() -> dict[str, tuple[bytes, str]]:
    """The files that pages load, with their types, by name."""
    own = files(__package__).joinpath("static")
    style = files(as_html).joinpath("style.css").read_bytes() + own.joinpath("room.css").read_bytes()
    style += own.joinpath("first.css").read_bytes()
    return {
        "room.css": (style, "text/css; charset=utf-8"),
        "room.js": (own.joinpath("room.js").read_bytes(), "text/javascript; charset=utf-8"),
        "add.js": (own.joinpath("add.js").read_bytes(), "text/javascript; charset=utf-8"),
        "icon.svg": (own.joinpath("icon.svg").read_bytes(), "image/svg+xml"),
    }


@cache
def _address(name: str) -> str:
    """A file's address: another one when it changes."""
    return f"/static/{name}?{hashlib.sha256(static()[name][0]).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    """The templates: their own, then the dossier's."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(__package__), PackageLoader("faisceau.export.as_html")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=plain,
    )
    environment.globals.update(static=_address, row_id=row_id, web_address=web_address, languages=named_languages)
    return environment


def nav() -> list[Page]:
    """The pages that are listed at the top of each."""
    return [each for each in PAGES if not each.named]


def title(section: str, told: Words) -> str:
    """What a section is called."""
    return told.web.get(section) or told.section[section]


def shown(page: Page, made: Made, visit: Visit, **more: object) -> bytes:
    """The page in the visit's language; its template sees `more` besides."""
    selection = visit.selection
    wording = Wording(made.dossier, visit.lang, OnSite(selection))
    html = Html(wording)
    dossier = made.dossier
    context: dict[str, Any] = {
        "site": True,
        "m": made.model,
        "d": dossier,
        "w": wording,
        "words": wording.words,
        "html": html,
        "lang": visit.lang,
        "links": wording.links,
        "rules": Rules(wording),
        "rule_number": rule_numbers(dossier),
        "returns": {row.exchange: number for number, row in enumerate(dossier.ledger, start=1)},
        "figure_number": {row.figure: number for number, row in enumerate(dossier.figure_rows, start=1)},
        "checks": checks_of(dossier),
        "places": {},
        "page_of": page,
        "title": lambda section: title(section, wording.words),
        "nav": nav(),
        "room": room_words(visit.lang),
        "voices": VOICES,
        "selection": selection,
        "argument": visit.argument,
        "address": _site(page, visit.argument),
        "drawing_address": lambda of: f"{page.path}{DRAWING}{selection.query(**({'of': of} if of else {}))}",
        "actors": choices(visit),
        "outlets": [outlet.name for outlet in every_outlet(visit)[:_OUTLETS] if outlet.name],
        "story": visit.name,
        "busy": visit.busy,
        "making": visit.making,
        "unapplied": visit.unapplied,
        "guest": visit.guest,
        "decided": visit.decided,
        "did": _did(visit),
        "judging": page.section in JUDGED,
        "locked": False,
        "variable": str,
        "voice": str,
        "causes": {},
    }
    if made.drawn:
        context |= made.drawn(wording)
    context |= more
    return environment().get_template(page.template).render(context).encode()


def _did(visit: Visit) -> Judgement | None:
    """The judgement that led to the page."""
    number = visit.guest.did
    return visit.decided.log[number - 1] if number and 0 < number <= visit.decided.seen else None


def _site(page: Page, argument: str) -> str:
    """A page's address without its selection; a drawing is one with its page."""
    return f"{page.path}/{quote(argument, safe='')}" if page.named else page.path.removesuffix(DRAWING)


def shown_error(code: str, detail: str, advice: str, lang: str, story: str) -> bytes:
    """An error as a page."""
    told, room = words(lang), room_words(lang)
    context = {
        "code": code,
        "detail": detail,
        "advice": told.problem.get(code, room.wrong.get(f"{code}_advice", advice)),
        "words": told,
        "room": room,
        "lang": lang,
        "story": story,
    }
    return environment().get_template("error.html.j2").render(context).encode()
