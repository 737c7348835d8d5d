"""How the cost of each reader of words grows with its text: `python -m benchmarks.linearity`.

Prints the exponent of processor time against length, from a text to one eight times as long, for ordinary and for
hostile repetitions. 1 is linear; a pattern that backtracks shows as 2 or more.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from faisceau.parse.quantities import find_quantities
from faisceau.parse.quotations import find_quotations
from faisceau.parse.times import find_times

_SHORT, _LONG = 1000, 8000  # repetitions
_CASES: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "times": (
        lambda text: find_times(text, "fr"),
        ("a ", "18 ", "mardi ", "depuis ", "du 15 au ", "il y a ", "2024-", "\n"),
    ),
    "quantities": (
        lambda text: find_quantities(text, "fr"),
        ("a ", "5 ", "vingt ", "des dizaines de ", "1.000.000.", "' "),
    ),
    "quotations": (find_quotations, ("« mot ", "“ mot ", '" mot ', "« a » ")),
}


def _seconds(read: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    read(text)
    return max(time.process_time() - begin, 1e-6)


def main() -> None:
    """Print one line a case."""
    for name, (read, pieces) in _CASES.items():
        for piece in pieces:
            _seconds(read, piece * 20)
            # a length of its own each time: scans of the same text are kept
            short = min(_seconds(read, piece * (_SHORT + n)) for n in range(3))
            grown = min(_seconds(read, piece * (_LONG + n)) for n in range(2))
            print(f"{name:12} {piece!r:20} exponent {math.log(grown / short) / math.log(_LONG / _SHORT):.2f}")


if __name__ == "__main__":
    main()
