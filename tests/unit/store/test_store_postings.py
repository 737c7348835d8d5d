"""Selecting rows: what postings find is what looking at every line finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faisceau.model.pages import Line, Wanted
from faisceau.store import postings
from faisceau.store.pages import Pages, write_pages
from faisceau.store.postings import words_of

WORDS = ("sel", "selle", "Été", "ete", "riz", "a", "ab", "abc", "œuf", "12")
TAGS = ("fact", "dated", "actor:CUB", "kind:event")
DAYS = (None, "2031-01-01", "2031-02-28", "2032-12-31")


def _line(n: int) -> Line:
    tags = tuple(tag for bit, tag in enumerate(TAGS) if n >> bit & 1)
    words = " ".join(WORDS[(n * 7 + k * k) % len(WORDS)] for k in range(n % 4))
    since = DAYS[n % 4]
    return Line("event", f"e{n}", tags, words_of(words), since, since and max(since, "2031-06-30"), None)


LINES = [_line(n) for n in range(97)]
IN_TIME = [Line("timeline", line.id, (), ()) for line in reversed(LINES) if "dated" in line.tags]


@pytest.fixture(scope="module", params=[(1, 1 << 20), (16, 600)], ids=["one by one", "marked, hardly kept"])
def pages(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Pages]:
    rare, kept = request.param
    path: Path = tmp_path_factory.mktemp("pages") / "pages.db"
    with patch.object(postings, "_PART", 150):  # many parts
        write_pages(path, "key", [*LINES, *IN_TIME], [], {})
    with Pages(path) as opened, patch.object(postings, "_RARE", rare), patch.object(postings, "_MOST_KEPT", kept):
        yield opened


def _fits(line: Line, wanted: Wanted) -> bool:
    held = set(line.words)
    *whole, last = words_of(wanted.words) or [""]
    if not (set(wanted.tags) <= set(line.tags) and set(whole) <= held):
        return False
    if last and not any(word.startswith(last) for word in held):
        return False
    if wanted.since or wanted.until:
        return (
            bool(line.since and line.until)
            and str(line.until) >= (wanted.since or "0")
            and str(line.since) <= (wanted.until or "9")
        )
    return True


@settings(max_examples=300, deadline=None)
@given(
    tags=st.lists(st.sampled_from([*TAGS, "none"]), max_size=2),
    words=st.lists(st.sampled_from([*WORDS, "s", "se", "é", "zzz", "«»"]), max_size=2),
    since=st.sampled_from([*DAYS, "0000-01-01"]),
    until=st.sampled_from([*DAYS, "9999-12-31"]),
    offset=st.integers(0, 40),
    limit=st.integers(0, 40),
)
def test_what_is_found_is_what_every_line_says(
    pages: Pages, tags: list[str], words: list[str], since: str | None, until: str | None, offset: int, limit: int
) -> None:
    wanted = Wanted(tuple(tags), " ".join(words), since, until)
    right = [line.id for line in LINES if _fits(line, wanted)]
    found = pages.find("event", wanted, offset, limit)
    assert ([line.id for line in found.lines], found.total) == (right[offset : offset + limit], len(right))
    in_time = [line.id for line in IN_TIME if line.id in right]
    found = pages.find("timeline", wanted, offset, limit)
    assert ([line.id for line in found.lines], found.total) == (in_time[offset : offset + limit], len(in_time))


def test_words_are_folded_and_cut() -> None:
    assert words_of("L’Été, CORÉE_du-Nord!") == ["l", "ete", "coree", "du", "nord"]
    assert words_of("x" * 1000) == ["x" * 64]
