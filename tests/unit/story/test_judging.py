"""Judging a stored story: two people, runs between judgements, the log as a file, what hostile hands write."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))
sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from judged_story import ARTICLES, claims_of
from stub_stages import Analysed

from faisceau.errors import Code, FaisceauError
from faisceau.export import render
from faisceau.model.claims import ActorRef, Claim
from faisceau.model.explained import Explanation
from faisceau.model.judgements import LONGEST_NOTE, Fields
from faisceau.run import Stages, build
from faisceau.store.filters import ClaimFilter
from faisceau.store.view import open_view
from faisceau.store.writer import open_writer
from faisceau.story import Proposal, Story, open_story
from faisceau.story.proposals import judgement_of

HOSTILE = '"><script>alert(1)</script> =cmd|x {{7*7}} javascript:alert(1)'


def reading_of(cut: int) -> Stages:
    return Stages(analyse=lambda article: Analysed(article.id, tuple(claims_of(article, cut)), ()))


@pytest.fixture
def story(tmp_path: Path) -> Story:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for article in ARTICLES:
        (inputs / article.id).write_text(
            f"---\npublished: {article.published}\npublisher: {article.publisher}\nlang: fr\n---\n\n{article.text}",
            encoding="utf-8",
        )
    build([inputs], tmp_path / "story", stages=reading_of(0))
    return open_story(tmp_path / "story")


def again(story: Story, cut: int) -> None:
    """A run by a version that reads the same words otherwise."""
    articles = list(story.articles)
    with open_writer(story.folder) as writer:
        for article in articles:
            writer.put_analysis(article, "another version", claims_of(article, cut), ())
    build([], story.path, stages=reading_of(cut))


def said(story: Story, words: str, article: str | None = None) -> Claim:
    found = [c for c in (*story.claims, *story.rejected) if words in c.quote and article in (None, c.article)]
    return found[0]


def rendered(story: Story) -> bytes:
    return story.render("html", "fr") + story.render("claims", "fr")


def propose(action: str, *claims: Claim, **fields: object) -> Proposal:
    ids = tuple(claim.id for claim in claims)
    return Proposal(action=action, author="Ana", claims=ids, at="2031-06-01T08:00:00+00:00", **fields)  # type: ignore[arg-type]


def test_preview_changes_nothing_and_says_what_judging_does(story: Story) -> None:
    before = rendered(story)
    wanted = propose("merge", said(story, "accuse"), said(story, "convoqué"))
    tried = story.preview(wanted)
    assert rendered(story) == before
    assert len(story.judgements) == 0
    done = story.judge(wanted)
    assert (tried.before, tried.after) == (done.before, done.after)
    assert len(done.before) == 2
    assert [event for event in story.events if set(event.claims) >= set(wanted.claims)]
    story.undo(1, "Bob")
    assert rendered(story) == before
    with pytest.raises(FaisceauError) as caught:
        story.undo(1, "Bob")
    assert caught.value.code == Code.NO_TARGET
    story.undo(2, "Ana")
    assert [event for event in story.events if set(event.claims) >= set(wanted.claims)]


def test_a_rejected_claim_is_shown_apart_with_who_and_why(story: Story) -> None:
    claim = said(story, "300")
    story.judge(propose("reject", claim, note="pas le bon obus"))
    dossier = story.dossier()
    assert [(row.quote, row.mark.author, row.mark.note) for row in dossier.rejected] == [
        (claim.quote, "Ana", "pas le bon obus")
    ]
    page = render("html", dossier, "fr").decode()
    assert "écarté par Ana" in page
    assert "pas le bon obus" in page
    assert claim.id not in {each.id for each in story.claims}
    assert sum(story.status().counts.claims.values()) == len(story.claims)


def test_what_is_judged_is_marked_in_the_dossier(story: Story) -> None:
    claim = said(story, "300")
    story.judge(propose("accept", claim))
    story.judge(propose("edit", claim, fields=Fields(status="alleged")))
    page = story.render("html", "fr").decode()
    assert "accepté par Ana" in page
    assert "corrigé par Ana" in page
    assert said(story, "300").status == "alleged"
    assert story.select_claims(ClaimFilter(status="alleged"))[0].id == claim.id


def test_judgements_are_kept_through_runs_that_read_otherwise(story: Story) -> None:
    story.judge(propose("reject", said(story, "fermé", "a.txt")))
    story.judge(propose("merge", said(story, "accuse"), said(story, "convoqué")))
    story.judge(propose("merge_actors", actors=(ActorRef("AAA", "A"), ActorRef("CCC", "C"))))
    first = rendered(story)
    again(story, 2)
    assert [claim.article for claim in story.rejected] == ["a.txt"]
    assert not story.judged.waiting
    assert len(story.judged.moved) == 3
    pair = {said(story, "accuse").id, said(story, "convoqué").id}
    assert any(pair <= set(event.claims) for event in story.events)
    assert "CCC" not in {ref.id for claim in story.claims for ref in (*claim.subject, *claim.object)}
    again(story, 0)
    assert rendered(story) == first, "read again as it was, judged again as it was"


def test_an_analysis_that_gives_the_same_claims_again_keeps_what_was_judged(story: Story) -> None:
    story.judge(propose("edit", said(story, "300"), fields=Fields(place="Carvos")))
    first = rendered(story)
    again(story, 0)
    assert rendered(story) == first


def test_a_run_after_a_judgement_analyses_nothing(story: Story) -> None:
    story.judge(propose("reject", said(story, "300")))
    report = build([], story.path, stages=reading_of(0))
    assert report.analysed == 0
    assert len(story.rejected) == 1


def test_two_people_at_once(story: Story) -> None:
    """The second is told who did what, and loses nothing; what speaks of other claims goes through."""
    claim, other = said(story, "300"), said(story, "convoqué")
    seen = len(story.judgements)
    story.judge(propose("reject", claim, note="faux"), seen)
    with pytest.raises(FaisceauError) as caught:
        story.judge(Proposal(action="accept", author="Bob", claims=(claim.id,)), seen)
    assert caught.value.code == Code.JUDGED_MEANWHILE
    for word in ("Ana", "reject", "livré", "faux"):
        assert word in caught.value.detail
    assert len(story.judgements) == 1
    assert story.judge(Proposal(action="accept", author="Bob", claims=(other.id,)), seen).judgement.number == 2
    assert story.judge(Proposal(action="accept", author="Bob", claims=(claim.id,)), 2).judgement.number == 3
    with pytest.raises(FaisceauError) as caught:
        story.judge(Proposal(action="undo", author="Ana", undo=1), 2)
    assert caught.value.code == Code.JUDGED_MEANWHILE, "an undo speaks of what its judgement spoke of"


def test_export_wipe_import_gives_the_same(story: Story, tmp_path: Path) -> None:
    empty = rendered(story)
    story.judge(propose("reject", said(story, "300"), note=HOSTILE))
    story.judge(propose("merge", said(story, "accuse"), said(story, "convoqué")))
    story.undo(1, "Bob")
    story.judge(propose("edit", said(story, "500"), fields=Fields(status="alleged")))
    full, log = rendered(story), story.export_judgements()
    other = tmp_path / "other"
    build([tmp_path / "in"], other, stages=reading_of(0))
    copy = open_story(other)
    file = tmp_path / "judgements.jsonl"
    file.write_bytes(log)
    assert render_named(copy, story) == empty
    done = copy.import_judgements(file)
    assert (len(done.added), done.known, done.refused, done.waiting) == (4, 0, (), ())
    assert render_named(copy, story) == full
    assert copy.export_judgements() == log
    done = copy.import_judgements(file)
    assert (done.added, done.known) == ((), 4), "again, it adds nothing"
    assert copy.export_judgements() == log


def render_named(story: Story, like: Story) -> bytes:
    settings = (like.path / "story.toml").read_bytes()
    (story.path / "story.toml").write_bytes(settings)
    return rendered(story)


def test_a_bad_file_is_refused_line_by_line_and_the_rest_is_taken(story: Story, tmp_path: Path) -> None:
    story.judge(propose("reject", said(story, "300")))
    good = story.export_judgements().strip()
    changed = good.replace(b'"reject"', b'"accept"')
    elsewhere = good.replace(b'"a.txt"', b'"z.txt"').replace(story.judgements[0].id.encode(), b"feed")
    control = msgspec.json.encode({**msgspec.json.decode(good), "id": "x", "author": "\x1b[2J"})
    deep = b"[" * 100_000
    file = tmp_path / "bad.jsonl"
    lines = [b"{", good, changed, b'{"id": 1}', elsewhere, control, b"\xff\xfe", deep, b""]
    file.write_bytes(b"\n".join(lines))
    done = story.import_judgements(file)
    assert [each.line for each in done.refused] == [1, 3, 4, 6, 7, 8]
    assert (len(done.added), done.known) == (1, 1)
    assert [(each.number, each.reason) for each in done.waiting] == [(2, "no_article")]
    with pytest.raises(FaisceauError) as caught:
        story.import_judgements(tmp_path / "absent")
    assert caught.value.code == Code.UNREADABLE


@pytest.mark.parametrize("note", [HOSTILE, "é" * LONGEST_NOTE, "a\nb\tc", "%s%n{0}", "\u200f\u0301"])
def test_hostile_notes_are_kept_as_words(story: Story, note: str) -> None:
    story.judge(propose("reject", said(story, "300"), note=note))
    story.judge(Proposal(action="accept", author=HOSTILE[:60], claims=(said(story, "500").id,)))
    assert story.judgements[0].note == note
    page = story.render("html", "fr").decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "wanted",
    [
        Proposal(action="reject", author="Ana", claims=("c-nobody",)),
        Proposal(action="reject", author="Ana", claims=("c-",)),
        Proposal(action="reject", author="Ana", claims=("",)),
        Proposal(action="merge", author="Ana", events=("e-nothing",)),
        Proposal(action="undo", author="Ana", undo=7),
        Proposal(action="reject", author="", claims=()),
        Proposal(action="split", author="Ana"),
    ],
)
def test_what_cannot_be_judged_changes_nothing(story: Story, wanted: Proposal) -> None:
    before = rendered(story)
    with pytest.raises(FaisceauError) as caught:
        story.judge(wanted)
    assert caught.value.code in (Code.NO_TARGET, Code.BAD_JUDGEMENT)
    assert rendered(story) == before
    assert len(story.judgements) == 0


def test_the_inbox_has_what_matters_first_and_nothing_that_was_judged(story: Story) -> None:
    first = story.inbox()
    order = ("contradicted", "contested", "figures", "single_source")
    places = [order.index(item.why) for item in first]
    assert places
    assert places == sorted(places)
    top = first[0]
    story.judge(Proposal(action="accept", author="Ana", events=(top.event.id,)))
    assert top.event.id not in {item.event.id for item in story.inbox()}
    story.undo(1, "Ana")
    assert story.inbox() == first


def test_an_event_is_split_and_its_claims_go_apart(story: Story) -> None:
    event = max(story.events, key=lambda each: len(each.claims))
    away = event.claims[:1]
    story.judge(Proposal(action="split", author="Ana", events=(event.id,), claims=away))
    assert not any({away[0], other} <= set(each.claims) for each in story.events for other in event.claims[1:])
    assert any(set(event.claims[1:]) <= set(each.claims) for each in story.events)


KILLED = """
import os, signal, sys
from pathlib import Path
from faisceau.run import Stages
from faisceau.store.folder import StoryFolder
from faisceau.story import Proposal
from faisceau.story.judging import judge

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

