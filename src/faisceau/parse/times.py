"""Where a text tells time: extents and rules only. Their values need the publication date and the tense (`resolve.times`)."""

from __future__ import annotations

from faisceau.knowledge.dates import has_dates, scan_dates
from faisceau.model.layers import Time


def find_times(text: str, lang: str) -> tuple[Time, ...]:
    """Every time expression of `text`, in order, without overlap: half-open code points, `rule` set, `value` None.

    `rule` names the frame and the patterns that matched. A language without time expressions has none.
    """
    if not has_dates(lang):
        return ()
    return tuple(
        Time(start=e.start, end=e.end, text=text[e.start : e.end], rule=e.rule) for e in scan_dates(text, lang)
    )
