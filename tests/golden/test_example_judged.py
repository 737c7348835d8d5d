"""The example story judged: a claim rejected, two events merged, both undone in the other order."""

from __future__ import annotations

from pathlib import Path

import pytest

from faisceau import build
from faisceau.story import Proposal

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "pyongyang"


@pytest.mark.slow
def test_the_example_judged_and_undone_is_as_it_was(tmp_path: Path) -> None:
    story = build(EXAMPLE, tmp_path / "story")
    before = (story.render("html", "fr"), story.render("claims", "fr"))
    events = {event.id: event for event in story.events}
    top = story.inbox(1)[0]
    gone = top.open[0]
    story.judge(Proposal(action="reject", author="Ana", claims=(gone,)))
    assert gone not in {claim for event in story.events for claim in event.claims}
    assert gone not in {claim.id for claim in story.claims}
    one, other = [event for event in events.values() if gone not in event.claims and event.kind == "exchange"][:2]
    claims = {*one.claims, *other.claims}
    merged = story.judge(Proposal(action="merge", author="Ana", events=(one.id, other.id)))
    assert not merged.waiting
    assert any(claims <= set(event.claims) for event in story.events)
    assert len(story.dossier().judged) == len(claims)
    assert len(story.dossier().rejected) == 1
    story.undo(1, "Bob")
    assert any(claims <= set(event.claims) for event in story.events)
    story.undo(2, "Bob")
    assert (story.render("html", "fr"), story.render("claims", "fr")) == before


def test_the_brief_of_the_example_holds_against_it(tmp_path: Path) -> None:
    story = build(EXAMPLE, tmp_path / "story")
    brief = story.render("brief")
    found = story.verify_brief(brief)
    assert "(d’après le contexte)".encode() in brief
    assert found.checked > 100
    assert found.faults == ()
