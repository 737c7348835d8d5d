"""How well quotations are found and given to who speaks: `python -m evaluation.quotations [--half read|unread] [--misses]`.

`annotated/quotations.jsonl` holds what was marked by hand, direct and indirect, as offsets into articles that lie in
`../shared` beside the repository. Ours and theirs are paired one to one, the greatest overlap first; overlap is the
intersection over the union, the marks and spaces at the ends left out.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from evaluation.gold import SHARED
from faisceau.knowledge.gazetteer import fold
from faisceau.model.layers import Layers, Quotation
from faisceau.model.text import Article
from faisceau.read import read_file
from faisceau.run.analysis import layers_of

ANNOTATED = Path(__file__).with_name("annotated") / "quotations.jsonl"
FOLDERS = ("gold/articles", "data/rpm2-dev")
OVERLAPS = (0.3, 0.8)
TYPES = ("direct", "indirect")
_MARKS = " \t\r\n\u00a0\u202f.,;:!?…«»“”„‹›\"'’‘"
_SMALL = 3  # letters: shorter words of a name say nothing of who it is


class Marked(Struct, frozen=True):
    """One annotated quotation, code points `start:end` of the article as stored.

    `speaker` are the places of the words that name who speaks, () if nobody is told.
    """

    article: str
    start: int
    end: int
    type: str
    speaker: tuple[tuple[int, int], ...]


class Compared(Struct, frozen=True):
    """One article: its quotations, ours, and who is paired with whom (both by place), with the overlap."""

    text: str
    layers: Layers
    marked: tuple[Marked, ...]
    pairs: tuple[tuple[int, int, float], ...]

    @property
    def ours(self) -> tuple[Quotation, ...]:
        """The quotations of the stream."""
        return self.layers.quotations

    def name_of(self, m: int) -> str | None:
        """The words that name the speaker of the marked quotation `m`, None if nobody is named."""
        return " ".join(self.text[a:b] for a, b in self.marked[m].speaker) or None


class Counts(Struct):
    """What F1 and the share of right speakers are made of."""

    marked: int = 0
    ours: int = 0
    paired: int = 0
    right: int = 0
    named: int = 0

    @property
    def f1(self) -> float:
        """2PR / (P + R), 0 where there is nothing."""
        return 2 * self.paired / (self.marked + self.ours) if self.marked + self.ours else 0.0


def main() -> None:
    """Print every measure, and the misses as offsets where wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("all", "read", "unread"), default="all", help="which articles (default all)")
    parser.add_argument("--misses", action="store_true", help="print what is missed, wrong or too much, as offsets")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"nothing measured: {SHARED.name}/ is not beside the repository")
        return
    names = half(options.half)
    for name, value in figures(names).items():
        print(f"{name:32} {value:.3f}")
    if options.misses:
        for name in names:
            for line in misses(compare(name)):
                print(f"{name}: {line}")


@cache
def annotated() -> Mapping[str, tuple[Marked, ...]]:
    """What was marked, by article in alphabetical order."""
    found: dict[str, list[Marked]] = defaultdict(list)
    for line in ANNOTATED.read_bytes().splitlines():
        each = msgspec.json.decode(line, type=Marked)
        found[each.article].append(each)
    return {name: tuple(found[name]) for name in sorted(found)}


def half(which: str) -> list[str]:
    """Names of the articles: every second one is `read`, the others are only ever scored; `all` are both."""
    names = list(annotated())
    return {"read": names[::2], "unread": names[1::2]}.get(which, names)


def files() -> tuple[str, ...]:
    """The articles' files, relative to the reference folder."""
    return tuple(_file(name) for name in annotated())


def _file(name: str) -> str:
    """Articles of one folder have a prefix of their source."""
    return f"{FOLDERS[0] if name.startswith(('os-', 'rp-')) else FOLDERS[1]}/{name}.txt"


@cache
def compare(name: str) -> Compared:
    """Read one article and pair its quotations."""
    article = next(each for each in read_file(SHARED / _file(name)) if isinstance(each, Article))
    layers = layers_of(article)
    marked = annotated()[name]
    return Compared(article.text, layers, marked, tuple(pairs(article.text, marked, layers.quotations)))


