"""Candidates: what the rules make of each clause and event noun, claim or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import structs

from faisceau.extract.arguments import Slots, is_passive
from faisceau.extract.clauses import INFINITIVE, VERBLESS, Clause
from faisceau.extract.dating import date_of
from faisceau.extract.items import items_of, with_goods
from faisceau.extract.kinds import kind_of
from faisceau.extract.nominals import Nominal, event_slots, find_nominals
from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.extract.reading import NEUTRAL, Reading
from faisceau.extract.roles import Roles, fill, refs, sort_of, unique
from faisceau.extract.status import Firmness, as_judged, firmness, is_evaluative
from faisceau.extract.taken_up import taken_up
from faisceau.extract.voices.sources import source_of
from faisceau.extract.voices.zones import Voice
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import (
    AUTHOR,
    STATUSES,
    ActorRef,
    Claim,
    Flow,
    Kind,
    Plover,
    Source,
    Status,
)
from faisceau.model.text import Span

#: What a predicate makes of its infinitive when the two state one thing: "commence à livrer", "veut livrer".
_ABSORBING = frozenset(
    {
        "begin",
        "continue",
        "try",
        "fail",
        "plan",
        "promise",
        "want",
        "ask",
        "order",
        "permit",
        "prevent",
        "threaten",
        "propose",
        "fear",
        "know",
        "doubt",
    }
)
#: Of these, the ones whose own roles stay: the infinitive is what is asked, not what is done.
_OWN_ROLES = frozenset({"ask", "order", "permit", "prevent", "threaten", "propose", "fear", "doubt", "want", "promise"})
_DECLARED = frozenset({"background", "assessment", "event"})
_STANCES = frozenset({"reaction", "assessment", "statement"})
_CUE = 120  # code points of a cue that are kept


@dataclass
class Candidate:
    """What the rules make of one clause or event noun, claim or not. `doubts` names what speaks against a claim."""

    claim: Claim
    clause: Clause
    n: int | None  # its place among the clauses, None for an event noun
    rows: tuple[Row | None, Row | None]  # of its own predicate and of the one that carries the act
    voice: Voice | None
    doubts: tuple[str, ...] = ()


def candidates(reading: Reading) -> list[Candidate]:
    """Every clause and event noun that may state something, in text order."""
    found = [c for n in range(len(reading.clauses)) if (c := _clause_claim(reading, n)) is not None]
    spans = [(c.claim.start, c.claim.end) for c in found if not c.doubts]
    nominals = find_nominals(reading.page, reading.clauses, spans)
    found.extend(c for nominal in nominals if (c := _nominal_claim(reading, nominal)) is not None)
    return sorted(found, key=lambda c: (c.claim.start, c.claim.end))


# --- clauses ------------------------------------------------------------------------------------------------------------


def _clause_claim(reading: Reading, n: int) -> Candidate | None:
    page, clause, row = reading.page, reading.clauses[n], reading.rows[n]
    if len(clause.tokens) < 2:
        return None
    doubts: list[str] = []
    if clause.form == VERBLESS and row is None and not is_evaluative(page, clause):
        doubts.append("verbless")
    if _absorbed(reading, n):
        doubts.append("absorbed")
    if _only_reports(reading, n):
        doubts.append("reports")
    core = _effective(reading, n)
    voice = source_of(page, reading.clauses, n, reading.voices)
    firm = firmness(page, reading.clauses, reading.rows, n, voice)
    own = row is not None and (row.content in _OWN_ROLES or core == n)
    frame = row if own else reading.rows[core]
    roles = fill(page, reading.slots[n] if own else _with_subject(reading, n, core), frame)
    if own and core != n:
        below = fill(page, _with_subject(reading, n, core), reading.rows[core])
        roles.items.extend(below.items)
        roles.object = roles.object or [r for r in below.object if r.id not in {s.id for s in roles.subject}]
    _complete(page, clause, reading.slots[n], roles)
    if not roles.object and (frame is None or frame.kind in (None, "background", "assessment")):
        _take_from_event(page, reading.slots[n], roles)
    _take_up(page, reading.slots[n], roles, frame)
    _speak(page, clause, voice, roles)
    quantities = page.quantities_in(clause.start, clause.end)
    if not roles.subject and not roles.object and not _stands_without_actors(page, clause, bool(quantities)):
        doubts.append("actorless")
    deciding = _kind_row(reading, n, core)
    if _is_thin(clause, deciding, roles, bool(quantities)):
        doubts.append("thin")
    if (
        core != n
        and deciding is reading.rows[core]
        and deciding is not None
        and deciding.status
        and firm.status == "asserted"
    ):
        firm = Firmness(
            deciding.status, page.tree[reading.clauses[core].head].text, firm.polarity
        )  # "continue de nier"
    kind, root = kind_of(page, clause, deciding, roles, firm)
    if (
        voice is not None
        and voice.clause is None
        and kind == "need"
        and {r.id for r in voice.by} & {r.id for r in roles.subject}
    ):
        voice, firm = (
            None,
            firmness(page, reading.clauses, reading.rows, n, None),
        )  # "pour X, il s'agit de…": X's own need
    if kind in _DECLARED and root is None and _speaks_of_itself(page, clause, roles, voice):
        kind = "statement"
    if kind in _STANCES and roles.subject and not roles.object:
        _take_concern(page, clause, roles)
    firm = as_judged(page, clause, kind, firm, voice)
    told = _Told(kind, root, firm, voice, reading.lemmas[core], clause.head, frame)
    claim = _claim(reading, clause, roles, told, n)
    return Candidate(claim, clause, n, (row, reading.rows[core]), voice, tuple(doubts))


def _stands_without_actors(page: Page, clause: Clause, counted: bool) -> bool:
    """A clause that names nobody is a claim when it gives a figure, or when somebody is quoted saying it."""
    if counted:
        return True
    quotation = page.quotation_at(page.tree[clause.head].start)
    return clause.finite and len(clause.tokens) >= 5 and quotation is not None and quotation.start in page.speakers


_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "appos", "xcomp", "csubj"})


def _is_thin(clause: Clause, row: Row | None, roles: Roles, counted: bool) -> bool:
    """Whether a subordinate clause states too little of anybody to be a claim of its own."""
    if clause.link not in _SUBORDINATE and clause.form != INFINITIVE:
        return False
    if clause.set_apart and clause.form != INFINITIVE and (roles.subject or roles.object) and len(clause.tokens) > 4:
        return False
    if row is None or row.kind is None:
        return not (roles.subject and roles.object)
    if row.content in ("say", "claim", "opine") and not roles.object:
        return True
    return not (roles.subject and roles.object) and not counted and row.plover is None and clause.form == INFINITIVE


def _kind_row(reading: Reading, n: int, core: int) -> Row | None:
    """The row that decides the kind: the governing one when it has a kind of its own, else that of its infinitive."""
    row = reading.rows[n]
    if core == n or (
        row is not None
        and row.kind is not None
        and row.content not in ("begin", "continue", "try", "fail", "plan", "promise")
    ):
        return row
    return reading.rows[core] if reading.rows[core] is not None else row


def _absorbed(reading: Reading, n: int) -> bool:
    """Whether the clause only completes the one that governs it."""
    clause = reading.clauses[n]
    if clause.form != INFINITIVE or clause.governor is None:
        return False
    row = reading.rows[clause.governor]
    if clause.link == "conj":
        return _absorbed(reading, clause.governor) and len(clause.tokens) < 6
    if clause.link in ("xcomp", "ccomp"):
        return row is None or row.content != "cause"
    return clause.link in ("acl", "advcl") and not reading.slots[n].get("obj")


def _only_reports(reading: Reading, n: int) -> bool:
    """Whether the clause does nothing but introduce words that are claims of their own."""
    row, clause = reading.rows[n], reading.clauses[n]
    if row is None or row.content not in NEUTRAL or n not in reading.voices.reports:
        return False
    if any(not reading.page.quotation_at(reading.page.tree[i].start) for i in reading.slots[n].get("obj", ())):
        return False
    has_content = bool(reading.slots[n].get("que")) or any(
        c.governor == n and c.link in ("ccomp", "parataxis") for c in reading.clauses
    )
    quotes = any(v.clause == n for v in reading.voices.quotations.values())
    return has_content or quotes or clause.link == "parataxis"


def _effective(reading: Reading, n: int) -> int:
    """The clause that carries the act: down the chain of infinitives that modal and aspectual verbs govern."""
    at = n
    for _ in range(4):
        row = reading.rows[at]
        lemma = reading.page.tree[reading.clauses[at].head].lemma
        absorbs = (row is not None and row.content in _ABSORBING) or lemma in reading.page.modality.modals
        below = next(
            (
                m
                for m, c in enumerate(reading.clauses)
                if c.governor == at and c.link == "xcomp" and c.form == INFINITIVE
            ),
            None,
        )
        if not absorbs or below is None:
            return at
        at = below
    return at


def _with_subject(reading: Reading, n: int, core: int) -> Slots:
    """The infinitive's arguments, its subject that of the governing clause."""
    below = dict(reading.slots[core])
    if core != n:
        above = reading.slots[n]
        below["subj"] = above.get("subj") or below.get("subj") or []
        for slot, fillers in above.items():
            if slot not in ("subj", "inf", "que", "obj"):
                below.setdefault(slot, fillers)
    return below


