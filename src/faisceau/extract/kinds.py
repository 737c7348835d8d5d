"""What kind of claim a clause makes, and its PLOVER root: from its construction, then from how firmly it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from faisceau.extract.clauses import FINITE, GERUND, INFINITIVE, PARTICIPLE, VERBLESS, Clause, finite_verb
from faisceau.extract.page import Page
from faisceau.extract.predicates import construction_at, noun_row, undone
from faisceau.extract.roles import Roles, unique
from faisceau.extract.status import Firmness, is_evaluative, is_let_happen
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import Kind, Plover

_UNREAL = frozenset({"hypothetical", "forecast", "promised"})
#: Roots of acts that, only promised, planned or foreseen, are agreements (PLOVER 2.0, AGREE: future cooperation).
_COOPERATIVE: frozenset[Plover] = frozenset({"CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT"})
#: Roots of acts that, announced by who would do them, are threats.
_HOSTILE: frozenset[Plover] = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST", "THREATEN"})
#: Roots that an epithet without a date tells as a standing fact: "les rebelles soutenus par X".
_STANDING: frozenset[Plover | None] = frozenset({None, "SUPPORT", "COOPERATE"})
#: Kinds that an unreal status turns into a forecast; the others stay what they are, told less firmly.
_FORESEEN = frozenset({"event", "incident", "assessment", "background"})
_NO_ACT = frozenset({"assessment", "background", "need"})
#: Kinds of what takes place, which an epithet may only seem to tell.
_TAKES_PLACE = frozenset({"event", "exchange", "incident"})
#: Kinds that, without a root and in somebody's quoted words, may be calls.
_MAY_CALL = frozenset({"need", "statement", "forecast", "event", "assessment"})
#: What a predicate with a root of its own does to its infinitive, where that root is the act's.
_OUTWEIGHS = frozenset({"fail", "begin"})
#: Speech whose infinitive is what the speaker does: "affirme avoir aidé".
_SAID = frozenset({"say", "claim"})
_EPITHET = 5  # tokens of a participle and its noun that only qualify
_STANCE: frozenset[Plover] = frozenset({"ACCUSE", "SUPPORT"})


class _Told(NamedTuple):
    """What a clause's claim is, as far as the rules before have made it."""

    kind: Kind
    root: Plover | None


@dataclass(frozen=True)
class _Case:
    """What the rules look at. `row` is the predicate that counts, `above` one that governs it and says more, if any;
    `announced`: what is said lies ahead of the saying."""

    page: Page
    clause: Clause
    row: Row | None
    above: Row | None
    roles: Roles
    firm: Firmness
    announced: bool

    @property
    def promised(self) -> bool:
        """Whether who acts has said that they will."""
        return self.firm.status == "promised"


def kind_of(page: Page, clause: Clause, row: Row | None, roles: Roles, firm: Firmness) -> tuple[Kind, Plover | None]:
    """Kind and root of a clause's claim. Where it is a stance of somebody quoted, `roles` are turned to be theirs.

    Each rule of `_RULES` corrects what those before it made of the clause; then the first that applies of a call, a stance and
    what is left is the answer.
    """
    above = _outweighing(page, clause, row) if firm.polarity == "+" else None
    row = above if above is not None and above.plover is not None else row
    case = _Case(page, clause, row, above, roles, firm, _is_to_come(page, clause, firm))
    told = _by_predicate(case)
    for rule in _RULES:
        told = rule(case, told)
    return _called_for(case, told) or _stance_taken(case, told) or _settled(case, told)


def _by_predicate(case: _Case) -> _Told:
    """As the lexicon has the predicate; the kind by the clause's form where it leaves it open."""
    page, clause, row = case.page, case.clause, case.row
    kind: Kind = (row.kind if row is not None else None) or _by_form(page, clause, case.roles)
    root: Plover | None = row.plover if row is not None else None
    if case.above is not None and row is not case.above and root is not None:
        return _Told(kind, undone(root))
    if root is None and row is not None and row.content in _SAID:
        root = _professed(page, clause)
        return _Told("reaction" if root == "REJECT" else kind, root)
    return _Told(kind, root)


def _verbless_comments(case: _Case, told: _Told) -> _Told:
    """A sentence without a verb comments on the one before."""
    page, clause = case.page, case.clause
    alone = clause.form == VERBLESS and clause.link == "root" and told.root is None
    return told._replace(kind="assessment") if alone and page.tree.sentence(clause.head).kind == "prose" else told


