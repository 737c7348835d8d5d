"""A story's claims as judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from faisceau.model.claims import ActorRef, Claim, Item, Source, When
from faisceau.model.judgements import Anchor, Fields, Judged, Judgement, Waiting, Words, standing
from faisceau.model.text import Article
from faisceau.review.actors import Renaming, renamed
from faisceau.review.anchors import Finder
from faisceau.review.binding import Binding

_SPEAKS_OF = frozenset({"accept", "reject"})


def apply(articles: Sequence[Article], claims: Sequence[Claim], judgements: Sequence[Judgement]) -> Judged:
    """The claims (as they were read) after the judgements of the whole log; the same whatever the order of articles and claims.

    The last accept or reject of a claim decides whether it counts; edits are made one after the other; actors are renamed as they
    are called when the judgement is made. A claim keeps the id that it was read with.
    """
    return _Work(articles, claims, judgements).result()


class _Work:
    """One application of a log, from its first judgement to its last."""

    def __init__(self, articles: Sequence[Article], claims: Sequence[Claim], log: Sequence[Judgement]) -> None:
        self._claims = claims
        self._finder = Finder(articles, claims)
        self._waiting: list[Waiting] = []
        self._by_claim: dict[str, list[int]] = defaultdict(list)
        self._moved: set[str] = set()
        self._place = {each.id: each.number for each in log}
        self._anchors: dict[int, dict[str, Anchor]] = {}
        self._log = log
        self._holding = standing(log)

    def result(self) -> Judged:
        if not self._log:
            return Judged(tuple(self._claims))
        self._waiting += [
            Waiting(each.number, "no_judgement")
            for each in self._log
            if each.action == "undo" and self._place.get(each.undone or "", each.number) >= each.number
        ]
        sides = {each.number: [self._found(each, target) for target in each.targets] for each in self._holding}
        rejected = self._rejected(sides)
        changed = self._changed(sides)
        binding, overruled = _bound(self._holding, sides)
        for number, claim, by in overruled:
            anchor = self._anchor(number, claim)
            # What a judgement says against itself: two of its claims are now read as one.
            self._waiting.append(
                Waiting(number, "no_claim", anchor) if by == number else Waiting(number, "overruled", anchor, by)
            )
        labels = [
            (each.number, each.label or "", tuple(claim.id for claim in sides[each.number][0]))
            for each in self._holding
            if each.action == "relabel" and sides[each.number]
        ]
        return Judged(
            claims=tuple(changed.get(claim.id, claim) for claim in self._claims if claim.id not in rejected),
            changed=changed,
            rejected=dict(sorted(rejected.items())),
            ties=binding.ties(without=rejected),
            labels=tuple(labels),
            by_claim={claim: tuple(dict.fromkeys(numbers)) for claim, numbers in sorted(self._by_claim.items())},
            moved=frozenset(self._moved),
            waiting=tuple(sorted(self._waiting, key=_order)),
        )

    def _found(self, judgement: Judgement, target: Sequence[Anchor]) -> list[Claim]:
        """The claims that a target means now, each once; those not found are noted as waiting."""
        found: dict[str, Claim] = {}
        for anchor in target:
            met = self._finder.find(anchor)
            if met.claim is None:
                self._waiting.append(Waiting(judgement.number, met.reason, anchor))
                continue
            found[met.claim.id] = met.claim
            self._anchors.setdefault(judgement.number, {}).setdefault(met.claim.id, anchor)
            self._by_claim[met.claim.id].append(judgement.number)
            if not met.exact:
                self._moved.add(met.claim.id)
        return list(found.values())

    def _anchor(self, number: int, claim: str) -> Anchor | None:
        """The first anchor of the judgement that means the claim now."""
        return self._anchors.get(number, {}).get(claim)

    def _rejected(self, sides: Mapping[int, Sequence[Sequence[Claim]]]) -> dict[str, int]:
        found: dict[str, int] = {}
        for judgement in self._holding:
            if judgement.action not in _SPEAKS_OF:
                continue
            for claim in (claim for side in sides[judgement.number] for claim in side):
                if judgement.action == "reject":
                    found[claim.id] = judgement.number
                else:
                    found.pop(claim.id, None)
        return found

    def _changed(self, sides: Mapping[int, Sequence[Sequence[Claim]]]) -> dict[str, Claim]:
        """The claims that are no longer as read: each goes through its own edits and through all mergers, in order."""
        renaming = Renaming()
        mergers = {each.number: renaming.merge(each) for each in self._holding if each.action == "merge_actors"}
        own, names = self._own_edits(sides), renaming.names
        found: dict[str, Claim] = {}
        for claim in self._claims:
            edits = own.get(claim.id)
            after = self._through(claim, edits, mergers) if edits else _renamed_at_once(claim, names)
            if after is not claim and after != claim:
                found[claim.id] = after
        self._note_renamed(mergers)
        return found

    def _own_edits(self, sides: Mapping[int, Sequence[Sequence[Claim]]]) -> dict[str, dict[int, Judgement]]:
        """The edits of each claim, by number."""
        own: dict[str, dict[int, Judgement]] = defaultdict(dict)
        for judgement in self._holding:
            if judgement.action in ("edit", "reassign"):
                for claim in (claim for side in sides[judgement.number] for claim in side):
                    own[claim.id][judgement.number] = judgement
        return own

    def _through(self, claim: Claim, edits: Mapping[int, Judgement], mergers: Mapping[int, Mapping[str, str]]) -> Claim:
        """The claim after its edits and the mergers of actors, in the order in which they were made."""
        for number in sorted({*mergers, *edits}):
            names = mergers.get(number)
            claim = self._edited(claim, edits[number]) if names is None else renamed(claim, names)
        return claim

    def _note_renamed(self, mergers: Mapping[int, Mapping[str, str]]) -> None:
        """Note the mergers that are of an actor of a claim among what judges it."""
        renaming_by: dict[str, list[int]] = defaultdict(list)
        for number, names in mergers.items():
            for one, other in names.items():
                if one != other:
                    renaming_by[one].append(number)
        for claim in self._claims if renaming_by else ():
            numbers = {number for actor in _actors(claim) for number in renaming_by.get(actor, ())}
            if numbers:
                self._by_claim[claim.id] = sorted({*self._by_claim[claim.id], *numbers})

    def _edited(self, claim: Claim, judgement: Judgement) -> Claim:
        if judgement.action == "reassign":
            old, new = judgement.actors
            return renamed(claim, {old.id: new.id}, new.name)
        assert judgement.fields is not None
        anchor = self._anchor(judgement.number, claim.id)
        words = judgement.fields.span
        shift: int | None = 0
        if anchor is not None:
            shift = self._finder.shift(claim.article, anchor.start, anchor.quote)
        given = _without_spans(judgement.fields, keep=shift == 0)
        if isinstance(words, Words):
            moved = self._finder.shift(claim.article, words.start + (shift or 0), words.quote)
            if moved is None or not words.quote:
                self._waiting.append(Waiting(judgement.number, "no_words", anchor))
            else:
                start = words.start + (shift or 0) + moved
                given |= {"start": start, "end": start + len(words.quote), "quote": words.quote}
        return replace(claim, **given)


def _without_spans(fields: Fields, *, keep: bool) -> dict[str, object]:
    """What an edit sets, but the claim's own span. Where the article's text has moved, the places inside are no longer known."""
    given = fields.given()
    given.pop("span", None)
    if keep:
        return given

    def bare(value: object) -> object:
        if isinstance(value, ActorRef | Item | When):
            return replace(value, span=None)
        if isinstance(value, Source):
            return replace(value, by=tuple(map(bare, value.by)), chain=tuple(map(bare, value.chain)))
        return tuple(map(bare, value)) if isinstance(value, tuple) else value

    return {name: bare(value) for name, value in given.items()}


def _renamed_at_once(claim: Claim, names: Mapping[str, str]) -> Claim:
    """The claim after all mergers; itself where they are of none of its actors."""
    return renamed(claim, names) if names and not names.keys().isdisjoint(_actors(claim)) else claim


def _actors(claim: Claim) -> set[str]:
    """Ids of all actors of a claim."""
    refs = (*claim.subject, *claim.object, *claim.source.by, *claim.source.chain)
    ends = (claim.flow.from_, claim.flow.to) if claim.flow else ()
    return {ref.id for ref in refs} | {end for end in ends if end}


def _order(waiting: Waiting) -> tuple[int, str, str, int, str]:
    anchor = waiting.anchor
    place = (anchor.article, anchor.start, anchor.claim) if anchor else ("", 0, "")
    return waiting.number, waiting.reason, *place


def _bound(
    holding: Sequence[Judgement], sides: Mapping[int, Sequence[Sequence[Claim]]]
) -> tuple[Binding, list[tuple[int, str, int]]]:
    """The ties that hold, and the parts of judgements that later ones overrule: number, claim, the later one's number."""
    binding, overruled = Binding(), list[tuple[int, str, int]]()
    for each in reversed(holding):
        if each.action not in ("merge", "split", "apart"):
            continue
        named = [sorted(claim.id for claim in side) for side in sides[each.number]]
        lost: list[tuple[str, int]] = []
        if each.action == "merge":
            lost += binding.join(each.number, sorted({claim for side in named for claim in side}))
        else:
            lost += binding.part(each.number, named)
        if each.action == "split":
            for side in named:
                lost += binding.join(each.number, side)
        # What its own sides forbid, they do because a later judgement made claims of two of them one.
        later = next((by for _, by in lost if by != each.number), each.number)
        lost = [(claim, later if by == each.number else by) for claim, by in lost]
        overruled += [(each.number, claim, by) for claim, by in dict.fromkeys(lost)]
    return binding, overruled
