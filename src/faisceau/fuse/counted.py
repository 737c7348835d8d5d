"""One claim's count with all that is needed to set it beside others: what is counted, where, when, by whom, in what part."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from faisceau.fuse.counts import begins, cues, has_cue, pattern, sorts_in, sorts_of
from faisceau.fuse.days import Days, days_of
from faisceau.fuse.ground import Ground
from faisceau.fuse.measures import currencies, kind_of
from faisceau.fuse.words import stems
from faisceau.knowledge.folding import fold
from faisceau.model.claims import Claim, Item, Quantity

NEAR = 90  # characters on either side of a figure in which the words that tell what it counts are sought
LEAD = 160  # characters before the sentence in which a figure that stands alone finds what it counts
CLOSE = 40  # characters on either side in which those stand that say what part it plays
_END = re.compile(r"(?:[^\W\d_]{2,}|[\d%)»\"”])[.!?…]+[»\"”)]*\s*(?=[A-ZÀ-ÖØ-Þ«\"“–►•-])|\n")
_FIGURE = re.compile(r"\d+(?:[.,\s\u00a0\u202f]\d+)*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\d%]|[.,\s\u00a0\u202f]\d)")
_CLAUSE = re.compile(r"[;:()«»\"]|--|–")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
# A count of people is told by what became of them; money only by its loss; a thing by its own name.
_MONEY_SORTS = frozenset({"lose", "damage"})
_PEOPLE = frozenset({"people", "victim"})


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence that holds a figure: `key` tells it from others, the figure fills `start:end` of `text`.

    `lead` are the words before the sentence, the nearest of them.
    """

    key: tuple[str, int]
    text: str
    start: int
    end: int
    lead: str = ""

    @property
    def before(self) -> str:
        """The words between the figure before, or the beginning, and this one, the nearest of them."""
        return self.text[max(self.left, self.start - NEAR) : self.start]

    @property
    def after(self) -> str:
        """The words between this figure and the next one, or the end, the nearest of them."""
        return self.text[self.end : min(self.right, self.end + NEAR)]

    @property
    def right(self) -> int:
        """Where the next figure begins, or the sentence ends."""
        return next((found.start() for found in _others(self.text, self.end)), len(self.text))

    @property
    def left(self) -> int:
        """Where the figure before ends, or the sentence begins."""
        return max((found.end() for found in _others(self.text, 0) if found.end() <= self.start), default=0)


def _others(text: str, start: int) -> list[re.Match[str]]:
    """Figures of `text` from `start` on that are not years."""
    return [found for found in _FIGURE.finditer(text, start) if not _YEAR.fullmatch(found.group())]


@dataclass(frozen=True, slots=True)
class Counted:
    """One claim's count. `house` is who publishes its article, `words` what the name says is counted, `sorts` what became
    of it, `roles` the parts that the figure plays, `voices` who the sentence itself says gives it."""

    event: str
    claim: Claim
    item: Item
    quantity: Quantity
    published: str | None
    house: str
    lang: str
    sorts: frozenset[str]
    words: frozenset[str]
    roles: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    setting: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    days: Days | None = None
    passage: Passage | None = field(default=None, compare=False)

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest number that the words allow."""
        quantity = self.quantity
        if quantity.value is not None:
            return quantity.value, quantity.value
        low = -math.inf if quantity.min is None else quantity.min
        return low, math.inf if quantity.max is None else quantity.max

    @property
    def stated(self) -> float | None:
        """The number that the words give, as a value or as a lower bound."""
        return self.quantity.value if self.quantity.value is not None else self.quantity.min

    @property
    def number(self) -> float | None:
        """How large the count is: its value, else its lower bound, else its upper one."""
        return self.stated if self.stated is not None else self.quantity.max

    @property
    def is_vague(self) -> bool:
        """Whether the words give no number ("dozens"): read as twice a power of ten, without a figure in it."""
        quantity = self.quantity
        if quantity.value is not None or any(c.isdigit() for c in quantity.text):
            return False
        if quantity.min is None:
            return quantity.max is None
        return f"{quantity.min:.0f}".rstrip("0") == "2"

    @property
    def is_of_people(self) -> bool:
        """Whether people are counted."""
        return kind_of(self.quantity.unit) in _PEOPLE


def passage_of(claim: Claim, item: Item, text: str | None) -> Passage | None:
    """The sentence of the article's `text` that holds the item's figure; of the claim's own words where there is no text.

    None where the figure's words are not found there.
    """
    wording = item.quantity.text if item.quantity else ""
    if text is None:
        at = claim.quote.find(wording)
        return (
            Passage((claim.article, claim.start), claim.quote, at, at + len(wording)) if wording and at >= 0 else None
        )
    at = item.span.start if item.span else text.find(wording, claim.start, claim.end)
    if item.span and wording:
        within = text.find(wording, max(0, item.span.start - len(wording)), item.span.end + len(wording))
        at = within if within >= 0 else at
    if at < 0 or not wording:
        return None
    start, end = sentence_around(text, at, at + len(wording))
    lead = text[max(0, start - LEAD) : start]
    return Passage((claim.article, start), text[start:end], at - start, at + len(wording) - start, lead)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of the sentence of `text` that holds `start:end`, also where a space is missing after a full stop."""
    window = max(0, start - 600)
    ends = (found.end() for found in _END.finditer(text, window, start + 1))
    left = max((place for place in ends if place <= start), default=window)
    following = _END.search(text, max(end - 1, 0), end + 600)
    return left, following.end() if following else min(len(text), end + 600)