#: What a mention left over may be to fill an empty object: persons and pronouns take roles only by the frame.
_PARTIES = frozenset({"state", "title", "adjective", "organisation", "bloc"})


def _complete(page: Page, clause: Clause, slots: Slots, roles: Roles) -> None:
    """Fill an empty role from actors of the clause that take part in the act and that no other role holds.

    Where nobody acts, the actor first named is the one of whom the clause tells; else what is left is whom it concerns.
    """
    held = {r.id for r in (*roles.subject, *roles.object)}
    rest = [
        m
        for i in clause.tokens
        if (m := page.mentions.get(i)) is not None
        and m.actors
        and m.kind != "place"
        and not m.actors[0].startswith("gen:")
        and not held & set(m.actors)
        and _takes_part(page, clause, i)
    ]
    if not roles.subject:
        if rest and not roles.object and not is_passive(page, clause):
            roles.subject = unique(refs(rest[0]))
    elif not roles.object:
        roles.object = unique(r for m in rest if m.kind in _PARTIES for r in refs(m))[:3]


def _speak(page: Page, clause: Clause, voice: Voice | None, roles: Roles) -> None:
    """Quoted words in which nobody acts are an act of their speaker."""
    if not roles.subject and voice is not None and page.quotation_at(page.tree[clause.head].start) is not None:
        held = {r.id for r in roles.object}
        roles.subject = [r for r in voice.by if r.id != AUTHOR and r.id not in held and not r.id.startswith("gen:")]


