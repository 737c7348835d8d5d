"""Which provisions an exchange or a claim concerns, what was matched, and what would decide. Never that one is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from faisceau.fuse.days import Days, days_of
from faisceau.fuse.situations import Situation, of_claim
from faisceau.knowledge.gazetteer import is_state
from faisceau.knowledge.goods import categories, narrowed
from faisceau.knowledge.provisions import (
    Provision,
    Regime,
    Scope,
    has_any,
    is_bound,
    known_categories,
    regimes,
    says,
)
from faisceau.model.claims import Claim
from faisceau.model.rules import Concern, Course

# Kinds for which a scope without kinds of its own is asked. A judgement or a reaction is about an act told elsewhere.
_KINDS = frozenset({"exchange", "event", "need", "forecast", "incident", "sanction_act", "statement", "assessment"})
_OWN = frozenset({"event", "incident", "background", "forecast"})
# Where the course is not told, goods may move under these roots; under the others they are used, shown or spoken of.
_MOVING = frozenset({"AGREE", "AID", "COOPERATE"})
_MEETING = frozenset({"CONSULT", "SUPPORT", "REQUEST"})
_MOVES = frozenset({"give", "receive", "employ", "pay"})
_DOUBT = {
    "promised": "done", "hypothetical": "done", "forecast": "done",
    "alleged": "alleged", "reported_conditional": "alleged", "denied": "denied",
}  # fmt: skip


def concerns_of(situation: Situation) -> tuple[Concern, ...]:
    """The provisions of every regime that the situation concerns, in the order of the regimes' files."""
    if situation.negated:
        return ()
    matched = [(regime, _matched(regime, situation)) for regime in regimes()]
    # what counts alone does so only where no regime has anything that counts beside others
    beside = any(not scope.alone for _, scopes in matched for scope in scopes)
    found: list[Concern] = []
    for regime, scopes in matched:
        chosen = [scope for scope in scopes if not (scope.alone and beside)]
        for identity in regime.provisions:
            own = [scope for scope in chosen if scope.provision == identity]
            if own:
                found.append(_concern(regime, regime.provisions[identity], own, situation))
    return tuple(found)


def _matched(regime: Regime, situation: Situation) -> list[Scope]:
    about = {regime.target, *(scope.party for scope in regime.scopes if scope.party)}
    courses = {state: course for state in about if (course := situation.course(state))}
    return [scope for scope in regime.scopes if courses and _matches(regime, scope, courses, situation)]


def claim_concerns(claim: Claim, lang: str, published: str | None) -> tuple[Concern, ...]:
    """What one claim concerns by itself. `published` is its article's ISO date."""
    return concerns_of(of_claim(claim, lang, published))


def rules_of_claim(claim: Claim, lang: str, published: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claim's `sanctions` (categories that its words touch, where a regime's State is in play) and `provisions`."""
    situation = of_claim(claim, lang, published)
    targets = {regime.target for regime in regimes() if situation.course(regime.target)}
    touched = {good for good in situation.goods if good in known_categories() or _is_besides(good)}
    giver, receiver = _only(situation.givers), _only(situation.receivers)
    sanctions = sorted({narrowed(good, giver, receiver) for good in touched}) if targets else []
    return tuple(sanctions), tuple(concern.id for concern in concerns_of(situation))


def _is_besides(category: str) -> bool:
    known = categories().get(category)
    return known is not None and known.besides


def _only(actors: frozenset[str]) -> str | None:
    return next(iter(actors)) if len(actors) == 1 else None


def _matches(regime: Regime, scope: Scope, courses: Mapping[str, Course], situation: Situation) -> bool:
    provision = regime.provisions[scope.provision]
    course = courses.get(scope.party or regime.target)
    return (
        course is not None
        and (not scope.goods or not situation.goods.isdisjoint(scope.goods))
        and _kind_fits(scope, situation)
        and _course_fits(scope, course, regime.target, situation)
        and (not scope.acts or not situation.acts.isdisjoint(scope.acts))
        and (not scope.roots or situation.root in scope.roots)
        and (not scope.alone or any(map(is_state, situation.parties - {regime.target})))
        and _words_fit(scope, situation)
        and _binds(provision, scope, situation, regime.target)
        and _in_force(regime, provision, scope, situation)
    )


def _kind_fits(scope: Scope, situation: Situation) -> bool:
    if scope.kinds:
        return situation.kind in scope.kinds
    if scope.way == "own":
        return situation.kind in _OWN
    if situation.kind == "sanction_act":
        return says("prohibition", situation.words)
    if situation.kind == "statement":
        return situation.flows or situation.status == "promised"
    if situation.kind == "assessment":
        return "violate" in situation.acts or situation.flows
    return situation.kind in _KINDS


def _course_fits(scope: Scope, course: Course, target: str, situation: Situation) -> bool:
    """Whether the goods may go the scope's way. An act of sanction stands for both ways of what it forbids."""
    if scope.way == "named":
        return True
    if scope.way == "own":
        return course in ("own", "open") and target in situation.agents and not situation.flows
    if situation.kind == "sanction_act":
        return course in ("open", "named", "from", "to")
    if course == "own":
        return False
    if course == "named":
        return situation.kind == "exchange" and len(situation.parties) < 2
    if course in ("from", "to"):
        return scope.way in (course, "either")
    if situation.kind in ("exchange", "need", "assessment"):
        return True
    if scope.way != "either" and situation.parties <= situation.agents:
        return False  # an act of several together has no receiver
    moving = situation.root in _MOVING or (situation.root is None and bool(situation.does & _MOVES))
    visiting = scope.way == "either" and situation.root in _MEETING and "visit" in situation.acts
    return moving or visiting or bool(scope.roots or scope.acts)


