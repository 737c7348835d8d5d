"""A question put to a story's causal map, and its answer: the fiche, in no language."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.alignment import Alignment
from faisceau.model.causes import Cause
from faisceau.model.dependence import Need, Shortfall, Words
from faisceau.model.mapping import Edit
from faisceau.model.system import Answer, Arc, Ground, Loop, Modality, Push, Sign

Silence = Literal["no_path", "unquoted", "out_of_use"]


class Scenario(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is asked, as options and scenario files write it.

    `hold` and `press` are `variable=+` or `variable=-`; a held variable is cut from what acts on it. `cut` are arcs as
    `cause -> effect`. `without_source` are articles, each left out with all that is of its source group; `with_assumption`
    the numbers of the analyst's assumptions to count, or `all`; `count` further modalities that count as effects.
    `longest` is the number of arcs of the longest chain. `without_supplier` are actors who supply nothing any more, `cap`
    provisions (bans, caps) that are enforced: which needs then lose a quoted supplier. `title` is what its author calls it.
    """

    title: Annotated[str, Meta(max_length=200)] = ""
    hold: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    without_source: tuple[str, ...] = ()
    with_assumption: tuple[str, ...] = ()
    without_contested: bool = False
    count: tuple[Modality, ...] = ()
    longest: int = 4
    stress: bool = False
    without_supplier: tuple[str, ...] = ()
    cap: tuple[str, ...] = ()


class Step(Struct, frozen=True):
    """One arc of a chain, with its sign there, what it rests on, and the notes (numbers from 1) of the words that say so."""

    cause: str
    effect: str
    sign: Sign
    ground: Ground
    notes: tuple[int, ...]


class Told(Struct, frozen=True):
    """A chain to its variable, step by step, and its whole sign."""

    sign: Sign
    steps: tuple[Step, ...]


class TurningArc(Struct, frozen=True):
    """One arc that, removed or turned round, would make the answer another."""

    cause: str
    effect: str
    change: Literal["removed", "flipped"]
    answer: Answer


class SourceLoss(Struct, frozen=True):
    """A source group that, left out, makes an answer another (`none`: nothing quoted is left)."""

    group: str
    answer: Answer


class Spread(Struct, frozen=True):
    """Of the draws that settle, the share in which the variable rises: the least and the greatest over the laws, 0..1."""

    low: float
    high: float


class Verdict(Struct, frozen=True):
    """What follows for one variable.

    `chains` are the shortest of each sign, `more` how many others. `sources` are the groups that the chains shown rest on.
    `hinge_sources` are the smallest sets of groups without which it would be another, `hinge_arcs` the single arcs.
    `without` are the single source groups whose loss changes it. `other_answers` are those that other choices of the ensemble
    give; none: robust. `rising` only after a stress test.
    """

    variable: str
    answer: Answer
    chains: tuple[Told, ...] = ()
    more: int = 0
    sources: tuple[str, ...] = ()
    hinge_sources: tuple[tuple[str, ...], ...] = ()
    hinge_arcs: tuple[TurningArc, ...] = ()
    other_answers: tuple[Answer, ...] = ()
    rising: Spread | None = None
    without: tuple[SourceLoss, ...] = ()

    def __post_init__(self) -> None:
        if self.answer == "none" or not any(step.notes for chain in self.chains for step in chain.steps):
            raise FaisceauError(Code.BAD_EVIDENCE, f"No words bear out an answer for {self.variable}.")


class Silent(Struct, frozen=True):
    """A variable of which the corpus says nothing here, and why.

    no_path: no chain leads there. unquoted: only chains without any quote. out_of_use: only with what was not to be counted
    (assumptions, aims, fears, hypotheses, contested arcs, longer chains, sources left out).
    """

    variable: str
    why: Silence


class QuoteNote(Struct, frozen=True):
    """A note of the fiche: one causal claim, quoted, with its article's source group."""

    number: int
    cause: Cause
    group: str
    published: str | None = None


class CitedWords(Struct, frozen=True):
    """A note of the fiche's grid and camps: the words of one claim. Numbers go on from those of the causal claims."""

    number: int
    words: Words


class Stability(Struct, frozen=True):
    """The share of draws that settle: the least and the greatest over the laws. `draws` for each law."""

    low: float
    high: float
    draws: int


class Fiche(Struct, frozen=True, kw_only=True):
    """The answer to a scenario. `map_id` is a hash of the map asked; `complete` is False where chains were left unfollowed.

    `first` and `last` are the earliest and latest publication dates of the corpus, `undated` its articles without one.
    `assumptions` are the arcs of analysts that some chain uses. `stable` is None unless a stress test was asked.
    `groups` are the sources that count, `left_out` those that do not, `cut` the arcs left out. `suppliers` and `caps` are
    the ids asked, `shortfalls` the needs that they touch. `needs` and `alignment` are the grid of needs and suppliers and
    the camps, without what only the sources left out say; their passages refer to `cited`.
    """

    story: str
    scenario: Scenario
    pushes: tuple[Push, ...]
    verdicts: tuple[Verdict, ...]
    silent: tuple[Silent, ...]
    loops: tuple[Loop, ...]
    notes: tuple[QuoteNote, ...]
    assumptions: tuple[Arc, ...]
    edits: tuple[Edit, ...]
    articles: int
    first: str | None
    last: str | None
    undated: int
    map_id: str
    complete: bool = True
    stable: Stability | None = None
    groups: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    caps: tuple[str, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    left_out: tuple[str, ...] = ()
    cut: tuple[tuple[str, str], ...] = ()
    needs: tuple[Need, ...] = ()
    alignment: Alignment = Alignment()
    cited: tuple[CitedWords, ...] = ()


class KeptScenario(Struct, frozen=True):
    """A scenario kept in the story's folder under `name`."""

    name: str
    scenario: Scenario


class KeptFiche(Struct, frozen=True):
    """The answer to a kept scenario."""

    name: str
    fiche: Fiche
