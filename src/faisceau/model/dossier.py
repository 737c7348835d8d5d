"""The dossier: what a reader meets, arranged, in no language. Exporters put words and looks to it, and add nothing.

Everything that is said rests on notes: a note `[n]` is one claim's words in one article. A passage, a sentence or a row
without a note cannot be built. Notes are numbered in the order in which the page first cites them.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.alignment import Alignment
from faisceau.model.causes import Cause
from faisceau.model.claims import Claim, Quantity
from faisceau.model.dependence import Dependences
from faisceau.model.fused import Event, Exchange, Figure, Relation, Verdict
from faisceau.model.judgements import Action
from faisceau.model.mapping import Edit
from faisceau.model.passages import Passage as Passage  # noqa: PLC0414 - part of the dossier
from faisceau.model.passages import Voice as Voice  # noqa: PLC0414 - likewise
from faisceau.model.positions import Positions
from faisceau.model.problems import Problem
from faisceau.model.rules import Check, Concern
from faisceau.model.system import Assumption, Ground, Loop, Sign
from faisceau.model.text import Article
from faisceau.model.whatif import KeptFiche

Family = Literal["cooperation", "conflict", "other"]
Form = Literal["corroborated", "single_source", "contested", "contradicted", "superseded", "figures"]


class ActorName(Struct, frozen=True):
    """An actor as shown: `names` by language code, `written` the form that the articles use most; of a person
    only one with a word of the name.

    `kind`: state, organisation, person, media, place, group, unknown. `state` is the state that it belongs to, if known;
    `sort` what a listed organisation or medium is: body, igo, party, newspaper…
    """

    id: str
    kind: str
    written: str
    names: dict[str, str] = {}
    state: str | None = None
    sort: str | None = None

    def name(self, lang: str) -> str:
        """The name in `lang`, else as the articles write it."""
        return self.names.get(lang) or self.written


class Note(Struct, frozen=True):
    """Note `[number]`: the words of one claim, `article[start:end] == quote`."""

    number: int
    claim: str
    article: str
    start: int
    end: int
    quote: str


class Sentence(Struct, frozen=True):
    """A sentence of the summary: a form that the exporter words, filled with cited passages only."""

    form: Form
    event: str
    passages: tuple[Passage, ...]
    independent: int
    figure: str | None = None

    def __post_init__(self) -> None:
        if not self.passages:
            raise FaisceauError(Code.BAD_EVIDENCE, f"The summary sentence on {self.event} cites nothing.")


class EventRow(Struct, frozen=True):
    """One event: what is told, what is said against it, and how many origins stand on each side.

    `number` is its place in time order, its label in the charts; `hearsay` when no account vouches for it in full voice.
    """

    event: str
    number: int
    kind: str
    verdict: Verdict
    date: str | None
    actors: tuple[str, ...]
    told: Passage
    against: Passage | None
    affirmed: int
    denied: int
    hearsay: bool


class Mark(Struct, frozen=True):
    """An event's place in time: ISO days, None for an open end; `soft` ends are known only within the interval."""

    event: str
    number: int
    start: str | None
    end: str | None
    soft_start: bool
    soft_end: bool
    verdict: Verdict
    hearsay: bool
    note: int


class Lane(Struct, frozen=True):
    """An actor's events in time, those with the most origins where there are many; `omitted` counts the others."""

    actor: str
    marks: tuple[Mark, ...]
    omitted: int = 0


class Timeline(Struct, frozen=True):
    """Lanes of the busiest actors, every dated event in time order, and the events of unknown date."""

    lanes: tuple[Lane, ...] = ()
    dated: tuple[EventRow, ...] = ()
    undated: tuple[EventRow, ...] = ()


class Edge(Struct, frozen=True, rename={"from_": "from"}):
    """Acts of one family from one actor towards another. `alleged` when no account vouches for any of them in full voice."""

    from_: str
    to: str
    family: Family
    acts: tuple[str, ...]
    independent: int
    alleged: bool
    events: tuple[str, ...]
    notes: tuple[int, ...]


class Network(Struct, frozen=True):
    """Who acts towards whom. `actors` are the ends of the edges, the most connected first."""

    actors: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()


