"""Whose an article's text is: its publisher's family, or the agencies that it credits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from urllib.parse import urlsplit

import msgspec

from faisceau.knowledge import has, load_rows, load_toml
from faisceau.knowledge.folding import fold
from faisceau.knowledge.gazetteer import MediumRow

_TAIL = 160
_HEAD = 160


class _Credits(msgspec.Struct, frozen=True):
    dateline: tuple[str, ...] = ()
    final: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    not_agencies: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


@cache
def _separator(lang: str) -> re.Pattern[str]:
    """What parts the names of several media."""
    path = f"languages/{lang}/credits.toml"
    joins = load_toml(path, _Credits).joins if has(path) else ()
    words = "".join(rf"|\b{re.escape(word)}\b" for word in joins)
    return re.compile(rf"\s*(?:/|,{words})\s*")


@cache
def _media() -> tuple[dict[str, MediumRow], dict[str, MediumRow]]:
    """Media by folded name or id, and by web domain."""
    rows = load_rows("actors/media.tsv", MediumRow) if has("actors/media.tsv") else ()
    names = {fold(name): row for row in rows for name in (row.id, *row.names)}
    domains = {domain: row for row in rows for domain in row.domains}
    return names, domains


def _family(row: MediumRow) -> str:
    return row.family or fold(row.id)


@cache
def media_names() -> Mapping[str, str]:
    """The house of every medium by each of its names, as data writes them."""
    rows = load_rows("actors/media.tsv", MediumRow) if has("actors/media.tsv") else ()
    return {name: _family(row) for row in rows for name in row.names}


@cache
def house_name(house: str) -> str:
    """What a house is called: the usual name of its first medium, the house's own where it is none of the shipped."""
    rows = load_rows("actors/media.tsv", MediumRow) if has("actors/media.tsv") else ()
    row = next((row for row in rows if _family(row) == house), None)
    return next((name for name in row.names if not name[0].islower()), row.id) if row else house


def house_of(publisher: str | None, url: str | None = None) -> str | None:
    """The publisher's family as shipped, else its own folded name; by web address where no publisher is given."""
    names, domains = _media()
    row = names.get(fold(publisher)) if publisher else None
    host = (urlsplit(url).hostname or "") if url else ""
    while row is None and "." in host:
        row = domains.get(host)
        host = host.partition(".")[2]
    if row:
        return _family(row)
    return fold(publisher) if publisher else None


def _parts(publisher: str, lang: str) -> Iterator[str]:
    path = f"languages/{lang}/credits.toml"
    for pattern in load_toml(path, _Credits).publisher if has(path) else ():
        found = re.match(pattern, publisher.strip())
        if found:
            for group in found.groups():
                yield from (part for part in _separator(lang).split(group) if part)


def houses_of(publisher: str | None, url: str | None, lang: str) -> dict[str, str]:
    """The houses that a publisher's name stands for, with what each is called.

    "Gazette avec AFP" is the Gazette's text and the agency's.
    """
    own = house_of(publisher, url)
    if own is None:
        return {}
    called = publisher or house_name(own)
    if publisher is not None and own == fold(publisher):
        parts = tuple(_parts(publisher, lang))
        if any(fold(part) in _media()[0] for part in parts):
            return {house: part for part in parts if (house := house_of(part))}
    return {own: called}


def house_of_actor(actor: str) -> str | None:
    """The family of a medium named as a source, None where the actor is no medium."""
    row = _media()[0].get(fold(actor))
    return _family(row) if row else None


@cache
def _patterns(lang: str) -> tuple[tuple[bool, re.Pattern[str]], ...]:
    path = f"languages/{lang}/credits.toml"
    known = load_toml(path, _Credits) if has(path) else _Credits()
    whole = [(True, re.compile(pattern)) for pattern in (*known.dateline, *known.final)]
    return (*whole, *((False, re.compile(pattern)) for pattern in known.partial))


def agency_credits(text: str, lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Houses of the agencies whose text this is, and of those that it draws on in part, from its first and last lines.

    A mark in capitals that no shipped agency signs with may be a journalist's: it ties articles but does not make the text
    another's than its publisher's.
    """
    path = f"languages/{lang}/credits.toml"
    refused = load_toml(path, _Credits).not_agencies if has(path) else ()
    whole: set[str] = set()
    partial: set[str] = set()
    head, tail = text[:_HEAD], text.rstrip()[-_TAIL:]
    for is_whole, pattern in _patterns(lang):
        for zone in (head, tail):
            for found in pattern.finditer(zone):
                for mark in _separator(lang).split(found[1]):
                    known = _media()[0].get(fold(mark))
                    is_agency = known.kind == "agency" if known else mark.isupper()
                    if mark and is_agency and mark not in refused:
                        (whole if is_whole and known else partial).add(house_of(mark) or fold(mark))
    return frozenset(whole), frozenset(partial - whole)