def _nearest_sorts(passage: Passage, allowed: frozenset[str] | None, *, bare: bool) -> frozenset[str]:
    """What the sentence says became of what is counted: the first that it names after the figure, else the last before.

    A `bare` figure, without a noun, counts what the figures before it do.
    """

    def known(text: str) -> list[str]:
        return [sort for _, sort in sorts_in(text) if allowed is None or sort in allowed]

    clause = _CLAUSE.split(passage.after, maxsplit=1)[0]
    zones = [(clause, 0), (passage.before, -1), (passage.after, 0)]
    if bare:
        zones += [(passage.text[: passage.start], -1), (passage.lead, -1)]
    for text, place in zones:
        found = known(text)
        if found:
            return frozenset({found[place]})
    return frozenset()


def _sorts(item: Item, passage: Passage | None) -> frozenset[str]:
    named = sorts_of(item.name)
    unit = item.quantity.unit if item.quantity else None
    kind = kind_of(unit)
    if named or passage is None or (unit is not None and kind not in _PEOPLE and kind != "money"):
        return named
    bare = unit is None or not _called(item)
    return _nearest_sorts(passage, _MONEY_SORTS if kind == "money" else None, bare=bare)


def _called(item: Item) -> str:
    """The words that name what is counted: the bare figure names nothing."""
    return "" if item.quantity and fold(item.name) == fold(item.quantity.text) else item.name


