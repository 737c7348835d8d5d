"""Fusion as somebody decided it: from ties between claims to ties between propositions, and which denial is of which event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from faisceau.fuse.clusters import Bound
from faisceau.fuse.features import Proposition
from faisceau.fuse.links import Groups
from faisceau.model.ties import Apart, Ties


def set_apart(ties: Ties) -> dict[str, str]:
    """Claims that cannot share a proposition with others that say the same: by id, what they may share one with."""
    apart = {claim for sides in ties.apart for side in sides for claim in side}
    found = {claim: claim for claim in apart}
    for claims in ties.together:
        if not apart.isdisjoint(claims):
            found |= dict.fromkeys(claims, min(claims))
    return found


def bound_of(known: Sequence[Proposition], ties: Ties) -> Bound:
    """The ties, by index of proposition. Claims that are not there tie nothing."""
    index_of = {claim.id: index for index, one in enumerate(known) for claim in one.claims}
    sets = [sorted({index_of[claim] for claim in claims if claim in index_of}) for claims in ties.together]
    apart = [[[index_of[one] for one in side if one in index_of] for side in sides] for sides in ties.apart]
    return Bound([found for found in sets if len(found) > 1], apart)


def denials_bound(
    known: Sequence[Proposition], groups: Groups, denied: Mapping[int, tuple[int, ...]], bound: Bound
) -> dict[int, tuple[int, ...]]:
    """`denied` (see `links`), as ties allow: a denial that must be with something told is of its event, denials that must be
    together are of the same events, and none is of an event from which it is kept apart."""
    if not bound.together and not bound.apart:
        return dict(denied)
    unit_of = {index: tuple(members) for members in bound.together for index in members}
    apart = _apart(bound, unit_of)
    group_of = {index: number for number, group in enumerate(groups) for index in group}
    held: dict[int, set[int]] = {number: set(group) for number, group in enumerate(groups)}
    found: dict[int, tuple[int, ...]] = {}
    for index in sorted(i for i, one in enumerate(known) if one.denial):
        if index in found:
            continue
        unit = [one for one in unit_of.get(index, (index,)) if known[one].denial]
        own = group_of[index]
        targets = [own] if any(not known[one].denial for one in groups[own]) else []
        targets += [target for one in unit for target in denied.get(one, ()) if target != own]
        allowed = [
            target
            for target in dict.fromkeys(targets)
            if target == own or all(apart.by(one, other) is None for one in unit for other in held[target])
        ]
        for target in allowed:
            held[target].update(unit)
        if allowed:
            found |= dict.fromkeys(unit, tuple(allowed))
    return found


def _apart(bound: Bound, unit_of: Mapping[int, tuple[int, ...]]) -> Apart[int]:
    """What is kept apart, through all that it is tied to."""
    found = Apart[int]()
    for number, sides in enumerate(bound.apart):
        for place, side in enumerate(sides):
            for index in side:
                for one in unit_of.get(index, (index,)):
                    found.put(number, place, one)
    return found
