"""When a claim's act took place: the expression that dates it, in its own words or in those that govern it.

Nothing is dated from the publication alone. A date taken from outside the claim's own words is `contextual` and keeps
the span of the expression that it was read from.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from faisceau.extract.attribution import Voice
from faisceau.extract.clauses import Clause
from faisceau.extract.page import Page
from faisceau.model.claims import Claim, When
from faisceau.model.layers import Time
from faisceau.model.text import Span

_SCENE = frozenset({"event", "incident", "exchange", "sanction_act", "statement", "reaction"})


def date_of(page: Page, clauses: Sequence[Clause], clause: Clause, voice: Voice | None) -> When | None:
    """The clause's date: an expression among its words, then one of a clause that governs or reports it."""
    own = set(clause.tokens)
    inside = [t for t in page.times_in(clause.start, clause.end) if t.value is not None]
    for time in inside:
        if own & set(page.tree.within(time.start, time.end)):
            return _when(time)
    if inside:
        return _when(inside[0])
    at, steps = clause.governor, 0
    while at is not None and steps < 3:
        above = clauses[at]
        for time in page.layers.times:
            if time.value is not None and set(above.tokens) & set(page.tree.within(time.start, time.end)):
                return _when(time, contextual=True)
        at, steps = above.governor, steps + 1
    if voice is not None and voice.clause is not None:
        reporting = clauses[voice.clause]
        for time in page.times_in(reporting.start, reporting.end):
            if time.value is not None:
                return _when(time, contextual=True)
    return None


def _when(time: Time, *, contextual: bool = False) -> When:
    basis = "contextual" if contextual else time.basis
    return When(time.value or "", time.text, basis, time.precision, Span(time.start, time.end))


def share_dates(claims: Sequence[Claim]) -> list[Claim]:
    """Undated claims take the date of a claim of the article about the same act of the same actors, when all such
    dated claims agree on it; plans and denials neither give nor take."""
    dated: dict[tuple[object, ...], list[When]] = {}
    for claim in claims:
        if claim.date is not None and _is_told_as_done(claim):
            dated.setdefault(_act(claim), []).append(claim.date)
    out = []
    for claim in claims:
        given = dated.get(_act(claim), []) if claim.date is None and _is_told_as_done(claim) else []
        if given and claim.subject and claim.object and len({w.value for w in given}) == 1:
            claim = structs.replace(claim, date=structs.replace(given[0], basis="contextual"))
        out.append(claim)
    return out


def _is_told_as_done(claim: Claim) -> bool:
    return (
        claim.kind in _SCENE
        and claim.status in ("asserted", "alleged", "reported_conditional")
        and claim.polarity == "+"
    )


def _act(claim: Claim) -> tuple[object, ...]:
    named = sorted({r.id for r in (*claim.subject, *claim.object) if not r.id.startswith("gen:")})
    return claim.kind, claim.plover, tuple(named)
