"""Figures of one thing side by side, and how each pair stands. Figures in different units are never set together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

import msgspec
from msgspec import Struct

from faisceau.fuse.counted import Counted, counted_of
from faisceau.fuse.days import days_of
from faisceau.fuse.features import is_state_or_body
from faisceau.fuse.figure_relations import relation
from faisceau.fuse.ground import Ground
from faisceau.fuse.measures import countable_units
from faisceau.model.claims import AUTHOR, Claim, Flow
from faisceau.model.fused import Figure, FigureAccount, FigureRelation
from faisceau.model.groups import Groups
from faisceau.model.ids import content_id

YEAR = 366
TELLING = 1000  # a number this large, told twice of things of one name, is the same count


def _counted(event: str, claims: Sequence[Claim], ground: Ground) -> list[Counted]:
    """The counts that the claims tell, not those that they say do not hold."""
    ordered = sorted(claims, key=lambda claim: (ground.published(claim) or "", claim.id))
    found = (counted_of(event, claim, item, ground) for claim in ordered for item in claim.items)
    return [counted for counted in found if counted and "denied" not in counted.roles]


def things_of(event: str, claims: Sequence[Claim], ground: Ground) -> list[list[Counted]]:
    """What the claims of an event count: figures of one unit whose names share a word or a sort of count.

    A name that shares none with the first starts another thing. Of people, what became of them tells more than what they
    are called: "twelve dead" and "twelve workers were killed" are one thing.
    """
    things: dict[str, list[list[Counted]]] = defaultdict(list)
    for entry in _counted(event, claims, ground):
        groups = things["people" if entry.is_of_people else entry.quantity.unit or ""]
        for group in groups:
            first = group[0]
            if any(entry.claim.id == other.claim.id for other in group):
                continue  # two numbers of one name in one claim are of two things: a delivery and its ceiling
            if (entry.sorts & first.sorts) if (entry.sorts or first.sorts) else (entry.words & first.words):
                group.append(entry)
                break
        else:
            groups.append([entry])
    return [group for _, groups in sorted(things.items()) for group in groups]


def relations_of(thing: Sequence[Counted]) -> tuple[FigureRelation, ...]:
    """How each two accounts of a thing stand."""
    return tuple(
        FigureRelation(a.claim.id, b.claim.id, relation(a, b))
        for a, b in combinations(thing, 2)
        if a.claim.id != b.claim.id
    )


def _keys(entry: Counted, words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """What another event's count must share to be of the same thing: way, voice or number, besides unit and name."""
    claim, unit = entry.claim, entry.quantity.unit
    number = entry.stated
    by = [actor.id for actor in claim.source.by if actor.id != AUTHOR]
    voices = [identity for identity in by if not is_state_or_body(identity)] or by
    for word in words:
        if claim.flow and claim.flow.from_ and claim.flow.to:
            yield ("flow", f"{unit}", word, claim.flow.from_, claim.flow.to)
        for voice in voices:
            yield ("voice", f"{unit}", word, voice)
        if number is not None and number >= TELLING:
            yield ("number", f"{unit}", word, f"{number}")


Told = tuple[Flow | None, str | None]
"""Which way a count goes, and its date."""


class Thing(Struct, frozen=True):
    """What one event counts as one thing: its `figure`, were it told there only; `keys`, one of which a count of another event
    must share to be of it; and what of each count keeps it apart from others."""

    figure: Figure
    keys: tuple[tuple[str, ...], ...]
    told: tuple[Told, ...]


def thing_of(counts: Sequence[Counted]) -> Thing:
    """The thing of these counts. Only things and measures can be told in several events: people are counted anew at each."""
    lasts = counts[0].quantity.unit in countable_units() and not any(entry.sorts for entry in counts)
    return Thing(
        _figure(counts),
        tuple(key for entry in counts if lasts for key in _keys(entry, sorted(entry.words))),
        tuple((entry.claim.flow, entry.claim.date.value if entry.claim.date else None) for entry in counts),
    )


def _apart(a: Told, b: Told) -> bool:
    """Whether two counts of different events cannot be of one thing: the other way, another time, other parties."""
    (ours, our_date), (theirs, their_date) = a, b
    if ours and theirs:
        ends = ((ours.from_, theirs.from_), (ours.to, theirs.to))
        if any(x and y and x != y for x, y in ends):
            return True
    days = [days_of(date) for date in (our_date, their_date) if date is not None]
    known = [each for each in days if each]
    return len(known) == 2 and known[0].gap(known[1]) > YEAR


def joined(things: Sequence[Thing]) -> list[list[int]]:
    """The things of all events by number, those together that count one thing told in several events."""
    groups = Groups(range(len(things)))
    holders: dict[tuple[str, ...], int] = {}
    for number, thing in enumerate(things):
        for key in thing.keys:
            first, second = sorted((groups.root(holders.setdefault(key, number)), groups.root(number)))
            if first != second and not any(_apart(a, b) for a in things[first].told for b in thing.told):
                groups.join((first, second))
    return groups.lists()


def figures_of(things: Sequence[Thing], together: Callable[[Sequence[int]], Figure]) -> tuple[Figure, ...]:
    """What a story counts, each with every account of it; `things` are those of its events, `together` is the figure of
    several of them by number."""
    figures: dict[str, Figure] = {}
    for numbers in joined(things):
        figure = things[numbers[0]].figure if len(numbers) == 1 else together(numbers)
        figures[figure.id] = figure
    return tuple(sorted(figures.values(), key=lambda figure: (figure.event, figure.of, figure.unit or "", figure.id)))


def figure_of(things: Sequence[Sequence[Counted]]) -> Figure:
    """The figure of things that are one."""
    return _figure([entry for thing in things for entry in thing])


def _figure(counts: Sequence[Counted]) -> Figure:
    thing = sorted(counts, key=lambda entry: (entry.published or "", entry.claim.id, entry.quantity.text))
    told = {(x.claim.id, msgspec.json.encode(x.quantity)): x for x in thing}
    accounts = tuple(
        FigureAccount(x.claim.id, x.quantity, tuple(actor.id for actor in x.claim.source.by), x.published)
        for x in told.values()
    )
    name = min({x.item.name for x in thing}, key=lambda name: (len(name), name))
    unit, event = thing[0].quantity.unit, thing[0].event
    identity = content_id("f", [event, name, unit, [(x.claim, x.quantity) for x in accounts]])
    return Figure(identity, name, unit, event, accounts, relations_of(tuple(told.values())))
