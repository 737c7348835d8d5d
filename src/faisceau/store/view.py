"""Reading a story as it stood when the view was opened. Every claim read is held against its article's text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection

from faisceau.store.conclusions import Conclusions
from faisceau.store.database import engine_for
from faisceau.store.evidence import Evidence
from faisceau.store.folder import Settings, StoryFolder
from faisceau.store.schema import require_head
from faisceau.store.standing import Standing


@contextmanager
def open_view(folder: StoryFolder) -> Iterator[View]:
    """A view of the story, from one moment. Nothing can be written through it; a read-only folder will do.

    Raises `FaisceauError`: no_story, story_newer, story_damaged, story_busy, unreadable.
    """
    engine = engine_for(folder.require().database, writes=False)
    try:
        with engine.begin() as connection:
            require_head(connection)
            yield View(connection, folder.settings())
    finally:
        engine.dispose()


class View(Evidence, Conclusions, Standing):
    """A story's values, in an order that depends on nothing but themselves. Made by `open_view` only."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        super().__init__(connection)
        self.settings = settings
