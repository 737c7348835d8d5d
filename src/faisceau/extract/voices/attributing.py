"""The voices of an article, found in the order in which they lean on each other.

Remarks come first, for they say who spoke last; then verbs with their content, then prepositions; quotations last, which take
up whoever these have named.
"""

from __future__ import annotations

from faisceau.extract.arguments import Slots
from faisceau.extract.clauses import Clause
from faisceau.extract.page import Page
from faisceau.extract.voices.cues import find_cues
from faisceau.extract.voices.quotations import give_quotations
from faisceau.extract.voices.remarks import find_remarks
from faisceau.extract.voices.reports import find_reports
from faisceau.extract.voices.speakers import Cast
from faisceau.extract.voices.zones import Attribution
from faisceau.knowledge.lexicon import Row


def attribute(page: Page, clauses: list[Clause], rows: list[Row | None], slots: list[Slots]) -> Attribution:
    """Find every voice of the article."""
    cast = Cast(page)
    found = Attribution(cast=cast)
    place = {clause.head: n for n, clause in enumerate(clauses)}
    find_remarks(page, found, place, slots, cast)
    find_reports(page, clauses, rows, slots, found, cast)
    find_cues(page, clauses, place, found, cast)
    give_quotations(page, found, cast)
    return found
