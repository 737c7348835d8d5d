"""Values in a row, which a notebook shows as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from faisceau.errors import Code, FaisceauError
from faisceau.story.tables import Table, frame

if TYPE_CHECKING:
    import polars

T = TypeVar("T")
Columns = Mapping[str, Callable[[T], object]]

_ROWS = 30
_LONGEST = 160


class Listing(Sequence[T], Generic[T]):
    """An immutable sequence of values with the `columns` that a table shows of each, and the `table` that a frame holds."""

    def __init__(self, values: Sequence[T], columns: Columns[T], table: Table[Any] | None = None) -> None:
        self._values = tuple(values)
        self.columns = columns
        self._table = table

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Listing[T]: ...
    def __getitem__(self, index: int | slice) -> T | Listing[T]:
        """A value, or a shorter listing."""
        found = self._values[index]
        return Listing(found, self.columns, self._table) if isinstance(index, slice) else found  # type: ignore[arg-type, return-value]

    def __iter__(self) -> Iterator[T]:
        """The values."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many."""
        return len(self._values)

    def __repr__(self) -> str:
        return f"Listing({list(self._values)!r})"

    def rows(self) -> Iterator[list[str]]:
        """The table's cells, a row for each value; line breaks become spaces."""
        for value in self._values:
            yield [" ".join(str(cell(value) or "").split()) for cell in self.columns.values()]

    def to_polars(self) -> polars.DataFrame:
        """The values as a data frame: docs/reference/tables.md has its columns.

        Of figures, a row is an account. Raises `FaisceauError`: missing_part without polars, bad_option for a listing that has
        no such columns.
        """
        if self._table is None:
            raise FaisceauError(
                Code.BAD_OPTION, "Claims, events, figures, exchanges and articles have data frames; this has none."
            )
        return frame(self._table, self._values)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        shown = list(self[:_ROWS].rows())
        body = "".join(f"<tr>{''.join(f'<td>{escape(_short(cell))}</td>' for cell in row)}</tr>" for row in shown)
        more = f"<p>… {len(self) - _ROWS} more</p>" if len(self) > _ROWS else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
