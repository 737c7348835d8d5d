"""The articles annotated by us (`evaluation/annotated/`), their texts taken from the corpora beside the repository."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from evaluation.gold import SHARED
from faisceau.model.text import Article

CLAIMS = Path(__file__).with_name("annotated") / "claims.jsonl"
_ORANGE = SHARED / "data" / "orange-dev.jsonl.gz"
_RPM2 = SHARED / "data" / "rpm2-dev"


Annotated = tuple[Article, list[dict[str, Any]]]


def annotated(*, held: bool) -> Iterator[Annotated]:
    """Each annotated article with its claims in the form of the gold: those only scored, or those trained on.

    Raises `FileNotFoundError` where the corpora are missing, `ValueError` where a text is not the one annotated.
    """
    return _of_use("score" if held else "train")


def fitting() -> Iterator[Annotated]:
    """Those on which probabilities already learnt are put together (`evaluation.encoder`); raises as `annotated`."""
    return _of_use("fit")


def _of_use(use: str) -> Iterator[Annotated]:
    for line in CLAIMS.read_bytes().splitlines():
        record = msgspec.json.decode(line)
        if record["use"] != use:
            continue
        text = text_of(record["article"], record["corpus"])
        digest = hashlib.sha256(text.encode()).hexdigest()
        if digest != record["sha256"]:
            raise ValueError(f"{record['article']}: the text is not the one that was annotated.")
        published = record["published"]
        article = Article(
            record["article"], text, digest, published, "given" if published else None, None, None, None, None, "fr"
        )
        yield article, [_gold(record, claim, text) for claim in record["claims"]]


def text_of(article: str, corpus: str) -> str:
    """The article's text as it was annotated: title and body for orange-dev, the file for rpm2-dev."""
    if corpus == "rpm2-dev":
        return (_RPM2 / article.removeprefix("rp-")).read_bytes().decode("utf-8")
    return _orange()[article.removeprefix("os-").removesuffix(".txt")]


def told(article: str) -> Article:
    """An article of the corpora by its id, with the day that its corpus gives it."""
    if article.startswith("rp-"):
        return Article(article, text_of(article, "rpm2-dev"), article, lang="fr")
    day = published(article)
    return Article(article, text_of(article, "orange-dev"), article, day, "given" if day else None, lang="fr")


def published(article: str) -> str | None:
    """The day that orange-dev gives an article, with the hour where it has one."""
    return _days()[article.removeprefix("os-").removesuffix(".txt")]


@cache
def _days() -> dict[str, str | None]:
    with gzip.open(_ORANGE, "rb") as lines:
        return {row["id"]: row["datePublished"] for row in map(msgspec.json.decode, lines)}


@cache
def _orange() -> dict[str, str]:
    with gzip.open(_ORANGE, "rb") as lines:
        rows = (msgspec.json.decode(line) for line in lines)
        return {row["id"]: f"{row['title'].strip()}\n\n{row['article'].strip()}" for row in rows}


def _gold(record: dict[str, Any], claim: dict[str, Any], text: str) -> dict[str, Any]:
    """A claim as the scorer reads it."""

    def named(ids: list[str]) -> list[dict[str, Any]]:
        places = record["actors"]
        return [{"id": actor, "names": [text[a:b] for a, b in places.get(actor, ())]} for actor in ids]

    start, end = claim["start"], claim["end"]
    return {
        "article": record["article"],
        "start": start,
        "end": end,
        "quote": text[start:end],
        "kind": claim["kind"],
        "status": claim["status"],
        "plover": claim["plover"],
        "predicate": "",
        "subject": named(claim["subject"]),
        "object": named(claim["object"]),
        "source": {"by": named(claim["by"])},
        "date": {"value": claim["date"]} if claim["date"] else None,
        "items": [{"quantity": figure} for figure in claim["figures"]],
    }
