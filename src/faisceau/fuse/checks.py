"""Claims beside shipped dated facts: where a claim plainly tells an act of a known series, and dates or names it otherwise.

The claim stays what the article says. Silence is the rule: a date that the claim does not state itself, a period of
years, an act that is planned, denied or foreseen, and an actor more than the series knows are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from faisceau.fuse.days import Days, days_of
from faisceau.fuse.situations import Situation, names, of_claim
from faisceau.knowledge.dated_facts import Fact, Series, all_series, facts
from faisceau.knowledge.folding import fold
from faisceau.knowledge.gazetteer import is_state
from faisceau.knowledge.goods import as_words
from faisceau.knowledge.provisions import first_of, has_any
from faisceau.model.actors import is_person
from faisceau.model.claims import Claim
from faisceau.model.rules import Check

LONGEST = 366
"""Days: a longer period is a time in which something went on, not the date of an act."""
SLACK = 1
"""Days by which dates may differ without being noted: time zones, and the night of a vote."""
_WORD = re.compile(r"\w+")
_LONGEST_TERM = 8
_TOLD = frozenset({"asserted", "alleged", "reported_conditional", "opinion"})


def checks_of(claim: Claim, lang: str, published: str | None) -> tuple[Check, ...]:
    """The facts from which the claim differs, none twice. `published` is its article's ISO date."""
    if claim.status not in _TOLD or claim.polarity == "-":
        return ()
    situation = of_claim(claim, lang, published)
    return tuple(check for series in all_series().values() for check in _against(series, claim, situation, lang))


def _against(series: Series, claim: Claim, situation: Situation, lang: str) -> Iterator[Check]:
    if not _is_of(series, claim, situation):
        return
    stated = _stated(claim, situation)
    known = facts()[series.id]
    if stated is None:
        nearest = known[0] if len(known) == 1 else None
    else:
        nearest = min(known, key=lambda fact: (_days(fact).gap(stated), fact.date))
        if _days(nearest).gap(stated) > SLACK and _covers(series, stated):
            yield Check(claim.id, nearest.id, "date", claim.date.value if claim.date else "")
    called = first_of(series.not_called, situation.words) if series.not_called else None
    if nearest is not None and called and not has_any(series.called, situation.words):
        yield Check(claim.id, nearest.id, "term", as_written(called, claim.quote, lang))


def as_written(folded: str, text: str, lang: str) -> str:
    """The shortest words of `text` that fold to `folded` (as in `goods.as_words`), `folded` where none do."""
    places = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    for length in range(1, _LONGEST_TERM + 1):
        for first, last in zip(places, places[length - 1 :], strict=False):
            if as_words(text[first[0] : last[1]], lang).strip() == folded:
                return text[first[0] : last[1]]
    return folded


def _is_of(series: Series, claim: Claim, situation: Situation) -> bool:
    ids = {ref.id for ref in (*claim.subject, *claim.object)}
    people = {each for each in ids if not is_state(each) and is_person(each)}
    return (
        claim.kind in series.kinds
        and (not series.acts or not situation.acts.isdisjoint(series.acts))
        and (not series.persons or people <= set(series.persons))
        and (not series.words or has_any(series.words, situation.words))
        and (not series.with_ or has_any(series.with_, situation.words))
        and not (series.unless and has_any(series.unless, situation.words))
        and all(_in_play(actor, ids, situation) for actor in series.must)
    )


def _in_play(actor: str, ids: set[str], situation: Situation) -> bool:
    """A person must be named as an actor, a State may act through another or be named in the words."""
    if not is_state(actor):
        return actor in ids
    return actor in ids or actor in situation.parties or names(actor, situation.words, situation.lang)


def _stated(claim: Claim, situation: Situation) -> Days | None:
    """The days that the claim's own words give, None where they come from elsewhere, or are a long period."""
    if claim.date is None or situation.known is None or situation.known.length > LONGEST or situation.known.is_open:
        return None
    if claim.date.precision == "approx" or not claim.date.expr or fold(claim.date.expr) not in fold(claim.quote):
        return None
    return situation.known


def _days(fact: Fact) -> Days:
    return days_of(fact.date) or Days(0, 0)


def _covers(series: Series, stated: Days) -> bool:
    """Whether the series is complete for all of the stated days."""
    span = days_of(f"{series.since}/{series.until}")
    return span is not None and span.first <= stated.first and stated.last <= span.last
