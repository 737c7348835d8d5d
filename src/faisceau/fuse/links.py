"""What ties events without making them one: a denial to what it denies, a plan to the doing that carries it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from faisceau.fuse.contests import TOLD, contests, goods_of, takes_up
from faisceau.fuse.days import days_of
from faisceau.fuse.denials import is_denial
from faisceau.fuse.families import family_of
from faisceau.fuse.features import Proposition
from faisceau.model.claims import AUTHOR, Claim

AT_ONCE = 40  # characters between "X nie en bloc" and the sentence that says what X denies
NEARBY = 160  # characters between an act and "ce que X a démenti" that takes it up
EVOLVED = -0.5  # mean log odds from which a plan is taken for this doing's; a little stricter than one event
SAME_JOURNEY = -4.0  # the same for who visits whom: the visit that was planned is the next one
SLACK = 7  # days: plans go on being told as plans while news of the doing travels
CORE = 6

Groups = Sequence[Sequence[int]]
_DEEDS = frozenset({"exchange", "event", "incident", "sanction_act"})


def _before(denial: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The claim of the same article just before the denial that the denial may take up: not its own source's.

    None where what it takes up is a denial: nobody believing those who deny leaves the act as it was told.
    """
    own = {actor.id for actor in denial.source.by}
    disbelieved = {actor.id for actor in denial.object} - own
    if any(
        is_denial(claim)
        and 0 <= denial.start - claim.end <= AT_ONCE
        and disbelieved & {actor.id for actor in claim.subject}
        for claim in claims
    ):
        return None
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


def denied_groups(
    propositions: Sequence[Proposition],
    groups: Groups,
    pairs: Sequence[tuple[int, int]],
    alike: Callable[[int, int], float],
) -> dict[int, tuple[int, ...]]:
    """For each denial's index the groups that it contests, the likest first; a denial of nothing told has no entry.

    Told claims are looked for among those of the denial's parties with its goods, and among the likest (`pairs`). A denial
    without an act of its own ("what X denies") takes up what its speakers say next that they deny, else what its article
    says just before it.
    """
    group_of = {index: number for number, group in enumerate(groups) for index in group}
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        if propositions[a].denial != propositions[b].denial:
            near[a if propositions[a].denial else b].add(b if propositions[a].denial else a)
    denials = [index for index, known in enumerate(propositions) if known.denial]
    by_good: dict[str, list[int]] = defaultdict(list)
    for index, known in enumerate(propositions):
        if denials and not known.denial and known.claim.kind in TOLD:
            for category in goods_of(known):
                by_good[family_of(category)].append(index)
    taken = _taken_up(propositions, denials)
    found: dict[int, tuple[int, ...]] = {}
    for index in denials:
        known = propositions[index]
        for family in {family_of(category) for category in goods_of(known)}:
            near[index].update(by_good[family])
        told = [other for other in near[index] if contests(known, propositions[other], alike(index, other))]
        told.sort(key=lambda other: (-alike(index, other), other))
        told = told or taken.get(index, [])
        if told:
            found[index] = tuple(dict.fromkeys(group_of[other] for other in told))
    for index, said in _said_after(propositions, denials).items():
        targets = dict.fromkeys(group for other in said for group in found.get(other, ()))
        if targets:
            found[index] = tuple(targets)
    return found


def _said_after(propositions: Sequence[Proposition], denials: Sequence[int]) -> dict[int, list[int]]:
    """For denials that do not say what they deny, those of the same speakers that say it in the next words."""
    told = [
        (claim, index) for index in denials if not takes_up(propositions[index]) for claim in propositions[index].claims
    ]
    by_article: dict[str, list[tuple[Claim, int]]] = defaultdict(list)
    for claim, index in told:
        by_article[claim.article].append((claim, index))
    found: dict[int, list[int]] = {}
    for index in denials:
        if not takes_up(propositions[index]):
            continue
        after = {
            other
            for claim in propositions[index].claims
            for next_claim, other in by_article[claim.article]
            if 0 <= next_claim.start - claim.end <= AT_ONCE and _voices(claim) & _voices(next_claim)
        }
        if after:
            found[index] = sorted(after)
    return found


def _voices(claim: Claim) -> frozenset[str]:
    return frozenset(actor.id for actor in (*claim.source.by, *claim.subject)) - {AUTHOR}


def _taken_up(propositions: Sequence[Proposition], denials: Sequence[int]) -> dict[int, list[int]]:
    wanted = [index for index in denials if takes_up(propositions[index])]
    articles = {claim.article for index in wanted for claim in propositions[index].claims}
    by_article: dict[str, list[Claim]] = defaultdict(list)
    index_of: dict[str, int] = {}
    for index, known in enumerate(propositions):
        for claim in known.claims:
            if claim.article in articles:
                by_article[claim.article].append(claim)
                index_of[claim.id] = index
    found: dict[int, list[int]] = {}
    for index in wanted:
        before = [_before(claim, by_article[claim.article]) for claim in propositions[index].claims]
        found[index] = sorted({index_of[claim.id] for claim in before if claim})
    return found


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
    planned = [_most(group, lambda x: _is_plan(propositions[x])) for group in groups]
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
        if any(propositions[x].denial for x in right) or _too_late(plan, doing, propositions, groups, told):
            continue
        mean = sum(likeness(x, y) for x in left for y in right) / (len(left) * len(right))
        one_journey = any(_is_one_journey(propositions[x], propositions[y]) for x in left for y in right)
        wanted = SAME_JOURNEY if one_journey else EVOLVED
        if mean >= wanted and (plan not in best or (mean, -doing) > (best[plan][0], -best[plan][1])):
            best[plan] = (mean, doing)
    found: dict[int, list[int]] = defaultdict(list)
    for plan, (_, doing) in sorted(best.items()):
        found[doing].append(plan)
    return {doing: tuple(plans) for doing, plans in found.items()}


def _is_plan(known: Proposition) -> bool:
    """A need is none: what meets it is another thing, however alike the words."""
    return known.planned and known.is_deed and known.claim.kind != "need"


def _is_one_journey(plan: Proposition, done: Proposition) -> bool:
    """Whether the same visitors go to the same hosts."""
    first, second = plan.journey, done.journey
    return bool(first and second and first[0] & second[0] and first[1] & second[1])


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
