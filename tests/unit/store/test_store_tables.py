"""The migrations, the tables and the version number say the same thing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from faisceau.errors import Code, FaisceauError
from faisceau.store import migrations, schema
from faisceau.store.database import engine_for
from faisceau.store.folder import StoryFolder
from faisceau.store.tables import metadata
from faisceau.store.view import open_view
from faisceau.store.writer import open_writer


def test_the_migrations_make_the_tables(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "faisceau.db", writes=True)
    schema.migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert schema.version(connection) == schema.HEAD
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    folder = Path(next(iter(migrations.__path__)))
    assert ScriptDirectory(str(folder)).get_current_head() == schema.HEAD


def test_a_story_that_is_up_to_date_is_opened_without_alembic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_for(tmp_path / "faisceau.db", writes=True)
    schema.migrate(engine)
    monkeypatch.setattr(schema, "known_versions", lambda: pytest.fail("the migrations folder was read"))
    schema.migrate(engine)
    engine.dispose()


@pytest.mark.parametrize("opened", [open_writer, open_view])
def test_a_story_from_a_newer_version_is_left_alone(tmp_path: Path, opened: object) -> None:
    folder = StoryFolder(tmp_path)
    with open_writer(folder):
        pass
    with sqlite3.connect(folder.database) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(FaisceauError) as caught, opened(folder):  # type: ignore[operator]
        pass
    assert caught.value.code == Code.STORY_NEWER


@pytest.mark.parametrize("opened", [open_writer, open_view])
def test_a_file_that_is_no_database(tmp_path: Path, opened: object) -> None:
    folder = StoryFolder(tmp_path)
    folder.database.write_bytes(b"rien de tel" * 1000)
    with pytest.raises(FaisceauError) as caught, opened(folder):  # type: ignore[operator]
        pass
    assert caught.value.code == Code.STORY_DAMAGED


@pytest.mark.parametrize("opened", [open_writer, open_view])
def test_a_database_that_is_no_story(tmp_path: Path, opened: object) -> None:
    folder = StoryFolder(tmp_path)
    with sqlite3.connect(folder.database) as raw:
        raw.execute("CREATE TABLE autre (x)")
    with pytest.raises(FaisceauError) as caught, opened(folder):  # type: ignore[operator]
        pass
    assert caught.value.code == Code.STORY_DAMAGED


def test_a_folder_without_a_story(tmp_path: Path) -> None:
    with pytest.raises(FaisceauError) as caught, open_view(StoryFolder(tmp_path)):
        pass
    assert caught.value.code == Code.NO_STORY