def figures(names: Sequence[str]) -> dict[str, float]:
    """F1 at each overlap and the share of right speakers among the pairs, for both types together and each apart."""
    compared = [compare(name) for name in names]
    made: dict[str, float] = {}
    for kind in ("", *TYPES):
        label = f"{kind} " if kind else ""
        for least in OVERLAPS:
            made[f"{label}F1 at {least}"] = count(compared, kind, least).f1
        counts = count(compared, kind, OVERLAPS[0])
        made[f"{label}right speaker"] = counts.right / counts.named if counts.named else 0.0
    return made


def count(compared: Sequence[Compared], kind: str, least: float) -> Counts:
    """Counts over articles. Of one type, a pair needs only the marked one's type; what is ours alone needs its own."""
    counts = Counts()
    for each in compared:
        pairs = [p for p in each.pairs if p[2] >= least and kind in ("", each.marked[p[0]].type)]
        taken = {p[1] for p in each.pairs if p[2] >= least}
        alone = [q for n, q in enumerate(each.ours) if n not in taken and kind in ("", q.type)]
        counts.marked += sum(kind in ("", m.type) for m in each.marked)
        counts.paired += len(pairs)
        counts.ours += len(pairs) + len(alone)
        for m, q, _ in pairs:
            name = each.name_of(m)
            if name is not None:
                counts.named += 1
                counts.right += same_speaker(each.layers, name, each.ours[q])
    return counts


def pairs(text: str, marked: Sequence[Marked], ours: Sequence[Quotation]) -> Iterator[tuple[int, int, float]]:
    """Places in both lists and their overlap, one to one, the greatest overlap first; below the least none."""
    left = [trimmed(text, each.start, each.end) for each in marked]
    right = [trimmed(text, each.start, each.end) for each in ours]
    all_pairs = ((overlap(a, b), m, q) for m, a in enumerate(left) for q, b in enumerate(right))
    used_left: set[int] = set()
    used_right: set[int] = set()
    for size, m, q in sorted((p for p in all_pairs if p[0] >= OVERLAPS[0]), key=lambda p: (-p[0], p[1], p[2])):
        if m not in used_left and q not in used_right:
            used_left.add(m)
            used_right.add(q)
            yield m, q, size


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """The intersection of two ranges over their union."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared > 0 else 0.0


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without marks, stops and spaces at its ends."""
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def same_speaker(layers: Layers, name: str, ours: Quotation) -> bool:
    """Whether the name is our speaker's: the last word, all the words of the shorter, or the actor meant is the same."""
    if ours.speaker is None:
        return False
    a, b = _words(name), _words(ours.speaker)
    if a and b and (a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a)):
        return True
    span = ours.speaker_span
    named = {i for each in layers.mentions for i in each.actors[:1] if _words(each.text) == a}
    held = {
        i
        for each in layers.mentions
        for i in each.actors[:1]
        if _words(each.text) == b or (span is not None and each.start < span.end and span.start < each.end)
    }
    return bool(named & held)


def _words(name: str) -> list[str]:
    parts = "".join(c if c.isalnum() else " " for c in fold(name)).split()
    return [part for part in parts if len(part) >= _SMALL] or parts


def misses(each: Compared) -> Iterator[str]:
    """What is wrong in one article, as offsets and names."""
    paired = {m: (q, size) for m, q, size in each.pairs}
    for m, marked in enumerate(each.marked):
        where = f"{marked.start}:{marked.end} {marked.type}"
        if m not in paired:
            yield f"missed {where}"
            continue
        ours = each.ours[paired[m][0]]
        if paired[m][1] < OVERLAPS[1]:
            yield f"loose {where}, ours {ours.start}:{ours.end} {ours.type}"
        name = each.name_of(m)
        if name is not None and not same_speaker(each.layers, name, ours):
            yield f"speaker {where}, {name!r}, ours {ours.speaker!r}"
    taken = {q for q, _ in paired.values()}
    for q, ours in enumerate(each.ours):
        if q not in taken:
            yield f"extra {ours.start}:{ours.end} {ours.type}, {ours.speaker!r}"


if __name__ == "__main__":
    main()