def _roles(item: Item, passage: Passage | None, lang: str) -> frozenset[str]:
    found: set[str] = set()
    if has_cue(item.name, lang, "other") or has_cue(item.quantity.text if item.quantity else "", lang, "other"):
        found.add("other")
    if has_cue(item.name, lang, "added"):
        found.add("added")
    if passage is None:
        return frozenset(found)
    close = {
        "daily": passage.after,
        "running": passage.before + " | " + passage.after[:CLOSE],
        "whole": passage.before[-CLOSE:] + " | " + passage.after[:CLOSE],
        "former": passage.before[-CLOSE:],
        "outdated": passage.after[: CLOSE // 2],
        "compared": passage.before[-CLOSE:],
        "other": passage.after[: CLOSE // 4],
        "denied": passage.before[-CLOSE // 2 :],
        "threshold": passage.before[-CLOSE // 2 :],
        "tally": passage.before[-CLOSE:] + " | " + passage.after[:CLOSE],
        "revised": passage.before[-CLOSE:],
    }
    found.update(role for role, words in close.items() if has_cue(words, lang, role))
    if begins(passage.text[: passage.start], lang, "detail"):
        found.add("detail")
    sentence = passage.text[: passage.start]
    if has_cue(sentence, lang, "earlier") and has_cue(sentence, lang, "were"):
        found.add("earlier")
    if found & {"outdated", "denied"}:
        found.add("former")
    if has_cue(sentence, lang, "ranked"):
        found |= {"ranked", "running"}
    if "daily" in found:
        found.add("added")
    if "added" in found:
        found.discard("running")
    return frozenset(found)


class _Names(NamedTuple):
    """How a language writes names in running text: after words of place, before a count, or anywhere in a sentence; and what
    of such a name is none of it, the article before it, or letters and numbers that are joined to it."""

    place: re.Pattern[str]
    holder: re.Pattern[str]
    capital: re.Pattern[str]
    article: re.Pattern[str]
    joined: re.Pattern[str]


def _before_a_name(word: str) -> str:
    """The pattern of a word and what parts it from the name after it: an apostrophe that it ends in, or space."""
    return rf"{re.escape(word[:-1])}['’]" if word[-1] == "'" else rf"{re.escape(word)}\s+"


@cache
def _written(lang: str) -> _Names:
    known = cues(lang)
    places = "|".join(sorted((re.escape(word) for word in known.places), key=lambda word: (-len(word), word))) or "(?!)"
    holds = "|".join(re.escape(word) for word in known.holds) or "(?!)"
    articles = "|".join(_before_a_name(word) for word in known.articles) or "(?!)"
    within = "|".join(_before_a_name(word) for word in known.within) or "(?!)"
    named = rf"((?:{articles})?{_NAME}(?:[\s-]+(?:{within})?{_NAME})*)"
    elided = rf"(?:[{known.elided}{known.elided.upper()}]['’])?" if known.elided else ""
    return _Names(
        place=re.compile(rf"(?<![^\W_])(?i:{places})\s+{named}"),
        holder=re.compile(rf"{named}\s*(?:{holds})\s*$"),
        capital=re.compile(rf"(?<=[\w,;:)'’»] ){elided}[A-ZÀ-ÖØ-Þ][\w-]+"),
        article=re.compile(rf"^(?:{articles})", re.IGNORECASE),
        joined=re.compile(rf"^[{known.elided}]'|[-\d]+$" if known.elided else r"[-\d]+$"),
    )


def _places(passage: Passage, lang: str) -> frozenset[str]:
    zone, written = passage.text[passage.left : passage.right], _written(lang)
    found = [written.article.sub("", place[1]) for place in written.place.finditer(zone)]
    holder = written.holder.search(passage.text[passage.left : passage.start])
    if holder:
        found = [written.article.sub("", holder[1])]
    return frozenset(
        _plain(place, lang) for place in found if not place.isupper()
    )  # capitals alone are an agency or a body


def _plain(name: str, lang: str) -> str:
    """A name folded, without an article or a number that is joined to it."""
    return _written(lang).joined.sub("", fold(name).replace("’", "'"))


def _names(passage: Passage, lang: str) -> frozenset[str]:
    """Words written with a capital within the sentence."""
    return frozenset(_plain(found.group(), lang) for found in _written(lang).capital.finditer(passage.text))


def _voices(passage: Passage, lang: str) -> frozenset[str]:
    """Stems of the words that follow "selon" and its like: the first after the figure, else the last before it."""
    folded = fold(passage.text).replace("’", "'")
    shift = len(folded) - len(passage.text)
    places = list(pattern(lang, "voices").finditer(folded))
    after = [found for found in places if found.start() - shift >= passage.end]
    before = [found for found in places if found.end() <= passage.start]
    chosen = after[:1] or before[-1:]
    if not chosen:
        return frozenset()
    words = re.split(r"[,.;:()]|\d", folded[chosen[0].end() :], maxsplit=1)[0]
    return stems(" ".join(words.split()[:6]), lang)


def counted_of(event: str, claim: Claim, item: Item, ground: Ground) -> Counted | None:
    """The item of a claim of `event` as a count, None where it gives no number."""
    quantity = item.quantity
    if quantity is None or (quantity.value is None and quantity.min is None and quantity.max is None):
        return None
    lang, article = ground.lang(claim), ground.articles.get(claim.article)
    passage = passage_of(claim, item, article.text if article else None)
    plain = " ".join(
        word for word in re.findall(r"[^\W\d_]+|\d+", _called(item)) if fold(word) not in cues(lang).people
    )
    name = pattern(lang, "added").sub(" ", fold(plain))
    words = frozenset(word for word in stems(name, lang) if not word.isdigit())
    if kind_of(quantity.unit) == "money":
        words -= currencies(lang)  # a currency is no thing
    return Counted(
        event=event,
        claim=claim,
        item=item,
        quantity=quantity,
        published=ground.published(claim),
        house=ground.house(claim),
        lang=lang,
        sorts=_sorts(item, passage),
        words=words,
        roles=_roles(item, passage, lang),
        places=_places(passage, lang) if passage else frozenset(),
        voices=_voices(passage, lang) if passage else frozenset(),
        setting=frozenset(word for word in stems(passage.text if passage else claim.quote, lang) if not word.isdigit()),
        names=_names(passage, lang) if passage else frozenset(),
        years=frozenset(_YEAR.findall(passage.text)) if passage else frozenset(),
        days=days_of(claim.date.value) if claim.date else None,
        passage=passage,
    )
