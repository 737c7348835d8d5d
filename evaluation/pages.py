"""How well pages become articles: `python -m evaluation.pages [FOLDER]`.

FOLDER holds `pages.json` and `html/`; by default ../shared/data/pages-dev beside the repository. Strings that the text
must hold, strings that it must not (as stored, and once furniture is left out), title, author and date.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import msgspec

from faisceau.model.text import Article
from faisceau.parse.furniture import find_furniture
from faisceau.read import read_file

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages-dev"


class Expected(msgspec.Struct, frozen=True, rename={"with_": "with"}):
    """One page's row. A field that is None was not looked at; an empty one is not on the page."""

    with_: list[str]
    without: list[str]
    title: str | None
    author: str | None
    date: str | None


class Tally:
    """Right answers out of so many, by measure, with the misses."""

    def __init__(self) -> None:
        self.counts: dict[str, tuple[int, int]] = {}
        self.misses: list[str] = []

    def add(self, measure: str, right: bool, miss: str) -> None:
        """Count one answer."""
        done, total = self.counts.get(measure, (0, 0))
        self.counts[measure] = (done + right, total + 1)
        if not right:
            self.misses.append(f"{measure}: {miss}")


def _plain(words: str | None) -> str:
    return " ".join((words or "").replace("’", "'").split())


def _without_furniture(article: Article) -> str:
    kept, position = [], 0
    for mark in find_furniture(article.text, article.lang):
        kept.append(article.text[position : mark.start])
        position = mark.end
    return "".join([*kept, article.text[position:]])


def measure(folder: Path) -> Tally:
    """Read every page of `folder` and compare."""
    tally = Tally()
    for name, expected in msgspec.json.decode((folder / "pages.json").read_bytes(), type=dict[str, Expected]).items():
        articles = [found for found in read_file(folder / "html" / name) if isinstance(found, Article)]
        article = articles[0] if articles else Article(name, "", "")
        rest = _without_furniture(article)
        for words in expected.with_:
            tally.add("holds", words in article.text, f"{name}: {words!r}")
            tally.add("holds, furniture out", words in rest, f"{name}: {words!r}")
        for words in expected.without:
            tally.add("leaves out", words not in article.text, f"{name}: {words!r}")
            tally.add("leaves out, furniture out", words not in rest, f"{name}: {words!r}")
        stated = (
            ("title", expected.title, article.title),
            ("author", expected.author, article.author),
            ("date", expected.date, article.published),
        )
        for label, wanted, found in stated:
            if wanted:
                tally.add(label, _plain(wanted) == _plain(found), f"{name}: {found!r}, expected {wanted!r}")
    return tally


def main() -> int:
    """Print the table. Exits 0 where the corpus is missing."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not (folder / "pages.json").is_file():
        print(f"No pages to measure: {folder.name} is not beside the repository.")
        return 0
    started = time.perf_counter()
    tally = measure(folder)
    for label, (right, total) in tally.counts.items():
        print(f"{label:28} {right:3} of {total:3}  {right / total:.3f}")
    print(f"{'seconds':28} {time.perf_counter() - started:.1f}")
    for miss in tally.misses:
        print("  ", miss)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
