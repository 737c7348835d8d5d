"""On whom an article leans for what it tells: media that its sentences cite, articles of the story that it leads to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from faisceau.fuse.origins import media_names
from faisceau.knowledge import has, load_toml
from faisceau.knowledge.folding import fold
from faisceau.model.memory import Memory, digest
from faisceau.model.text import Article

TITLE = 6  # words that make a headline telling enough to be looked for in other articles
_SENTENCE = re.compile(r"[.!?…]+[»”\"')]*(?:\s+|(?=[A-ZÀÂÇÉÈÊÎÔ«]))|\n+")
_ADDRESS = re.compile(r"https?://[^\s<>\"'«»()\[\]]+|\bwww\.[^\s<>\"'«»()\[\]]+")
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|at)_\w+|(?:fb|g|dc|ms|tw|y)clid|gbraid|wbraid|igshid|mc_[ce]id|xtor|xtref|cmp(?:id)?|_ga|ref_src",
    re.IGNORECASE,
)  # parameters of an address that say where its reader comes from, never which page it is
_WORD = re.compile(r"\w+")
_GAP = r"[\s,:«\"“]+"
_BEFORE = 100  # characters: the longest that the words before a name can be


class _Elided(msgspec.Struct, frozen=True):
    """An article that a medium's name may begin with, and a pattern of how it stands in a sentence."""

    name: str
    stands: str


class _Citing(msgspec.Struct, frozen=True):
    before: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    joining: str = ""
    article: tuple[_Elided, ...] = ()


class _Known(msgspec.Struct, frozen=True):
    citing: _Citing = _Citing()


def _citing(lang: str) -> _Citing:
    path = f"languages/{lang}/credits.toml"
    return load_toml(path, _Known).citing if has(path) else _Citing()


@dataclass(frozen=True, slots=True, order=True)
class Cited:
    """A sentence, as code points `start:end` of its article, and the medium on which it says that it rests: house and name."""

    start: int
    end: int
    house: str
    name: str


def _loose(words: str) -> str:
    """A pattern for `words` whatever its spaces and apostrophes."""
    return words.replace("'", "['’]").replace(" ", r"\s+")


@cache
def _articles(lang: str) -> Mapping[str, re.Pattern[str]]:
    """How each article stands in a sentence, just before what follows it in the name."""
    return {each.name: re.compile(f"{each.stands}$") for each in _citing(lang).article}


@cache
def _by_word(lang: str) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """Names of media by their first word, an article before it left out: each (article, the rest, name), the longest first."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for name in media_names():
        article = next(
            (each for each in _articles(lang) if name.startswith(each if each[-1] == "'" else f"{each} ")), ""
        )
        rest = name.removeprefix(article).lstrip()
        first = _WORD.search(rest)
        if first:
            found.setdefault(first[0], []).append((article, rest, name))
    return {word: tuple(sorted(names, key=lambda each: (-len(each[2]), each))) for word, names in found.items()}


def _names_in(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """Where the text names media, and the name as shipped; an article may be contracted: "au Monde" for "Le Monde"."""
    known, articles = _by_word(lang), _articles(lang)
    for word in _WORD.finditer(text):
        for article, rest, name in known.get(word[0], ()):
            end = word.start() + len(rest)
            if not text.startswith(rest, word.start()) or (end < len(text) and text[end].isalnum()):
                continue
            before = articles[article].search(text, max(0, word.start() - 6), word.start()) if article else None
            if not article or before:
                yield before.start() if before else word.start(), end, name
                break


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What stands before a medium that is cited, up to its name, and what stands behind; None without data."""
    known = _citing(lang)
    if not known.before:
        return None
    # The longest first: "agence de presse" before "agence".
    between = "|".join(map(_loose, sorted(known.between, key=lambda words: (-len(words), words))))
    before, after = ("|".join(map(_loose, words)) for words in (known.before, known.after))
    filling = rf"(?:(?:{between}){_GAP}){{0,4}}{known.joining}"
    return (
        re.compile(rf"\b(?:{before}){_GAP}{filling}$", re.IGNORECASE),
        re.compile(rf"(?:\s*,[^,.\n]{{1,60}},)?\s+(?:{after})\b"),
    )


def sentence_bounds(text: str) -> list[int]:
    """Where the sentences of a text begin, and its end."""
    return sorted({0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)})


def citations(text: str, lang: str) -> tuple[Cited, ...]:
    """The sentences that say that they rest on a medium, in order."""
    patterns = _patterns(lang)
    if patterns is None:
        return ()
    before, after = patterns
    found: set[Cited] = set()
    bounds: list[int] = []
    for start, end, name in _names_in(text, lang):
        if before.search(text[max(0, start - _BEFORE) : start]) or after.match(text, end):
            bounds = bounds or sentence_bounds(text)
            place = bisect_right(bounds, start)
            found.add(Cited(bounds[place - 1], bounds[place], media_names()[name], name))
    return tuple(sorted(found))


def _address(url: str) -> str | None:
    """An address as two that lead to one page have it in common: host, path and what its query asks for."""
    url = url.rstrip(".,;:!?")
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:  # brackets that are no IPv6 address
        return None
    asked = sorted(pair for pair in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(pair[0]))
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/.,;:!?")
    query = f"?{urlencode(asked, errors='surrogatepass')}" if asked else ""
    return f"{host}{path}{query}" if host and (path or query) else None


def _addresses(text: str) -> tuple[str, ...]:
    """The web addresses in a text."""
    found = {_address(match[0]) for match in _ADDRESS.finditer(text)}
    return tuple(sorted(address for address in found if address))


def links(
    articles: Sequence[Article], texts: Mapping[str, str], memory: Memory | None = None
) -> Mapping[str, frozenset[str]]:
    """For each article id the ids of other articles of the story whose web address or whole headline stands in its text.

    A headline counts from `TITLE` words on, where one text only bears it: of several, it says not which is meant. `texts`
    has the text of which each article is a copy.
    """
    memory = memory or Memory()
    by_address: dict[str, list[Article]] = {}
    by_headline: dict[tuple[str, ...], list[Article]] = {}
    for article in sorted(articles, key=lambda article: article.id):
        address = _address(article.url) if article.url else None
        if address:
            by_address.setdefault(address, []).append(article)
        words = tuple(_WORD.findall(fold(article.title or "")))
        if len(words) >= TITLE:
            by_headline.setdefault(words, []).append(article)
    by_opening: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for words, bearers in by_headline.items():
        if len({texts[article.id] for article in bearers}) == 1:
            by_opening.setdefault(words[:TITLE], []).append(words)
    found: dict[str, frozenset[str]] = {}
    for article in articles:
        led = memory.recall(digest("addresses", article.text), tuple[str, ...], partial(_addresses, article.text))
        targets = {target.id for address in led for target in by_address.get(address, ())}
        headlines: set[tuple[str, ...]] = set()
        body = _WORD.findall(fold(article.text)) if by_opening else []
        for start in range(len(body) - TITLE + 1):
            for words in by_opening.get(tuple(body[start : start + TITLE]), ()):
                if tuple(body[start : start + len(words)]) == words:
                    headlines.add(words)
        for words in headlines:
            ids = {target.id for target in by_headline[words]}
            targets |= ids if article.id not in ids else set()
        found[article.id] = frozenset(targets - {article.id})
    return found
