"""Actors that somebody found to be one, or two: each judgement renames what the ones before it made."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from faisceau.model.claims import ActorRef, Claim, Flow, Source
from faisceau.model.judgements import Judgement


class Renaming:
    """Mergers of actors, one after the other. An actor that was taken in stands for the one that took it."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}

    def merge(self, judgement: Judgement) -> dict[str, str]:
        """What every id concerned is called from this judgement on."""
        kept, taken = judgement.actors[0].id, [actor.id for actor in judgement.actors[1:]]
        roots = {self._root.get(one, one) for one in taken}
        into = self._root.get(kept, kept)
        if roots == {into}:
            into = kept  # they are one already: what is asked is the name
        members = {one for one, root in self._root.items() if root in {*roots, self._root.get(kept, kept)}}
        step = dict.fromkeys(sorted({*members, *taken, *roots, kept, self._root.get(kept, kept)}), into)
        self._root |= step
        return step

    @property
    def names(self) -> Mapping[str, str]:
        """What every actor is called after all mergers."""
        return {one: root for one, root in self._root.items() if one != root}


def renamed(claim: Claim, names: Mapping[str, str], called: str | None = None) -> Claim:
    """The claim with its actors by other ids, each once in each place; `called` is then their name, else it stays as written."""

    def one(ref: ActorRef) -> ActorRef:
        if ref.id not in names:
            return ref
        return ActorRef(names[ref.id], called or ref.name, ref.span)

    def all_of(refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        if not any(ref.id in names for ref in refs):
            return refs
        return tuple({ref.id: ref for ref in reversed([one(ref) for ref in refs])}.values())[::-1]

    source = Source(all_of(claim.source.by), claim.source.kind, claim.source.cue, all_of(claim.source.chain))
    flow = claim.flow and Flow(_end(claim.flow.from_, names), _end(claim.flow.to, names))
    after = replace(claim, subject=all_of(claim.subject), object=all_of(claim.object), source=source, flow=flow)
    return claim if after == claim else after


def _end(actor: str | None, names: Mapping[str, str]) -> str | None:
    return None if actor is None else names.get(actor, actor)
