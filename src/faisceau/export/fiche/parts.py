"""Parts of a fiche besides its answers: the matrix, what each source holds up, suppliers gone and caps enforced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from faisceau.export.fiche.dress import Block, foreign
from faisceau.export.fiche.words import Teller
from faisceau.export.system_words import Table, system_words
from faisceau.knowledge.provisions import provision
from faisceau.model.dependence import Lost, Shortfall, Words
from faisceau.model.system import Answer
from faisceau.model.whatif import Fiche, Scenario, Step

_GROUND = {"definition": "=", "assumption": "~"}
_QUOTES = 3  # of one need or supply


def matrix(fiche: Fiche, tell: Teller) -> Iterator[Block]:
    """The arcs of the chains shown, variables by variables; a cell refers to its quotes."""
    steps: dict[tuple[str, str], dict[str, Step]] = {}
    for verdict in fiche.verdicts:
        for chain in verdict.chains:
            for step in chain.steps:
                steps.setdefault((step.cause, step.effect), {}).setdefault(step.sign, step)
    if not steps:
        return
    words = system_words(tell.names.lang).matrix
    causes = sorted({cause for cause, _ in steps})
    effects = sorted({effect for _, effect in steps})
    rows = [(words["corner"], *map(tell.label, effects))]
    for cause in causes:
        rows.append((tell.label(cause), *(_cell(steps.get((cause, effect), {}), tell) for effect in effects)))
    yield Block("title", words["title"], 2)
    told = words["lead"].format(plus="+", minus="−", both=words["both"])
    yield Block("table", told, rows=tuple(rows))


def _cell(found: dict[str, Step], tell: Teller) -> str:
    if not found:
        return ""
    signs = [found[sign] for sign in ("+", "-") if sign in found]
    both = len(signs) > 1 or signs[0].ground == "contested"
    mark = "±" if both else "+" if signs[0].sign == "+" else "−"
    notes = tuple(dict.fromkeys(note for step in signs for note in step.notes))
    return f"{mark}{_GROUND.get(signs[0].ground, '')}{tell.references(notes)}"


def strip(fiche: Fiche, tell: Teller, answer: Callable[[Answer], str]) -> Iterator[Block]:
    """For each source the answers that its loss would change; those that hold nothing up are named after."""
    words = system_words(tell.names.lang).strip
    if not (fiche.verdicts and fiche.groups):
        return
    changed: dict[str, list[str]] = {}
    for verdict in fiche.verdicts:
        for loss in verdict.without:
            told = words["becomes"].format(
                variable=tell.label(verdict.variable), before=answer(verdict.answer), after=answer(loss.answer)
            )
            changed.setdefault(loss.group, []).append(told)
    yield Block("title", words["title"], 2)
    if changed:
        rows = [(words["source"], words["changed_answers"])]
        rows += [(foreign(group), " ; ".join(changed[group])) for group in sorted(changed)]
        yield Block("table", words["lead"], rows=tuple(rows))
    others = ", ".join(foreign(group) for group in fiche.groups if group not in changed)
    if others:
        yield Block("paragraph", words["unchanged"].format(names=others))


def asked_of(fiche: Fiche, tell: Teller) -> Iterator[str]:
    """The suppliers gone, the caps enforced, and what is counted or left out otherwise than by default."""
    words = system_words(tell.names.lang).shortfall
    own, scenario = system_words(tell.names.lang).fiche, fiche.scenario
    yield from (words["asked_supplier"].format(actor=_actor(actor, tell)) for actor in fiche.suppliers)
    yield from (words["asked_cap"].format(cap=_cap(cap, tell)) for cap in fiche.caps)
    yield from (own["left_out"].format(name=foreign(group)) for group in fiche.left_out)
    yield from (own["cut"].format(cause=tell.label(cause), effect=tell.label(effect)) for cause, effect in fiche.cut)
    if scenario.without_contested:
        yield own["without_contested"]
    if scenario.with_assumption:
        numbers = (own["all"] if each == "all" else foreign(each) for each in scenario.with_assumption)
        yield own["with_assumptions"].format(numbers=", ".join(numbers))
    if scenario.count:
        yield own["counted"].format(
            modalities=", ".join(
                tell.say(f"modality_{each}").strip(" ()") for each in scenario.count if each != "asserted"
            )
        )
    if scenario.longest != Scenario().longest:
        yield own["longest"].format(n=scenario.longest)


def shortfalls(fiche: Fiche, tell: Teller) -> Iterator[Block]:
    """The needs touched by these, those that lose their last quoted supplier first."""
    if not (fiche.suppliers or fiche.caps):
        return
    words = system_words(tell.names.lang).shortfall
    yield Block("title", words["title"], 2)
    yield Block("paragraph", words["caution"] if fiche.shortfalls else words["nothing"])
    for each in fiche.shortfalls:
        about = {"actor": _actor(each.actor, tell), "good": foreign(tell.names.good(each.category))}
        names = ", ".join(_actor(actor, tell) for actor in each.left)
        yield Block("title", words["last" if each.last else "partly"].format(names=names, **about), 3)
        yield from _touched(each, tell, words)


def _touched(each: Shortfall, tell: Teller, words: Table) -> Iterator[Block]:
    if each.needed:
        yield Block("item", words["needed"].format(words=_said(each.needed, tell, words)))
    else:
        yield Block("item", words["unquoted"])
    for lost in each.lost:
        yield Block("item", f"{_gone(lost, tell, words)} — {_said(lost.words, tell, words)}")


def _gone(lost: Lost, tell: Teller, words: Table) -> str:
    actor = _actor(lost.supplier, tell)
    if lost.because == lost.supplier:
        return words["lost"].format(actor=actor)
    return words["lost_cap"].format(actor=actor, cap=_cap(lost.because, tell))


def _said(quotes: tuple[Words, ...], tell: Teller, words: Table) -> str:
    undated = tell.names.words.text["undated"]
    return " ".join(
        words["said"].format(
            quote=foreign(each.quote), article=foreign(each.article), date=foreign(each.published or undated)
        )
        for each in quotes[:_QUOTES]
    )


def _actor(actor: str, tell: Teller) -> str:
    return foreign(tell.names.actor(actor))


def _cap(identity: str, tell: Teller) -> str:
    known = provision(identity)
    if known is None:
        return foreign(identity)
    rule = known[1]
    return f"{rule.instrument} {rule.paragraph or ''}".strip() + f" ({rule.title(tell.names.lang)})"
