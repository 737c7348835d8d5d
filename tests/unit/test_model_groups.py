"""Groups joined two by two, against a search along the joins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faisceau.model.groups import Groups

MEMBERS = range(8)
PAIRS = st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS)), max_size=12)


def reached(member: int, pairs: list[tuple[int, int]]) -> list[int]:
    """Whom the pairs lead to from a member, in order."""
    found, before = {member}, set[int]()
    while found != before:
        before = set(found)
        found |= {b for a, b in pairs if a in before} | {a for a, b in pairs if b in before}
    return sorted(found)


@given(PAIRS.flatmap(lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))))
def test_groups_are_those_that_the_joins_reach_in_whatever_order_they_are_made(
    pairs: tuple[list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    told, joined = pairs
    groups = Groups(MEMBERS)
    for pair in joined:
        groups.join(pair)
    expected = [reached(member, told) for member in MEMBERS]
    assert [groups.root(member) for member in MEMBERS] == [group[0] for group in expected]
    assert groups.lists() == [group for member, group in zip(MEMBERS, expected, strict=True) if group[0] == member]


def test_several_are_joined_at_once_and_none_is_no_group() -> None:
    groups = Groups(["b", "c", "a", "d"])
    groups.join(["c", "d", "a"])
    groups.join([])
    assert groups.lists() == [["c", "a", "d"], ["b"]]


def test_who_is_no_member_is_in_no_group() -> None:
    with pytest.raises(KeyError):
        Groups([1]).root(2)
