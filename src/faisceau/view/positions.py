"""Where actors stand: needs, gifts, stances and aims as positions on objectives, and who converges with whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import get_args

from faisceau.knowledge.causes import VariableKind, variable_args
from faisceau.knowledge.goods import category_of, is_good
from faisceau.knowledge.objectives import ObjectiveRule, objective_rules
from faisceau.knowledge.ties import tied_kinds
from faisceau.model.causes import Cause
from faisceau.model.claims import Claim
from faisceau.model.positions import Convergence, Position, Positions
from faisceau.model.system import OPPOSITE, Sign
from faisceau.model.variables import UNKNOWN, parsed
from faisceau.system.positions import pairs
from faisceau.view.actors import kind_of
from faisceau.view.ground import Ground
from faisceau.view.notes import Notes, lead_of
from faisceau.view.tied import tied
from faisceau.view.totals import general

_VALUE = {"+": 1, "-": -1}
Key = tuple[str, str]  # objective, actor


def positions(ground: Ground, notes: Notes, causes: Sequence[Cause]) -> Positions:
    """Every position that the words give, and the convergences and divergences of each two actors."""
    said: dict[Key, dict[Sign, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    aimed: dict[Key, dict[Sign, list[Cause]]] = defaultdict(lambda: defaultdict(list))
    for claim in ground.claims:
        for rule in objective_rules(claim):
            told = tuple(dict.fromkeys(_told(ground, claim, rule)))
            for holder, objective in told:
                said[objective, holder][rule.sign].append(claim)
            if told:
                break
    for cause in causes:
        for holder, objective, sign in _aims(cause):
            aimed[objective, holder][sign].append(cause)
    found = [_position(ground, notes, key, said.get(key, {}), aimed.get(key, {})) for key in sorted({*said, *aimed})]
    sides: dict[str, dict[str, int]] = defaultdict(dict)
    for each in found:
        if each.side != "both":
            sides[each.actor][each.objective] = _VALUE[each.side]
    held = Counter(each.objective for each in found)
    active = Counter(each.actor for each in found)
    return Positions(
        tuple(found),
        tuple(sorted(held, key=lambda name: (-held[name], name))),
        tuple(sorted(active, key=lambda name: (-active[name], name))),
        tuple(
            Convergence(each.a, each.b, each.shared, each.convergent, each.divergent, each.ambivalence)
            for each in pairs(sides)
        ),
    )


def _position(
    ground: Ground, notes: Notes, key: Key, said: dict[Sign, list[Claim]], aimed: dict[Sign, list[Cause]]
) -> Position:
    claims = [claim for sign in ("+", "-") for claim in said.get(sign, ())]
    signs = {*said, *aimed}
    return Position(
        key[1],
        key[0],
        "both" if len(signs) > 1 else signs.pop(),
        notes.number(lead_of(ground, claims).id) if claims else None,
        tuple(dict.fromkeys(notes.number(claim.id) for claim in claims)),
        tuple(dict.fromkeys(cause.id for sign in ("+", "-") for cause in aimed.get(sign, ()))),
    )


def _told(ground: Ground, claim: Claim, rule: ObjectiveRule) -> Iterator[tuple[str, str]]:
    """Who takes the side, on what."""
    holders, objects = tied(claim.subject), tied(claim.object)
    others = tuple(actor for actor in objects if actor not in holders)
    if rule.sole and len(others) != 1:
        return
    about = holders if rule.of == "subject" else others
    for holder in holders:
        for actor in about:
            if rule.of == "subject" and actor != holder:
                continue
            if rule.objective == "support":
                yield holder, f"support({actor})"
            else:
                yield from ((holder, f"supply({actor}, {good})") for good in _goods(ground, claim))


def _goods(ground: Ground, claim: Claim) -> tuple[str, ...]:
    lang = ground.article[claim.article].lang
    found = (item.category or category_of(item.name, lang) for item in claim.items)
    return tuple(dict.fromkeys(general(category) for category in found if category and is_good(category)))


def _aims(cause: Cause) -> Iterator[tuple[str, str, Sign]]:
    """Who, by a causal claim, acts in order to bring about what."""
    if cause.modality != "aim" or not (cause.cause.variable and cause.effect.variable):
        return
    act, aim = parsed(cause.cause.variable), parsed(cause.effect.variable)
    roles = next((variable_args(kind) for kind in get_args(VariableKind) if kind == act.kind), ())
    told = zip(roles, act.args, strict=False)
    holders = {name for role, arg in told if role == "subject" for name in arg.split("+")}
    sign = cause.sign_of_variables
    objective = cause.effect.variable
    if aim.kind in ("flow", "need") and UNKNOWN not in aim.args[-2:]:
        objective = f"supply({aim.args[-2]}, {aim.args[-1]})"
        sign = OPPOSITE[sign] if aim.kind == "need" else sign
    if all(arg == UNKNOWN for arg in aim.args):
        return
    yield from ((name, objective, sign) for name in sorted(holders) if kind_of(name) in tied_kinds())
