"""What a what-if costs on a large map: `python -m benchmarks.whatif [VARIABLES [ARCS]]`, 60 and 200 if not given.

A random map of claims from twenty sources. Asked: the whole fiche; of it the answers and hinges, and the ensemble, apart. Then
the camps of 120 actors tied 500 times, where one tie in twenty does not fit, and of 80 tied 240 times, where one in five does not:
its index is between bounds.
"""

from __future__ import annotations

import random
import sys
import time

from faisceau.model.causes import Cause, End, with_content_id
from faisceau.model.mapping import Causal
from faisceau.model.system import Push, Selection
from faisceau.model.text import Article
from faisceau.model.whatif import Scenario
from faisceau.system.balance import Tie, balance
from faisceau.system.chains import first_round
from faisceau.system.hinges import arc_hinges, ensemble, source_hinges
from faisceau.system.mapping import map_of
from faisceau.system.whatif import fiche

SOURCES = 20


def random_map(variables: int, arcs: int, seed: int = 1) -> Causal:
    """Claims that draw so many arcs between so many variables, a third of them told twice."""
    rng = random.Random(seed)
    names = [f"reaction(gen:x{n})" for n in range(variables)]
    pairs = rng.sample([(a, b) for a in names for b in names if a != b], arcs)
    causes = []
    for place, (cause, effect) in enumerate([*pairs, *pairs[: arcs // 3]]):
        ends = End(place * 10, place * 10 + 3, "une", cause), End(place * 10 + 4, place * 10 + 9, "autre", effect)
        causes.append(
            with_content_id(
                Cause(
                    article=f"a{rng.randrange(SOURCES):02}",
                    id="",
                    start=place * 10,
                    end=place * 10 + 9,
                    quote="une autre",
                    cause=ends[0],
                    effect=ends[1],
                    sign=rng.choice(("+", "-")),
                    modality="asserted",
                    speaker=("author",),
                )
            )
        )
    return Causal(tuple(causes), {})


def random_ties(actors: int, ties: int, misfits: float, seed: int = 1) -> list[Tie]:
    """Ties of two camps, some of them the other way round."""
    rng = random.Random(seed)
    pairs = rng.sample([(a, b) for a in range(actors) for b in range(a)], ties)
    return [Tie(f"a{b}", f"a{a}", "+" if (a % 2 == b % 2) != (rng.random() < misfits) else "-") for a, b in pairs]


def main() -> None:
    """Print the seconds of each part."""
    variables, arcs = (int(sys.argv[1]) if len(sys.argv) > 1 else 60), (int(sys.argv[2]) if len(sys.argv) > 2 else 200)
    causal = random_map(variables, arcs)
    articles = [Article(f"a{n:02}", "x", "0" * 64, "2031-01-01") for n in range(SOURCES)]
    found = map_of(causal)
    push = (Push(found.variables[0].id, "+"),)
    print(f"{len(found.variables)} variables, {len(found.arcs)} arcs")
    for what, ask in (
        ("answers", lambda: first_round(found.arcs, push, Selection())),
        ("source hinges", lambda: source_hinges(found.arcs, push, Selection())),
        ("arc hinges", lambda: arc_hinges(found.arcs, push, Selection())),
        ("ensemble", lambda: ensemble(found.arcs, push, Selection())),
        ("fiche", lambda: fiche("x", articles, causal, Scenario(hold=(f"{push[0].variable}=+",)))),
    ):
        begin = time.perf_counter()
        ask()
        print(f"{what:14} {time.perf_counter() - begin:6.2f} s")
    for size in ((120, 500, 0.05), (80, 240, 0.2)):
        given = random_ties(*size)
        begin = time.perf_counter()
        found_camps = balance(given)
        seconds = time.perf_counter() - begin
        told = "no triad" if found_camps is None else f"{found_camps.least} to {found_camps.index}"
        print(f"{'camps':14} {seconds:6.2f} s  {size[0]} actors, {size[1]} ties: index {told}")


if __name__ == "__main__":
    main()