def _event_narrowed(case: _Case, told: _Told) -> _Told:
    """An event may be less than one, or a deal, by its words."""
    return told._replace(kind=_narrowed(case.page, case.clause, told.root)) if told.kind == "event" else told


def _epithet_stands(case: _Case, told: _Told) -> _Told:
    """An epithet that names no second party and no date says what somebody is: "des observateurs non armés"."""
    page, clause, roles = case.page, case.clause, case.roles
    one_sided = clause.form == PARTICIPLE and not (roles.subject and roles.object)
    if told.kind not in _TAKES_PLACE or not one_sided or told.root == "AGREE":
        return told
    return _Told("background", None) if len(clause.tokens) <= _EPITHET and _is_epithet(page, clause) else told


def _unreal_is_said_or_foreseen(case: _Case, told: _Told) -> _Told:
    """What is promised is said; what else has not happened is foreseen."""
    if case.promised and told.kind in _FORESEEN | {"forecast", "need"}:
        return told._replace(kind="statement")
    if case.firm.status in _UNREAL and told.kind in _FORESEEN:
        return told._replace(kind="forecast")
    return told


def _to_come_is_agreed_or_threatened(case: _Case, told: _Told) -> _Told:
    """Friendly acts that are to come are agreed to; hostile ones that are announced are threats."""
    if told.root in _COOPERATIVE and (case.announced or case.firm.status in _UNREAL):
        return told._replace(root="AGREE")
    if told.root in _HOSTILE | {"REJECT"} and case.announced:
        return told._replace(root="THREATEN")
    return told


def _promise_agrees_or_threatens(case: _Case, told: _Told) -> _Told:
    """A promise of harm threatens; any other without a root agrees, or refuses where it is not to act."""
    if not case.promised:
        return told
    if told.root in _HOSTILE and case.clause.form != PARTICIPLE:
        return told._replace(root="THREATEN")
    root: Plover = told.root or "AGREE"
    return told._replace(root="REJECT" if root == "AGREE" and _not_to(case.page, case.clause) else root)


def _friendly_act_refused(case: _Case, told: _Told) -> _Told:
    """A friendly act that is not done is refused, or is none."""
    if case.firm.polarity == "-" and told.root in _COOPERATIVE and told.kind not in _NO_ACT:
        return told._replace(root=_refused(case.page, case.clause, case.roles, case.firm))
    return told


def _harm_by_its_toll(case: _Case, told: _Told) -> _Told:
    """Harm that the predicate only counts has its root from the words around."""
    counted = case.row is not None and case.row.kind == "incident"
    if told.kind in ("incident", "forecast") and told.root is None and counted:
        return told._replace(root=_cause(case.page, case.clause))
    return told


#: In the order in which they correct one another.
_RULES: tuple[Callable[[_Case, _Told], _Told], ...] = (
    _verbless_comments,
    _event_narrowed,
    _epithet_stands,
    _unreal_is_said_or_foreseen,
    _to_come_is_agreed_or_threatened,
    _promise_agrees_or_threatens,
    _friendly_act_refused,
    _harm_by_its_toll,
)


def _called_for(case: _Case, told: _Told) -> _Told | None:
    """A call: somebody quoted says what must be done."""
    open_ = told.root is None and told.kind in _MAY_CALL
    return _Told("statement", "REQUEST") if open_ and _urges(case.page, case.clause) else None


def _stance_taken(case: _Case, told: _Told) -> _Told | None:
    """Blame or praise by somebody quoted, whose act it then is."""
    may_be = told.kind in _NO_ACT | {"statement"} and not case.promised and (told.root is None or told.root in _STANCE)
    stance = _stance(case.page, case.clause, told.root, case.firm) if may_be else None
    if stance is None:
        return None
    _turn_round(case.page, case.clause, case.roles)
    return _Told("statement" if told.kind == "statement" else "reaction", stance)


def _settled(case: _Case, told: _Told) -> _Told:
    """The rest: goods that are promised are an exchange to come; judgements, states and purposes are no acts and have no root."""
    kind, root = told
    if kind == "statement" and case.promised and root == "AGREE" and _gives(case.page, case.clause, case.roles):
        kind = "exchange"
    return _Told(kind, None if kind in _NO_ACT or _is_purpose(case.clause, case.roles) else root)


