"""Charts: days to pixels, names that do not overlap, the same drawing every time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

from export_story import story
from hypothesis import given, settings
from hypothesis import strategies as st

from faisceau.export.charts import figure_chart, network_chart, timeline_chart
from faisceau.export.charts.layout import places
from faisceau.export.charts.timescale import time_scale
from faisceau.export.wording import Wording

DAYS = st.lists(st.dates(date(1800, 1, 1), date(2200, 1, 1)), min_size=1, max_size=30)


@settings(deadline=None)
@given(DAYS)
def test_later_is_never_drawn_before_earlier_and_all_is_inside(days: list[date]) -> None:
    scale = time_scale(days, 100, 900)
    ordered = sorted(days)
    drawn = [scale.at(day) for day in ordered]
    assert all(a <= b + 1e-6 for a, b in pairwise(drawn))
    assert all(100 <= x <= 900.001 for x in drawn)
    assert all(a < b for (a, _), (b, _) in pairwise(scale.ticks()))


def test_one_day_far_off_does_not_crush_the_rest() -> None:
    spring = [date(2031, 3, 1) + timedelta(days=n) for n in range(60)]
    scale = time_scale([date(1950, 1, 1), *spring], 0, 1000)
    assert scale.at(spring[-1]) - scale.at(spring[0]) > 600


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 14), st.data())
def test_names_lie_inside_and_apart(count: int, data: st.DataObject) -> None:
    widths = data.draw(st.lists(st.floats(30, 190), min_size=count, max_size=count))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.floats(1, 8))
    ties = [tie for tie in data.draw(st.lists(pairs, max_size=20)) if tie[0] != tie[1]]
    boxes = places(widths, ties, (1060, 200.0 + 26 * count))
    for box in boxes:
        assert box.x - box.half_width >= 0
        assert box.x + box.half_width <= 1060
    for a, b in combinations(boxes, 2):
        apart_x = abs(a.x - b.x) >= a.half_width + b.half_width
        assert apart_x or abs(a.y - b.y) >= a.half_height + b.half_height
    assert places(widths, ties, (1060, 200.0 + 26 * count)) == boxes


def test_the_same_drawing_every_time() -> None:
    dossier = story()
    wording = Wording(dossier, "fr")
    once, twice = (
        (
            timeline_chart(dossier.timeline, wording),
            network_chart(dossier.network, wording),
            figure_chart(dossier.figure_rows[0], wording),
        )
        for _ in range(2)
    )
    assert once == twice
    assert all(once)
