"""What kind of claim a clause makes, and its PLOVER root: from its construction, then from how firmly it is told."""

from __future__ import annotations

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
#: What a predicate with a root of its own does to its infinitive, where that root is the act's.
_OUTWEIGHS = frozenset({"fail", "begin"})
#: Speech whose infinitive is what the speaker does: "affirme avoir aidé".
_SAID = frozenset({"say", "claim"})
_EPITHET = 5  # tokens of a participle and its noun that only qualify
_STANCE: frozenset[Plover] = frozenset({"ACCUSE", "SUPPORT"})


def kind_of(page: Page, clause: Clause, row: Row | None, roles: Roles, firm: Firmness) -> tuple[Kind, Plover | None]:
    """Kind and root of a clause's claim. Where it is a stance of somebody quoted, `roles` are turned to be theirs."""
    above = _outweighing(page, clause, row) if firm.polarity == "+" else None
    row = above if above is not None and above.plover is not None else row
    kind: Kind = (row.kind if row is not None else None) or _by_form(page, clause, roles)
    root: Plover | None = row.plover if row is not None else None
    if above is not None and row is not above and root is not None:
        root = undone(root)
    elif root is None and row is not None and row.content in _SAID:
        root = _professed(page, clause)
        kind = "reaction" if root == "REJECT" else kind
    if (
        clause.form == VERBLESS
        and clause.link == "root"
        and root is None
        and page.tree.sentence(clause.head).kind == "prose"
    ):
        kind = "assessment"  # a sentence without a verb comments on the one before
    if kind == "event":
        kind = _narrowed(page, clause, root)
    if kind in ("event", "exchange", "incident") and clause.form == PARTICIPLE and not (roles.subject and roles.object):
        kind, root = _told_or_standing(page, clause, kind, root)
    if firm.status == "promised" and kind in _FORESEEN | {"forecast", "need"}:
        kind = "statement"
    elif firm.status in _UNREAL and kind in _FORESEEN:
        kind = "forecast"
    announced = _is_to_come(page, clause, firm)
    if (announced or firm.status in _UNREAL) and root in _COOPERATIVE:
        root = "AGREE"
    elif announced and root in _HOSTILE | {"REJECT"}:
        root = "THREATEN"
    if firm.status == "promised":
        threat = root in _HOSTILE and clause.form != PARTICIPLE
        root = "THREATEN" if threat else root or "AGREE"
        if root == "AGREE" and _not_to(page, clause):
            root = "REJECT"
    if firm.polarity == "-" and root in _COOPERATIVE and kind not in _NO_ACT:
        root = _refused(page, clause, roles, firm)
    if kind in ("incident", "forecast") and root is None and row is not None and row.kind == "incident":
        root = _cause(page, clause)
    if root is None and kind in ("need", "statement", "forecast", "event", "assessment") and _urges(page, clause):
        return "statement", "REQUEST"
    if kind in _NO_ACT | {"statement"} and firm.status != "promised" and (root is None or root in _STANCE):
        stance = _stance(page, clause, root, firm)
        if stance is not None:
            _turn_round(page, clause, roles)
            return ("statement" if kind == "statement" else "reaction"), stance
    if kind == "statement" and firm.status == "promised" and root == "AGREE" and _gives(page, clause, roles):
        kind = "exchange"
    if kind in _NO_ACT or _is_purpose(clause, roles):
        root = None
    return kind, root


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


def _told_or_standing(page: Page, clause: Clause, kind: Kind, root: Plover | None) -> tuple[Kind, Plover | None]:
    """An epithet that names no second party and no date says what somebody is: "des observateurs non armés"."""
    if root == "AGREE" or len(clause.tokens) > _EPITHET or not _is_epithet(page, clause):
        return kind, root
    return "background", None


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