class LedgerRow(Struct, frozen=True, rename={"from_": "from"}):
    """A line of who gives what to whom. `counter_flow` is the exchange given in return, `answers` those that name this one."""

    exchange: str
    event: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    good: str
    category: str | None
    quantity: tuple[Quantity, ...]
    date: str | None
    told: Passage
    verdict: Verdict
    independent: int
    provisions: tuple[Concern, ...]
    counter_flow: str | None
    answers: tuple[str, ...] = ()


class Total(Struct, frozen=True, rename={"from_": "from"}):
    """What one origin tells, line by line, of one good that goes one way, added up in one `unit`.

    `low` and `high` are an interval, `high` None where a bound is open; `origin` are the articles that count as one
    witness. `blocks` are exchanges that may be one and the same, each block counted once.
    """

    from_: tuple[str, ...]
    to: tuple[str, ...]
    category: str
    unit: str
    origin: tuple[str, ...]
    low: float
    high: float | None
    blocks: tuple[tuple[str, ...], ...]
    notes: tuple[int, ...]


class Supply(Struct, frozen=True, rename={"from_": "from"}):
    """One exchange that brings a good to who needs it."""

    exchange: str
    from_: tuple[str, ...]
    told: Passage


class NeedCell(Struct, frozen=True):
    """One actor and one good: who says that it is needed, and who supplies it. One of the two at least is there."""

    actor: str
    category: str
    needed: Passage | None
    supplied: tuple[Supply, ...]


class RuleCase(Struct, frozen=True):
    """What concerns a row's provision: a line of the ledger (`exchange`), or claims of `event` that are on none."""

    event: str
    exchange: str | None
    date: str | None
    told: Passage


class RuleRow(Struct, frozen=True):
    """A provision with what was matched, what the words leave open, and every case that concerns it."""

    concern: Concern
    cases: tuple[RuleCase, ...]


class CheckRow(Struct, frozen=True):
    """A claim (its note) beside a shipped fact that says otherwise."""

    note: int
    check: Check


class FigureLine(Struct, frozen=True):
    """One account of a figure: `told` has its words and who gives it."""

    quantity: Quantity
    told: Passage
    published: str | None


class FigureLink(Struct, frozen=True):
    """How the figures of notes `a` and `b` stand to one another."""

    a: int
    b: int
    relation: Relation


class Spread(Struct, frozen=True):
    """How far the accounts of a figure lie apart: the least and the greatest number that any of them states, the first and
    the last day of publication (None where unknown), and how many voices give them."""

    low: float
    high: float
    first: str | None
    last: str | None
    voices: int


class FigureRow(Struct, frozen=True):
    """One thing counted, its accounts side by side. `diverging` when two of them cannot be the same count at one time."""

    figure: str
    event: str
    of: str
    unit: str | None
    diverging: bool
    lines: tuple[FigureLine, ...]
    links: tuple[FigureLink, ...]
    spread: Spread | None = None


class Entry(Struct, frozen=True):
    """A statement, need, reaction, forecast or judgement: `told.voices` are its authors, `about` the actors it names."""

    kind: str
    event: str | None
    actors: tuple[str, ...]
    about: tuple[str, ...]
    told: Passage
    date: str | None


class Echo(Struct, frozen=True):
    """An article that repeats an earlier one: both count as one origin."""

    article: str
    of: str


class Correction(Struct, frozen=True):
    """An event of which an outlet itself later said otherwise: another `figure` for one thing, or a `denial`."""

    event: str
    how: Literal["figure", "denial"]


class Quoted(Struct, frozen=True):
    """A source on which an outlet rests: an actor id, with how many of its claims and of its articles do."""

    source: str
    claims: int
    articles: int


class Outlet(Struct, frozen=True):
    """One outlet: what it has, had first, has alone, what others bear out, what it repeats, had to correct, whom it quotes.

    `name` is None for an article without a publisher; it then stands for itself. All but `quotes` and `claims` is of facts:
    events of a kind that has witnesses. `told` are those that it tells, `borne_out` those of them that a witness tells which
    counts apart from every article of the outlet, `alone` those that nobody else tells. `first` are those that it had strictly
    before any other outlet, `ahead` by how many days each. An event with an account of unknown date is nobody's first.
    """

    name: str | None
    articles: tuple[str, ...]
    first: tuple[str, ...]
    alone: tuple[str, ...]
    echoes: tuple[Echo, ...]
    claims: int = 0
    told: tuple[str, ...] = ()
    borne_out: tuple[str, ...] = ()
    ahead: tuple[int, ...] = ()
    corrected: tuple[Correction, ...] = ()
    quotes: tuple[Quoted, ...] = ()


