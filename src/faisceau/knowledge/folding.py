"""Words without what only their writing adds: case, accents, ligatures.

Three other foldings differ on purpose: `wording.fold` keeps every code point in its place, `gazetteer.fold` makes ids, and
`store/postings.py` what a story's files hold. Where text is typed to be compared, `story/alerts/matching.py` and
`system/names.py` say what they leave.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"[\u0300-\u036f]+")


def fold(text: str) -> str:
    """`text` in small letters, without accents, ligatures opened ("œ" → "oe"): NFKD leaves these whole."""
    small = text.casefold()
    if small.isascii():
        return small
    return _MARKS.sub("", unicodedata.normalize("NFKD", small.replace("œ", "oe").replace("æ", "ae")))
