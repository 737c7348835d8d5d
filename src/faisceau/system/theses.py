"""Theses: path patterns over the map, with the quoted chains for and against. Counts are of sources, and weigh nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.ids import content_id
from faisceau.model.mapping import Causal, standing
from faisceau.model.system import Chain
from faisceau.model.text import Article
from faisceau.model.theses import BaseRate, Carried, Side, Thesis, ThesisAnswer, ThesisSheet
from faisceau.model.whatif import Scenario
from faisceau.system.chains import MOST_CHAINS, chains_from
from faisceau.system.graph import Graph, graph_of
from faisceau.system.hinges import LENGTHS
from faisceau.system.mapping import map_of
from faisceau.system.patterns import Bound, Patterns
from faisceau.system.plain_yaml import require_plain
from faisceau.system.quoting import Quoting
from faisceau.system.whatif import Asked, arcs_in_use

SHOWN = 8
"""Chains shown on each side."""
Found = tuple[Chain, Bound]


class Asking(Struct, frozen=True):
    """The theses asked, with the groups of actors and the base rates that they name."""

    theses: tuple[Thesis, ...]
    groups: dict[str, tuple[str, ...]]
    base_rates: dict[str, BaseRate]


def thesis_sheet(
    story: str, articles: Sequence[Article], causal: Causal, asking: Asking, counted: Scenario
) -> ThesisSheet:
    """The theses put to the map of `causal`; of `counted` what is held or pressed does not matter.

    Raises `FaisceauError`: bad_thesis where a pattern cannot be read or names what is not there, bad_option.
    """
    found = map_of(causal)
    selection = Asked(found, {}).selection(counted, causal.groups)
    arcs = arcs_in_use(found, causal, counted)
    quoting = Quoting(arcs, causal, articles, selection)
    graph = graph_of(arcs, selection)
    answers = tuple(_answer(thesis, asking, graph, quoting) for thesis in asking.theses)
    dates = sorted(article.published[:10] for article in articles if article.published)
    return ThesisSheet(
        story=story,
        counted=counted,
        answers=answers,
        notes=quoting.notes(),
        articles=len(articles),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        undated=len(articles) - len(dates),
        map_id=content_id("m", found),
        edits=len(standing(causal.edits)),
    )


def _answer(thesis: Thesis, asking: Asking, graph: Graph, quoting: Quoting) -> ThesisAnswer:
    patterns = Patterns(thesis, asking.groups)
    _check(thesis, asking.base_rates)
    starts = tuple(name for name in graph.variables if any(patterns.fits(patterns.start, name, {})))
    ends = tuple(name for name in graph.variables if any(patterns.fits(patterns.end, name, {})))
    sides: dict[bool, list[Found]] = {True: [], False: []}
    followed = 0
    complete = True
    for start in starts:
        for chain in chains_from(graph, start, thesis.longest):
            followed += 1
            if followed > MOST_CHAINS:
                complete = False
                break
            bound = _bound(patterns, chain) if chain.variables[-1] in ends and quoting.has_quote(chain) else None
            if bound is not None:
                sides[chain.sign == thesis.sign].append((chain, bound))
    rates = tuple(asking.base_rates[name] for name in thesis.base_rates)
    return ThesisAnswer(
        thesis, _side(sides[True], quoting), _side(sides[False], quoting), starts, ends, rates, complete
    )


def _check(thesis: Thesis, rates: Mapping[str, BaseRate]) -> None:
    missing = [name for name in thesis.base_rates if name not in rates]
    if missing:
        told = f"there is no base rate {missing[0]!r}; there are: {', '.join(sorted(rates)) or 'none'}"
        raise FaisceauError(Code.BAD_THESIS, f"Thesis {thesis.id!r}: {told}.")
    if not 1 <= thesis.longest <= max(LENGTHS):
        told = f"chains of 1 to {max(LENGTHS)} arcs are followed, not {thesis.longest}"
        raise FaisceauError(Code.BAD_THESIS, f"Thesis {thesis.id!r}: {told}.")


def _bound(patterns: Patterns, chain: Chain) -> Bound | None:
    """What the names of the patterns are in a chain, None where it does not fit."""
    for first in patterns.fits(patterns.start, chain.variables[0], {}):
        for bound in patterns.fits(patterns.end, chain.variables[-1], first):
            inner = chain.variables[1:-1]
            through = [b for p in patterns.through for name in inner for b in patterns.fits(p, name, bound)]
            if not patterns.through:
                return bound
            if through:
                return through[0]
    return None


def _side(found: Sequence[Found], quoting: Quoting) -> Side:
    ordered = sorted(found, key=lambda each: (len(each[0].variables), each[0].variables, each[0].signs))
    carried = []
    groups: set[str] = set()
    alone: set[str] = set()
    for place, (chain, bound) in enumerate(ordered):
        each = quoting.groups(chain)
        whole = frozenset.intersection(*each) if each else frozenset()
        groups |= frozenset().union(*each)
        alone |= whole
        if place < SHOWN:
            carried.append(
                Carried(
                    quoting.chain(chain),
                    tuple(sorted(bound.items())),
                    tuple(sorted(frozenset().union(*each))),
                    tuple(sorted(whole)),
                )
            )
    return Side(tuple(carried), len(ordered) - len(carried), tuple(sorted(groups)), tuple(sorted(alone)))


class ThesisFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of theses, with groups and base rates of its own where it has them."""

    thesis: tuple[Thesis, ...] = ()
    groups: dict[str, tuple[str, ...]] = {}
    base_rate: tuple[BaseRate, ...] = ()


def read_theses(data: bytes, form: str = "toml") -> ThesisFile:
    """The theses that a TOML or YAML file holds. Raises `FaisceauError`: bad_thesis, missing_part."""
    try:
        if form == "yaml":
            require_plain(data)
        return _DECODERS[form](data)
    except ImportError as error:
        raise FaisceauError(Code.MISSING_PART, f"YAML needs a part: {error}.") from error
    except (msgspec.MsgspecError, ValueError) as error:  # a TOML syntax error is a plain ValueError
        raise FaisceauError(Code.BAD_THESIS, f"The theses: {error}.") from error


_DECODERS = {
    "toml": lambda data: msgspec.toml.decode(data, type=ThesisFile),
    "yaml": lambda data: msgspec.yaml.decode(data, type=ThesisFile),
}


__all__ = ["Asking", "ThesisFile", "read_theses", "thesis_sheet"]
