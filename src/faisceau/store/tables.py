"""The tables. Values are kept as canonical JSON in `body`; the other columns only select and sort."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""One-line facts: `reading` is the key of the fused reading, absent while claims have changed since."""

source_file = Table(
    "source_file",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("original", String),
    Column("read_key", String),
)
"""A file that was read. `key` hashes where it lay (no path is kept); `read_key` what the reading depended on."""

article = Table(
    "article",
    metadata,
    Column("id", String, primary_key=True),
    Column("file", String, ForeignKey("source_file.key", onupdate="CASCADE"), nullable=False, index=True),
    Column("published", String, index=True),
    Column("text", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("content_key", String, nullable=False),
    Column("work_key", String),
)
"""An article. `content_key` hashes all its fields; `work_key` is what its claims depended on, NULL until analysed."""

claim = Table(
    "claim",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", String, ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("status", String, nullable=False, index=True),
    Column("plover", String, index=True),
    Column("date_from", String, index=True),
    Column("date_to", String),
    Column("body", LargeBinary, nullable=False),
    Column("as_read", LargeBinary),
    Column("rejected", Integer),
    Index("ix_claim_order", "article", "start", "end", "id"),
)
"""A claim as judged. `as_read` is the claim as analysis gave it, NULL where that is the same; `rejected` the number of the
judgement by which it counts no more, NULL where it counts."""

claim_actor = Table(
    "claim_actor",
    metadata,
    Column("claim", String, ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", String, nullable=False),
    Column("folded", String, nullable=False),
    Index("ix_claim_actor_actor", "actor", "role"),
    Index("ix_claim_actor_folded", "folded", "role"),
)
"""Who stands where in a claim. `role`: subject, object, source, from, to. `folded` is the name as written, case folded."""

cause = Table(
    "cause",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", String, ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("modality", String, nullable=False, index=True),
    Column("cause", String, index=True),
    Column("effect", String, index=True),
    Column("body", LargeBinary, nullable=False),
    Index("ix_cause_order", "article", "start", "end", "id"),
)
"""A causal claim; `cause` and `effect` are the variables that its ends speak of."""

problem = Table(
    "problem",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", String, ForeignKey("source_file.key", ondelete="CASCADE", onupdate="CASCADE"), index=True),
    Column("article", String, ForeignKey("article.id", ondelete="CASCADE"), index=True),
    Column("code", String, nullable=False),
    Column("place", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""A problem belongs to the file whose reading met it, or to the article whose analysis did, and goes with it."""

event = Table(
    "event",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False, index=True),
    Column("kind", String, nullable=False, index=True),
    Column("verdict", String, nullable=False, index=True),
    Column("date_from", String, index=True),
    Column("date_to", String),
    Column("body", LargeBinary, nullable=False),
)

figure = Table(
    "figure",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False, index=True),
    Column("event", String, nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)

exchange = Table(
    "exchange",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False, index=True),
    Column("event", String, nullable=False, index=True),
    Column("category", String, index=True),
    Column("verdict", String, nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String, nullable=False),
    Column("started", String, nullable=False),
    Column("finished", String),
    Column("report", LargeBinary),
)
"""Runs, with their times: shown by `status`, part of no export."""

judgement = Table(
    "judgement",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("action", String, nullable=False),
    Column("author", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""What somebody decided, only ever added to, numbered from 1 without a gap. See `judgements`."""

past = Table(
    "past",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("sort", String, nullable=False),
    Column("id", String, nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer, index=True),
    Column("body", LargeBinary, nullable=False),
)
"""What runs concluded: a row stands from run `since` on, and no more from run `until` on (NULL: still). See `history`."""

alert = Table(
    "alert",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("run", Integer, nullable=False),
    Column("rule", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("raised", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("failure", Text),
    Column("delivered", String, index=True),
)
"""Alerts raised at `run`, each for one rule and channel; `delivered` is when, NULL while it waits. See `outbox`."""
