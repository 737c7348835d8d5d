"""When a claim's act took place: the expression that dates it, in its own words or in those that govern it.

Nothing is dated from the publication alone. A date taken from outside the claim's own words is `contextual` and keeps
the span of the expression that it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import structs

from faisceau.extract.clauses import PARTICIPLE, Clause
from faisceau.extract.page import Page
from faisceau.extract.scenes import STAY, is_now, settled
from faisceau.extract.voices.zones import Voice
from faisceau.model.claims import When
from faisceau.model.layers import Time
from faisceau.model.text import Span

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def date_of(page: Page, clauses: Sequence[Clause], clause: Clause, voice: Voice | None) -> When | None:
    """The clause's date: an expression of its own, then one of a clause that governs it or reports it."""
    inside = [
        t for t in page.times_in(min(clause.start, clause.scenery or clause.start), clause.end) if t.value is not None
    ]
    own = [t for t in inside if belongs(page, clauses, clause, t)]
    if not own and clause.link != "noun":
        own = [t for t in inside if not _in_relative(page, clause, t)]
    if own:
        return _lasting(page, clause, when_of(page, _together(page, clause, own)))
    for n in clauses_above(clauses, clause, voice):
        for time in page.times_in(clauses[n].start, clauses[n].end):
            if (
                time.value is not None
                and not is_now(page, when_of(page, time))
                and belongs(page, clauses, clauses[n], time)
            ):
                return when_of(page, time, contextual=True)
    return _within(page, clause)


def clauses_above(clauses: Sequence[Clause], clause: Clause, voice: Voice | None) -> list[int]:
    """Clauses whose date holds for this one: those that it goes on with, nearest first, and the one that reports it.

    What only says more of a noun, a relative clause or a participle, has its own time.
    """
    above: list[int] = []
    at = clause
    while len(above) < 3 and at.governor is not None and not _describes(at):
        above.append(at.governor)
        at = clauses[at.governor]
    if voice is not None and voice.clause is not None and voice.clause not in above:
        above.append(voice.clause)
    return above


def _describes(clause: Clause) -> bool:
    return clause.link == "relcl" or (clause.link == "acl" and clause.form == PARTICIPLE)


def _lasting(page: Page, clause: Clause, when: When) -> When:
    """A day from which an act lasts some days ("entame mardi une visite de deux jours") is the first of them."""
    if not _DAY.fullmatch(when.value):
        return when
    for quantity in page.quantities_in(clause.start, clause.end):
        tokens = page.tree.within(quantity.start, quantity.end)
        before = page.lower(tokens[0] - 1) if len(tokens) and tokens[0] else ""
        if quantity.unit == "day" and quantity.value and 1 < quantity.value < _LONGEST and before == page.grammar.of:
            last = date.fromisoformat(when.value) + timedelta(days=int(quantity.value) - 1)
            return structs.replace(when, value=f"{when.value}/{last.isoformat()}", precision=STAY)
    return when


_LONGEST = 32  # days: longer stays are told by their ends
_MONTHS = {"year": 12, "month": 1}


def _within(page: Page, clause: Clause) -> When | None:
    """ "en un an": an act told as done within a time that ends with the publication."""
    published = page.layers.published
    if published is None or len(published) < len("2000-01"):
        return None
    for quantity in page.quantities_in(clause.start, clause.end):
        tokens = page.tree.within(quantity.start, quantity.end)
        before = page.lower(tokens[0] - 1) if len(tokens) and tokens[0] else ""
        if quantity.unit in _MONTHS and quantity.value and before in page.grammar.within:
            year, month = int(published[:4]), int(published[5:7])
            first = year * 12 + month - 1 - int(quantity.value) * _MONTHS[quantity.unit]
            since = f"{first // 12:04d}-{first % 12 + 1:02d}"
            span = Span(quantity.start, quantity.end)
            return When(f"{since}/{published[:7]}", quantity.text, "relative", "approx", span)
    return None


def _together(page: Page, clause: Clause, own: list[Time]) -> Time:
    """The expression that dates the act: one that hangs on the verb before one of a noun; several told in a row ("en 2006
    et en 2010") are from the first to the last."""
    direct = [t for t in own if not of_noun(page, clause, t)] or own
    first = last = direct[0]
    for time in own[own.index(first) + 1 :]:
        between = page.text[last.end : time.start]
        if len(between) > _IN_A_ROW or _parted(page, last.end, time.start):
            break
        last = time
    values = [first.value or "", last.value or ""]
    if last is first or any("/" in v for v in values) or len(values[0]) != len(values[1]) or values[0] > values[1]:
        return first
    text = page.text[first.start : last.end]
    return structs.replace(first, value="/".join(values), end=last.end, text=text, precision="range")


_IN_A_ROW = 8  # code points between dates told in a row
_JOINING = frozenset({"PUNCT", "CCONJ", "ADP", "DET"})


def _parted(page: Page, start: int, end: int) -> bool:
    """Whether a word of its own stands in `start:end`."""
    return any(page.tree[i].pos not in _JOINING for i in page.tree.within(start, end))


def _in_relative(page: Page, clause: Clause, time: Time) -> bool:
    """Whether the expression dates what a relative clause inside the clause adds."""
    tokens = page.tree.within(time.start, time.end)
    for at in (tokens[0], *page.tree.ancestors(tokens[0])) if len(tokens) else ():
        if at == clause.head:
            return False
        if page.tree[at].dep == "acl:relcl":
            return True
    return False


def of_noun(page: Page, clause: Clause, time: Time) -> bool:
    """Whether the expression tells which of a kind is meant, and not when: "l'accord de 2015"."""
    tokens = page.tree.within(time.start, time.end)
    if not len(tokens):
        return False
    top = next((i for i in tokens if page.tree[i].head not in tokens), tokens[0])
    above = page.tree[top].head
    return above != clause.head and page.tree[above].pos == "NOUN" and page.preposition(top) == page.grammar.of


def belongs(page: Page, clauses: Sequence[Clause], clause: Clause, time: Time) -> bool:
    """Whether no other clause stands between the expression and the clause's head."""
    heads = {c.head for c in clauses}
    tokens = page.tree.within(time.start, time.end)
    if not len(tokens):
        return False
    for at in (tokens[0], *page.tree.ancestors(tokens[0])):
        if at == clause.head:
            return True
        if at in heads and not (clause.link == "noun" and page.tree[at].dep == "acl"):
            return False
    return False


def when_of(page: Page, time: Time, *, contextual: bool = False) -> When:
    """The expression as a claim's date: open at its end where the act has gone on since. Needs a known value."""
    basis = "contextual" if contextual else time.basis
    value = time.value or ""
    if "/" not in value and _is_start(page, time):
        value = f"{value}/.."
    return When(value, time.text, basis, time.precision, Span(time.start, time.end))


def _is_start(page: Page, time: Time) -> bool:
    """Whether the expression dates what the act has gone on since: "depuis le début du conflit en février 2022"."""
    tokens = page.tree.within(time.start, time.end)
    for at in (tokens[0], *page.tree.ancestors(tokens[0])) if len(tokens) else ():
        if page.tree[at].pos in ("VERB", "AUX"):
            return False
        if page.preposition(at) in page.grammar.since:
            return True
    return False


__all__ = ["belongs", "clauses_above", "date_of", "of_noun", "settled", "when_of"]
