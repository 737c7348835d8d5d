"""What kind of claim a clause makes, and its PLOVER root: from its construction, then from how firmly it is told."""

from __future__ import annotations

from faisceau.extract.clauses import VERBLESS, Clause
from faisceau.extract.page import Page
from faisceau.extract.roles import Roles
from faisceau.extract.status import Firmness
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import Kind, Plover

_UNREAL = frozenset({"hypothetical", "forecast", "promised"})
#: Roots of acts that, only promised, planned or foreseen, are agreements (PLOVER 2.0, AGREE: future cooperation).
_COOPERATIVE: frozenset[Plover] = frozenset({"CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT"})
#: Kinds that an unreal status turns into a forecast; the others stay what they are, told less firmly.
_FORESEEN = frozenset({"event", "incident", "assessment", "background"})
_NO_ACT = frozenset({"assessment", "background", "need"})


def kind_of(page: Page, clause: Clause, row: Row | None, roles: Roles, firm: Firmness) -> tuple[Kind, Plover | None]:
    """Kind and root of a clause's claim."""
    kind: Kind = (row.kind if row is not None else None) or _by_form(page, clause, roles)
    root: Plover | None = row.plover if row is not None else None
    if firm.status in _UNREAL and kind in _FORESEEN and firm.status != "promised":
        kind = "forecast"
    if firm.status in _UNREAL and root in _COOPERATIVE:
        root = "AGREE"
    if kind in _NO_ACT:
        root = None
    if kind == "event" and firm.polarity == "-" and root in _COOPERATIVE:
        root = None
    return kind, root


def is_evaluative(page: Page, clause: Clause) -> bool:
    """Whether the clause holds a word that judges."""
    words = page.modality.evaluative
    return any(
        (page.tree[i].pos == "ADJ" and page.tree[i].lemma.lower() in words.adjectives)
        or (i == clause.head and page.tree[i].lemma.lower() in words.nouns)
        for i in clause.tokens
    )


def _by_form(page: Page, clause: Clause, roles: Roles) -> Kind:
    """The kind of a clause whose predicate the lexicon leaves open: a state is background unless it judges."""
    tree, head = page.tree, clause.head
    if any(tree[c].dep in ("aux:tense", "aux:pass") and "Mood=Cnd" not in tree[c].morph for c in tree.children[head]):
        return "event"
    verbal = tree[head].pos in ("VERB", "AUX") and tree.kid(head, "cop") is None
    if is_evaluative(page, clause) or clause.form == VERBLESS:
        return "assessment"
    imperfect = any("Tense=Imp" in tree[c].morph for c in (head, *tree.children[head]))
    if not verbal:
        return "background" if imperfect or not roles.subject else "assessment"
    if imperfect:
        return "background"
    return "event" if roles.subject and (roles.object or "Tense=Past" in tree[head].morph) else "assessment"
