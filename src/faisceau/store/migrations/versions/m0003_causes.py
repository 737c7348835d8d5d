"""Causal claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table. The next run fills it: it analyses every article again."""
    op.create_table(
        "cause",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("modality", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["article.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_cause_cause", "cause", ["cause"], unique=False)
    op.create_index("ix_cause_effect", "cause", ["effect"], unique=False)
    op.create_index("ix_cause_modality", "cause", ["modality"], unique=False)
    op.create_index("ix_cause_order", "cause", ["article", "start", "end", "id"], unique=False)
