"""The actors that ties and positions are of: States and bodies, whoever speaks or acts for them."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.knowledge.ties import tied_kinds
from faisceau.model.claims import ActorRef
from faisceau.view.actors import kind_of, state_of


def tied(refs: Sequence[ActorRef]) -> tuple[str, ...]:
    """Who is tied by a claim in which these have one role: a person stands for the State that it is listed with.

    Vague groups, media, places and persons of no known State are left out: nobody knows whom they would tie.
    """
    found: dict[str, None] = {}
    for ref in refs:
        kind = kind_of(ref.id)
        actor = state_of(ref.id) if kind == "person" else ref.id
        if actor is not None and kind_of(actor) in tied_kinds():
            found[actor] = None
    return tuple(found)
