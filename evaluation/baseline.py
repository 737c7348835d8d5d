"""Floors: the figures below which the program may not fall, the files that they were measured on, and what was conceded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

PATH = Path(__file__).with_name("baseline.json")
MARGIN = 0.01
"""A floor lies so far below what was measured, so that a change that trades one claim for another may pass."""


class Floors(Struct, frozen=True):
    """Of one set: `files` with their SHA-256 (hex), `floors` by measure."""

    files: dict[str, str]
    floors: dict[str, float]


class Conceded(Struct, frozen=True):
    """A floor that was lowered, when, and why."""

    on: str
    set: str
    measure: str
    was: float
    now: float
    reason: str


class Baseline(Struct, frozen=True):
    """`baseline.json`."""

    sets: dict[str, Floors] = {}
    conceded: tuple[Conceded, ...] = ()


class Shortfall(Struct, frozen=True):
    """A measure below its floor; `value` is None where the measure is no longer made."""

    set: str
    measure: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        return f"{self.set}: {self.measure} is {self.value}, its floor {self.floor}"


def load(path: Path = PATH) -> Baseline:
    """The baseline, an empty one if there is no file. Raises `msgspec.ValidationError`."""
    return msgspec.json.decode(path.read_bytes(), type=Baseline) if path.exists() else Baseline()


def save(baseline: Baseline, path: Path = PATH) -> None:
    """Write the baseline, the same bytes for the same values."""
    encoded = msgspec.json.encode(baseline, order="sorted")
    path.write_bytes(msgspec.json.format(encoded, indent=1) + b"\n")


def digests(folder: Path, files: Iterable[str]) -> dict[str, str]:
    """SHA-256 of each file under `folder`. Raises `FileNotFoundError`."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}


def shortfalls(name: str, figures: Mapping[str, float], baseline: Baseline) -> list[Shortfall]:
    """What lies below its floor in one set; a set without floors has none."""
    floors = baseline.sets[name].floors if name in baseline.sets else {}
    return [
        Shortfall(name, measure, floor, figures.get(measure))
        for measure, floor in floors.items()
        if figures.get(measure, -1.0) < floor
    ]


def raised(
    baseline: Baseline, name: str, figures: Mapping[str, float], files: dict[str, str], on: str, reason: str | None
) -> tuple[Baseline, list[Shortfall]]:
    """The baseline with the set's floors raised to the figures less the margin, and what stands in the way.

    With a `reason`, floors that the figures do not reach are lowered and recorded on the day `on`; without, the baseline
    comes back as it was and the shortfalls with it.
    """
    short = shortfalls(name, figures, baseline)
    if short and reason is None:
        return baseline, short
    old = baseline.sets[name].floors if name in baseline.sets else {}
    reached = {measure: round(max(0.0, value - MARGIN), 3) for measure, value in figures.items()}
    lowered = {each.measure for each in short}
    floors = {m: value if m in lowered else max(value, old.get(m, 0.0)) for m, value in reached.items()}
    conceded = tuple(
        Conceded(on, name, each.measure, each.floor, floors.get(each.measure, 0.0), reason or "") for each in short
    )
    sets = {**baseline.sets, name: Floors(files, floors)}
    return replace(baseline, sets=sets, conceded=(*baseline.conceded, *conceded)), []
