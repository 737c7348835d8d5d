"""The actors that ties and positions are of: States and bodies, whoever speaks or acts for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from faisceau.knowledge.ties import TieRule, tied_kinds
from faisceau.model.claims import ActorRef, Claim
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


def pairs_of(claim: Claim, rule: TieRule) -> Iterator[tuple[str, str]]:
    """Who is tied to whom by a claim: each of the one side to the other, and to one another where they do it together."""
    subjects, objects = tied(claim.subject), tied(claim.object)
    others = set(objects) - set(subjects)
    if len(others) == 1 or not rule.sole:
        yield from ((a, b) for a, b in product(subjects, objects) if a != b)
    if rule.mutual:
        yield from combinations(subjects, 2)