class ArcRow(Struct, frozen=True):
    """One arc of the causal map: the signs told, what it rests on, its independent sources, ids of the claims that say so.

    `ground` is `unused` where all that is said is an aim, a fear, a question or a hypothesis, or only denied.
    """

    cause: str
    effect: str
    signs: tuple[Sign, ...]
    ground: Ground | Literal["unused"]
    sources: int
    claims: tuple[str, ...] = ()
    assumption: Assumption | None = None


class SourceArcs(Struct, frozen=True):
    """What a source group holds up: the arcs that fall without it, and those that then say or rest on something else."""

    group: str
    lost: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str], ...] = ()


class CausalMap(Struct, frozen=True):
    """The map as shown: variables, those with most arcs first; arcs by cause and effect, unused ones last; loops of at most four
    arcs.

    `unnamed` causal claims speak of no variable at one end or the other. `edits` are the analyst's that hold. `losses` are, for
    each source group, the arcs that it holds up, those that hold up none last. `id` is the map's hash, as in a fiche.
    """

    variables: tuple[str, ...] = ()
    arcs: tuple[ArcRow, ...] = ()
    loops: tuple[Loop, ...] = ()
    unnamed: int = 0
    edits: tuple[Edit, ...] = ()
    losses: tuple[SourceArcs, ...] = ()
    id: str = ""


class Segment(Struct, frozen=True):
    """A stretch of text that no claim begins or ends inside. `claims` covers it, shortest first; `opens`, `closes` there."""

    start: int
    end: int
    claims: tuple[str, ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]


class Card(Struct, frozen=True):
    """What the margin says of one claim. `elsewhere` are the notes of other articles on the same event."""

    claim: str
    note: int
    event: str | None
    elsewhere: tuple[int, ...]


class Page(Struct, frozen=True):
    """An article with its evidence: the segments together are its text, in order and without a gap."""

    article: str
    number: int
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]


class JudgedMark(Struct, frozen=True):
    """A judgement that holds on a claim, as shown beside it: who decided what, and when (ISO 8601)."""

    claim: str
    number: int
    action: Action
    author: str
    at: str
    note: str = ""


class RejectedRow(Struct, frozen=True):
    """A claim that counts no more: its words, and who rejected it."""

    article: str
    quote: str
    mark: JudgedMark


class Dossier(Struct, frozen=True, kw_only=True):
    """Everything that the page shows. `origins` is the number of independent origins among the articles."""

    name: str
    articles: tuple[Article, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    causes: tuple[Cause, ...] = ()
    problems: tuple[Problem, ...] = ()
    actors: tuple[ActorName, ...] = ()
    notes: tuple[Note, ...] = ()
    origins: int = 0
    summary: tuple[Sentence, ...] = ()
    established: tuple[EventRow, ...] = ()
    contested: tuple[EventRow, ...] = ()
    figure_rows: tuple[FigureRow, ...] = ()
    timeline: Timeline = Timeline()
    ledger: tuple[LedgerRow, ...] = ()
    totals: tuple[Total, ...] = ()
    supplies: tuple[NeedCell, ...] = ()
    dependence: Dependences = Dependences()
    rules: tuple[RuleRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    network: Network = Network()
    causal_map: CausalMap = CausalMap()
    alignment: Alignment = Alignment()
    fiches: tuple[KeptFiche, ...] = ()
    positions: Positions = Positions()
    statements: tuple[Entry, ...] = ()
    needs: tuple[Entry, ...] = ()
    reactions: tuple[Entry, ...] = ()
    forecasts: tuple[Entry, ...] = ()
    assessments: tuple[Entry, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    pages: tuple[Page, ...] = ()
    judged: tuple[JudgedMark, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()

    @property
    def diverging(self) -> tuple[FigureRow, ...]:
        """The figures whose accounts disagree or were revised."""
        return tuple(row for row in self.figure_rows if row.diverging)