def _gives(page: Page, clause: Clause, roles: Roles) -> bool:
    """Whether what is promised is a good, money or people: an exchange to come."""
    if any(item.category or (item.quantity is not None and item.quantity.unit) for item in roles.items):
        return True
    nouns = (c for c in page.tree.kids(clause.head, "obj") if page.tree[c].pos == "NOUN")
    return any((row := noun_row(page, c)) is not None and row.kind == "exchange" for c in nouns)


def _not_to(page: Page, clause: Clause) -> bool:
    """Whether the infinitive is negated: "a juré de ne pas rendre"."""
    tree = page.tree
    return any(
        page.lower(c) in page.grammar.negations for i in tree.kids(clause.head, "xcomp") for c in tree.children[i]
    )


def _is_purpose(clause: Clause, roles: Roles) -> bool:
    """Whether an infinitive only says what something is for: it tells an act where both sides are named."""
    both = bool(roles.subject and roles.object)
    return clause.form == INFINITIVE and clause.link in ("advcl", "acl", "advmod") and not both


def _outweighing(page: Page, clause: Clause, row: Row | None) -> Row | None:
    """The row of a predicate that says more of the act than its infinitive, `row`: "refuse de lever", "cesse de livrer"."""
    if page.tree.kid(clause.head, "xcomp") is None or is_let_happen(page, clause):
        return None
    own = construction_at(page, clause.head)[1]
    if own is None or own is row or own.content not in _OUTWEIGHS or (own.content == "begin" and own.plover is None):
        return None
    return own


def _professed(page: Page, clause: Clause) -> Plover | None:
    """The root of what somebody says to do or have done, by the infinitive; a denial where it is negated."""
    tree = page.tree
    inner = next((c for c in tree.kids(clause.head, "xcomp") if "VerbForm" in tree[c].morph), None)
    if inner is None:
        return None
    if _not_to(page, clause):
        return "REJECT"
    row = construction_at(page, inner)[1]
    if row is not None and row.plover is None and row.content in ("want", "plan", "try", "begin", "continue"):
        below = next((c for c in tree.kids(inner, "xcomp") if "VerbForm" in tree[c].morph), None)
        row = construction_at(page, below)[1] if below is not None else row
        if row is not None and row.plover in _COOPERATIVE:
            return "AGREE"
    return row.plover if row is not None else None


def _refused(page: Page, clause: Clause, roles: Roles, firm: Firmness) -> Plover | None:
    """The root of friendly acts that are not done: a refusal where somebody's will is told, else nothing."""
    if not roles.subject:
        return None
    return "REJECT" if firm.status != "asserted" or page.quotation_at(page.tree[clause.head].start) else None


def _cause(page: Page, clause: Clause) -> Plover | None:
    """The root of harm told by its toll alone: an assault where its sentence names one."""
    sentence = page.tree.sentence(clause.head)
    for i in (*clause.tokens, *range(sentence.first, sentence.last)):
        event = noun_row(page, i) if page.tree[i].pos == "NOUN" else None
        if event is not None and event.plover == "ASSAULT":
            return "ASSAULT"
    return None


def _urges(page: Page, clause: Clause) -> bool:
    """Whether somebody who is quoted says what must be done: "il faut", "vous devez", an imperative."""
    tree, head = page.tree, clause.head
    quotation = page.quotation_at(tree[head].start)
    if quotation is None or quotation.start not in page.speakers or not clause.finite:
        return False
    verb = finite_verb(tree, head)
    if verb is not None and "Mood=Imp" in tree[verb].morph:
        return True
    modal = page.modality.modals.get(tree[head].lemma)
    if modal is None or modal.quoted_kind is None or verb is None or "Tense=Pres" not in tree[verb].morph:
        return False
    return tree.kid(head, "xcomp", "ccomp", "obj") is not None


def _turn_round(page: Page, clause: Clause, roles: Roles) -> None:
    """Blame and praise are acts of who is quoted towards those they speak of."""
    quotation = page.quotation_at(page.tree[clause.head].start)
    by = page.speakers.get(quotation.start, []) if quotation is not None else []
    held = {r.id for r in by}
    if by and not held & {r.id for r in roles.subject}:
        roles.object = unique(r for r in (*roles.subject, *roles.object) if r.id not in held)
        roles.subject = list(by)


