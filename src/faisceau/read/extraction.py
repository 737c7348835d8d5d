"""What a page says: its article's text and what its head tells about it. Third-party parsers are called here only."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from typing import Any

import trafilatura
from htmldate import find_date
from msgspec import Struct

from faisceau.errors import Code
from faisceau.knowledge.page import months, telling_rules
from faisceau.read.options import BadInput

# Without a last date, htmldate takes today's: the answer would change with the clock. Dates to come are not refused.
_DATES = {"original_date": True, "max_date": "2099-12-31"}
_SEPARATED = re.compile(r"\s+[-–—|·•:]\s+|\s*[|»]\s*")
_SHORTEST_TITLE = 8
_SPACES = re.compile(r"\s+")


class Extract(Struct, frozen=True):
    """A page's article. `text` has a line a paragraph; `published` is ISO; `tag` the language that the page claims.

    `basis` of the date is `metadata` where the page's head states it, `dateline` where only its visible text does.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    tag: str | None = None
    published: str | None = None
    basis: str | None = None


def extract(html: str) -> Extract | None:
    """The article of a page, None where it holds none. Raises `BadInput` (hostile_page) where the parsers give up."""
    tree = _guarded(trafilatura.load_html, html)
    if tree is None:
        return None
    head = _Head(tree)
    document = _guarded(
        trafilatura.bare_extraction,
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATES | {"extensive_search": False},
    )
    if document is None or not document.text:
        return None
    published, basis = _stated_in(html, document.date), "metadata"
    if published is None:
        published, basis = _stated_in(html, _guarded(find_date, html, extensive_search=True, **_DATES)), "dateline"
    publisher = _name(head.first("og:site_name")) or _name(head.linked("publisher"))
    return Extract(
        text=document.text,
        title=_title(head, document.title, publisher or document.sitename),
        publisher=publisher,
        author=_author(head.linked("author") or document.author, publisher),
        url=document.url,
        tag=head.tag,
        published=published,
        basis=basis if published else None,
    )


def _guarded(parse: Callable[..., Any], *given: object, **options: object) -> Any:
    """What a third-party parser returns; whatever it raises on arbitrary bytes is a refusal of the page."""
    try:
        return parse(*given, **options)
    except Exception as error:
        raise BadInput(Code.HOSTILE_PAGE, f"The page could not be parsed ({type(error).__name__}).") from error


class _Head:
    """What a page says about itself outside its text: `meta` elements and linked data."""

    def __init__(self, tree: Any) -> None:
        self.meta: dict[str, str] = {}
        for element in tree.iter("meta"):
            key = element.get("property") or element.get("name") or element.get("http-equiv")
            value = _plain(element.get("content"))
            if key and value:
                self.meta.setdefault(key.strip().lower(), value)
        self.tag = tree.get("lang") or self.meta.get("content-language") or self.meta.get("og:locale")
        self.headings = [title for title in (_plain("".join(h.itertext())) for h in tree.iter("h1")) if title]
        self.objects = [item for script in tree.iter("script") if _is_linked(script) for item in _objects(script.text)]

    def first(self, *keys: str) -> str | None:
        """The first of these `meta` that the page has."""
        return next((self.meta[key] for key in keys if key in self.meta), None)

    def linked(self, field: str) -> str | None:
        """Names under `field` of the page's first linked object that has it, "; " between several."""
        for item in self.objects:
            if names := _names(item.get(field)):
                return "; ".join(dict.fromkeys(names))
        return None


def _is_linked(script: Any) -> bool:
    return (script.get("type") or "").strip().lower() == "application/ld+json"


def _objects(source: str | None) -> list[dict[str, Any]]:
    """The objects of a linked-data script, flattened; none where it is no JSON."""
    try:
        todo = [json.loads(source or "", strict=False)]
    except ValueError:
        return []
    found: list[dict[str, Any]] = []
    while todo and len(found) < 200:
        item = todo.pop(0)
        if isinstance(item, list):
            todo.extend(item)
        elif isinstance(item, dict):
            found.append(item)
            todo.extend(item.get("@graph") or [] if isinstance(item.get("@graph"), list) else [])
    return found


def _names(value: object) -> list[str]:
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    if isinstance(value, dict):
        value = value.get("name")
        return _names(value) if isinstance(value, list) else _names(value if isinstance(value, str) else None)
    name = _plain(value) if isinstance(value, str) else None
    return [name] if name and not name.startswith("http") else []


def _name(value: str | None) -> str | None:
    """A site's name; some pages give their address instead, which is none."""
    return value if value and not value.lower().startswith(("http", "www.")) else None


def _plain(value: str | None) -> str | None:
    return _SPACES.sub(" ", value).strip() or None if value else None


def _title(head: _Head, title: str | None, publisher: str | None) -> str | None:
    """The title without the site's name: as the page's main heading has it, else with the name cut off."""
    title = _plain(head.first("og:title") or head.linked("headline") or title)
    if title is None:
        return head.headings[0] if len(head.headings) == 1 else None
    for heading in head.headings:
        if len(heading) >= _SHORTEST_TITLE and _is_part(_folded(heading), _folded(title)):
            return heading
    site = _folded(publisher or "")
    for found in _SEPARATED.finditer(title, _SHORTEST_TITLE):
        tail = _folded(title[found.end() :])
        if tail and site and (tail in site or site in tail):
            return title[: found.start()]
    return title


def _is_part(heading: str, title: str) -> bool:
    """Whether a heading is the title, or stands at one end of it, a separator between it and the rest."""
    if title.startswith(heading):
        return heading == title or bool(_SEPARATED.match(title, len(heading)))
    before = len(title) - len(heading)
    return title.endswith(heading) and any(found.end() == before for found in _SEPARATED.finditer(title))


def _folded(words: str) -> str:
    return _SPACES.sub(" ", words.replace("’", "'").casefold()).strip()


def _author(author: str | None, publisher: str | None) -> str | None:
    """An author's name without "Par"; None where the page only names its publisher."""
    author = _plain(author)
    if author is None or _folded(author) == _folded(publisher or ""):
        return None
    for compiled in telling_rules("author"):
        if found := compiled.pattern.fullmatch(author):
            return found["author"]
    return author


def _stated_in(html: str, date: str | None) -> str | None:
    """`date` if its day is written in the page in some way; a year alone, completed by the parser, is no date."""
    if not date:
        return None
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return None
    y, m, d = day.year, f"0?{day.month}", f"0?{day.day}"
    names = "|".join(re.escape(name) for name, number in months().items() if number == day.month)
    forms = (
        rf"{y}(?P<mark>[-/._]?){m}(?P=mark){d}(?!\d)",
        rf"(?<!\d){d}[-/. ]{m}[-/. ](?:{y}|{y % 100:02d})(?!\d)",
        rf"(?<!\d){m}[-/.]{d}[-/.]{y}(?!\d)",
        rf"(?<!\d){d}(?:er|st|nd|rd|th|\.)?(?:\s|&nbsp;|-|<[^<>]{{0,200}}>){{1,20}}(?:de\s)?(?:{names})\.?,?(?:\s|&nbsp;|-|<[^<>]{{0,200}}>){{1,20}}(?:de\s)?{y}",
        rf"(?:{names})\.?(?:\s|&nbsp;){{1,20}}{d}(?:st|nd|rd|th)?,?(?:\s|&nbsp;){{1,20}}{y}",
    )
    return date if any(re.search(form, html, re.IGNORECASE) for form in forms) else None
