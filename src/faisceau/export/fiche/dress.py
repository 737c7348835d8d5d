"""Blocks of words as plain text, Markdown and a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from markupsafe import escape
from msgspec import Struct

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "h3{margin-bottom:.2rem}li{margin:.2rem 0}"
)
_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|"})


class Block(Struct, frozen=True):
    """A title (`level` 1 to 3), a paragraph or an item of a list, indented `level` times."""

    sort: Literal["title", "paragraph", "item"]
    words: str
    level: int = 1


def as_text(blocks: Sequence[Block], lang: str) -> str:
    """Lines to read on a terminal."""
    lines = []
    for block in blocks:
        words = _on_one_line(block.words)
        if block.sort == "title":
            lines += ["", words, ("=", "-", "·")[block.level - 1] * min(len(words), 72)]
        else:
            lines.append(f"{'  ' * block.level}- {words}" if block.sort == "item" else words)
    return "\n".join(lines).lstrip("\n") + "\n"


def as_markdown(blocks: Sequence[Block], lang: str) -> str:
    """Markdown; whatever articles say stays text."""
    lines = []
    for block in blocks:
        words = _on_one_line(block.words).translate(_MARKDOWN)
        if block.sort == "title":
            lines += ["", f"{'#' * block.level} {words}", ""]
        elif block.sort == "item":
            lines.append(f"{'  ' * (block.level - 1)}- {words}")
        else:
            lines += [words, ""]
    return "\n".join(lines).strip() + "\n"


def as_html(blocks: Sequence[Block], lang: str) -> str:
    """A page without scripts or anything from elsewhere."""
    title = next((block.words for block in blocks if block.sort == "title"), "")
    body: list[str] = []
    open_lists = 0
    for block in blocks:
        wanted = block.level if block.sort == "item" else 0
        body += ["</ul>"] * max(open_lists - wanted, 0) + ["<ul>"] * max(wanted - open_lists, 0)
        open_lists = wanted
        tag = {"title": f"h{block.level}", "paragraph": "p", "item": "li"}[block.sort]
        body.append(f"<{tag}>{escape(_on_one_line(block.words))}</{tag}>")
    body += ["</ul>"] * open_lists
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style></head>\n'
        "<body>\n" + "\n".join(body) + "\n</body>\n</html>\n"
    )


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
