"""Camps: a line for each stretch of time, with the ties in it, the events behind them, and the claims that say so."""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.model.alignment import ALL, CampWindow, Pair, window_of
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The windows as JSON lines, all dates first; the same in every language."""
    claims = {note.number: note.claim for note in dossier.notes}
    found = dossier.alignment
    ties = {(tie.a, tie.b): tie for tie in found.ties}

    def told(window: CampWindow, pair: Pair) -> Iterator[dict[str, object]]:
        for each in ties[pair].events:
            inside = each.date is not None and (window.name == ALL or window_of(each.date, found.unit) == window.name)
            if inside:
                yield {
                    "event": each.event,
                    "sign": each.sign,
                    "date": each.date,
                    "independent": each.independent,
                    "hearsay": each.hearsay,
                    "claims": [claims[number] for number in each.told.notes],
                }

    return lines(
        {
            "window": window.name,
            "index": window.index,
            "at_least": window.at_least,
            "refused": window.refused,
            "divisions": window.divisions,
            "complete": window.complete,
            "ties": [
                {"a": pair[0], "b": pair[1], "sign": sign, "events": list(told(window, pair))}
                for sign, pairs in (("+", window.plus), ("-", window.minus), ("both", window.both))
                for pair in pairs
            ],
        }
        for window in found.windows
    )
