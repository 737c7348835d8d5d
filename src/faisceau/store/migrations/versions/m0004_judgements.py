"""Judgements, and what they make of claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; claims are as they were read."""
    op.create_table(
        "judgement",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.add_column("claim", sa.Column("as_read", sa.LargeBinary(), nullable=True))
    op.add_column("claim", sa.Column("rejected", sa.Integer(), nullable=True))
