"""Every claim as a row of a Parquet file, with the columns of the CSV; needs the extra `tables`."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.parquet import as_parquet
from faisceau.export.tables import CLAIMS, claim_rows
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("parquet", "application/vnd.apache.parquet")


def render(dossier: Dossier, lang: str) -> bytes:
    """The claims as Parquet; the same in every language. Raises `FaisceauError` (missing_part) without polars."""
    return as_parquet(CLAIMS, claim_rows(dossier))
