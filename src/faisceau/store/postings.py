"""Which rows of a list bear a tag, hold a word, fall on which days: sorted arrays of row numbers, one beside the other.

A selection is then a few passes over arrays, exact and as fast for a million rows as their sizes allow; what a database's own
index would give row by row, in the order of one of its columns, comes here at once.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from faisceau.model.pages import Line, Sort, Wanted

Rows = npt.NDArray[np.uint32]

TABLES = """
CREATE TABLE posting (sort TEXT NOT NULL, name TEXT NOT NULL, part INTEGER NOT NULL, rows BLOB NOT NULL);
CREATE INDEX posting_name ON posting (sort, name, part);
CREATE TABLE days (sort TEXT NOT NULL, part INTEGER NOT NULL, since BLOB NOT NULL, until BLOB NOT NULL);
"""
# A part is written when it holds so many row numbers: what is held in memory does not grow with the story.
_PART = 8_000_000
_LONGEST = 64
# Beginnings of words of up to so many letters have postings of their own: too many words begin so to join theirs.
_SHORT = 2
# Rows found are kept for the next page up to so many bytes.
_MOST_KEPT = 1 << 26
_ENTRY = 400  # bytes that a kept search takes besides its rows
# So many times fewer rows are looked up one by one in the more: about where that takes as long as marking every row.
_RARE = 16
_TAG, _WORD, _BEGINNING = "t", "w", "b"
_NEVER, _ALWAYS = 0, 99_999_999
_LETTERS = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")


def words_of(text: str) -> list[str]:
    """The words of a text as they are looked up: case and accents folded, cut after 64 letters.

    Accents before case, ligatures whole: another folding would not find what pages already written hold.
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return [word[:_LONGEST] for word in _LETTERS.findall(text.casefold())]


class Writing:
    """Gathers the postings of one sort and writes them part by part. Rows come in rising order."""

    def __init__(self, connection: sqlite3.Connection, sort: Sort) -> None:
        self._connection, self._sort = connection, sort
        self._part = 0
        self._empty()

    def _empty(self) -> None:
        self._tags: dict[str, array[int]] = defaultdict(_rows)
        self._words: dict[str, array[int]] = defaultdict(_rows)
        self._since, self._until = array("I"), array("I")
        self._held = 0

    def add(self, row: int, line: Line) -> None:
        """Note the line at `row`."""
        tags, words = self._tags, self._words
        for tag in set(line.tags):
            tags[tag].append(row)
        for word in set(line.words):
            words[word].append(row)
        self._since.append(_number(line.since, _ALWAYS))
        self._until.append(_number(line.until, _NEVER))
        self._held += len(line.tags) + len(line.words) + 2
        if self._held >= _PART:
            self.flush()

    def flush(self) -> None:
        """Write what has been gathered."""
        query = "INSERT INTO posting VALUES (?, ?, ?, ?)"
        for name, rows in self._named():
            self._connection.execute(query, (self._sort, name, self._part, rows))
        days = (self._sort, self._part, self._since.tobytes(), self._until.tobytes())
        self._connection.execute("INSERT INTO days VALUES (?, ?, ?, ?)", days)
        self._part += 1
        self._empty()

    def _named(self) -> Iterator[tuple[str, bytes]]:
        """The postings by name: beginnings, tags, words."""
        words = sorted(self._words)
        for length in range(1, _SHORT + 1):
            long = (word for word in words if len(word) >= length)
            for beginning, some in groupby(long, key=itemgetter(slice(length))):
                parts = [np.frombuffer(self._words[word], np.uint32) for word in some]
                yield _BEGINNING + beginning, np.unique(np.concatenate(parts)).tobytes()
        for tag in sorted(self._tags):
            yield _TAG + tag, self._tags[tag].tobytes()
        for word in words:
            yield _WORD + word, self._words[word].tobytes()


def _rows() -> array[int]:
    return array("I")


