"""What one origin tells of one good going one way, added up: within one unit, as an interval, each event once.

The rule. Lines are added only if they have the same ends, the same good and the same unit, and only as one origin tells
them: two witnesses of one delivery never make it two. Of one event, the lowest and the highest number that the origin gives
are the ends of an interval, and accounts are never summed. Lines that may be one and the same (days unknown or meeting, or
figures that count one thing) make one block, which counts once, from its lowest to its highest number. What is planned,
feared or denied is not added. A single block is no total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from faisceau.knowledge.goods import categories
from faisceau.model.claims import Claim, Quantity
from faisceau.model.dossier.ledger import LedgerRow, Total
from faisceau.model.groups import Groups
from faisceau.view.dates import days_of
from faisceau.view.ground import Ground
from faisceau.view.notes import Notes
from faisceau.view.origins import origin_of

_TOLD = frozenset({"asserted", "alleged", "reported_conditional"})
Way = tuple[tuple[str, ...], tuple[str, ...], str, str, str]
Told = tuple[LedgerRow, Claim, Quantity]


def totals(ground: Ground, notes: Notes, rows: Sequence[LedgerRow]) -> tuple[Total, ...]:
    """Every total of the ledger's rows, the largest number of blocks first."""
    ways: dict[Way, list[Told]] = defaultdict(list)
    for way, told in _told(ground, rows):
        ways[way].append(told)
    found = [total for way, told in sorted(ways.items()) if (total := _total(ground, notes, way, told))]
    return tuple(
        sorted(found, key=lambda total: (-len(total.blocks), total.from_, total.to, total.category, total.unit))
    )


def _told(ground: Ground, rows: Sequence[LedgerRow]) -> Iterator[tuple[Way, Told]]:
    """Each number of each line, under its way, good, unit and origin."""
    origin, exchanges = origin_of(ground), {exchange.id: exchange for exchange in ground.exchanges}
    for row in rows:
        if not (row.category and row.from_ and row.to):
            continue
        for claim in (ground.claim[identity] for identity in exchanges[row.exchange].claims):
            # The line's own status is its firmest: beside what was given it may hold what was only promised.
            if claim.status not in _TOLD or claim.polarity == "-":
                continue
            for item in claim.items:
                quantity = item.quantity
                if quantity and quantity.unit and quantity in row.quantity and _low(quantity) is not None:
                    way = (row.from_, row.to, general(row.category), quantity.unit, origin[claim.article])
                    yield way, (row, claim, quantity)


def general(category: str) -> str:
    """A category of one direction as its general one."""
    known = categories().get(category)
    return known.of if known and known.of else category


def _low(quantity: Quantity) -> float | None:
    return quantity.value if quantity.value is not None else quantity.min


def _high(quantity: Quantity) -> float | None:
    return quantity.value if quantity.value is not None else quantity.max


def _total(ground: Ground, notes: Notes, way: Way, told: Sequence[Told]) -> Total | None:
    blocks = _blocks(ground, told)
    if len(blocks) < 2:
        return None
    highs = [_greatest(block) for block in blocks]
    low = sum(min(_low(quantity) or 0.0 for _, _, quantity in block) for block in blocks)
    claims = sorted({claim.id: claim for _, claim, _ in told}.values(), key=ground.place)
    return Total(
        from_=way[0],
        to=way[1],
        category=way[2],
        unit=way[3],
        origin=tuple(dict.fromkeys(claim.article for claim in claims)),
        low=low,
        high=None if None in highs else sum(high for high in highs if high is not None),
        blocks=tuple(tuple(sorted({row.exchange for row, _, _ in block})) for block in blocks),
        notes=tuple(notes.number(claim.id) for claim in claims),
    )


def _greatest(block: Sequence[Told]) -> float | None:
    """The block's highest number, None where one of its accounts leaves it open."""
    highs = [_high(quantity) for _, _, quantity in block]
    return None if None in highs else max(high for high in highs if high is not None)


def _blocks(ground: Ground, told: Sequence[Told]) -> list[list[Told]]:
    """The lines, those together that may be one and the same: of one event or figure, or of days that meet or are unknown."""
    spans = [_span(row, claim) for row, claim, _ in told]
    known = [span for span in spans if span]
    if len(known) < len(told):
        return [list(told)]
    blocks = Groups(range(len(told)))
    for numbers in _alike(ground, told):
        blocks.join(numbers)
    for pair in _meeting(known):
        blocks.join(pair)
    return [[told[number] for number in block] for block in blocks.lists()]


def _alike(ground: Ground, told: Sequence[Told]) -> Iterable[list[int]]:
    """Lines by number that are of one event, or of one figure."""
    figures: dict[str, list[str]] = defaultdict(list)
    for figure in ground.figures:
        for account in figure.accounts:
            figures[account.claim].append(figure.id)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, (row, claim, _) in enumerate(told):
        for key in (row.event, *figures[claim.id]):
            holders[key].append(number)
    return holders.values()


def _meeting(spans: Sequence[tuple[date, date]]) -> Iterator[tuple[int, int]]:
    """Spans by number, each with one that begins no later and ends no earlier than it begins."""
    ordered = sorted(range(len(spans)), key=lambda number: (spans[number], number))
    latest = ordered[0]
    for number in ordered[1:]:
        if spans[number][0] <= spans[latest][1]:
            yield latest, number
        latest = max(latest, number, key=lambda each: spans[each][1])


def _span(row: LedgerRow, claim: Claim) -> tuple[date, date] | None:
    """First and last day of a line as one account has it, open ends as far as dates go, None where no day is known."""
    days = days_of(claim.date.value if claim.date else row.date)
    return (days.start or date.min, days.end or date.max) if days else None