def _stance(page: Page, clause: Clause, root: Plover | None, firm: Firmness) -> Plover | None:
    """Blame or praise in the words of somebody who is quoted; in the author's own they are judgements and no act."""
    quotation = page.quotation_at(page.tree[clause.head].start)
    spoken = quotation is not None and quotation.start in page.speakers
    if not spoken and not (firm.status == "alleged" and clause.link == "ccomp"):
        return None
    found: set[Plover | None] = {root}
    for i in clause.tokens:
        token = page.tree[i]
        lemma = token.lemma.lower()
        if token.pos == "ADJ":
            found |= {row.plover for row in page.lexicon.adjectives.get(lemma, ()) if row.kind == "assessment"}
        elif token.pos == "NOUN" and (noun := page.lexicon.nouns.get(lemma)) is not None and noun.kind == "assessment":
            found.add(noun.plover)
    if "ACCUSE" in found:
        return "ACCUSE" if firm.polarity == "+" or root is None else None
    if "SUPPORT" in found:
        return "SUPPORT" if firm.polarity == "+" else "ACCUSE"
    return None


def _narrowed(page: Page, clause: Clause, root: Plover | None) -> Kind:
    """An event, unless its words make it a standing fact, a judgement, or a deal about goods or people."""
    since = any(page.preposition(i) in page.grammar.since for i in page.tree.kids(clause.head, "obl", "nmod", "advcl"))
    if (root is None and since) or (root in _STANDING and _is_epithet(page, clause)):
        return "background"
    if root is None and _is_timeless(page, clause):
        return "assessment"
    complements = [c for c in page.tree.kids(clause.head, "obj", "obl", "xcomp") if page.tree[c].pos == "NOUN"]
    if root is None and any(page.tree[c].lemma in page.modality.evaluative.nouns for c in complements):
        return "assessment"
    if root in (None, "AGREE") and any((row := noun_row(page, c)) and row.kind == "exchange" for c in complements):
        return "exchange"
    return "event"


def _is_to_come(page: Page, clause: Clause, firm: Firmness) -> bool:
    """Whether what is said lies ahead of the saying: "a déclaré qu'elle soutiendrait"."""
    tree, head = page.tree, clause.head
    if clause.link not in ("ccomp", "conj") or finite_verb(tree, head) != head:
        return False
    if firm.status != "asserted":
        subject = tree.kid(head, "nsubj")
        own = (
            subject is not None and tree[subject].pos == "PRON"
        )  # who speaks tells of himself: "a dit qu'il partirait"
        if firm.status != "forecast" or not own:
            return False
    built = page.modality.endings.tense(page.lower(head), tree[head].lemma.lower())
    return built in ("conditional", "future") or (
        page.modality.endings.possible(page.lower(head)) and "Mood=Cnd" in tree[head].morph
    )


def _is_timeless(page: Page, clause: Clause) -> bool:
    """Whether an undated present outside any scene characterises rather than tells: "elle renforce l'isolement"."""
    verb = finite_verb(page.tree, clause.head)
    if clause.form not in (FINITE, GERUND) or page.times_in(clause.start, clause.end):
        return False
    if clause.form == GERUND:
        return clause.set_apart
    if verb is None or "Tense=Pres" not in page.tree[verb].morph:
        return False
    passive = page.tree[verb].dep == "aux:pass" and page.tree.kid(clause.head, "obl:agent") is not None
    return verb == clause.head or passive


def _is_epithet(page: Page, clause: Clause) -> bool:
    """Whether an undated participle or present relative only says who somebody is: "les rebelles soutenus par X"."""
    if clause.link not in ("acl", "relcl") or page.times_in(clause.start, clause.end):
        return False
    if clause.form == PARTICIPLE:
        return True
    verb = finite_verb(page.tree, clause.head)
    return verb == clause.head and "Tense=Pres" in page.tree[verb].morph


def _by_form(page: Page, clause: Clause, roles: Roles) -> Kind:
    """The kind of a clause whose predicate the lexicon leaves open: a state is background unless it judges."""
    tree, head = page.tree, clause.head
    verbal = tree[head].pos in ("VERB", "AUX") and tree.kid(head, "cop") is None
    if is_evaluative(page, clause) or clause.form == VERBLESS:
        return "assessment"
    if clause.form == PARTICIPLE and clause.link == "acl":
        return "background"
    verb = finite_verb(tree, head)
    compound = verb is not None and verb != head and verbal
    if verb is not None and not compound and "Tense=Imp" in tree[verb].morph:
        return "background"
    told = bool(page.times_in(clause.start, clause.end) or page.quantities_in(clause.start, clause.end))
    if verbal and (told or (compound and roles.subject)):
        return "event"
    return "assessment" if verbal or roles.subject else "background"
