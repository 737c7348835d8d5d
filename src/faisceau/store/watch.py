"""Which reading of a story is the last one, told by one small query."""

from __future__ import annotations

from sqlalchemy import func, select

from faisceau.model.judgements import Judgement
from faisceau.store import judgements, tables
from faisceau.store.database import engine_for
from faisceau.store.folder import StoryFolder
from faisceau.store.schema import require_head


class Watch:
    """Tells which reading stands now, at the price of one small question. Not to be used by two threads at once."""

    def __init__(self, folder: StoryFolder) -> None:
        """Raises `FaisceauError` as `open_view` does."""
        self._engine = engine_for(folder.require().database, writes=False)
        try:
            self._connection = self._engine.connect()
            with self._connection.begin():
                require_head(self._connection)
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def reading_key(self) -> str | None:
        """What the stored reading was fused from, None while another is being made."""
        table = tables.meta
        with self._connection.begin():
            return self._connection.execute(select(table.c.value).where(table.c.key == "reading")).scalar()

    @property
    def judgement_count(self) -> int:
        """How many judgements the log holds: the number of the last one."""
        query = select(func.coalesce(func.max(tables.judgement.c.number), 0))
        with self._connection.begin():
            return int(self._connection.execute(query).scalar_one())

    @property
    def unapplied(self) -> int:
        """How many judgements of the log the stored reading is not by; 0 while there is no reading."""
        table = tables.meta
        with self._connection.begin():
            told = {str(row[0]): row[1] for row in self._connection.execute(select(table.c.key, table.c.value))}
            return judgements.last(self._connection) - int(told.get(judgements.APPLIED, 0)) if "reading" in told else 0

    def judgements(self) -> tuple[Judgement, ...]:
        """The whole log of judgements as it now is, first to last."""
        with self._connection.begin():
            return judgements.log(self._connection)

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()
        self._engine.dispose()
