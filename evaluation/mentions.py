"""How well mentions are bounded: dates, amounts and people in seven texts annotated by hand, `python -m evaluation.mentions`.

Data lie in `../shared` beside the repository (FENEC, Quaero guidelines); without them this says so and stops. A mention is
right where its extent is the gold's, code point by code point. The gold takes in "le", "en", "près de" in one text and
leaves them out in the next; so a second measure sets the words before the date, number or name aside on both sides. In it
the text `SPOKEN` is left out: it was hardly annotated (one entity in five thousand code points); and so are our amounts
that state no number ("plusieurs familles"), which the gold does not mark but for one.
Even texts in alphabetical order are read, odd ones only scored. Misses are printed as offsets.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.dates_numbers import SHARED, Share
from faisceau.model.ids import bytes_id
from faisceau.model.layers import Layers
from faisceau.model.text import Article
from faisceau.run.analysis import layers_of

FOLDER = SHARED / "data" / "fenec-ner"
SORTS = {"dates": "time.date", "amounts": "amount", "people": "pers.ind"}
"""What is measured, and how its types begin in the annotation. Hours, functions, places and bodies are not measured."""

TEXTS = (
    "CorpusAPIL_test.sample.txt",
    "aijwikinerfrwp3.sample.txt",
    "fr_gsd-ud-train.conllu.sample.txt",
    "fr_sequoia-ud-train.conllu.sample.txt",
    "fr_spoken-ud-train.conllu.sample.txt",
    "pg6470.sample.txt",
    "wikinews-2018-03.sample.txt",
)
SPOKEN = "fr_spoken-ud-train.conllu.sample.txt"
_BEFORE = re.compile(
    r"(?:(?:le|la|les|en|au|aux|du|des|de|dans|dès|depuis|pendant|durant|vers|ce|cette|ces|environ|quelque|près de|plus de|plus que"
    r"|moins de|un peu plus de|un peu moins de|au moins|jusqu'à|presque|une moyenne de|M\.|Mme|Mlle) |[ld]['’])+",
    re.IGNORECASE,
)
"""Words before a mention that one annotator takes in and another leaves out."""

Extent = tuple[int, int]
Annotated = tuple[str, str, dict[str, set[Extent]]]


def main() -> None:
    """Print every measure; with `--misses`, the extents missed and the extra ones of the texts that may be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print extents missed and extra, as offsets")
    options = parser.parse_args()
    if not FOLDER.is_dir():
        print(f"nothing measured: {FOLDER.name}/ is not beside the repository")
        return
    texts = tuple(annotated())
    for name, part in (("all", texts), ("read", texts[::2]), ("unread", texts[1::2])):
        for share in extents(part):
            print(f"{name:7} {share}")
    if options.misses:
        for name, text, gold in texts[::2]:
            for sort, found in found_in(layers_of(article_of(text))).items():
                for what, rest in (("missed", gold[sort] - found), ("extra", found - gold[sort])):
                    for start, end in sorted(rest):
                        print(f"{what:6} {sort:8} {name} {start}-{end}")


def mentions() -> list[Share]:
    """F1 of extents in all texts, two measures a sort."""
    return extents(tuple(annotated()))


def extents(texts: Sequence[Annotated]) -> list[Share]:
    """F1 of exact extents, then of extents without the words before them, with the hits out of the gold's."""
    exact: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for name, text, gold in texts:
        layers = layers_of(article_of(text))
        for sort, found in found_in(layers).items():
            _count(exact, sort, gold[sort], found)
            if name != SPOKEN:
                stated = found & _stated(layers) if sort == "amounts" else found
                _count(bare, sort, _without_before(text, gold[sort]), _without_before(text, stated))
    return [*_shares("exact", exact), *_shares("bare", bare)]


def _count(counts: Counter[str], sort: str, gold: set[Extent], found: set[Extent]) -> None:
    counts[f"{sort} gold"] += len(gold)
    counts[f"{sort} found"] += len(found)
    counts[f"{sort} hit"] += len(found & gold)


def _shares(how: str, counts: Counter[str]) -> Iterator[Share]:
    for sort in SORTS:
        hit, total = counts[f"{sort} hit"], counts[f"{sort} gold"]
        yield Share(f"mentions of {sort}, {how} F1", hit, total, 2 * hit / max(1, total + counts[f"{sort} found"]))


def _without_before(text: str, found: set[Extent]) -> set[Extent]:
    return {(m.end() if (m := _BEFORE.match(text, a, b)) and m.end() < b else a, b) for a, b in found}


def _stated(layers: Layers) -> set[Extent]:
    """The quantities whose number, or the bounds of it, are stated."""
    return {(q.start, q.end) for q in layers.quantities if q.value is not None or q.max is not None}


def article_of(text: str) -> Article:
    """A text of no title and no date, as an article."""
    return Article("text", text, bytes_id(text.encode()), lang="fr")


def found_in(layers: Layers) -> dict[str, set[Extent]]:
    """What the program finds of each sort."""
    return {
        "dates": {(t.start, t.end) for t in layers.times},
        "amounts": {(q.start, q.end) for q in layers.quantities},
        "people": _people(layers),
    }


def _people(layers: Layers) -> set[Extent]:
    return {(m.start, m.end) for m in layers.mentions if m.kind == "person"}


def annotated() -> Iterator[Annotated]:
    """Name, text and gold extents of each annotated text, in alphabetical order."""
    for name in TEXTS:
        text, table = (SHARED / path for path in files(name))
        yield name, text.read_text(encoding="utf-8"), _gold(table)


def files(name: str) -> tuple[str, str]:
    """A text and its table of annotations, relative to the folder beside the repository."""
    folder = "data/fenec-ner"
    return f"{folder}/Textes/{name.replace('_test', '')}", f"{folder}/annotation/{name}/CURATION_USER.tsv"


def _gold(path: Path) -> dict[str, set[Extent]]:
    """Extents of each sort in a WebAnno table: tokens of one entity share a number in brackets."""
    parts: defaultdict[tuple[str, str], list[Extent]] = defaultdict(list)
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        columns = line.split("\t")
        if line.startswith("#") or len(columns) < 4 or columns[3] in ("_", ""):
            continue
        start, end = (int(bound) for bound in columns[1].split("-"))
        for label in columns[3].split("|"):
            kind, _, number = label.partition("[")
            parts[kind, number or f"line {n}"].append((start, end))
    gold: dict[str, set[Extent]] = {sort: set() for sort in SORTS}
    for (kind, _), tokens in parts.items():
        for sort, begins in SORTS.items():
            if kind.startswith(begins):
                gold[sort].add((tokens[0][0], tokens[-1][1]))
    return gold


if __name__ == "__main__":
    main()
