"""Which of the dates that an article tells is each claim's, or none: learnt weights choose (docs/decisions/0006).

A language without weights keeps the date of the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faisceau.extract.dates_seen import seen_of_date, seen_of_no_date
from faisceau.extract.dates_told import Calendar, Dated, Option
from faisceau.extract.reading import Reading
from faisceau.extract.weighing import DATE, Weighed
from faisceau.knowledge.weights import cuts, has_weights, weights
from faisceau.model.claims import Claim, When


@dataclass
class DateOptions:
    """The dates that may be one claim's, and last None for no date, with what is seen of each."""

    whens: list[When | None]
    seen: list[tuple[str, ...]]


@dataclass
class ChosenDate:
    """The date taken (None for none), how probable it is, and what was seen of it. No weights: None and nothing."""

    when: When | None
    probability: float | None = None
    seen: tuple[str, ...] = ()


def date_options(reading: Reading, chosen: Sequence[Weighed], claims: Sequence[Claim]) -> list[DateOptions]:
    """For each claim of the article, dated by the rules, the dates that may be its own."""
    calendar = Calendar(reading, claims)
    found = []
    for each, claim in zip(chosen, claims, strict=True):
        dated = Dated(calendar, each, claim)
        whens = [_carried(dated, option) for option in dated.options]
        seen = [seen_of_date(dated, option) for option in dated.options]
        found.append(DateOptions([*whens, None], [*seen, seen_of_no_date(dated)]))
    return found


def chosen_dates(reading: Reading, chosen: Sequence[Weighed], claims: Sequence[Claim]) -> list[ChosenDate]:
    """The date of each claim of the article, in their order."""
    lang = reading.page.lang
    if not has_weights(lang):
        return [ChosenDate(claim.date) for claim in claims]
    table, cut = weights(lang, DATE), cuts(lang).date
    found = []
    for options in date_options(reading, chosen, claims):
        odds = table.choice(options.seen)
        last = len(odds) - 1
        best = max(range(last), key=lambda n: (round(odds[n], 9), -n), default=last)
        taken = best if odds[best] > cut * odds[last] else last
        found.append(ChosenDate(options.whens[taken], odds[taken], options.seen[taken]))
    return found


def _carried(dated: Dated, option: Option) -> When:
    """The date as the claim carries it: contextual where it is told outside the claim's words."""
    ruled, when = dated.claim.date, option.when
    if ruled is not None and ruled.value == when.value:
        return ruled
    return When(when.value, when.expr, when.basis if option.within else "contextual", when.precision, when.span)
