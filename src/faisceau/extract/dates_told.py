"""The dates that an article tells, and where each stands for one claim.

What dates a claim is often told outside its clause: in the sentence before, in the title, in the lede, or by the clause
that it goes on with. Every value told in the article is an option (`dates_chosen` decides); the date that the rules give
(`dating`, `scenes`) is one like the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from faisceau.extract.dating import belongs, clauses_above, when_of
from faisceau.extract.reading import Reading
from faisceau.extract.scenes import STAY, told_tense
from faisceau.extract.weighing import Weighed
from faisceau.knowledge.dates import date_lexicon
from faisceau.model.claims import AUTHOR, Claim, When

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NEWS = 2  # days between the news and its publication
_MOST = 10  # dates weighed for one claim, besides those of the news
_BACK = 3  # sentences before the claim's that are told apart
_STEPS = (0, 1, 2, 7, 31)  # days before publication that are told apart

#: Where an expression stands for a claim, nearest first: in its own words, in a clause inside them, set before its
#: subject; in the clause that governs or reports it; elsewhere in its sentence; in sentences before and after.
ZONES = (
    "own", "inside", "scenery", "governor", "voice", "left", "right",
    "back1", "back2", "back3", "back", "ahead1", "ahead",
)  # fmt: skip
_DEEDS = frozenset({"event", "incident", "exchange", "sanction_act"})
_DONE = frozenset({"perfect", "imperfect"})
_OVER = frozenset({"perfect", "pluperfect", "past"})
_HAPPENED = frozenset({"asserted", "alleged", "reported_conditional"})
_OF_THE_CLAIM = frozenset({"own", "inside", "scenery"})
_FAR = frozenset({f"back{_BACK}", "back", "ahead"})
_OUTSIDE = frozenset(zone for zone in ZONES if zone.startswith(("back", "ahead")))


class Calendar:
    """The dates told in one article, in text order. Built once. `news` is the last day told that is the publication's or
    shortly before, `first` the first of these; `dated` are the claims with each value in their own words."""

    def __init__(self, reading: Reading, claims: Sequence[Claim]) -> None:
        self.reading = reading
        page = reading.page
        self.published = (page.layers.published or "")[:10]
        self.times = [t for t in page.layers.times if t.value is not None and len(page.tree.within(t.start, t.end))]
        self.whens = [when_of(page, t) for t in self.times]
        self.tokens = [page.tree.within(t.start, t.end)[0] for t in self.times]
        self.sentences = [page.tree.sentence_index(i) for i in self.tokens]
        self.often = {w.value: sum(o.value == w.value for o in self.whens) for w in self.whens}
        days = [w.value for w in self.whens if _DAY.fullmatch(w.value) and 0 <= self._ago(w.value) <= _NEWS]
        self.news = max(days, default=None)
        self.first = days[0] if days else None
        self.dated: dict[str, list[Claim]] = {}
        for claim in claims:
            if claim.date is not None and claim.date.basis != "contextual":
                self.dated.setdefault(claim.date.value, []).append(claim)

    def _ago(self, day: str) -> int:
        """Days from `day` to publication; -1 where it is not known to the day."""
        if not _DAY.fullmatch(self.published):
            return -1
        return (date.fromisoformat(self.published) - date.fromisoformat(day)).days

    def distance(self, value: str) -> str:
        """How the date lies to the day of publication, in words: "1" is the day before, "year.past" an earlier year."""
        start, _, end = value.partition("/")
        if end == "..":
            return "since"
        if start == "..":
            return "until"
        if not self.published:
            return "unknown"
        if _is_after(start, self.published):
            return "future"
        if _is_after(end, self.published):
            return "to.come"
        size = "period." if end else {4: "year.", 7: "month."}.get(len(start), "")
        if _DAY.fullmatch(start) and _DAY.fullmatch(self.published):
            ago = self._ago(start)
            near = next((str(n) for n in _STEPS if ago <= n), None)
        else:
            near = "same" if start[:7] == self.published[:7] else None
        return size + (near or ("year" if start[:4] == self.published[:4] else "past"))


def _is_after(value: str, other: str) -> bool:
    """Whether one date lies after another as far as both go."""
    size = min(len(value), len(other))
    return value[:size] > other[:size]


@dataclass
class Option:
    """A date that may be the claim's. `n` is the place in the calendar of the nearest expression that tells it, `zone`
    where that stands, `rank` how many others stand nearer; None and "" where only the rules compose it."""

    when: When
    n: int | None = None
    zone: str = ""
    rank: int = 0

    @property
    def within(self) -> bool:
        """Whether it is told in the claim's own words."""
        return self.zone in _OF_THE_CLAIM

    @property
    def outside(self) -> bool:
        """Whether it is told in another sentence."""
        return self.zone in _OUTSIDE

    @property
    def size(self) -> str:
        """open, period, or how many signs of an ISO date are known."""
        value = self.when.value
        return "open" if ".." in value else "period" if "/" in value else str(len(value))


