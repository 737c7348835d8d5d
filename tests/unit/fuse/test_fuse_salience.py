"""Which events a summary would tell first."""

from __future__ import annotations

from fuse_story import story

from faisceau.fuse import fuse
from faisceau.fuse.salience import ranked

ARTICLES, CLAIMS = story()


def test_every_event_has_a_salience_and_more_origins_make_more() -> None:
    events = fuse(ARTICLES, CLAIMS).events
    first = max(events, key=lambda event: event.salience)
    assert first.independent == max(event.independent for event in events)
    assert len({event.salience for event in events}) > 1


def test_what_was_told_counts_less() -> None:
    weights = dict.fromkeys("abcdef", 1.0)
    words = {"one": frozenset("abc"), "again": frozenset("abc"), "other": frozenset("def")}
    found = ranked({"one": 3.0, "again": 2.9, "other": 2.0}, words, weights)
    assert found["one"] == 3.0
    assert found["other"] == 2.0
    assert found["again"] < found["other"]


def test_nothing_repeated_keeps_its_worth() -> None:
    assert ranked({"a": 1.0, "b": -0.5}, {"a": frozenset("x"), "b": frozenset()}, {"x": 1.0}) == {"a": 1.0, "b": -0.5}
