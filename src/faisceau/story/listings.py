"""A story's values by the name of what they are."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.store.filters import ClaimFilter
from faisceau.story import columns, tables
from faisceau.story.actors import actor_lines
from faisceau.story.handle import Story
from faisceau.story.listing import Listing


def listing(what: str, story: Story, only: ClaimFilter) -> Listing[Any]:
    """`what` is claims, events, actors, exchanges, figures, problems or scenarios; claims are filtered, and the
    others as they rest on those that are let through.

    Its limit is on what is listed. Of problems, its `kind` is the code. Raises `FaisceauError` (bad_option).
    """
    match what:
        case "claims":
            return story.select_claims(only)
        case "actors":
            return Listing(actor_lines(story.select_claims(replace(only, limit=None)))[: only.limit], columns.ACTORS)
        case "events":
            return Listing(story.select_reading(only).events, columns.EVENTS, tables.EVENTS)
        case "exchanges":
            return Listing(story.select_reading(only).exchanges, columns.EXCHANGES, tables.EXCHANGES)
        case "figures":
            return Listing(story.select_reading(only).figures, columns.FIGURES, tables.FIGURES)
        case "scenarios":
            if only != ClaimFilter(limit=only.limit):
                raise FaisceauError(Code.BAD_OPTION, "Scenarios are selected by their number only.")
            return Listing(tuple(story.scenarios)[: only.limit], columns.SCENARIOS)
        case "problems":
            if only != ClaimFilter(kind=only.kind, limit=only.limit):
                raise FaisceauError(Code.BAD_OPTION, "Problems are selected by their code and number only.")
            found = [problem for problem in story.problems if only.kind in (None, problem.code)]
            return Listing(found[: only.limit], columns.PROBLEMS)
    raise FaisceauError(Code.BAD_OPTION, f"There is no '{what}' to list.")
