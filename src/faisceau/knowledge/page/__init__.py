"""What is known of pages rather than of the world: their remnants, how they write dates and bylines, and languages' marks.

Shared by the reader (title, date, author, language) and the parser (furniture), which may not import one another.
`common.toml` holds for every language, `languages/<code>/page.toml` for one, `profiles.toml` tells languages apart.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError

Where = Literal["line", "start", "after_title", "end", "within"]


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of text that is not the article.

    `pattern`: a regular expression in which `%name%` stands for a part; `fold`: letter case is ignored in it.
    `where`: it fills a whole line, starts one, follows the title at the start of one, ends one, or may stand within one.
    `lines`: any line, or only among the first (`top`) or last (`bottom`) ones; `after`: the share of text before it.
    `then`: what follows is furniture too, `titles` while lines look like titles of other articles, `all` to the end.
    `gives`: what the reader learns from it.
    """

    reason: str
    pattern: str
    where: Where = "line"
    lines: Literal["any", "top", "bottom"] = "any"
    after: float = 0.0
    then: Literal["nothing", "titles", "all"] = "nothing"
    gives: Literal["nothing", "published", "updated", "dateline", "author", "agency"] = "nothing"
    fold: bool = True


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """Rules and the parts that they share. `months` lists the names of each month, January first."""

    rules: tuple[Rule, ...] = ()
    parts: dict[str, str] = {}
    months: tuple[tuple[str, ...], ...] = ()
    function_words: tuple[str, ...] = ()
    front_matter: tuple[str, ...] = ()
    front_matter_keys: dict[str, tuple[str, ...]] = {}
    record_keys: dict[str, tuple[str, ...]] = {}


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language is told from others: its commonest words, and its months for dates of publication."""

    code: str
    function_words: tuple[str, ...] = ()
    months: tuple[tuple[str, ...], ...] = ()


class Script(Struct, frozen=True, forbid_unknown_fields=True):
    """Letters (as a character class) that alone name a language, unless `unless` finds those of another one."""

    code: str
    letters: str
    unless: dict[str, str] = {}


class Encodings(Struct, frozen=True, forbid_unknown_fields=True):
    """`candidates` in order of trial; characters beyond ASCII of West European prose; other formats' first bytes, in hex."""

    candidates: tuple[str, ...]
    letters: str
    marks: str
    joining: str
    binary: tuple[str, ...]


class Profiles(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that tells languages and encodings apart without reading a word."""

    languages: tuple[Profile, ...]
    scripts: tuple[Script, ...]
    encodings: Encodings


class Compiled(Struct, frozen=True):
    """A rule with its pattern ready for use."""

    rule: Rule
    pattern: re.Pattern[str]


def common() -> Page:
    """What holds in every language."""
    return knowledge.load_toml("page/common.toml", Page)


def profiles() -> Profiles:
    """What tells languages and encodings apart."""
    return knowledge.load_toml("page/profiles.toml", Profiles)


def page_of(lang: str | None) -> Page:
    """What holds in one language; empty where none is shipped."""
    path = f"languages/{lang}/page.toml"
    return knowledge.load_toml(path, Page) if lang and knowledge.has(path) else Page()


@cache
def function_words() -> dict[str, frozenset[str]]:
    """The commonest words of each language that can be recognised."""
    known = {profile.code: frozenset(profile.function_words) for profile in profiles().languages}
    for code in knowledge.languages():
        if words := page_of(code).function_words:
            known[code] = frozenset(words)
    return known


@cache
def months() -> dict[str, int]:
    """Month names and abbreviations of all languages, lower case, with their number."""
    tables = [page_of(code).months for code in knowledge.languages()]
    tables += [profile.months for profile in profiles().languages]
    known: dict[str, int] = {}
    for table in tables:
        for number, names in enumerate(table, start=1):
            for name in names:
                if known.setdefault(name, number) != number:
                    raise FaisceauError(Code.BAD_KNOWLEDGE, f"page: '{name}' names two months.")
    return known


@cache
def _date_part() -> str:
    names = "|".join(re.escape(name) for name in sorted(months(), key=len, reverse=True))
    day, year = r"\d{1,2}(?:er|st|nd|rd|th|\.)?", r"(?:19|20)\d\d"
    return (
        rf"(?i:{year}-\d\d-\d\d(?:T[\d:.+Z-]+)?|\d{{1,2}}[/.-]\d{{1,2}}[/.-]{year}"
        rf"|{day}\s+(?:de\s+)?(?:{names})\.?,?\s+(?:de\s+)?{year}|(?:{names})\.?\s+{day},?\s+{year})"
    )


def _expand(pattern: str, parts: dict[str, str]) -> str:
    for _ in range(4):  # parts may hold parts, a few levels deep
        pattern = re.sub(r"%(\w+)%", lambda found: parts.get(found[1], found[0]), pattern)
    return pattern


def _anchored(pattern: str, where: Where) -> str:
    return rf"(?:{pattern})\s*\Z" if where == "end" else pattern


@cache
def rules(lang: str | None) -> tuple[Compiled, ...]:
    """Rules that apply to text in `lang` (the common ones where it is None), in the order of their files.

    Raises `FaisceauError` (bad_knowledge) for a pattern that is no regular expression.
    """
    compiled = []
    own = page_of(lang)
    parts = {"date": _date_part()} | common().parts | own.parts
    for rule in (*own.rules, *common().rules):
        try:
            pattern = re.compile(_anchored(_expand(rule.pattern, parts), rule.where), re.IGNORECASE if rule.fold else 0)
        except re.error as error:
            raise FaisceauError(Code.BAD_KNOWLEDGE, f"page rule '{rule.reason}' ({lang}): {error}.") from error
        compiled.append(Compiled(rule, pattern))
    return tuple(compiled)


@cache
def telling_rules(*gives: str) -> tuple[Compiled, ...]:
    """Rules of all installed languages that tell the reader something, or one of the things named."""
    known = [compiled for lang in (*knowledge.languages(), None) for compiled in rules(lang)]
    unique = {compiled.pattern: compiled for compiled in known if compiled.rule.gives != "nothing"}
    return tuple(c for c in unique.values() if not gives or c.rule.gives in gives)


@cache
def front_matter_patterns() -> tuple[re.Pattern[str], ...]:
    """Blocks at the very start of a file that tell about the article; group `body` holds its lines."""
    keys = "|".join(re.escape(key) for keys in common().front_matter_keys.values() for key in keys)
    return tuple(
        re.compile(_expand(pattern, common().parts | {"key": keys}), re.IGNORECASE) for pattern in common().front_matter
    )


def front_matter_end(text: str) -> int:
    """Where the article begins after front matter, in code points; 0 where there is none."""
    found = front_matter(text)
    return found.end() if found else 0


def front_matter(text: str) -> re.Match[str] | None:
    """The front matter of `text`, if any: its fields in group `body`."""
    for pattern in front_matter_patterns():
        if found := pattern.match(text):
            return found
    return None