def _take_up(page: Page, slots: Slots, roles: Roles, row: Row | None) -> None:
    """A demonstrative act as subject or object stands for its actors: the first acts on the others."""
    frame = row.roles if row is not None else {}
    for slot, default in (("subj", "subject"), ("obj", "object")):
        own, other = (
            (roles.subject, roles.object) if frame.get(slot, default) == "subject" else (roles.object, roles.subject)
        )
        if own or (slot == "obj" and not roles.subject):
            continue
        for i in slots.get(slot, ()):
            found = [r for r in taken_up(page, i) if r.id not in {o.id for o in other}]
            if own is roles.subject and len(found) > 1 and not other:
                own.extend(found[:1])
                other.extend(found[1:])
            else:
                own.extend(found)


def _take_from_event(page: Page, slots: Slots, roles: Roles) -> None:
    """A clause about an act ("la visite de X à Y remonte à 2000") is about that act's actors, in their own roles."""
    for i in slots.get("subj", ()):
        row = noun_row(page, i) if page.tree[i].pos == "NOUN" else None
        if row is None or i in page.holder:
            continue
        act = fill(page, event_slots(page, i), row)
        if act.subject and act.object:
            roles.subject, roles.object = act.subject, act.object


def _speaks_of_itself(page: Page, clause: Clause, roles: Roles, voice: Voice | None) -> bool:
    """Whether a quoted party says something of itself: a declaration, whatever the words."""
    if voice is None or page.quotation_at(page.tree[clause.head].start) is None:
        return False
    speakers = {r.id for r in voice.by if not r.id.startswith("gen:")}
    return bool(speakers & {r.id for r in roles.subject})


def _take_concern(page: Page, clause: Clause, roles: Roles) -> None:
    """What is said of an act taken up by a demonstrative ("l'inquiétude face à ce rapprochement") concerns its actors."""
    held = {r.id for r in roles.subject}
    for i in clause.tokens:
        found = [r for r in taken_up(page, i, any_noun=True) if r.id not in held]
        if found:
            roles.object = found[:3]
            return


def _takes_part(page: Page, clause: Clause, i: int) -> bool:
    """Whether a mention stands among the clause's arguments, not in a complement of time, manner or source."""
    at = i
    while at != clause.head:
        if at in page.time_tokens or page.preposition(at) in page.grammar.adjuncts:
            return False
        if page.tree.is_root(at):
            return False
        at = page.tree[at].head
    return True


# --- event nouns --------------------------------------------------------------------------------------------------------


