"""What runs concluded: told again as it stood, at the cost of what each changed; alerts queued once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from story_values import article_of, claim_of, file_of, reading_of

from faisceau.errors import Code, FaisceauError
from faisceau.model.changes import Change
from faisceau.model.past import Past, PastArticle, PastClaim, PastEvent
from faisceau.run import RunReport
from faisceau.run.history import keep_conclusions, keep_earlier_conclusions
from faisceau.store import schema
from faisceau.store.database import engine_for
from faisceau.store.folder import StoryFolder
from faisceau.store.outbox import Raised
from faisceau.store.view import open_view
from faisceau.store.writer import Writer, open_writer

NOTHING = RunReport()


def event(id_: str, *claims: str, verdict: str = "single_source") -> PastEvent:
    held = tuple(PastClaim(claim, "a", "w", "p") for claim in claims)
    return PastEvent(id_, "event", verdict, 1, id_, None, False, held)  # type: ignore[arg-type]


def run(writer: Writer, past: Past, key: str) -> int:
    number = writer.start_run("1", "2031-01-01T00:00:00+00:00")
    writer.keep_past(number, past, key)
    writer.finish_run(number, "2031-01-01T00:01:00+00:00", NOTHING)
    return number


ONE = Past((event("e1", "c1"), event("e2", "c2")), actors=("AAA",), articles=(PastArticle("a", "h", None),))
TWO = Past((event("e1", "c1", "c3"), event("e3", "c4")), actors=("AAA", "BBB"), articles=ONE.articles)


def rows_in(folder: StoryFolder) -> int:
    with sqlite3.connect(folder.database) as raw:
        return int(raw.execute("SELECT count(*) FROM past").fetchone()[0])


def test_each_run_is_told_as_it_stood(tmp_path: Path) -> None:
    folder = StoryFolder(tmp_path)
    with open_writer(folder) as writer:
        assert [run(writer, past, str(n)) for n, past in enumerate((ONE, TWO, TWO, ONE))] == [1, 2, 3, 4]
    with open_view(folder) as view:
        assert view.kept_runs() == (1, 2, 3, 4)
        assert [view.past(number) for number in (1, 2, 3, 4)] == [ONE, TWO, TWO, ONE]
        for number in (0, 5, -1, 99):
            with pytest.raises(FaisceauError, match="Runs 1 to 4 are kept") as caught:
                view.past(number)
            assert caught.value.code == Code.NO_RUN


def test_a_run_costs_what_it_changes(tmp_path: Path) -> None:
    folder = StoryFolder(tmp_path)
    with open_writer(folder) as writer:
        run(writer, ONE, "1")
        before = rows_in(folder)
        run(writer, ONE, "2")
        assert rows_in(folder) == before
        run(writer, TWO, "3")
    assert rows_in(folder) == before + 3, "an event otherwise, an event more, an actor more"


def test_a_story_before_its_first_run_has_kept_nothing(tmp_path: Path) -> None:
    folder = StoryFolder(tmp_path)
    with open_writer(folder):
        pass
    with open_view(folder) as view:
        assert view.kept_runs() == ()
        assert view.past_key is None
        with pytest.raises(FaisceauError, match="No run is kept yet"):
            view.past(1)


@pytest.mark.parametrize("before", [0, 1])
def test_a_run_that_concluded_nothing_is_kept_as_the_first(tmp_path: Path, before: int) -> None:
    """`before`: runs that kept nothing at all."""
    folder = StoryFolder(tmp_path)
    with open_writer(folder) as writer:
        for _ in range(before):
            writer.finish_run(writer.start_run("1", "2031-01-01T00:00:00+00:00"), "2031-01-01T00:01:00+00:00", NOTHING)
        first = run(writer, Past(), "1")
        with open_view(folder) as view:
            assert view.kept_runs() == (first,)
        second = run(writer, ONE, "2")
    with open_view(folder) as view:
        assert view.kept_runs() == (first, second)
        assert [view.past(number) for number in (first, second)] == [Past(), ONE]


def first_version(folder: StoryFolder) -> None:
    """A database as the first version of the program made it."""
    engine = engine_for(folder.database, writes=True)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()


def test_a_story_of_an_older_version_is_said_to_be_one(tmp_path: Path) -> None:
    folder = StoryFolder(tmp_path)
    first_version(folder)
    with pytest.raises(FaisceauError) as caught, open_view(folder):
        pass
    assert caught.value.code == Code.STORY_OLDER
    assert "faisceau build" in caught.value.advice


def test_what_an_older_story_concluded_is_kept_before_it_changes(tmp_path: Path) -> None:
    folder, article = StoryFolder(tmp_path), article_of()
    claims = [claim_of(article, 0, 44), claim_of(article, 45, 63)]
    with open_writer(folder) as writer:
        writer.start_run("0.1", "2031-01-01T00:00:00+00:00")
        writer.finish_run(1, "2031-01-01T00:01:00+00:00", NOTHING)
        writer.put_file(file_of(article), [article], [])
        writer.put_analysis(article, "w", claims, [])
        writer.put_reading(reading_of(*claims), "k")
    with sqlite3.connect(folder.database) as raw:  # back to the first version, with what it held
        for statement in (
            "DROP TABLE past",
            "DROP TABLE alert",
            "DROP TABLE cause",
            "DROP TABLE judgement",
            "ALTER TABLE claim DROP COLUMN as_read",
            "ALTER TABLE claim DROP COLUMN rejected",
            "UPDATE alembic_version SET version_num = '0001'",
        ):
            raw.execute(statement)
    with open_writer(folder) as writer:
        keep_earlier_conclusions(folder, writer)
        writer.start_run("0.2", "2031-01-02T00:00:00+00:00")
        keep_conclusions(folder, writer, 2)
    with open_view(folder) as view:
        assert view.reading() == reading_of(*claims), "nothing is lost"
        assert view.kept_runs() == (1, 2)
        assert [e.id for e in view.past(1).events] == ["e-1", "e-2"]
        assert view.past(1) == view.past(2)


def raised(id_: str) -> Raised:
    change = Change(
        sort="gone", id=f"n-{id_}", event="e", label="l", kind=None, verdict=None, independent=1, date=None, actors=(),
        categories=(), because="removed", evidence=(), accounts=0,
    )  # fmt: skip
    return Raised(id_, "règle", "file", change)


def test_an_alert_is_queued_once_and_delivered_once(tmp_path: Path) -> None:
    folder = StoryFolder(tmp_path)
    with open_writer(folder) as writer:
        assert writer.raise_alerts(1, "t1", [raised("m1"), raised("m2"), raised("m1")]) == 2
        assert writer.raise_alerts(2, "t2", [raised("m2"), raised("m3")]) == 1
        writer.note_delivery(["m1", "m2"], "t3", None)
        writer.note_delivery(["m1", "m3"], "t4", "panne")
        assert writer.raise_alerts(3, "t5", [raised("m1")]) == 0, "delivered is delivered"
    with open_view(folder) as view:
        assert view.alerted_run == 3
        assert [(a.id, a.run, a.delivered, a.attempts) for a in view.alerts()] == [
            ("m1", 1, "t3", 1),
            ("m2", 1, "t3", 1),
            ("m3", 2, None, 1),
        ]
        assert [(a.id, a.failure) for a in view.alerts(waiting=True)] == [("m3", "panne")]
        assert list(view.alerts(channel="feed")) == []
    with open_writer(folder) as writer:
        assert (writer.drop_alerts("autre"), writer.drop_alerts("règle")) == (0, 1)
