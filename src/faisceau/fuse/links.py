"""What ties events without making them one: a denial to what it denies, a plan to its doing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from faisceau.fuse.days import days_of
from faisceau.fuse.features import Proposition, is_state_or_body
from faisceau.fuse.verdicts import is_denial
from faisceau.model.claims import Claim

NEARBY = 160  # characters between an act and "ce que X a démenti" that takes it up
EVOLVED = -1.0  # mean log odds from which a plan is taken for this doing's; lower than for one event: wording changes
SLACK = 7  # days: plans go on being told as plans while news of the doing travels
CORE = 6

Groups = Sequence[Sequence[int]]
_DEEDS = frozenset({"exchange", "event", "incident", "sanction_act"})


def _parties(proposition: Proposition) -> frozenset[str]:
    return frozenset(filter(is_state_or_body, proposition.actors)) or proposition.actors


def _before(denial: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The claim of the same article just before the denial that the denial may take up: not its own source's."""
    own = {actor.id for actor in denial.source.by}
    found = [
        claim
        for claim in claims
        if not is_denial(claim)
        and claim.start < denial.start
        and 0 <= max(0, denial.start - claim.end) <= NEARBY
        and not own & {actor.id for actor in claim.source.by}
        and {a.id for a in (*claim.subject, *claim.object)} & {a.id for a in (*denial.subject, *denial.object)}
    ]
    return max(found, key=lambda claim: (claim.kind in _DEEDS, claim.end, claim.start, claim.id), default=None)


def denied_groups(propositions: Sequence[Proposition], groups: Groups) -> dict[int, tuple[int, ...]]:
    """For each denial's index the groups that it denies, the nearest first; a denial that denies none has no entry.

    It denies the group that its words put it in, and every deed of the same parties, one of them the denier, in the same
    family of goods: "toute livraison d'armes" denies the shells and the missiles. Where it names no good, it takes up
    what its own article says just before it ("ce que X a réfuté").
    """
    group_of = {index: number for number, group in enumerate(groups) for index in group}
    index_of = {claim.id: index for index, known in enumerate(propositions) for claim in known.claims}
    by_article: dict[str, list[Claim]] = defaultdict(list)
    by_party: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, known in enumerate(propositions):
        for claim in known.claims:
            by_article[claim.article].append(claim)
        if not is_denial(known.claim) and known.claim.kind in _DEEDS:
            for family in known.families:
                for party in _parties(known):
                    by_party[family, party].append(index)
    told = {number for index, number in group_of.items() if not is_denial(propositions[index].claim)}
    found: dict[int, tuple[int, ...]] = {}
    for index, known in enumerate(propositions):
        if not is_denial(known.claim):
            continue
        families = set(known.families)
        before = [claim for claim in (_before(claim, by_article[claim.article]) for claim in known.claims) if claim]
        taken_up = [] if families else [index_of[claim.id] for claim in before]
        families.update(family for other in taken_up for family in propositions[other].families)
        targets = [group_of[other] for other in taken_up]
        deniers = known.subjects | {actor.id for actor in known.claim.source.by}
        for family in sorted(families):
            for party in sorted(deniers):
                targets += [
                    group_of[other] for other in by_party[family, party] if _is_about(known, propositions[other])
                ]
        if group_of[index] in told:
            targets.insert(0, group_of[index])
        targets = targets or [group_of[index_of[claim.id]] for claim in before]
        if targets:
            found[index] = tuple(dict.fromkeys(targets))
    return found


def _is_about(denial: Proposition, deed: Proposition) -> bool:
    """Whether a denial can be of this deed: it names both parties, or one of them and the same goods, and no other time."""
    if denial.days and deed.days and denial.days.gap(deed.days) > 366:
        return False
    shared = _parties(denial) & _parties(deed)
    return len(shared) >= 2 or (len(shared) == 1 and bool(denial.goods & deed.goods))


def evolutions(
    propositions: Sequence[Proposition],
    groups: Groups,
    pairs: Sequence[tuple[int, int]],
    likeness: Callable[[int, int], float],
    told: Mapping[int, str],
) -> dict[int, tuple[int, ...]]:
    """For each group of doings the groups of plans that it carries out; `told` is when a group was first published.

    A plan goes to one doing at most, the likeliest, never to one that its articles could not have foreseen.
    """
    group_of = {index: number for number, group in enumerate(groups) for index in group}
    planned = [_most(group, lambda x: propositions[x].planned and propositions[x].is_deed) for group in groups]
    done = [_most(group, lambda x: propositions[x].is_deed and not propositions[x].planned) for group in groups]
    near: set[tuple[int, int]] = set()
    for a, b in pairs:
        first, second = group_of[a], group_of[b]
        if planned[first] and done[second]:
            near.add((first, second))
        elif planned[second] and done[first]:
            near.add((second, first))
    best: dict[int, tuple[float, int]] = {}
    for plan, doing in sorted(near):
        left, right = groups[plan][:CORE], groups[doing][:CORE]
        if any(is_denial(propositions[x].claim) for x in right) or _too_late(plan, doing, propositions, groups, told):
            continue
        mean = sum(likeness(x, y) for x in left for y in right) / (len(left) * len(right))
        if mean >= EVOLVED and (plan not in best or (mean, -doing) > (best[plan][0], -best[plan][1])):
            best[plan] = (mean, doing)
    found: dict[int, list[int]] = defaultdict(list)
    for plan, (_, doing) in sorted(best.items()):
        found[doing].append(plan)
    return {doing: tuple(plans) for doing, plans in found.items()}


def _most(group: Sequence[int], holds: Callable[[int], bool]) -> bool:
    return 2 * sum(map(holds, group)) > len(group)


def _too_late(
    plan: int, doing: int, propositions: Sequence[Proposition], groups: Groups, told: Mapping[int, str]
) -> bool:
    """Whether the doing was told, or took place, before the plan was first told: the plan is of something else."""
    if plan not in told:
        return False
    if doing in told and told[doing] < told[plan]:
        return True
    first_told = days_of(told[plan])
    ends = [known.days.last for known in (propositions[index] for index in groups[doing]) if known.days]
    return bool(first_told and ends and max(ends) + SLACK < first_told.first)
