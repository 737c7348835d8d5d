"""Who vouches: the rules' voice stays, and only what they leave to the author may be a party's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import pytest
from extract_cases import article

from faisceau.extract.odds import Odds
from faisceau.extract.parties import Party
from faisceau.extract.reading import Reading, read
from faisceau.extract.vouching import vouched
from faisceau.model.claims import ActorRef, Claim, Source
from faisceau.model.text import Span
from faisceau.parse import parse
from faisceau.resolve import resolve

TEXT = "Selon Lima, Quito a reçu des camions. Le stock est vide. La Paz se tait."
LIMA, QUITO, LA_PAZ = (
    ActorRef(actor, name, Span(TEXT.index(name), TEXT.index(name) + len(name)))
    for actor, name in (("PER", "Lima"), ("ECU", "Quito"), ("BOL", "La Paz"))
)


@dataclass
class Sure:
    """Odds that only say who vouches."""

    shares: list[float]
    seen: tuple[str, ...] = field(default=())

    def vouching(self, parties: tuple[Party, ...]) -> tuple[list[float], float]:
        assert len(parties) + 1 == len(self.shares)
        return self.shares, 0.5


@pytest.fixture(scope="module")
def reading() -> Reading:
    found = read(article(TEXT), resolve(parse(article(TEXT)), TEXT))
    assert found is not None
    return found


def claim(source: Source) -> Claim:
    start = TEXT.index("Le stock")
    return Claim(
        article="case", id="", start=start, end=start + 8, quote="Le stock", kind="background", plover=None,
        predicate="être", predicate_span=Span(start, start + 8), source=source,
    )  # fmt: skip


def asked(reading: Reading, source: Source, *refs: ActorRef, shares: list[float]) -> Source:
    parties = tuple(Party(ref, ()) for ref in refs)
    return vouched(reading, claim(source), parties, cast(Odds, Sure(shares)))


def test_a_party_that_speaks_elsewhere_vouches_with_the_words_that_say_so(reading: Reading) -> None:
    found = asked(reading, Source(), LIMA, QUITO, shares=[0.7, 0.1, 0.2])
    assert [ref.id for ref in found.by] == ["PER"]
    assert found.kind == "state"
    assert found.cue is not None
    assert "Selon" in found.cue


def test_one_who_speaks_nowhere_is_named_by_the_article_s_words(reading: Reading) -> None:
    found = asked(reading, Source(), LA_PAZ, shares=[0.9, 0.1])
    assert (found.by[0].id, found.cue) == ("BOL", "La Paz")


def test_who_is_not_sure_enough_does_not_vouch(reading: Reading) -> None:
    assert asked(reading, Source(), LIMA, QUITO, shares=[0.5, 0.4, 0.1]) == Source()
    assert asked(reading, Source(), shares=[1.0]) == Source()


def test_what_the_rules_found_stays(reading: Reading) -> None:
    ruled = Source((QUITO,), "state", "selon Quito")
    assert asked(reading, ruled, LIMA, QUITO, shares=[0.99, 0.0, 0.01]) == ruled