class Postings:
    """Finds rows. `bounds` are the first and last row of each sort."""

    def __init__(self, connection: sqlite3.Connection, bounds: Mapping[str, tuple[int, int]]) -> None:
        self._connection, self._bounds = connection, bounds
        self._known_days: dict[str, tuple[Rows, Rows]] = {}
        self._kept: OrderedDict[object, Rows] = OrderedDict()
        self._kept_bytes = 0

    def find(self, sort: Sort, wanted: Wanted) -> Rows:
        """The rows of `sort` that fit, rising. Not to be written to: what was found last is kept, up to 64 MiB."""
        return self._keep((sort, wanted), lambda: self._find(sort, wanted))

    def _keep(self, key: object, read: Callable[[], Rows]) -> Rows:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._kept[key] = read()
        self._kept_bytes += found.nbytes + _ENTRY
        while self._kept_bytes > _MOST_KEPT:
            self._kept_bytes -= self._kept.popitem(last=False)[1].nbytes + _ENTRY
        return found

    def _find(self, sort: Sort, wanted: Wanted) -> Rows:
        first, last = self._bounds[sort]
        lists = [self._read(sort, _TAG + tag) for tag in dict.fromkeys(wanted.tags)]
        *whole, beginning = words_of(wanted.words) or [""]
        lists += [self._read(sort, _WORD + word) for word in dict.fromkeys(whole)]
        if beginning:
            lists.append(self._beginning(sort, beginning))
        lists.sort(key=len)
        found = lists[0] if lists else np.arange(first, last + 1, dtype=np.uint32)
        for other in lists[1:]:
            found = self._both(sort, found, other)
        if (wanted.since or wanted.until) and len(found):
            since, until = self._days(sort)
            at = found - np.uint32(first)
            fits = (until[at] >= max(1, _number(wanted.since, 1))) & (
                since[at] <= min(_ALWAYS - 1, _number(wanted.until, _ALWAYS - 1))
            )
            found = found[fits]
        return found

    def count_dated(self, sort: Sort) -> int:
        """How many rows of `sort` have a date."""
        return int(np.count_nonzero(self._days(sort)[0] != _ALWAYS)) if sort in self._bounds else 0

    def _read(self, sort: Sort, name: str) -> Rows:
        query = "SELECT rows FROM posting WHERE sort = ? AND name = ? ORDER BY part"

        def read() -> Rows:
            return _joined(rows for (rows,) in self._connection.execute(query, [sort, name]))

        return self._keep((sort, name), read)

    def _both(self, sort: Sort, fewer: Rows, more: Rows) -> Rows:
        """The rows that are in both."""
        if len(fewer) * _RARE < len(more):
            at = np.minimum(np.searchsorted(more, fewer), len(more) - 1)
            held: npt.NDArray[np.bool_] = more[at] == fewer
        else:
            held = self._mask(sort, [more])[fewer - np.uint32(self._bounds[sort][0])]
        both: Rows = fewer[held]
        return both

    def _beginning(self, sort: Sort, word: str) -> Rows:
        """The rows with a word that begins so."""
        if len(word) <= _SHORT:
            return self._read(sort, _BEGINNING + word)
        query = "SELECT rows FROM posting WHERE sort = ? AND name >= ? AND name < ?"
        after = f"{_WORD}{word}\U0010ffff"
        parts = [
            np.frombuffer(rows, np.uint32) for (rows,) in self._connection.execute(query, [sort, _WORD + word, after])
        ]
        return (np.flatnonzero(self._mask(sort, parts)) + self._bounds[sort][0]).astype(np.uint32)

    def _mask(self, sort: Sort, parts: Iterable[Rows]) -> npt.NDArray[np.bool_]:
        first, last = self._bounds[sort]
        mask = np.zeros(last - first + 1, np.bool_)
        for rows in parts:
            mask[rows - np.uint32(first)] = True
        return mask

    def _days(self, sort: Sort) -> tuple[Rows, Rows]:
        if sort not in self._known_days:
            query = "SELECT since, until FROM days WHERE sort = ? ORDER BY part"
            kept = self._connection.execute(query, [sort]).fetchall()
            self._known_days[sort] = _joined(since for since, _ in kept), _joined(until for _, until in kept)
        return self._known_days[sort]


def _joined(parts: Iterable[bytes]) -> Rows:
    return np.frombuffer(b"".join(parts), np.uint32)


def _number(day: str | None, unknown: int) -> int:
    """A day as a number that rises with it: 2024-06-18 is 20240618."""
    return int(day.replace("-", "")) if day else unknown
