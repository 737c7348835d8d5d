"""What the id of an actor tells of it: a State or body has capitals (RUS, ONU), a person none, an unnamed group a prefix.

The form of the id and no field beside it, because the id is all that a flow, a filter, a judgement and a file written before hold.
Listed places have ids without capitals too, and are no actors: the State where they are is.
"""

from __future__ import annotations

GROUP = "gen:"
"""With what ids of unnamed groups begin: "des officiels" is `gen:officiel`."""


def is_group(actor: str) -> bool:
    """Whether the id is that of a group that nothing names."""
    return actor.startswith(GROUP)


def is_person(actor: str) -> bool:
    """Whether the id is that of a person; the author of an article counts as one."""
    return actor.islower() and not is_group(actor)


def is_state_or_body(actor: str) -> bool:
    """Whether the id is that of a State or of anything else that is named and no person."""
    return not is_person(actor) and not is_group(actor)