def _nominal_claim(reading: Reading, nominal: Nominal) -> Candidate | None:
    page = reading.page
    n = nominal.clause
    voice = source_of(page, reading.clauses, n, reading.voices) if n is not None else None
    clause = Clause(nominal.head, VERBLESS, "noun", n, nominal.tokens, nominal.start, nominal.end)
    roles = fill(page, nominal.slots, nominal.row)
    doubts = nominal.doubts if roles.subject or roles.object else (*nominal.doubts, "actorless")
    governed = (
        firmness(page, reading.clauses, reading.rows, n, voice) if n is not None else Firmness("asserted", None, "+")
    )
    status: Status = nominal.row.status or (
        "alleged" if voice is not None and governed.status == "alleged" else "asserted"
    )
    if nominal.unreal in STATUSES:
        status = nominal.unreal
    firm = Firmness(status, None, "+")
    kind, root = kind_of(page, clause, nominal.row, roles, firm)
    told = _Told(kind, root, firm, voice, page.tree[nominal.head].lemma, nominal.head, nominal.row)
    claim = _claim(reading, clause, roles, told, None)
    return Candidate(claim, clause, None, (nominal.row, nominal.row), voice, doubts)


# --- the row ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Told:
    """How a clause is told, once decided."""

    kind: Kind
    root: Plover | None
    firm: Firmness
    voice: Voice | None
    lemma: str
    head: int
    row: Row | None


def _claim(reading: Reading, clause: Clause, roles: Roles, told: _Told, n: int | None) -> Claim:
    page = reading.page
    start, end = clause.start, clause.end
    head = page.tree[told.head]
    return Claim(
        article=page.article.id,
        id="",
        start=start,
        end=end,
        quote=page.text[start:end],
        kind=told.kind,
        plover=told.root,
        predicate=told.lemma,
        predicate_span=Span(head.start, head.end),
        subject=tuple(roles.subject),
        object=tuple(roles.object),
        flow=_flow(told.kind, told.row, roles.subject, roles.object),
        items=items_of(page, clause, roles.items),
        date=date_of(page, reading.clauses, clause, told.voice),
        place=_place(page, clause, roles),
        source=_source(reading, clause, told, n),
        status=told.firm.status,
        status_cue=told.firm.cue,
        polarity=told.firm.polarity,
    )


def _flow(kind: Kind, row: Row | None, subject: Sequence[ActorRef], object_: Sequence[ActorRef]) -> Flow | None:
    if kind != "exchange":
        return None
    giver, taker = _answerable(subject), _answerable(object_)
    if row is not None and row.flow == "object>subject":
        giver, taker = taker, giver
    return Flow(giver, taker)


def _answerable(refs: Sequence[ActorRef]) -> str | None:
    """Who a good comes from or goes to: the State or body that a person acts for, else the last named."""
    bodies = [r.id for r in refs if not r.id.islower() and not r.id.startswith("gen:")]
    return bodies[0] if bodies else refs[-1].id if refs else None


def as_exchange(page: Page, candidate: Candidate, claim: Claim) -> Claim:
    """The candidate's claim as decided: its flow that of its kind and roles, and of an exchange the goods that its words name."""
    own, core = candidate.rows
    flow = _flow(claim.kind, core or own, claim.subject, claim.object)
    items = claim.items if flow is None else with_goods(page, candidate.clause, claim.items)
    return structs.replace(claim, flow=flow, items=items)


def _place(page: Page, clause: Clause, roles: Roles) -> str | None:
    for i in clause.tokens:
        mention = page.mentions.get(i)
        if mention is not None and mention.kind == "place":
            return mention.text
    return None


def _source(reading: Reading, clause: Clause, told: _Told, n: int | None) -> Source:
    page = reading.page
    voice = told.voice
    if n is not None and (voice is None or told.firm.status in ("denied", "promised")) and _speaks(page, told, clause):
        voice = reading.voices.reports.get(n) or voice
    return Source() if voice is None else source_of_voice(page, voice)


def source_of_voice(page: Page, voice: Voice) -> Source:
    """The voice as the source of a claim."""
    first = voice.by[0].id
    kind = AUTHOR if first == AUTHOR else kind_of_source(first)
    return Source(voice.by, kind, page.text[voice.start : voice.end][:_CUE], voice.chain)


def kind_of_source(actor: str) -> str:
    """What sort of source an actor is: group, person, state or organisation."""
    sort = sort_of(actor)
    return "organisation" if sort == "body" else sort


def _speaks(page: Page, told: _Told, clause: Clause) -> bool:
    """Whether a speech act is vouched for by who performs it: a statement is, a reaction where it gives their words."""
    if told.kind == "statement" or told.firm.status in ("denied", "promised"):
        return told.kind in ("statement", "reaction")
    return told.kind == "reaction" and page.quotes_in(clause.start, clause.end)


__all__ = ["Candidate", "as_exchange", "candidates", "kind_of_source", "source_of_voice"]
