"""Who vouches for a clause: the smallest zone that holds it, but for what a relative clause adds in the article's own voice."""

from __future__ import annotations

from collections.abc import Iterable

from faisceau.extract.clauses import INFINITIVE, Clause
from faisceau.extract.page import Page
from faisceau.extract.voices.contents import is_infinitive
from faisceau.extract.voices.zones import Attribution, Voice, Zone
from faisceau.model.layers import Quotation

ASIDE = frozenset({"relcl", "acl", "appos"})


def source_of(page: Page, clauses: list[Clause], n: int, found: Attribution) -> Voice | None:
    """The voice that vouches for clause `n`; None where the article speaks."""
    clause = clauses[n]
    at = page.tree[clause.head].start
    quotation = page.quotation_at(at) or page.quotation_at(clause.start)
    spoken = None
    if quotation is not None and _mostly_inside(clause, quotation, at):
        spoken = found.quotations.get(quotation.start)
    zones = [
        z
        for z in found.zones.get(page.tree.sentence_index(clause.head), ())
        if z.start <= at < z.end and z.voice.clause != n
    ]
    if spoken is not None and quotation is not None:
        zones = [z for z in zones if quotation.start <= z.start and z.end <= quotation.end]
        best = _smallest(z for z in zones if z.sort != "quotation")
        return best.voice if best is not None else spoken
    if clause.link in ASIDE and clause.form != INFINITIVE and not is_infinitive(page, clause.head):
        # what a relative clause adds about somebody named in reported speech is the article's own
        below = page.tree.subtree(clause.head)
        first, last = page.tree[below[0]].start, page.tree[below[-1]].end
        if _is_aside(page, clause, below):
            zones = [
                z
                for z in zones
                if z.sort == "quotation" or first <= z.voice.start < last or (z.sort == "content" and first <= z.start)
            ]
    best = _smallest(zones)
    own = found.reports.get(n)
    if best is None:
        return own if own is not None and _says_of_self(page, clause, own) else None
    # who speaks is not told in their own voice
    return None if own is not None and own.by[0].id == best.voice.by[0].id else best.voice


def _is_aside(page: Page, clause: Clause, below: list[int]) -> bool:
    """Whether a clause that the parser hangs on a noun is a relative or a participle, not a sentence of its own."""
    if not clause.finite or clause.link == "appos":
        return True
    relatives = page.grammar.relatives | page.grammar.complementizers
    return any(page.lower(i) in relatives for i in below if i < clause.head)


def _says_of_self(page: Page, clause: Clause, own: Voice) -> bool:
    """Whether a reporting clause states its content itself: "X considers Y as Z", "X claims to be Z"."""
    tree = page.tree
    if own.stance == "opine":
        return True
    return own.stance == "claim" and tree.kid(clause.head, "xcomp") is not None and tree.kid(clause.head, "obj") is None


def _smallest(zones: Iterable[Zone]) -> Zone | None:
    return min(zones, key=lambda z: z.end - z.start, default=None)


def _mostly_inside(clause: Clause, quotation: Quotation, head: int) -> bool:
    inside = min(clause.end, quotation.end) - max(clause.start, quotation.start)
    share = 0.5 if quotation.start <= head < quotation.end else 0.6
    return inside >= share * (clause.end - clause.start)