judge(StoryFolder(Path(sys.argv[1])), Proposal(action="reject", author="Ana", claims=(sys.argv[2],)), 0, Stages(fuse=die))
"""


def test_a_kill_between_a_judgement_and_what_follows_leaves_neither(story: Story) -> None:
    before, claim = rendered(story), said(story, "300")
    died = subprocess.run([sys.executable, "-c", KILLED, str(story.path), claim.id], check=False)
    assert died.returncode == -signal.SIGKILL
    assert rendered(story) == before
    assert len(story.judgements) == 0
    assert story.status().counts.current
    story.judge(propose("reject", claim), 0)
    assert [each.id for each in story.rejected] == [claim.id]
    assert story.status().counts.current


def test_a_log_that_is_ahead_of_the_reading_is_known_to_be_and_caught_up(story: Story) -> None:
    claim = said(story, "300")
    with open_view(story.folder) as view:
        ahead = judgement_of(view, propose("reject", claim))
    with open_writer(story.folder) as writer:
        writer.add_judgements([ahead], 0)
    assert not story.status().counts.current
    assert not story.rejected
    build([], story.path, stages=reading_of(0))
    assert story.status().counts.current
    assert [each.id for each in story.rejected] == [claim.id]


def test_nobody_has_seen_what_is_not_in_the_log(story: Story) -> None:
    story.judge(propose("accept", said(story, "300")))
    with pytest.raises(FaisceauError) as caught:
        story.judge(propose("reject", said(story, "500")), 2)
    assert caught.value.code == Code.BAD_JUDGEMENT
    assert len(story.judgements) == 1


def test_an_imported_judgement_whose_words_are_not_in_their_place_is_told_and_not_applied(
    story: Story, tmp_path: Path
) -> None:
    story.judge(propose("reject", said(story, "300")))
    honest = msgspec.json.decode(story.export_judgements())
    story.undo(1, "Ana")
    before = rendered_claims(story)
    lines = []
    for number, change in enumerate(
        ({"quote": "Le pays A a rendu 300 obus au pays B."[:36]}, {"start": 3, "end": 39}, {"end": 9})
    ):
        anchor = honest["targets"][0][0] | change
        lines.append(msgspec.json.encode(honest | {"id": f"forged-{number}", "targets": [[anchor]]}))
    (tmp_path / "forged.jsonl").write_bytes(b"\n".join(lines))
    done = story.import_judgements(tmp_path / "forged.jsonl")
    assert [each.reason for each in done.waiting] == ["other_words"] * 3
    assert rendered_claims(story) == before
    assert [p.where for p in story.problems if p.code == Code.JUDGEMENT_WAITS] == ["a.txt"] * 3
    for number in (3, 4, 5):
        story.undo(number, "Ana")
    assert not [p for p in story.problems if p.code == Code.JUDGEMENT_WAITS]


def rendered_claims(story: Story) -> bytes:
    return story.render("claims", "fr")


def test_a_rejected_claim_is_explained_with_who_rejects_it(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = said(story, "300")
    monkeypatch.setattr("faisceau.run.analysis.explain", lambda _, *, quick: (Explanation(claim, ()),))
    assert story.explain(claim.id).rejected is None
    story.judge(propose("reject", claim, note="un brouillon"))
    found = story.explain(claim.id).rejected
    assert found is not None
    assert (found.number, found.author, found.note) == (1, "Ana", "un brouillon")
