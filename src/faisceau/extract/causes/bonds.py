"""Exchange, dependence and need: what the words bind together on both sides."""

from __future__ import annotations

from msgspec import structs

from faisceau.extract.causes.acts import UNKNOWN
from faisceau.extract.causes.ends import Ends
from faisceau.extract.causes.links import Link
from faisceau.model.causes import End, Entailed
from faisceau.model.variables import parsed


def bound(ends: Ends, link: Link, cause: End, effect: End) -> tuple[End, End, list[Entailed]]:
    """The two ends of a tie with a bond, with what each says of the other, and the further arcs that the bond states.

    exchange: what is given for something is also what that is given for. dependence: who depends on a good needs it, and the
    need raises the flow. benefit: what somebody benefits from comes to them. need: of a good that is another's, or of another.
    """
    bond = link.tie.bond
    if bond == "exchange":
        cause = ends.in_exchange(ends.good(link.cause), effect)
        effect = ends.in_exchange(effect, cause)
        return cause, effect, _back(cause, effect)
    if bond == "need":
        who = ends.variables.named_actors(link.cause)
        effect = ends.coming_to(ends.supplied(link.effect, who), who)
        return _need(cause, who, effect), effect, []
    who = ends.variables.named_actors(link.effect)
    cause = ends.coming_to(ends.good(link.cause), who)
    able = ends.depending(link.effect, effect)
    if bond == "dependence" and cause.variable is not None and parsed(cause.variable).kind == "flow" and who:
        return cause, able, [Entailed(_needed(who, cause.variable), cause.variable, "+")]
    return cause, able, []


def _back(cause: End, effect: End) -> list[Entailed]:
    if cause.variable is None or effect.variable is None:
        return []
    if {parsed(cause.variable).kind, parsed(effect.variable).kind} != {"flow"}:
        return []
    return [Entailed(effect.variable, cause.variable, "+")]


def _needed(who: tuple[str, ...], flow: str) -> str:
    return f"need({'+'.join(sorted(who))}, {parsed(flow).args[-1]})"


def _need(cause: End, who: tuple[str, ...], effect: End) -> End:
    wanted = parsed(effect.variable or "")
    good = wanted.args[-1] if wanted.kind == "flow" else UNKNOWN
    variable = f"need({'+'.join(sorted(who))}, {good})" if who else None
    return structs.replace(cause, variable=variable, turned=False)
