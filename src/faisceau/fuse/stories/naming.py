"""What a story is called: the names and the nouns that weigh most in what its articles have in common."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from faisceau.fuse.ground import language_of
from faisceau.fuse.words import stem_of, stems
from faisceau.knowledge import has, languages, load_toml
from faisceau.knowledge.folding import fold
from faisceau.knowledge.gazetteer import gazetteer, slug, words_of
from faisceau.knowledge.wording import small_letters
from faisceau.model.claims import ActorRef
from faisceau.model.text import Article

ACTORS = 2
TOPICS = 2
"""How many of each make a name, at most."""
LONGEST = 4  # words of a name
WHOLE = 0.4
"""Share of the articles with a short name that must have the long one ("Kim", "Kim Jong-un") for it to stand for both."""
FAINT = 0.3
"""What a further name or noun must weigh, beside the first."""
_NOBODY = frozenset({"medium", "adjective", "prefix"})


class _Naming(Struct, frozen=True):
    determiners: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    elided: str = ""
    empty: tuple[str, ...] = ()


class _Patterns(Struct, frozen=True):
    name: re.Pattern[str]
    noun: re.Pattern[str]
    empty: frozenset[str]


@cache
def _patterns(lang: str) -> _Patterns:
    path = f"languages/{lang}/naming.toml"
    known = load_toml(f"languages/{lang}/naming.toml", _Naming) if has(path) else _Naming()
    small = small_letters()
    capital = rf"[^\W\d_{small}]\w*"
    elided = rf"(?:[{known.elided}]['’])?" if known.elided else ""
    joint = rf"(?: |-|['’]|(?: (?:{_any(known.particles)}) ?))"
    name = re.compile(rf"(?<=[\w,;)’'(] ){elided}({capital}(?:{joint}{capital}){{0,{LONGEST - 1}}})")
    before = rf"(?:\b(?:{_any(known.determiners)}) ?)" if known.determiners else r"\b"
    noun = re.compile(
        rf"{before}\b([{small}]{{4,}})\b(?: ((?:{_any(known.links)}) ?[{small}]{{4,}}|[{small}]{{4,}})\b)?"
    )
    empty = frozenset(stem for word in known.empty if (stem := stem_of(word, lang)))
    return _Patterns(name, noun, empty)


def _any(words: Sequence[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’]") for word in ordered) or "(?!)"


def name_parts(
    articles: Sequence[Article], weights: Mapping[str, float]
) -> tuple[tuple[ActorRef, ...], tuple[str, ...]]:
    """The actors and the topics that name a story, from what each stem weighs in it on average.

    Both as the articles write them most often; an actor of the shipped lists has its id. Either may be empty.
    """
    lang = language_of(articles)
    actors = _actors(articles, weights, lang)
    taken = frozenset(stem for actor in actors for stem in stems(actor.name, lang))
    return actors, _topics(articles, weights, lang, taken)


def _actors(articles: Sequence[Article], weights: Mapping[str, float], lang: str) -> tuple[ActorRef, ...]:
    pattern = _patterns(lang).name
    holders: dict[str, set[str]] = defaultdict(set)
    uses: Counter[str] = Counter()
    for article in articles:
        for found in pattern.findall(article.text):
            holders[found].add(article.id)
            uses[found] += 1
    parts = {name: stems(name, lang) for name in holders}
    value = {
        name: (len(holders[name]) / len(articles)) * max((weights.get(stem, 0.0) for stem in parts[name]), default=0.0)
        for name in holders
    }
    chosen: list[ActorRef] = []
    taken: set[str] = set()
    first = 0.0
    for name in sorted(value, key=lambda name: (-value[name], -uses[name], name)):
        if len(chosen) == ACTORS or value[name] <= FAINT * first:
            break
        if not parts[name] or parts[name] & taken:
            continue
        listed, kind = _listed(name, lang)
        if kind in _NOBODY:
            continue
        whole = _whole(name, parts, holders, uses)
        listed = _listed(whole, lang)[0] or listed
        chosen.append(ActorRef(listed or slug(whole), whole))
        taken |= parts[name] | parts[whole]
        first = first or value[name]
    return tuple(chosen)


def _whole(
    name: str, parts: Mapping[str, frozenset[str]], holders: Mapping[str, set[str]], uses: Mapping[str, int]
) -> str:
    """The longer name that many of the articles with `name` have, if there is one."""
    longer = [
        other
        for other in parts
        if parts[name] < parts[other] and len(holders[other] & holders[name]) >= WHOLE * len(holders[name])
    ]
    return min(longer, key=lambda other: (-uses[other], -len(other), other), default=name)


def _listed(name: str, lang: str) -> tuple[str | None, str | None]:
    """Id and kind of the only listed actor that the whole name stands for."""
    words = words_of(name)
    if not words or lang not in languages():
        return None, None
    known = gazetteer(lang)
    for length, entries in known.matches(words, 0):
        fitting = {(entry.actor, entry.kind) for entry in entries if entry.fits(name)}
        if length == len(words) and len(fitting) == 1:
            return fitting.pop()
    return None, None


def _topics(
    articles: Sequence[Article], weights: Mapping[str, float], lang: str, taken: frozenset[str]
) -> tuple[str, ...]:
    patterns = _patterns(lang)
    holders: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    phrases: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for word, after in patterns.noun.findall(article.text):
            stem = stem_of(word, lang)
            if stem is None or stem in taken or stem in patterns.empty:
                continue
            holders[stem].add(article.id)
            forms[stem][word] += 1
            if after and stem_of(re.split(r"['’ ]", after)[-1], lang):
                phrases[stem][f"{word} {after}"] += 1
    value = {stem: weights.get(stem, 0.0) * len(holders[stem]) / len(articles) for stem in holders}
    chosen: list[str] = []
    named = set(taken)
    first = 0.0
    for stem in sorted(value, key=lambda stem: (-value[stem], stem)):
        if len(chosen) == TOPICS or value[stem] <= FAINT * first:
            break
        if stem in named:
            continue
        shown = _shown(forms[stem], phrases[stem])
        chosen.append(shown)
        named |= stems(shown, lang)
        first = first or value[stem]
    return tuple(chosen)


def _shown(forms: Counter[str], phrases: Counter[str]) -> str:
    """The form used most; with the word that follows it, where most uses have that."""
    total = sum(forms.values())
    phrase = min(phrases, key=lambda one: (-phrases[one], one), default="")
    if phrase and phrases[phrase] >= max(2, 0.5 * total):
        return phrase
    return min(forms, key=lambda form: (-forms[form], len(fold(form)), form))
