"""Bringing a story's tables to the version that this program knows."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy
from sqlalchemy.engine import Connection, Engine

from faisceau.errors import Code, FaisceauError

HEAD = "0004"
"""The newest migration; a test holds it to the migrations folder."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def version(connection: Connection) -> str | None:
    """The version of the tables, None in an empty file. Raises story_damaged where the tables are not a story's."""
    names = set(sqlalchemy.inspect(connection).get_table_names())
    if not names:
        return None
    if "alembic_version" not in names:
        raise FaisceauError(Code.STORY_DAMAGED, "The database holds other tables than a story's.")
    return connection.execute(sqlalchemy.text("SELECT version_num FROM alembic_version")).scalar()


def require_head(connection: Connection) -> None:
    """Raise `FaisceauError` (no_story, story_older, story_newer, story_damaged) unless the tables are of this version."""
    found = version(connection)
    if found is None:
        raise FaisceauError(Code.NO_STORY, "The database is empty.")
    if found < HEAD:  # versions are numbers of four digits
        raise FaisceauError(Code.STORY_OLDER, f"Its tables are of version {found}, this program's of {HEAD}.")
    if found != HEAD:
        raise FaisceauError(Code.STORY_NEWER, f"Its tables are of version {found}, this program's of {HEAD}.")


def known_versions() -> frozenset[str]:
    """Every version that the migrations folder leads through."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to import, and rarely needed

    return frozenset(script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions())


def migrate(engine: Engine) -> None:
    """Create or update the tables, in one transaction. At once where they are up to date.

    Raises `FaisceauError`: story_newer, story_damaged.
    """
    with engine.connect() as connection:
        found = version(connection)
    if found == HEAD:
        return
    if found is not None and found not in known_versions():
        raise FaisceauError(Code.STORY_NEWER, f"Its tables are of version {found}, this program's of {HEAD}.")
    # Slow to import: a story that is up to date need not wait for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
