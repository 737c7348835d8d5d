"""Every causal claim with all its fields, in reading order."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.model.causes import Cause, End
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The causal claims as JSON lines; the same in every language."""
    return lines(record(cause) for cause in dossier.causes)


def record(cause: Cause) -> dict[str, object]:
    """One claim, its fields in the order of docs/reference/causal-map.md."""
    return {
        "article": cause.article,
        "id": cause.id,
        "start": cause.start,
        "end": cause.end,
        "quote": cause.quote,
        "cause": _end(cause.cause),
        "effect": _end(cause.effect),
        "sign": cause.sign,
        "modality": cause.modality,
        "speaker": cause.speaker,
        "condition": cause.condition,
        "cue": cause.cue,
    }


def _end(end: End) -> dict[str, object]:
    return {"text": end.text, "start": end.start, "end": end.end, "variable": end.variable}
