"""The reading room's lines against the dossier's own sections: added up part by part, they say the same."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from benchmarks.room_many import store_many
from benchmarks.room_story import Values, hostile, replicate, small, store
from faisceau.model.pages import CROWD, FEW, Crowd, Line
from faisceau.store.view import open_view
from faisceau.view.actors import actor_names
from faisceau.view.figures import figure_order
from faisceau.view.ground import ground_of, sides
from faisceau.view.ledger import ledger_order
from faisceau.view.lines import Lines
from faisceau.view.network import bundles
from faisceau.view.notes import Notes
from faisceau.view.rows import event_row, importance
from faisceau.view.sources import origin_count, outlets
from faisceau.view.whole import Whole

STORIES: dict[str, Values] = {"small": small(), "copies": replicate(small(), 7), "hostile": hostile(500)}


@pytest.mark.parametrize("name", STORIES)
def test_lists_are_in_the_order_of_the_dossier_and_sums_are_its_own(name: str, tmp_path: Path) -> None:
    articles, claims, _, reading = STORIES[name]
    ground = ground_of(articles, claims, reading)
    with open_view(store(tmp_path / "story", STORIES[name])) as view:
        lines = Lines(Whole(view))
        ids: dict[str, list[str]] = defaultdict(list)
        for line in lines.lines():
            ids[line.sort].append(line.id)
        ties, found, origins = list(lines.ties()), lines.outlets(), lines.origins()
    told = [event for event in ground.events if event.claims]
    assert ids["event"] == [event.id for event in sorted(told, key=lambda e: (-e.salience, *importance(e)))]
    assert ids["timeline"] == [event.id for event in told if event.id in ids["timeline"]]
    assert ids["ledger"] == [exchange.id for exchange in ledger_order(ground)]
    assert ids["figures"] == [figure.id for figure in figure_order(ground)]
    assert ids["article"] == [article.id for article in ground.articles]
    assert sorted(ids["actor"]) == [actor.id for actor in actor_names(ground)]
    assert {(tie.giver, tie.receiver, tie.family) for tie in ties} == bundles(ground).keys()
    for key, some in bundles(ground).items():
        own = [tie for tie in ties if (tie.giver, tie.receiver, tie.family) == key]
        assert all(tie.alleged for tie in own) == all(claim.status not in ("asserted", "denied") for claim in some)
        assert {act for tie in own for act in tie.acts} == {claim.plover for claim in some if claim.plover}
        assert max(tie.independent for tie in own) == max(
            (ground.event[id_].independent for claim in some if (id_ := ground.event_of.get(claim.id))), default=1
        )
    assert origins == origin_count(ground)
    assert {
        line.article: (line.claims, line.first, line.alone, line.told, line.borne_out, line.echoes, line.corrected)
        for line in found
    } == {
        each.articles[0]: (
            each.claims, len(each.first), len(each.alone), len(each.told), len(each.borne_out), len(each.echoes),
            len(each.corrected),
        )
        for each in outlets(ground)
    }  # fmt: skip


def test_a_title_without_end_is_cut_in_lists(tmp_path: Path) -> None:
    with open_view(store(tmp_path / "story", hostile(100_000))) as view:
        bodies = [line.body or b"" for line in Lines(Whole(view)).lines() if line.sort == "article"]
    assert max(map(len, bodies)) < 5_000


def test_copies_written_straight_into_the_tables_are_those_that_the_writer_stores(tmp_path: Path) -> None:
    with open_view(store(tmp_path / "a", replicate(small(), 5))) as view:
        slow = list(view.claims()), list(view.articles()), list(view.causes()), view.reading(), _lines(Whole(view))
    with open_view(store_many(tmp_path / "b", small(), 5)) as view:
        fast = list(view.claims()), list(view.articles()), list(view.causes()), view.reading(), _lines(Whole(view))
    assert slow == fast


def test_of_a_crowd_a_line_says_what_counting_all_its_claims_says(tmp_path: Path) -> None:
    with open_view(store_many(tmp_path / "story", small(), 30, crowded=30)) as view:
        lines = {line.id: line for line in _lines(Whole(view)) if line.sort == "event"}
        ground = ground_of(list(view.articles()), list(view.claims()), view.reading())
    large = [event for event in ground.events if len(event.claims) > CROWD]
    assert large
    assert {line.id for line in lines.values() if line.body} == {event.id for event in large}
    for event in large:
        crowd = msgspec.json.decode(lines[event.id].body or b"", type=Crowd)
        row = event_row(ground, Notes(ground), event)
        assert (crowd.accounts, crowd.actors) == (len(event.claims), row.actors)
        assert (crowd.affirmed, crowd.denied, crowd.hearsay) == (row.affirmed, row.denied, row.hearsay)
        few = [ground.claim[id_] for id_ in crowd.claims[:FEW]]
        assert row.denied > 0
        assert all(sides(few))
        assert set(crowd.claims) <= set(event.claims)
        here = replace(event, claims=crowd.claims[:FEW])
        some = event_row(dataclasses.replace(ground, crowds={event.id: crowd}), Notes(ground), here)
        assert (some.actors, some.affirmed, some.denied, some.hearsay) == (
            row.actors, row.affirmed, row.denied, row.hearsay,
        )  # fmt: skip


def _lines(whole: Whole) -> list[Line]:
    return [*Lines(whole).lines()]
