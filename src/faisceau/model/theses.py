"""A thesis put to the causal map: a path pattern, and the chains for and against it. No chance that it holds, ever."""

from __future__ import annotations

from msgspec import Struct, field

from faisceau.model.system import Sign
from faisceau.model.whatif import QuoteNote, Scenario, Told


class Thesis(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """More of `from` goes with more (`+`) or less (`-`) of `to`, over at most `longest` arcs.

    Ends, and each of `through`, one of which must lie between them where any is given, are patterns of variables,
    `kind(args)`: `$X` is an actor or good, the same wherever it stands, another than `$Y`; `@group` any of a group; `*`
    anything; else an id. `where` limits what a `$X` may be: `@group`, or ids with `|` between them. `text` is the thesis in
    words by language. `base_rates` are ids of published ones.
    """

    id: str
    text: dict[str, str]
    from_: str = field(name="from")
    to: str
    sign: Sign = "+"
    through: tuple[str, ...] = ()
    where: dict[str, str] = {}
    longest: int = 4
    base_rates: tuple[str, ...] = ()
    note: dict[str, str] = {}

    def said(self, lang: str) -> str:
        """The thesis in words, in the language that it has where it has not `lang`; else its id."""
        return self.text.get(lang) or next(iter(self.text.values()), self.id)


class BaseRate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a published study found of many cases; shown beside a thesis, never combined with it.

    `measures` says what was measured and `finding` what came out, by language; `cases` how many and `period` when, None
    where what was read does not say. `seen` is what of the study was read.
    """

    id: str
    measures: dict[str, str]
    finding: dict[str, str]
    reference: str
    seen: str
    cases: dict[str, str] | None = None
    period: str | None = None


class Carried(Struct, frozen=True):
    """A chain of the thesis with its notes: what each `$X` is in it, its source groups, and those that alone carry it all."""

    told: Told
    bound: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    alone: tuple[str, ...]


class Side(Struct, frozen=True):
    """The chains of one side, the shortest first, and how many more there are; every source group quoted in any of them, and
    those that alone carry a whole chain."""

    chains: tuple[Carried, ...] = ()
    more: int = 0
    groups: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


class ThesisAnswer(Struct, frozen=True):
    """What the corpus has for and against a thesis.

    `starts` and `ends` are the variables of the map that its ends fit; without chains there is nothing in the corpus.
    `complete` is False where chains were left unfollowed.
    """

    thesis: Thesis
    supporting: Side
    opposing: Side
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    base_rates: tuple[BaseRate, ...] = ()
    complete: bool = True

    @property
    def silent(self) -> bool:
        """Whether nothing in the corpus speaks for or against it."""
        return not (self.supporting.chains or self.opposing.chains)


class ThesisSheet(Struct, frozen=True, kw_only=True):
    """Theses put to a story's map. `counted` says what was counted, as a scenario does; the rest is as in a fiche."""

    story: str
    counted: Scenario
    answers: tuple[ThesisAnswer, ...]
    notes: tuple[QuoteNote, ...]
    articles: int
    first: str | None
    last: str | None
    undated: int
    map_id: str
    edits: int = 0
