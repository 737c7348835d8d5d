"""The reading room's lines against the dossier's own sections: added up part by part, they say the same."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from benchmarks.room_many import store_many
from benchmarks.room_story import Values, hostile, replicate, small, store
from faisceau.model.pages import Line
from faisceau.store.view import open_view
from faisceau.view.actors import actor_names
from faisceau.view.figures import figure_order
from faisceau.view.ground import ground_of
from faisceau.view.ledger import ledger_order
from faisceau.view.lines import Lines
from faisceau.view.network import bundles
from faisceau.view.rows import importance
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


def _lines(whole: Whole) -> list[Line]:
    return [*Lines(whole).lines()]
