"""Root and direction of PLOVER events in French sentences: `python -m evaluation.plover [--misses]`.

Data lie in `../shared` beside the repository: a sentence a record, with one root and spans of source, target and event
words (code points). A claim with a root is an event of ours; one of them is paired with the gold event of its sentence:

1. whose predicate overlaps the event words, that of the earliest word first, of the same word the shortest claim;
2. else the one whose span holds most of the event words, the shortest first; none where no span does.

The root is never looked at in pairing. Every other event of ours in the sentence is extra. Measures:

root        gold events whose pair has the root, out of all
direction   gold events whose pair has a source among its subjects and a target among its objects (by the actor's code
            or where their words overlap), out of those with both; either way round where the two sides are the same
paired      events of ours that are paired, out of all of ours; `extra` is how many are not, for each gold event

Records at even places may be read; those at odd places are only scored.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from evaluation.gold import SHARED
from faisceau.model.claims import ActorRef, Claim
from faisceau.model.ids import bytes_id
from faisceau.model.text import Article
from faisceau.run.analysis import analyse

DEFAULT = SHARED / "data" / "plover" / "gsr-fr-dev.jsonl"


class Mark(Struct, frozen=True):
    """Words marked in a sentence (code points); `code` names an actor. `recip` marks both source and target."""

    start: int
    end: int
    code: str | None = None
    recip: bool = False


class Record(Struct, frozen=True):
    """One sentence and its event."""

    id: str
    text: str
    type: str
    source: list[Mark]
    target: list[Mark]
    event: list[Mark]

    @property
    def reciprocal(self) -> bool:
        """Whether everybody is on both sides."""
        sides = [{(m.start, m.end) for m in side} for side in (self.source, self.target)]
        return sides[0] == sides[1] or any(m.recip for m in (*self.source, *self.target))


class Outcome(Struct, frozen=True):
    """One record: its event of ours, if any, whether root and direction are right (None: not asked), how many extra."""

    record: Record
    ours: Claim | None
    root: bool
    direction: bool | None
    extra: int


def records(path: Path = DEFAULT) -> list[Record]:
    """The records of the file, in order. Raises `msgspec.ValidationError`."""
    return [msgspec.json.decode(line, type=Record) for line in path.read_bytes().splitlines() if line.strip()]


def outcome(record: Record, claims: Iterable[Claim]) -> Outcome:
    """The record compared with the claims of its sentence."""
    events = [claim for claim in claims if claim.plover is not None]
    ours = pair(record.event, events)
    asked = bool(record.source and record.target)
    direction = _directed(record, ours) if ours is not None else False
    right = ours is not None and ours.plover == record.type
    return Outcome(record, ours, right, direction if asked else None, len(events) - (ours is not None))


def pair(words: Sequence[Mark], events: Sequence[Claim]) -> Claim | None:
    """The event of ours that is taken for the one told by `words`."""
    for word in words:
        told = [e for e in events if e.predicate_span.start < word.end and word.start < e.predicate_span.end]
        if told:
            return min(told, key=_length)
    held = [(sum(max(0, min(w.end, e.end) - max(w.start, e.start)) for w in words), -_length(e), e) for e in events]
    best = max(held, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] else None


def _length(claim: Claim) -> int:
    return claim.end - claim.start


def _directed(record: Record, claim: Claim) -> bool:
    sides = (claim.subject, claim.object)
    if record.reciprocal:
        sides = ((*claim.subject, *claim.object),) * 2
    return _meet(record.source, sides[0]) and _meet(record.target, sides[1])


def _meet(marks: Sequence[Mark], actors: Sequence[ActorRef]) -> bool:
    return any(
        a.id == m.code or (a.span is not None and a.span.start < m.end and m.start < a.span.end)
        for m in marks
        for a in actors
    )


def outcomes(path: Path = DEFAULT) -> list[Outcome]:
    """Every record read by the program as it stands, as an article of its own without a date."""
    return [outcome(r, analyse(_article(r)).claims) for r in records(path)]


def _article(record: Record) -> Article:
    text = record.text
    return Article(record.id, text, bytes_id(text.encode()), None, None, None, None, None, None, "fr")


def figures(of: Sequence[Outcome]) -> dict[str, float]:
    """The measures, higher is better."""
    directions = [o.direction for o in of if o.direction is not None]
    paired = sum(o.ours is not None for o in of)
    return {
        "root": sum(o.root for o in of) / max(1, len(of)),
        "direction": sum(directions) / max(1, len(directions)),
        "paired": paired / max(1, paired + sum(o.extra for o in of)),
    }


def main() -> None:
    """Print the measures of all records and of each half; with `--misses`, the misses of the half that may be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list the even records that are wrong")
    options = parser.parse_args()
    if not DEFAULT.exists():
        print(f"nothing measured: {SHARED.name}/ is not beside the repository")
        return
    found = outcomes()
    for name, half in (("all", found), ("even", found[::2]), ("odd", found[1::2])):
        told = "  ".join(f"{key} {value:.3f}" for key, value in figures(half).items())
        print(f"{name:5} {told}  extra {sum(o.extra for o in half) / max(1, len(half)):.2f} an event")
    if options.misses:
        for o in found[::2]:
            if not (o.root and o.direction is not False):
                _print_miss(o)


def _print_miss(o: Outcome) -> None:
    def words(marks: Iterable[Mark]) -> str:
        return ", ".join(o.record.text[m.start : m.end] for m in marks)

    print(f"\n{o.record.id} {o.record.type}: {words(o.record.source)} > {words(o.record.target)}")
    if o.ours is not None:
        sides = (", ".join(a.name for a in side) for side in (o.ours.subject, o.ours.object))
        print(f"  ours {o.ours.plover} ({o.ours.predicate}): {' > '.join(sides)}")


if __name__ == "__main__":
    main()