class Dated:
    """One claim with the dates that may be its own, nearest first. `claim.date` is the rules' date.

    `lemma` and `act` (kind and content) are of its construction, `stance` is of who tells it, `link` of its clause.
    """

    def __init__(self, calendar: Calendar, each: Weighed, claim: Claim) -> None:
        self.calendar, self.each, self.claim = calendar, each, claim
        page = calendar.reading.page
        clause, voice = each.candidate.clause, each.candidate.voice
        self.clause = clause
        self.sentence = page.tree.sentence_index(clause.head)
        self.tense = told_tense(page.tree, clause.head) or clause.form
        self.quoted = page.quotation_at(page.tree[clause.head].start) is not None
        self.stance = voice.stance if voice is not None else AUTHOR
        self.link = "noun" if each.candidate.n is None else clause.link
        own, core = each.candidate.rows
        row = core or own
        self.lemma = row.lemma if row is not None else page.tree[clause.head].lemma.lower()
        self.act = f"{row.kind}.{row.content}" if row is not None else "no.row"
        self._above = clauses_above(calendar.reading.clauses, clause, voice)
        self._reporting = voice.clause if voice is not None else None
        self.options = self._options()

    def _options(self) -> list[Option]:
        calendar = self.calendar
        near = sorted(
            (ZONES.index(self._zone(n)), abs(time.start - self.claim.start), n) for n, time in enumerate(calendar.times)
        )
        found: dict[str, Option] = {}
        for rank, (zone, _, n) in enumerate(near):
            when = calendar.whens[n]
            if when.value in found or (len(found) >= _MOST and when.value not in (calendar.news, calendar.first)):
                continue
            found[when.value] = Option(when, n, ZONES[zone], rank)
        ruled = self.claim.date
        if (
            ruled is not None and ruled.value not in found
        ):  # composed of several expressions: it stands where they begin
            start = ruled.span.start if ruled.span is not None else None
            whole = next((o for o in found.values() if o.n is not None and calendar.times[o.n].start == start), None)
            found[ruled.value] = Option(ruled, whole.n, whole.zone, whole.rank) if whole else Option(ruled)
        return [
            o
            for o in found.values()
            if not self._is_of_the_telling(o) and not self._is_anothers_while(o) and not self._is_anothers_day(o)
            if not self._is_a_part(o) and not self._is_after_the_deed(o)
        ]

    def _is_after_the_deed(self, option: Option) -> bool:
        """A day to come, of what is told as done by now: it dates something inside ("ont voté la reprise à partir de juillet"),
        but for what is put off to it."""
        published = self.calendar.published
        if not published or self.tense not in _OVER or self.claim.status not in _HAPPENED:
            return False
        start, _, end = option.when.value.partition("/")
        if self.lemma in date_lexicon(self.calendar.reading.page.lang).words.tense.put_off:
            return False
        return _is_after(end if start == ".." else start, published)

    def _is_a_part(self, option: Option) -> bool:
        """One of the expressions of which the rules compose the claim's date, "en 2006 et en 2010", or the first day of several."""
        whole, part = self.claim.date, option.when
        if whole is None or whole.span is None or part.span is None or part.value == whole.value:
            return False
        if whole.precision == STAY and whole.span == part.span:
            return True
        return whole.span.covers(part.span) and whole.span != part.span

    def _is_anothers_day(self, option: Option) -> bool:
        """A date told three sentences before or two after, or further, dates what it is told of: of these, but for the day of the
        news, one in four was right on the articles kept for fitting.
        """
        return option.zone in _FAR and option.when.value not in (self.calendar.news, self.calendar.first)

    def _is_anothers_while(self, option: Option) -> bool:
        """What another sentence tells as going on since or until a day ("depuis mars") says so of its own matter."""
        return option.outside and option.size == "open" and self.claim.kind in _DEEDS

    def _is_of_the_telling(self, option: Option) -> bool:
        """Whether the date is only the day on which somebody tells the deed as done: it was done before."""
        deed = self.claim.kind in _DEEDS and self.tense in _DONE and self.each.candidate.voice is not None
        return deed and not option.within and option.when.value == self.calendar.news

    def _zone(self, n: int) -> str:
        calendar, clause = self.calendar, self.clause
        page, clauses = calendar.reading.page, calendar.reading.clauses
        time, back = calendar.times[n], self.sentence - calendar.sentences[n]
        if back > 0:
            return f"back{back}" if back <= _BACK else "back"
        if back < 0:
            return "ahead1" if back == -1 else "ahead"
        if clause.start <= time.start and time.end <= clause.end:
            return "own" if belongs(page, clauses, clause, time) else "inside"
        if clause.scenery <= time.start < clause.start and belongs(page, clauses, clause, time):
            return "scenery"
        for m in self._above:
            if belongs(page, clauses, clauses[m], time):
                return "voice" if m == self._reporting else "governor"
        return "left" if time.start < clause.start else "right"
