"""Rules propose: every clause and event noun that may state something, with what speaks against its being a claim."""

from __future__ import annotations

from faisceau.extract.candidates.carrying import OWN_ROLES, carrier, is_absorbed, kind_row, only_reports, with_subject
from faisceau.extract.candidates.completing import complete, take_concern, take_from_event, take_speaker, take_up
from faisceau.extract.candidates.stated import Candidate, Told, claim_of
from faisceau.extract.clauses import INFINITIVE, VERBLESS, Clause
from faisceau.extract.kinds import kind_of
from faisceau.extract.nominals import Nominal, find_nominals
from faisceau.extract.page import Page
from faisceau.extract.reading import Reading
from faisceau.extract.roles import Roles, fill
from faisceau.extract.status import Firmness, as_judged, firmness, is_evaluative, is_let_happen, is_turned, is_unsaid
from faisceau.extract.voices.sources import source_of
from faisceau.extract.voices.zones import Voice
from faisceau.knowledge.lexicon import Row
from faisceau.model.actors import is_group
from faisceau.model.claims import STATUSES, Plover, Status

_DECLARED = frozenset({"background", "assessment", "event"})
_STANCES = frozenset({"reaction", "assessment", "statement"})
_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "appos", "xcomp", "csubj"})


def candidates(reading: Reading) -> list[Candidate]:
    """Every clause and event noun that may state something, in text order."""
    found = [c for n in range(len(reading.clauses)) if (c := _clause_claim(reading, n)) is not None]
    spans = [(c.claim.start, c.claim.end) for c in found if not c.doubts]
    nominals = find_nominals(reading.page, reading.clauses, spans)
    found.extend(c for nominal in nominals if (c := _nominal_claim(reading, nominal)) is not None)
    return sorted(found, key=lambda c: (c.claim.start, c.claim.end))


def _clause_claim(reading: Reading, n: int) -> Candidate | None:
    page, clause = reading.page, reading.clauses[n]
    if len(clause.tokens) < 2 or _asks_for_no_name(page, clause):
        return None
    core = carrier(reading, n)
    voice = source_of(page, reading.clauses, n, reading.voices)
    frame, roles = _roles(reading, n, core, voice)
    deciding = kind_row(reading, n, core)
    doubts = _doubts(reading, n, deciding, roles)
    firm = firmness(page, reading.clauses, reading.rows, n, voice)
    carried = core != n and deciding is reading.rows[core]
    if carried and deciding is not None and deciding.status and firm.status == "asserted":  # "continue de nier"
        firm = Firmness(deciding.status, page.tree[reading.clauses[core].head].text, firm.polarity)
    kind, root = kind_of(page, clause, deciding, roles, firm)
    if kind == "need" and _is_own(roles, voice):  # "pour X, il s'agit de…": X's own need
        voice, firm = None, firmness(page, reading.clauses, reading.rows, n, None)
    if kind in _DECLARED and root is None and _speaks_of_itself(page, clause, roles, voice):
        kind = "statement"
    if kind in _STANCES and roles.subject and not roles.object:
        take_concern(page, clause, roles)
    firm = as_judged(page, clause, kind, firm, voice)
    turned = is_turned(page, reading.clauses, reading.rows, n)
    firm = firm.turned() if turned else firm
    told = Told(kind, root, firm, voice, reading.lemmas[core], clause.head, frame)
    claim = claim_of(reading, clause, roles, told, n)
    return Candidate(
        claim,
        clause,
        n,
        (reading.rows[n], reading.rows[core]),
        voice,
        doubts,
        turned=turned,
        withheld=_withheld(reading, n, core),
        lets_happen=is_let_happen(page, clause),
        unsaid=is_unsaid(page, reading.clauses, reading.rows, n),
    )


def _withheld(reading: Reading, n: int, core: int) -> Plover | None:
    """The root of the infinitive that clause `n` says is not done: "évite de tirer", "promet de cesser de tirer". Who "n'hésite pas
    à tirer" does it.
    """
    act, at, is_done = reading.rows[core], core, True
    while at != n and (above := reading.clauses[at].governor) is not None:
        row = reading.rows[above]
        if row is not None and row.content == "fail" and not is_let_happen(reading.page, reading.clauses[above]):
            is_done = not is_done
        at = above
    return act.plover if act is not None and not is_done else None


def _roles(reading: Reading, n: int, core: int, voice: Voice | None) -> tuple[Row | None, Roles]:
    """The row whose frame gives clause `n` its roles, and these roles; `core` is the clause that carries its act."""
    page, clause, row = reading.page, reading.clauses[n], reading.rows[n]
    own = row is not None and (row.content in OWN_ROLES or core == n)
    frame = row if own else reading.rows[core]
    roles = fill(page, reading.slots[n] if own else with_subject(reading, n, core), frame)
    if own and core != n:
        below = fill(page, with_subject(reading, n, core), reading.rows[core])
        roles.items.extend(below.items)
        roles.object = roles.object or [r for r in below.object if r.id not in {s.id for s in roles.subject}]
    complete(page, clause, reading.slots[n], roles)
    if not roles.object and (frame is None or frame.kind in (None, "background", "assessment")):
        take_from_event(page, reading.slots[n], roles)
    take_up(page, reading.slots[n], roles, frame)
    take_speaker(page, clause, voice, roles)
    return frame, roles


def _asks_for_no_name(page: Page, clause: Clause) -> bool:
    """Whether a clause beside a speaker only says that they will not be named: "…, qui a requis l'anonymat"."""
    nameless = page.attributive.who.nameless
    return clause.link in _SUBORDINATE and any(
        page.tree[i].lemma.lower() in nameless for i in page.tree.kids(clause.head, "obj", "obl")
    )


def _doubts(reading: Reading, n: int, deciding: Row | None, roles: Roles) -> tuple[str, ...]:
    """What speaks against a claim; `deciding` is the row that decides its kind."""
    page, clause = reading.page, reading.clauses[n]
    counted = bool(page.quantities_in(clause.start, clause.end))
    named = bool(roles.subject or roles.object)
    found = {
        "verbless": clause.form == VERBLESS and reading.rows[n] is None and not is_evaluative(page, clause),
        "absorbed": is_absorbed(reading, n),
        "reports": only_reports(reading, n),
        "actorless": not named and not _stands_without_actors(page, clause, counted),
        "thin": _is_thin(clause, deciding, roles, counted),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def _stands_without_actors(page: Page, clause: Clause, counted: bool) -> bool:
    """A clause that names nobody is a claim when it gives a figure, or when somebody is quoted saying it."""
    if counted:
        return True
    quotation = page.quotation_at(page.tree[clause.head].start)
    return clause.finite and len(clause.tokens) >= 5 and quotation is not None and quotation.start in page.speakers


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


def _is_own(roles: Roles, voice: Voice | None) -> bool:
    """Whether a preposition makes of who acts the one who vouches."""
    return voice is not None and voice.clause is None and bool({r.id for r in voice.by} & {r.id for r in roles.subject})


def _speaks_of_itself(page: Page, clause: Clause, roles: Roles, voice: Voice | None) -> bool:
    """Whether a quoted party says something of itself: a declaration, whatever the words."""
    if voice is None or page.quotation_at(page.tree[clause.head].start) is None:
        return False
    speakers = {r.id for r in voice.by if not is_group(r.id)}
    return bool(speakers & {r.id for r in roles.subject})


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
    told = Told(kind, root, firm, voice, page.tree[nominal.head].lemma, nominal.head, nominal.row)
    claim = claim_of(reading, clause, roles, told, None)
    return Candidate(claim, clause, None, (nominal.row, nominal.row), voice, doubts)
