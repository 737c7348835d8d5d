"""A dossier's values in words: names, dates, numbers, quantities, verdicts, statuses, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Context, localcontext
from functools import lru_cache
from itertools import groupby

from babel.dates import format_date, format_interval
from babel.numbers import format_decimal

from faisceau.export.index import short
from faisceau.export.links import InPage, Links
from faisceau.export.words import Words, words
from faisceau.knowledge import goods
from faisceau.model.claims import AUTHOR, ActorRef, Claim, Quantity, Status
from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.figures import Spread
from faisceau.model.dossier.judged import JudgedMark
from faisceau.model.dossier.ledger import LedgerRow
from faisceau.model.dossier.naming import ActorName, Note
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event, Tie
from faisceau.model.passages import Passage, Voice
from faisceau.model.text import Article

_MOST_VOICES = 4
_LONGEST_QUOTE = 320
_BY_PRECISION = {1: "y", 2: "MMMM y", 3: "d MMMM y"}
_OPEN = ("", "..")


class Wording:
    """A dossier's values in the words of `lang`. Nothing here escapes: that is the exporter's."""

    def __init__(self, dossier: Dossier, lang: str, links: Links | None = None) -> None:
        """`links` say where places are, in the page itself if None."""
        self.lang = lang
        self.words: Words = words(lang)
        self.colon = self.words.text["colon"]
        self.rank = {page.article: page.number for page in dossier.pages}
        self.links: Links = links or InPage(self.rank)
        self._articles: dict[str, Article] = {article.id: article for article in dossier.articles}
        self._actors: dict[str, ActorName] = {actor.id: actor for actor in dossier.actors}
        self._notes: dict[int, Note] = {note.number: note for note in dossier.notes}
        self._claims: dict[str, Claim] = {claim.id: claim for claim in dossier.claims}
        self._events: dict[str, Event] = {event.id: event for event in dossier.events}
        self._marks: dict[str, tuple[JudgedMark, ...]] = {
            claim: tuple(found) for claim, found in groupby(dossier.judged, key=lambda mark: mark.claim)
        }

    def text(self, key: str, **values: object) -> str:
        """A label, filled."""
        return self.words.text[key].format(**values)

    def note_of(self, claim: str) -> int:
        """The number of a claim's note."""
        return next(note.number for note in self._notes.values() if note.claim == claim)

    def count(self, key: str, number: int) -> str:
        """A counted noun."""
        one, other = self.words.plural[key]
        return (one if number in self.words.language.one else other).format(n=self.number(number))

    def verdict(self, row: EventRow) -> str:
        """An event's verdict in words: how many bear it out, and apart what is only denied."""
        if row.verdict == "corroborated":
            return self.count("corroborated", row.affirmed)
        return self.words.text["only_denied"] if row.is_only_denied else self.words.verdict[row.verdict]

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return _number(value, self.words.language.locale)

    def article(self, id_: str) -> Article:
        """An article by id."""
        return self._articles[id_]

    def note(self, number: int) -> Note:
        """A note by number."""
        return self._notes[number]

    def claim(self, number: int) -> Claim:
        """The claim of a note."""
        return self._claims[self._notes[number].claim]

    def event(self, id_: str) -> Event:
        """An event by id."""
        return self._events[id_]

    def label_given(self, id_: str | None) -> str:
        """The label that somebody gave to an event; empty where nobody did."""
        event = self._events.get(id_ or "")
        if event is None or not self._marks:
            return ""
        given = any(mark.action == "relabel" for claim in event.claims for mark in self.marks(claim))
        return event.label if given else ""

    def place(self, number: int) -> str:
        """The address of a note's words."""
        note = self._notes[number]
        return self.links.words(note.article, note.claim)

    def headline(self, article: str) -> str:
        """The article's title, cut where it is too long to be repeated, else its id."""
        return short(self._articles[article].title or article)

    def outlet(self, article: str) -> str:
        """Who publishes an article; one without a publisher is called by its number."""
        return short(self._articles[article].publisher or self.text("untitled", number=self.rank[article]))

    def actor(self, id_: str) -> str:
        """An actor's name."""
        known = self._actors.get(id_)
        return known.name(self.lang) if known else id_

    def actors(self, ids: Iterable[str]) -> str:
        """Names in a list, without their articles."""
        return self.listed([self.actor(id_) for id_ in ids])

    def from_context(self, actor: str, numbers: Iterable[int]) -> tuple[str, ActorRef] | None:
        """The article and the words in it that name the actor, where the claims of these notes take it from their context
        alone; None where one of them names it, or the dossier does not hold them."""
        found: tuple[str, ActorRef] | None = None
        for number in numbers:
            claim = self._claims.get(self._notes[number].claim)
            if claim is None:
                return None
            apart = next((ref for ref in claim.from_context if ref.id == actor), None)
            if apart is None and any(ref.id == actor for ref in (*claim.subject, *claim.object)):
                return None
            if found is None and apart is not None:
                found = claim.article, apart
        return found

    def actors_told(self, ids: Iterable[str], numbers: tuple[int, ...]) -> str:
        """As `actors`, each that none of the notes' words name marked as taken from their context."""
        return self.listed([self._told(id_, numbers) for id_ in ids])

    def ends(self, row: LedgerRow) -> str:
        """Who gives and who gets, as a line of text has it."""
        return " → ".join(self.actors_told(end, row.told.notes) for end in (row.from_, row.to))

    def _told(self, id_: str, numbers: tuple[int, ...]) -> str:
        name = self.actor(id_)
        return self.text("from_context", name=name) if self.from_context(id_, numbers) else name

    def named(self, id_: str) -> str:
        """An actor's name as it stands in a sentence, with its article where the language wants one."""
        name, known = self.actor(id_), self._actors.get(id_)
        kind = known.kind if known else ""
        fitting = (rule.put for rule in self.words.language.determiner if rule.fits(id_, kind, name))
        return next(fitting, "") + name

    def voices(self, voices: Iterable[Voice]) -> str:
        """Who vouches, each once: actors by name, the author as the outlet."""
        names = (self.outlet(v.article) if v.actor == AUTHOR else self.named(v.actor) for v in voices)
        return self.listed(list(dict.fromkeys(names)), most=_MOST_VOICES)

    def listed(self, names: list[str], most: int = 12) -> str:
        """Names as a list in words; those beyond `most` are counted."""
        if len(names) > most + 1:
            shown = self.words.text["list_sep"].join(names[:most])
            return f"{shown} {self.text('more', n=len(names) - most)}"
        if len(names) > 1:
            return self.words.text["list_sep"].join(names[:-1]) + self.words.text["list_and"] + names[-1]
        return "".join(names) or self.words.text["unknown_actor"]

    def status(self, passage: Passage) -> str:
        """The status in full, with its holder."""
        return self.words.status[self.status_key(passage)].format(voices=self.voices(passage.voices))

    def status_key(self, passage: Passage) -> str:
        """Which wording the status takes: a hearsay conditional may have a source that is named after all."""
        named = any(voice.actor != AUTHOR for voice in passage.voices)
        return "reported_by" if passage.status == "reported_conditional" and named else passage.status

    def status_short(self, status: Status) -> str:
        """The status in a word, empty where it is simply reported."""
        return self.words.status_short[status]

    def quote(self, number: int) -> str:
        """A note's words, on one line, between marks; very long ones are cut and say so."""
        spoken = " ".join(self._notes[number].quote.split())
        if len(spoken) > _LONGEST_QUOTE:
            spoken = spoken[:_LONGEST_QUOTE].rpartition(" ")[0] + self.words.text["cut"]
        return self.words.text["words_of"].format(words=spoken)

    def tie(self, tie: Tie) -> str:
        """Why articles are one witness."""
        bare = {"cites": "cites_same", "unnamed": "unnamed_nobody"}
        key = tie.kind if tie.name else bare.get(tie.kind, tie.kind)
        return self.words.tie[key].format(name=tie.name)

    def good(self, category: str | None) -> str:
        """A category of goods."""
        return goods.label(category, self.lang) if category else ""

    def quantity(self, quantity: Quantity) -> str:
        """A quantity in figures, its bounds said; its own words where it holds no number."""
        low, high = quantity.min, quantity.max
        if quantity.value is not None:
            value = self.number(quantity.value)
            return self.text("approx", n=value) if quantity.approx else value
        if low is not None and high is not None:
            return self.text("between", a=self.number(low), b=self.number(high))
        if low is not None:
            return self.text("at_least", n=self.number(low))
        if high is not None:
            return self.text("at_most", n=self.number(high))
        return quantity.text

    def interval(self, low: float, high: float | None) -> str:
        """The numbers from `low` to `high`, which is None where it is open."""
        if high is None:
            return self.text("at_least", n=self.number(low))
        return self.number(low) if low == high else self.text("between", a=self.number(low), b=self.number(high))

    def spread(self, spread: Spread) -> str:
        """How far a figure's accounts lie apart, over numbers, days and voices."""
        when = self.date(spread.first)
        if spread.last and spread.last != spread.first:
            when = self.date(f"{spread.first}/{spread.last}")
        said = (self.interval(spread.low, spread.high), when, self.count("voices", spread.voices))
        return self.words.text["spread_sep"].join(said)

    def judged(self, mark: JudgedMark) -> str:
        """Who decided what, and when."""
        return self.words.judged[mark.action].format(author=mark.author, date=self.date(mark.at[:10]))

    def marks(self, claim: str) -> tuple[JudgedMark, ...]:
        """What was judged of a claim."""
        return self._marks.get(claim, ())

    def date(self, value: str | None) -> str:
        """An ISO 8601 date or interval in words; what cannot be read as one is shown as it is."""
        if not value:
            return self.words.text["undated"]
        first, slash, last = value.partition("/")
        try:
            if not slash or first == last:
                return self._one(first)
            if last in _OPEN:
                return self.text("until_open", date=self._one(first))
            if first in _OPEN:
                return self.text("since_open", date=self._one(last))
            if len(first) == len(last) == 10:
                return _interval(first, last, self.words.language.locale)
            return f"{self._one(first)} {self.words.text['dash']} {self._one(last)}"
        except ValueError:
            return value

    def _one(self, text: str) -> str:
        told = _day(text, self.words.language.locale)
        return told.replace("1", self.words.language.first_day, 1) if told.startswith("1 ") else told


# The digits of the greatest float, and those behind its point.
_DIGITS = 330


# Dates and numbers come again and again, and their patterns are slow to fill.
@lru_cache(16384)
def _number(value: float, locale: str) -> str:
    # A number of more digits than the decimal context has cannot be rounded: an article may have one of any length.
    with localcontext(Context(prec=_DIGITS)):
        return str(format_decimal(value, locale=locale))


@lru_cache(16384)
def _day(text: str, locale: str) -> str:
    parts = [int(part) for part in text.partition("T")[0].split("-")]
    return str(format_date(date(*[*parts, 1, 1][:3]), _BY_PRECISION[len(parts)], locale=locale))


@lru_cache(16384)
def _interval(first: str, last: str, locale: str) -> str:
    pair = date.fromisoformat(first), date.fromisoformat(last)
    return str(format_interval(*pair, skeleton="yMMMMd", locale=locale))
