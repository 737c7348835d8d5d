"""Blocks of words as plain text, Markdown and a page of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from markupsafe import Markup, escape
from msgspec import Struct

from faisceau.export.strange import spelled

_STYLE = (
    "*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1c1b19;background:#fff;overflow-wrap:anywhere}h1,h2,h3{line-height:1.25}h2{margin-top:2rem}"
    "h3{margin-bottom:.2rem}ul{padding-left:1.4rem}li{margin:.2rem 0}a{color:#0b5876}:target{background:#e4eef2}"
    ".scroll{overflow-x:auto;margin:.6rem 0}table{border-collapse:collapse;font-size:.85rem}"
    "td,th{border:1px solid #d8d3c8;padding:.2rem .45rem;"
    "vertical-align:top;text-align:left;overflow-wrap:normal}tbody th{font-weight:600;min-width:9rem}"
    "@media print{body{max-width:none;margin:0;font-size:10pt}a{color:#000;text-decoration:none}.scroll{overflow:visible}"
    "table{font-size:7pt;line-height:1.3}td,th{overflow-wrap:anywhere;hyphens:auto;padding:1pt 2.5pt}"
    "tbody th{min-width:20mm}"
    "h1,h2,h3,p:has(+.scroll){break-after:avoid}li,tr{break-inside:avoid}@page{margin:16mm 15mm}}"
    "@media(prefers-color-scheme:dark){@media screen{body{color:#e9e6df;background:#15181a}a{color:#84c7e2}"
    "td,th{border-color:#383d40}:target{background:#1d3139}}}"
)
_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|"})
# References are kept between two noncharacters, which no text may hold: what an article says never turns into one.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_REFERENCE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class Block(Struct, frozen=True):
    """A title (`level` 1 to 3), a paragraph, an item of a list indented `level` times, or a table.

    `note` is the number of the note that an item is. Of a table, `words` are the caption and `rows` its rows, the first of
    them and each one's first cell being heads.
    """

    sort: Literal["title", "paragraph", "item", "table"]
    words: str
    level: int = 1
    note: int | None = None
    rows: tuple[tuple[str, ...], ...] = ()


def reference(number: int) -> str:
    """What stands for a reference to a note in the words of a block."""
    return f"{_OPEN}{number}{_CLOSE}"


def foreign(words: str) -> str:
    """Words from outside, which hold no reference."""
    return words.replace(_OPEN, "\ufffd").replace(_CLOSE, "\ufffd")


def as_text(blocks: Sequence[Block], lang: str) -> str:
    """Lines to read on a terminal."""
    lines = []
    for block in blocks:
        words = _REFERENCE.sub(r"[\1]", _on_one_line(block.words))
        if block.sort == "title":
            lines += ["", words, ("=", "-", "·")[block.level - 1] * min(len(words), 72)]
        elif block.sort == "table":
            lines += ["", words, *(_REFERENCE.sub(r"[\1]", " | ".join(map(_on_one_line, row))) for row in block.rows)]
        else:
            lines.append(f"{'  ' * block.level}- {words}" if block.sort == "item" else words)
    return "\n".join(lines).lstrip("\n") + "\n"


def as_markdown(blocks: Sequence[Block], lang: str) -> str:
    """Markdown; whatever articles say stays text."""
    lines: list[str] = []
    for block in blocks:
        words = _marked(block.words)
        if block.sort == "title":
            lines += ["", f"{'#' * block.level} {words}", ""]
        elif block.sort == "item":
            lines.append(f"{'  ' * (block.level - 1)}- {words}")
        elif block.sort == "table":
            head, *rows = ([_marked(cell) for cell in row] for row in block.rows)
            lines += ["", words, "", _row(head), _row(["---"] * len(head)), *map(_row, rows), ""]
        else:
            lines += [words, ""]
    return "\n".join(lines).strip() + "\n"


def _marked(words: str) -> str:
    return _REFERENCE.sub(r"\\[\1\\]", _on_one_line(words).translate(_MARKDOWN))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


class Place(Struct, frozen=True):
    """Where blocks stand in a page: titles `deeper` by so many levels, notes under `prefix` and named as `label` has it.

    `addresses` are where the words of notes are; a reference to one without leads to its item.
    """

    deeper: int = 0
    prefix: str = "n"
    label: str = "{}"
    addresses: Mapping[int, str] = {}

    def reference(self, number: int) -> str:
        """A reference to a note."""
        address = self.addresses.get(number) or f"#{self.prefix}{number}"
        return f'<a class="n" href="{escape(address)}">[{self.label.format(number)}]</a>'


def as_html(blocks: Sequence[Block], lang: str) -> str:
    """A page without scripts or anything from elsewhere; references lead to their notes."""
    title = next((block.words for block in blocks if block.sort == "title"), "")
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(_on_one_line(title))}</title><style>{_STYLE}</style></head>\n"
        "<body>\n<main>\n" + str(html_of(blocks, Place())) + "\n</main>\n</body>\n</html>\n"
    )


def html_of(blocks: Sequence[Block], place: Place) -> Markup:
    """The blocks as a part of a page."""
    body: list[str] = []
    open_lists = 0
    for block in blocks:
        wanted = block.level if block.sort == "item" else 0
        body += ["</ul>"] * max(open_lists - wanted, 0) + ["<ul>"] * max(wanted - open_lists, 0)
        open_lists = wanted
        if block.sort == "table":
            body.append(_table(block, place))
            continue
        tag = {"title": f"h{min(block.level + place.deeper, 6)}", "paragraph": "p", "item": "li"}[block.sort]
        anchor = "" if block.note is None else f' id="{escape(place.prefix)}{block.note}"'
        body.append(f"<{tag}{anchor}>{_linked(block.words, place)}</{tag}>")
    body += ["</ul>"] * open_lists
    return Markup("\n".join(body))  # every word of it was escaped


def _table(block: Block, place: Place) -> str:
    head, *rows = block.rows
    heads = "".join(f'<th scope="col">{_linked(cell, place)}</th>' for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{_linked(row[0], place)}</th>{"".join(f"<td>{_linked(cell, place)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return (
        f"<p>{_linked(block.words, place)}</p>"  # outside what scrolls, so that it wraps on a phone
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(_on_one_line(block.words))}"><table class="t grid">'
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _linked(words: str, place: Place) -> str:
    return _REFERENCE.sub(lambda match: place.reference(int(match[1])), str(escape(_on_one_line(words))))


def references_in(block: Block) -> frozenset[int]:
    """The notes that a block refers to."""
    words = (block.words, *(cell for row in block.rows for cell in row))
    return frozenset(int(match[1]) for each in words for match in _REFERENCE.finditer(each))


def _on_one_line(words: str) -> str:
    return spelled(" ".join(words.split()))
