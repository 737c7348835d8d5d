"""The gold beside the project: where it is, and its articles as the program reads them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from faisceau.model.ids import bytes_id
from faisceau.model.text import Article

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold"
SETS = {
    "seeds": (GOLD / "seeds-input.jsonl", GOLD / "seeds.jsonl"),
    "dispatches": (GOLD / "dispatches-input.jsonl", GOLD / "dispatches.jsonl"),
    "articles": (GOLD / "articles-input.jsonl", GOLD / "articles.jsonl"),
    "blind": (GOLD / "blind" / "input.jsonl", GOLD / "blind" / "claims.jsonl"),
}


def articles(path: Path) -> list[Article]:
    """The records of a gold input file as articles."""
    found = []
    for line in path.read_bytes().splitlines():
        record = msgspec.json.decode(line)
        found.append(
            Article(
                record["id"],
                record["text"],
                bytes_id(line),
                record.get("published"),
                "given" if record.get("published") else None,
                record.get("publisher"),
                record.get("title"),
                None,
                record.get("url"),
                record.get("lang") or "fr",
            )
        )
    return found
