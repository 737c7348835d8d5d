"""Where words tie a cause to an effect: every link of an article."""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.extract.causes.connectives import Connectives
from faisceau.extract.causes.links import Link
from faisceau.extract.causes.verbs import Verbs
from faisceau.extract.reading import Reading


def find_links(reading: Reading) -> Iterator[Link]:
    """Every link, in no order; one place may give several, of which the caller keeps one."""
    verbs, connectives = Verbs(reading), Connectives(reading)
    for n in range(len(reading.clauses)):
        yield from verbs.links(n)
        yield from connectives.gerund(n)
    yield from connectives.links()
