"""Dated events as Timesketch takes them: rows with a message, an instant and what the instant is.

Timesketch knows instants only. An event of one day is one row at its midnight, in UTC; an interval, or a date that is known to the
month or the year, is two rows, for its first and its last day. `timestamp_desc` says which, `date` has the date as the
words give it, and `time_of_day` is always `unknown`: no row is to be read to the hour.
"""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.export.days import Interval, interval_of
from faisceau.export.index import Index
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event

Row = dict[str, object]
COLUMNS = (
    "message", "datetime", "timestamp_desc", "date", "date_precision", "time_of_day", "event", "kind", "plover", "actors",
    "verdict", "independent", "salience", "claims", "statuses", "polarities", "voices", "articles", "urls", "starts", "ends",
    "quotes",
)  # fmt: skip


def rows_of(dossier: Dossier, lang: str) -> Iterator[Row]:
    """The rows, in time order; cells in the order of `COLUMNS`. Undated events have none."""
    index = Index(dossier)
    dated = [(days, event) for event in index.events if (days := interval_of(event.date))]
    marks = [(day, what, days, event) for days, event in dated for day, what in _marks(days)]
    marks.sort(key=lambda mark: (mark[0], mark[3].id, mark[1]))
    for day, what, days, event in marks:
        yield {
            "message": f"{' '.join(event.label.split())} ({event.verdict}, {event.independent})",
            "datetime": f"{day}T00:00:00+00:00",
            "timestamp_desc": what,
            "date": event.date,
            "date_precision": days.precision,
            "time_of_day": "unknown",
            **_told(event, index, lang),
        }


def _marks(days: Interval) -> list[tuple[str, str]]:
    if days.first and days.first == days.last:
        return [(days.first, "Day of the event")]
    first, last = ("First day", "Last day") if days.exact else ("Earliest possible day", "Latest possible day")
    ends = ((days.first, first), (days.last, last))
    return [(day, f"{what} of the event") for day, what in ends if day]


def _told(event: Event, index: Index, lang: str) -> Row:
    claims = index.claims_of(event)
    return {
        "event": event.id,
        "kind": event.kind,
        "plover": list(dict.fromkeys(claim.plover for claim in claims if claim.plover)),
        "actors": [index.name(actor, lang) for actor in index.actors_of(event)],
        "verdict": event.verdict,
        "independent": event.independent,
        "salience": event.salience,
        "claims": [claim.id for claim in claims],
        "statuses": [claim.status for claim in claims],
        "polarities": [claim.polarity for claim in claims],
        "voices": [list(index.voices(claim)) for claim in claims],
        "articles": [claim.article for claim in claims],
        "urls": [index.address(claim.article) for claim in claims],
        "starts": [claim.start for claim in claims],
        "ends": [claim.end for claim in claims],
        "quotes": [claim.quote for claim in claims],
    }
