"""Every outlet: what it tells, had first, has alone, what others bear out, what it repeats, corrected, whom it quotes."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.export.wording import Wording
from faisceau.model.dossier.outlets import Outlet
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The outlets as JSON lines; only the names of those whom they quote are in `lang`."""
    wording = Wording(dossier, lang)
    return lines(_record(outlet, wording) for outlet in dossier.outlets)


def _record(outlet: Outlet, wording: Wording) -> dict[str, object]:
    return {
        "outlet": outlet.name,
        "articles": outlet.articles,
        "claims": outlet.claims,
        "told": outlet.told,
        "alone": outlet.alone,
        "borne_out": outlet.borne_out,
        "first": [{"event": event, "days": days} for event, days in zip(outlet.first, outlet.ahead, strict=True)],
        "corrected": outlet.corrected,
        "repeats": outlet.echoes,
        "quotes": [
            {
                "source": each.source,
                "name": wording.actor(each.source),
                "claims": each.claims,
                "articles": each.articles,
            }
            for each in outlet.quotes
        ],
    }
