"""What somebody decided of claims holds in the reading, whatever the scores say, and nothing else changes without it."""

from __future__ import annotations

import random
from itertools import combinations

from fuse_making import article, claim
from fuse_story import story
from hypothesis import given, settings
from hypothesis import strategies as st

from faisceau.fuse import fuse
from faisceau.fuse.clusters import Bound, average_link
from faisceau.model.fused import Reading
from faisceau.model.ties import Ties

ARTICLES, CLAIMS = story()
IDS = [one.id for one in CLAIMS]


@st.composite
def ties(draw: st.DrawFn) -> Ties:
    """Ties that agree: some disjoint sets, and pairs between different sets."""
    shuffled = draw(st.permutations(IDS))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    sets, start = [], 0
    for size in sizes:
        sets.append(tuple(sorted(shuffled[start : start + size])))
        start += size
    pairs = [pair for pair in combinations([one for one in sets if one], 2) if draw(st.booleans())]
    several = draw(st.booleans())
    apart: list[tuple[tuple[str, ...], ...]] = [((min(a[0], b[0]),), (max(a[0], b[0]),)) for a, b in pairs]
    told = [(one[0],) for one in sets if one]
    apart += [tuple(told)] if several and len(told) > 1 else []
    return Ties(tuple(one for one in sets if len(one) > 1), tuple(sorted(apart)))


def events_of(reading: Reading) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {identity: set() for identity in IDS}
    for event in reading.events:
        for one in event.claims:
            found[one].add(event.id)
    return found


@settings(max_examples=60, deadline=None)
@given(ties(), st.integers(0, 1000))
def test_ties_hold_and_order_does_not_matter(held: Ties, seed: int) -> None:
    reading = fuse(ARTICLES, CLAIMS, held)
    found = events_of(reading)
    assert all(found.values()), "a claim is in no event"
    assert len({event.id for event in reading.events}) == len(reading.events)
    side = {one: members for members in held.together for one in members}
    for members in held.together:
        assert set.intersection(*(found[one] for one in members)), "claims that must be one are not"
    for sides in held.apart:
        for (a,), (b,) in combinations(sides, 2):
            for one in side.get(a, (a,)):
                for other in side.get(b, (b,)):
                    assert not found[one] & found[other], "claims that must be apart are one"
    shuffled = list(CLAIMS)
    random.Random(seed).shuffle(shuffled)
    assert fuse(ARTICLES[::-1], shuffled, held) == reading


def test_no_ties_change_nothing() -> None:
    assert fuse(ARTICLES, CLAIMS, Ties()) == fuse(ARTICLES, CLAIMS)


def test_ties_of_claims_that_are_not_there_change_nothing() -> None:
    gone = Ties((("c-nobody", IDS[0]),), ((("c-else",), (IDS[1],)),))
    assert {e.claims for e in fuse(ARTICLES, CLAIMS, gone).events} == {e.claims for e in fuse(ARTICLES, CLAIMS).events}


def test_two_copies_of_one_sentence_can_be_kept_apart() -> None:
    words = "Le ministre a livré trois navires au port de Carvos."
    pages = [article(name, words) for name in ("a.txt", "b.txt", "c.txt")]
    told = [claim(page, words, subject=("AAA",), kind="exchange", plover="AID") for page in pages]
    assert len(fuse(pages, told).events) == 1
    a, b, _ = (one.id for one in told)
    reading = fuse(pages, told, Ties(apart=(((a,), (b,)),)))
    assert len(reading.events) == 2
    assert not any({a, b} <= set(event.claims) for event in reading.events)


def test_a_denial_tied_to_an_act_is_an_account_of_it_and_of_no_other_that_is_apart() -> None:
    one = article("a.txt", "Le pays A a livré du blé au pays B. Le pays A a reçu une délégation.")
    other = article("b.txt", "Le pays A dément avoir livré du blé au pays B.")
    given_ = claim(
        one,
        "Le pays A a livré du blé au pays B",
        subject=("AAA",),
        object=("BBB",),
        kind="exchange",
        goods=(("blé", None),),
    )
    visit = claim(one, "Le pays A a reçu une délégation", subject=("AAA",), plover="CONSULT")
    denied = claim(
        other,
        other.text[:-1],
        subject=("AAA",),
        object=("BBB",),
        kind="exchange",
        goods=(("blé", None),),
        status="denied",
    )
    free = fuse([one, other], [given_, visit, denied])
    assert any({given_.id, denied.id} <= set(event.claims) for event in free.events)
    pair = ((given_.id,), (denied.id,))
    bound = fuse([one, other], [given_, visit, denied], Ties(((visit.id, denied.id),), (pair,)))
    assert {frozenset(event.claims) for event in bound.events} == {
        frozenset({given_.id}),
        frozenset({visit.id, denied.id}),
    }


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 12), st.data())
def test_groups_are_bound_through_others(size: int, data: st.DataObject) -> None:
    """Of scored pairs that would all join, those kept apart never meet."""
    a, b = data.draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True))
    pairs = [(5.0, x, y) for x, y in combinations(range(size), 2) if {x, y} != {a, b}]
    groups = average_link(size, pairs, lambda _a, _b: 5.0, 0.0, Bound(apart=(((a,), (b,)),)))
    assert sorted(index for group in groups for index in group) == list(range(size))
    assert len(groups) == 2
    assert not any({a, b} <= set(group) for group in groups)
