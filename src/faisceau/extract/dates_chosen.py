"""Which of the dates that an article tells is each claim's, or none: learnt weights choose (docs/decisions/0006).

A language without weights keeps the date of the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faisceau.extract.dates_network import Moment, moment_of
from faisceau.extract.dates_seen import seen_of_date, seen_of_no_date
from faisceau.extract.dates_told import Calendar, Dated, Option
from faisceau.extract.reading import Reading
from faisceau.extract.weighing import Weighed
from faisceau.model.claims import Claim, When


@dataclass
class DateOptions:
    """The dates that may be one claim's, and last None for no date, with what decides on each."""

    whens: list[When | None]
    moments: list[Moment]


@dataclass
class ChosenDate:
    """The date taken (None for none), how probable it is, and among which options it was `taken`. No weights: None and nothing."""

    when: When | None
    probability: float | None = None
    options: DateOptions | None = None
    taken: int = 0


def date_options(reading: Reading, chosen: Sequence[Weighed], claims: Sequence[Claim]) -> list[DateOptions]:
    """For each claim of the article, dated by the rules, the dates that may be its own."""
    calendar = Calendar(reading, claims)
    found = []
    for each, claim in zip(chosen, claims, strict=True):
        dated = Dated(calendar, each, claim)
        tree = reading.page.tree
        whens = [_carried(dated, option) for option in dated.options]
        told = [
            moment_of(tree, when.span, seen_of_date(dated, option))
            for when, option in zip(whens, dated.options, strict=True)
        ]
        found.append(DateOptions([*whens, None], [*told, moment_of(tree, None, seen_of_no_date(dated))]))
    return found


def chosen_dates(reading: Reading, chosen: Sequence[Weighed], claims: Sequence[Claim]) -> list[ChosenDate]:
    """The date of each claim of the article, in their order."""
    if not all(each.odds for each in chosen):
        return [ChosenDate(claim.date) for claim in claims]
    found = []
    for each, options in zip(chosen, date_options(reading, chosen, claims), strict=True):
        assert each.odds is not None
        odds = each.odds.dates(options.moments)
        taken = taken_of(odds, each.odds.cuts.date)
        found.append(ChosenDate(options.whens[taken], odds[taken], options, taken))
    return found


def taken_of(odds: Sequence[float], cut: float) -> int:
    """The place of the most probable date where it is more probable than `cut` times none, the last; else that of none."""
    last = len(odds) - 1
    best = max(range(last), key=lambda n: (round(odds[n], 9), -n), default=last)
    return best if odds[best] > cut * odds[last] else last


def _carried(dated: Dated, option: Option) -> When:
    """The date as the claim carries it: contextual where it is told outside the claim's words."""
    ruled, when = dated.claim.date, option.when
    if ruled is not None and ruled.value == when.value:
        return ruled
    return When(when.value, when.expr, when.basis if option.within else "contextual", when.precision, when.span)