def _words_fit(scope: Scope, situation: Situation) -> bool:
    if scope.words and not has_any(scope.words, situation.words):
        return False
    if scope.unless and has_any(scope.unless, situation.words):
        return False
    if scope.form and says("know_how", situation.named_as) != (scope.form == "know_how"):
        return False
    # A setting stands in for goods that the words do not name.
    if scope.setting and not says(scope.setting, situation.words):
        return False
    return not (scope.setting and not scope.goods and situation.goods & known_categories())


def _binds(provision: Provision, scope: Scope, situation: Situation, target: str) -> bool:
    if provision.force != "autonomous":
        return True
    bound = tuple(actor for actor in provision.bound if actor != target) or provision.bound
    others = situation.parties - {target}
    return any(is_bound(actor, bound, situation.day) for actor in others)


def _span(provision: Provision) -> Days:
    span = days_of(f"{provision.from_ or '..'}/{provision.to or '..'}")
    return span if span is not None else Days(0, 0)


def _when(situation: Situation) -> Days | None:
    """The days that are compared with those in force: the stated date, else the day of publication."""
    return situation.known or (days_of(situation.published) if situation.published else None)


def _in_force(regime: Regime, provision: Provision, scope: Scope, situation: Situation) -> bool:
    """Whether the provision was in force then; one that another has replaced by then is not listed beside it."""
    span, when = _span(provision), _when(situation)
    if when is None:
        return provision.to is None and provision.superseded_by is None
    later = regime.provisions.get(provision.superseded_by or "")
    if later is not None and _span(later).first <= when.first:
        return False
    return span.meets(when) or (scope.after and when.first > span.last)


def _concern(regime: Regime, provision: Provision, scopes: list[Scope], situation: Situation) -> Concern:
    first = scopes[0]
    course = situation.course(first.party or regime.target) or "named"
    target = first.party or regime.target
    return Concern(
        id=provision.id,
        regime=regime.id,
        target=target,
        course="own" if first.way == "own" else course,
        goods=tuple(sorted({good for scope in scopes for good in scope.goods if good in situation.goods})),
        acts=tuple(sorted({act for scope in scopes for act in scope.acts if act in situation.acts})),
        others=tuple(sorted(_others(regime, target, course, situation))),
        date=situation.date,
        open=tuple(dict.fromkeys(_questions(provision, first, course, situation))),
        amounts=tuple(q.text for q in situation.quantities if provision.cap is not None and q.unit == provision.unit),
        claims=tuple(sorted(situation.claims)),
    )


def _others(regime: Regime, target: str, course: Course, situation: Situation) -> frozenset[str]:
    """Who stands at the other end, where the ends are told; else the other parties, without those who make the rules."""
    ends = situation.receivers if course == "from" else situation.givers if course == "to" else frozenset[str]()
    return (ends or situation.parties - frozenset(regime.bodies)) - {target}


def _questions(provision: Provision, scope: Scope, course: Course, situation: Situation) -> Iterator[str]:
    """What the words leave open: whether and when it took place, which way, how much; then the provision's own conditions."""
    if situation.status in _DOUBT:
        yield _DOUBT[situation.status]
    if scope.setting:
        yield "goods"
    if course in ("open", "named") and scope.way in ("from", "to"):
        yield "direction"
    if situation.known is None:
        yield "undated"
    elif not _span(provision).meets(situation.known):
        yield "ended"
    elif situation.known.first < _span(provision).first or situation.known.last > _span(provision).last:
        yield "partly"
    if provision.cap is not None:
        yield "cap"
    yield from provision.conditions
