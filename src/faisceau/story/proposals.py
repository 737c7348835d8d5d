"""From what somebody wants judged, by the ids that a page or a table shows, to a judgement that outlives them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import ActorRef, Claim
from faisceau.model.fused import Event
from faisceau.model.judgements import Action, Fields, Judgement, Target, anchor_of, taken_back
from faisceau.store.view import View


class Proposal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody wants judged. `claims` and `events` are ids, or the first characters of one.

    By action: accept, reject, edit (`fields`), reassign (`actors`: old, new): any claims and events. merge: two or more events (or
    claims). split: one event, `claims` those of it that go apart. apart: two or more events or claims. relabel: one event, `label`.
    merge_actors: `actors`, the one kept first. undo: `undo` is the number of a judgement. `at` is ISO 8601, now if None.
    """

    action: Action
    author: str
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    fields: Fields | None = None
    actors: tuple[ActorRef, ...] = ()
    label: str | None = None
    undo: int | None = None
    note: str = ""
    at: str | None = None


def judgement_of(view: View, proposal: Proposal) -> Judgement:
    """The judgement that is proposed, numbered after the last of the story. Raises `FaisceauError`: bad_judgement, no_target."""
    log = view.judgements()
    undone = None
    if proposal.action == "undo":
        found = [each for each in log if each.number == proposal.undo]
        if not found:
            raise FaisceauError(Code.NO_TARGET, f"There is no judgement {proposal.undo} to undo.")
        undone = found[0].id
        if undone in taken_back(log):
            raise FaisceauError(Code.NO_TARGET, f"Judgement {proposal.undo} is undone already.")
    return Judgement(
        id=uuid.uuid4().hex,
        number=len(log) + 1,
        at=proposal.at or datetime.now(UTC).isoformat(timespec="seconds"),
        author=proposal.author.strip(),
        action=proposal.action,
        targets=_targets(view, proposal),
        fields=proposal.fields,
        actors=proposal.actors,
        label=proposal.label,
        undone=undone,
        note=proposal.note,
    )


def _targets(view: View, proposal: Proposal) -> tuple[Target, ...]:
    claims = [_claim(view, each) for each in dict.fromkeys(proposal.claims)]
    events = [_event(view, each) for each in dict.fromkeys(proposal.events)]
    if proposal.action == "split":
        if len(events) != 1:
            raise FaisceauError(Code.BAD_JUDGEMENT, "One event is split at a time.")
        return _parts(view, events[0], claims)
    whole = [[_claim(view, each) for each in event.claims] for event in events]
    if proposal.action == "apart":
        # A denial may be an account of both: it stays free.
        counts = [claim.id for side in whole for claim in side]
        whole = [[claim for claim in side if counts.count(claim.id) == 1] for side in whole]
    sides = [*([claim] for claim in claims), *whole]
    return tuple(tuple(anchor_of(claim) for claim in side) for side in sides)


def _parts(view: View, event: Event, away: Sequence[Claim]) -> tuple[Target, ...]:
    strange = [claim.id for claim in away if claim.id not in event.claims]
    if strange:
        raise FaisceauError(Code.NO_TARGET, f"Claim {strange[0]} is not of event {event.id}.")
    gone = {claim.id for claim in away}
    rest = [_claim(view, each) for each in event.claims if each not in gone]
    if not gone or not rest:
        raise FaisceauError(Code.BAD_JUDGEMENT, "Some claims go apart, and some stay.")
    return tuple(tuple(anchor_of(claim) for claim in side) for side in (rest, away))


def _claim(view: View, wanted: str) -> Claim:
    found = view.read_like(wanted) if wanted else ()
    if len(found) == 1 or (found and found[0].id == wanted):
        return found[0]
    raise FaisceauError(Code.NO_TARGET, f"{'Several claims have' if found else 'No claim has'} the id {wanted[:60]!a}.")


def _event(view: View, wanted: str) -> Event:
    found = view.events_like(wanted) if wanted else ()
    if len(found) == 1 or (found and found[0].id == wanted):
        return found[0]
    raise FaisceauError(Code.NO_TARGET, f"{'Several events have' if found else 'No event has'} the id {wanted[:60]!a}.")
