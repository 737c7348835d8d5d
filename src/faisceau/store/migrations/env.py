"""Run by Alembic: the migrations go over the connection that `schema.migrate` opened, in its transaction."""

from __future__ import annotations

from alembic import context

from faisceau.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
