"""On whom an article leans for what it tells: media that its sentences cite, articles of the story that it leads to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import msgspec

from faisceau.fuse.origins import media_names
from faisceau.fuse.words import fold
from faisceau.knowledge import has, load_toml
from faisceau.model.text import Article

TITLE = 6  # words that make a headline telling enough to be looked for in other articles
_SENTENCE = re.compile(r"[.!?…]+[»”\"')]*(?:\s+|(?=[A-ZÀÂÇÉÈÊÎÔ«]))|\n+")
_ADDRESS = re.compile(r"https?://[^\s<>\"'«»()\[\]]+|\bwww\.[^\s<>\"'«»()\[\]]+")
_WORD = re.compile(r"\w+")
_GAP = r"[\s,:«\"“]+"


class _Citing(msgspec.Struct, frozen=True):
    before: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class _Known(msgspec.Struct, frozen=True):
    citing: _Citing = _Citing()


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence, as code points `start:end` of its article, and the medium on which it says that it rests: house and name."""

    start: int
    end: int
    house: str
    name: str


def _loose(words: str) -> str:
    """A pattern for `words` whatever its spaces and apostrophes."""
    return words.replace("'", "['’]").replace(" ", r"\s+")


def _contracted(name: str) -> str:
    """A pattern for a medium's name after a preposition too: "au Monde" for "Le Monde"."""
    if name.startswith("Le "):
        return rf"(?:Le|le|au|du|Au|Du)\s+{re.escape(name[3:])}"
    if name.startswith("Les "):
        return rf"(?:Les|les|aux|des)\s+{re.escape(name[4:])}"
    if name.startswith("La "):
        return rf"(?:La|la)\s+{re.escape(name[3:])}"
    return re.escape(name)


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """Patterns whose group `name` is a medium cited; none where the language has no data."""
    path = f"languages/{lang}/credits.toml"
    known = load_toml(path, _Known).citing if has(path) else _Citing()
    if not known.before:
        return ()
    names = "|".join(_contracted(name) for name in sorted(media_names(), key=lambda name: (-len(name), name)))
    # The longest first: "agence de presse" before "agence".
    between = "|".join(map(_loose, sorted(known.between, key=lambda words: (-len(words), words))))
    before = "|".join(map(_loose, known.before))
    name = rf"(?:[lL]['’]|[dD]['’])?(?P<name>{names})\b"
    filling = rf"(?:(?:{between}){_GAP}){{0,4}}(?:(?:à|de|par|avec)\s+)?"
    after = "|".join(map(_loose, known.after))
    return (
        re.compile(rf"\b(?i:{before}){_GAP}(?i:{filling}){name}"),
        re.compile(rf"\b{name}(?:\s*,[^,.\n]{{1,60}},)?\s+(?:{after})\b"),
    )


def sentence_bounds(text: str) -> list[int]:
    """Where the sentences of a text begin, and its end."""
    return sorted({0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)})


def _named(written: str) -> str | None:
    """The name of a medium as shipped, for one that a sentence writes with its article contracted or not."""
    known = media_names()
    spaced = " ".join(written.split())
    first, _, rest = spaced.partition(" ")
    forms = (
        spaced,
        *(f"{article} {rest}" for article in ("Le", "La", "Les") if first[:1].islower() or first in {"Au", "Du"}),
    )
    return next((form for form in forms if form in known), None)


def citations(text: str, lang: str) -> tuple[Cited, ...]:
    """The sentences that say that they rest on a medium, in order."""
    bounds = sentence_bounds(text)
    found: set[tuple[int, int, str, str]] = set()
    for pattern in _patterns(lang):
        for match in pattern.finditer(text):
            name = _named(match["name"])
            place = bisect_right(bounds, match.start("name"))
            if name and place < len(bounds):
                found.add((bounds[place - 1], bounds[place], media_names()[name], name))
    return tuple(Cited(*each) for each in sorted(found))


def _address(url: str) -> str | None:
    """An address as two that lead to one page have it in common: host and path."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:  # brackets that are no IPv6 address
        return None
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/.,;:!?")
    return f"{host}{path}" if host and path else None


def links(articles: Sequence[Article]) -> Mapping[str, frozenset[str]]:
    """For each article id the ids of other articles of the story whose web address or whole headline stands in its text.

    A headline counts from `TITLE` words on, and not where the article bears it too.
    """
    by_address: dict[str, list[Article]] = {}
    by_opening: dict[tuple[str, ...], list[tuple[tuple[str, ...], Article]]] = {}
    headline: dict[str, tuple[str, ...]] = {}
    for article in sorted(articles, key=lambda article: article.id):
        address = _address(article.url) if article.url else None
        if address:
            by_address.setdefault(address, []).append(article)
        headline[article.id] = words = tuple(_WORD.findall(fold(article.title or "")))
        if len(words) >= TITLE:
            by_opening.setdefault(words[:TITLE], []).append((words, article))
    found: dict[str, frozenset[str]] = {}
    for article in articles:
        targets = {
            target.id
            for match in _ADDRESS.finditer(article.text)
            for target in by_address.get(_address(match[0]) or "", ())
        }
        body = _WORD.findall(fold(article.text)) if by_opening else []
        for start in range(len(body) - TITLE + 1):
            for words, target in by_opening.get(tuple(body[start : start + TITLE]), ()):
                if tuple(body[start : start + len(words)]) == words and headline[article.id] != words:
                    targets.add(target.id)
        found[article.id] = frozenset(targets - {article.id})
    return found
