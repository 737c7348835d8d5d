"""What is known about an article besides its text: from front matter, the lines around it, the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from faisceau import knowledge
from faisceau.errors import Code
from faisceau.knowledge import page
from faisceau.model.problems import Problem
from faisceau.model.text import UNKNOWN, Article
from faisceau.read.dates import Stated, day_in_name, parse_day, stated
from faisceau.read.language import guess_language, language_code
from faisceau.read.media import medium_named, medium_of_url
from faisceau.read.options import ReadOptions

_FIELD = re.compile(r"^\s*([^:=\n#]{1,40}?)\s*[:=]\s*(.*?)\s*$", re.MULTILINE)
_QUOTES = "\"'«»“” \u00a0"
_LONGEST_TITLE = 180
_NO_TITLE_END = (".", ",", ";", ":", "-", "–", "—", "…")
_SURE_WORDS = 60  # a language guessed on this many words outweighs the tag of a page's template


class Known(Struct, frozen=True):
    """What was found, as found; None where nothing was. `published` is free text until `describe` reads it.

    `lang` is what the user or the record states, `tag` what a page says of itself, which is often its template's language.
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    lang: str | None = None
    tag: str | None = None
    published: str | None = None
    basis: str | None = None


def front_matter(text: str) -> Known:
    """What the front matter of a file states; all None where there is none."""
    block = page.front_matter(text)
    if block is None:
        return Known()
    names = {key: field for field, keys in page.common().front_matter_keys.items() for key in keys}
    known: dict[str, str] = {}
    for found in _FIELD.finditer(block["body"]):
        field = names.get(found[1].strip(_QUOTES).lower())
        value = found[2].strip(_QUOTES + "[]")
        if field and value:
            known.setdefault(field, value)
    return Known(**known, basis="front_matter" if "published" in known else None)


def headline(text: str) -> str | None:
    """The first line of a text where it clearly is a headline: short, no sentence, with longer prose after it."""
    lines = [line.strip() for line in text[page.front_matter_end(text) :].splitlines() if line.strip()]
    remnants = [
        rule.pattern for code in (*knowledge.languages(), None) for rule in page.rules(code) if _tells_no_title(rule)
    ]
    lines = [line for line in lines[:20] if len(line) > _LONGEST_TITLE or not any(p.fullmatch(line) for p in remnants)]
    if len(lines) < 2:
        return None
    first, after = lines[0], max(lines[1:4], key=len)
    is_short = 8 <= len(first) <= _LONGEST_TITLE and len(after) > len(first)
    starts_well = first[0].isupper() or first[0].isdigit() or first[0] in "«“\"'‘"
    return first if is_short and starts_well and not first.endswith(_NO_TITLE_END) else None


def _tells_no_title(compiled: page.Compiled) -> bool:
    return compiled.rule.where == "line" and compiled.rule.lines != "bottom"


def describe(article: Article, known: Known, path_name: str, options: ReadOptions) -> Iterator[Article | Problem]:
    """The article with everything known about it, then a problem for each thing that stays unknown and matters."""
    lines = stated(article.text)
    published, basis, refused = _date(known, lines, path_name)
    lang = _language(known, article.text) or options.default_lang or UNKNOWN
    publisher = known.publisher or medium_of_url(known.url) or medium_named(lines.agency)
    yield replace(
        article,
        published=published,
        published_basis=basis,
        publisher=publisher,
        title=known.title,
        author=known.author or lines.author,
        url=known.url,
        lang=lang,
    )
    if published is None:
        detail = f"'{refused[:60]}' is not a day of the calendar." if refused else "No date of publication is stated."
        yield Problem(Code.NO_DATE, article.id, detail)
    if publisher is None:
        yield Problem(Code.NO_PUBLISHER, article.id, "Neither a publisher nor an address of a known outlet is stated.")
    if lang not in knowledge.languages():
        detail = f"The article is in '{lang}'." if lang != UNKNOWN else "Its language was not recognised."
        yield Problem(Code.NO_LANGUAGE, article.id, detail)


def _date(known: Known, lines: Stated, path_name: str) -> tuple[str | None, str | None, str | None]:
    """Day and basis, and the words given as a date that are none.

    A date that the user gives is never overruled, and a wrong one is not replaced by a guess.
    """
    if known.published is not None:
        day = parse_day(known.published)
        if day:
            return day, known.basis, None
        if known.basis in ("given", "front_matter"):
            return None, None, known.published
    if lines.published and lines.cued:
        return lines.published, "dateline", None
    if day := day_in_name(path_name):
        return day, "file_name", None
    return lines.published, "dateline" if lines.published else None, None


def _language(known: Known, text: str) -> str | None:
    """The language stated; else the one guessed on a text long enough; else the page's own tag; else the guess."""
    if stated_code := language_code(known.lang):
        return stated_code
    tag, guess = language_code(known.tag), guess_language(text)
    return guess if guess and (tag is None or len(text.split()) >= _SURE_WORDS) else tag
