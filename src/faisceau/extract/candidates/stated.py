"""A candidate, and the claim that it would be: its goods, date, place and source beside what was decided of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import structs

from faisceau.extract.clauses import Clause
from faisceau.extract.dating import date_of
from faisceau.extract.items import items_of, with_goods
from faisceau.extract.page import Page
from faisceau.extract.reading import Reading
from faisceau.extract.roles import Roles, sort_of
from faisceau.extract.status import Firmness, is_hearsay
from faisceau.extract.voices.zones import Voice
from faisceau.knowledge.lexicon import Row
from faisceau.model.actors import is_state_or_body
from faisceau.model.claims import AUTHOR, ActorRef, Claim, Flow, Kind, Plover, Source
from faisceau.model.text import Span

_CUE = 120  # code points of a cue that are kept
_BOTH = "both"  # role of those who each give and get


@dataclass
class Candidate:
    """What the rules make of one clause or event noun, claim or not. `doubts` names what speaks against a claim.

    `withheld` is the root of the act that the predicate says is not done: "renonce à livrer". `lets_happen`: its negation says that
    the act is done, "n'hésite pas à livrer". `unsaid`: nobody says yet that it is so, as the words tell: "rien ne prouve que".
    """

    claim: Claim
    clause: Clause
    n: int | None  # its place among the clauses, None for an event noun
    rows: tuple[Row | None, Row | None]  # of its own predicate and of the one that carries the act
    voice: Voice | None
    doubts: tuple[str, ...] = ()
    turned: bool = False
    withheld: Plover | None = None
    lets_happen: bool = False
    unsaid: bool = False


@dataclass(frozen=True)
class Told:
    """How a clause is told, once decided."""

    kind: Kind
    root: Plover | None
    firm: Firmness
    voice: Voice | None
    lemma: str
    head: int
    row: Row | None


def claim_of(reading: Reading, clause: Clause, roles: Roles, told: Told, n: int | None) -> Claim:
    """The claim that clause `n` (None for an event noun) states, with these roles, told so."""
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


def _is_mutual(page: Page, candidate: Candidate) -> bool:
    """Whether goods go both ways, and nothing says which way each goes: only who swaps one for another says what they give."""
    own, core = candidate.rows
    row = core or own
    if row is None or row.kind != "exchange" or row.flow is not None or _BOTH not in row.roles.values():
        return False
    against = page.grammar.against
    return candidate.n is None or not any(page.preposition(i) in against for i in candidate.clause.tokens)


def _answerable(refs: Sequence[ActorRef]) -> str | None:
    """Who a good comes from or goes to: the State or body that a person acts for, else the last named."""
    bodies = [r.id for r in refs if is_state_or_body(r.id)]
    return bodies[0] if bodies else refs[-1].id if refs else None


def as_exchange(page: Page, candidate: Candidate, claim: Claim) -> Claim:
    """The candidate's claim as decided: its flow that of its kind and roles, and of an exchange, or what is promised to
    somebody, the goods that its words name.
    """
    own, core = candidate.rows
    flow = _flow(claim.kind, core or own, claim.subject, claim.object)
    if flow is not None and _is_mutual(page, candidate):
        flow = Flow(None, None)
    offered = claim.status == "promised" and claim.subject and claim.object
    items = with_goods(page, candidate.clause, claim.items) if flow is not None or offered else claim.items
    return structs.replace(claim, flow=flow, items=items)


def _place(page: Page, clause: Clause, roles: Roles) -> str | None:
    for i in clause.tokens:
        mention = page.mentions.get(i)
        if mention is not None and mention.kind == "place":
            return mention.text
    return None


def _source(reading: Reading, clause: Clause, told: Told, n: int | None) -> Source:
    page = reading.page
    voice = told.voice
    theirs = voice is None or (told.firm.status in ("denied", "promised") and not _is_rumoured(page, voice, clause))
    if n is not None and theirs and _speaks(page, told, clause):
        voice = reading.voices.reports.get(n) or voice
    return Source() if voice is None else source_of_voice(page, voice)


def _is_rumoured(page: Page, voice: Voice, clause: Clause) -> bool:
    """Whether somebody else has it that a thing was promised or denied: "selon la presse, Untel aurait promis"."""
    return voice.clause is None and is_hearsay(page, clause)


def source_of_voice(page: Page, voice: Voice) -> Source:
    """The voice as the source of a claim."""
    first = voice.by[0].id
    kind = AUTHOR if first == AUTHOR else kind_of_source(first)
    return Source(voice.by, kind, page.text[voice.start : voice.end][:_CUE], voice.chain)


def kind_of_source(actor: str) -> str:
    """What sort of source an actor is: group, person, state or organisation."""
    sort = sort_of(actor)
    return "organisation" if sort == "body" else sort


def _speaks(page: Page, told: Told, clause: Clause) -> bool:
    """Whether a speech act is vouched for by who performs it: a statement is, a reaction where it gives their words."""
    if told.kind == "statement" or told.firm.status in ("denied", "promised"):
        return told.kind in ("statement", "reaction")
    return told.kind == "reaction" and page.quotes_in(clause.start, clause.end)
