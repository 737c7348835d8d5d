"""Rows as Parquet, by polars: the extra `tables`."""

from __future__ import annotations

import io
from collections.abc import Iterable

from faisceau.errors import Code, FaisceauError
from faisceau.export.tables import Columns, Row


def as_parquet(columns: Columns, rows: Iterable[Row]) -> bytes:
    """The rows as Parquet, lists as lists. Raises `FaisceauError` (missing_part) where polars is not installed."""
    try:
        import polars  # noqa: PLC0415
    except ImportError as error:
        raise FaisceauError(
            Code.MISSING_PART, "Parquet is written by polars: pip install 'faisceau[tables]', or take the CSV."
        ) from error
    text, number, integer = polars.String(), polars.Float64(), polars.Int64()
    sorts = {
        "text": text,
        "number": number,
        "integer": integer,
        "texts": polars.List(text),
        "numbers": polars.List(number),
        "integers": polars.List(integer),
        "lists": polars.List(polars.List(text)),
    }
    schema = {name: sorts[sort] for name, sort in columns.items()}
    frame = polars.DataFrame(list(rows), schema=schema, orient="row")
    out = io.BytesIO()
    frame.write_parquet(out, compression="zstd", statistics=False)
    return out.getvalue()
