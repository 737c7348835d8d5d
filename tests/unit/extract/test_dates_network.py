"""What words in their context say of a claim's date: probabilities, whatever the order, and the date that is taken."""

from __future__ import annotations

import pytest
from extract_cases import article

from faisceau.encode import encode
from faisceau.extract import explain_claims
from faisceau.extract.claims import dated_by_rules
from faisceau.extract.dates_chosen import date_options, taken_of
from faisceau.extract.dates_network import moment_of
from faisceau.extract.odds import WORDS
from faisceau.extract.reading import Reading, read
from faisceau.model.layers import Layers
from faisceau.model.text import Span
from faisceau.parse import parse
from faisceau.resolve import resolve

TEXT = (
    "Lima a livré mardi douze camions à Quito. La Bolivie a dénoncé cette livraison. "
    "En 2019, Lima avait vendu des obus à Quito, qui les avait payés en mars 2020."
)


@pytest.fixture(scope="module")
def layers() -> Layers:
    return resolve(parse(article(TEXT)), TEXT)


@pytest.fixture(scope="module")
def reading(layers: Layers) -> Reading:
    found = read(article(TEXT), layers, encode(layers))
    assert found is not None
    return found


def test_the_probabilities_of_a_claims_dates_add_up_in_any_order(reading: Reading) -> None:
    chosen, claims = dated_by_rules(reading)
    options = date_options(reading, chosen, claims)
    assert max(len(each.moments) for each in options) >= 3
    for each, own in zip(chosen, options, strict=True):
        assert each.odds is not None
        told, weighed = each.odds.date_parts(own.moments)
        assert len(told) == len(weighed) == len(own.whens)
        assert sum(told) == pytest.approx(1, abs=1e-5)
        assert sum(each.odds.dates(own.moments)) == pytest.approx(1)
        turned, _ = each.odds.date_parts(own.moments[::-1])
        assert turned[::-1] == pytest.approx(told, abs=1e-5)


def test_without_vectors_the_weights_decide_alone(layers: Layers) -> None:
    quick = read(article(TEXT), layers)
    assert quick is not None
    chosen, claims = dated_by_rules(quick)
    assert chosen
    for each, own in zip(chosen, date_options(quick, chosen, claims), strict=True):
        assert each.odds is not None
        told, weighed = each.odds.date_parts(own.moments)
        assert not told
        assert each.odds.dates(own.moments) == weighed


def test_a_date_hangs_on_the_word_above_its_words(reading: Reading) -> None:
    tree = reading.page.tree
    start = TEXT.index("mardi")
    found = moment_of(tree, Span(start, start + len("mardi")), ("zone=own",))
    assert [tree[i].text for i in found.words] == ["mardi"]
    assert tree[found.above].text == "livré"
    assert moment_of(tree, None, ()).words == ()


@pytest.mark.parametrize(
    ("odds", "cut", "taken"),
    [
        ([0.5, 0.2, 0.3], 1.0, 0),
        ([0.3, 0.2, 0.5], 1.0, 2),
        ([0.3, 0.2, 0.5], 0.5, 0),
        ([0.2, 0.2, 0.6], 0.3, 0),  # the first told of two as probable
        ([1.0], 0.5, 0),
    ],
)
def test_the_most_probable_date_is_taken_where_it_is_so_much_more_probable_than_none(
    odds: list[float], cut: float, taken: int
) -> None:
    assert taken_of(odds, cut) == taken


def test_the_words_stand_among_the_reasons_for_a_date(layers: Layers) -> None:
    told = [
        weight.seen
        for each in explain_claims(article(TEXT), layers, encode(layers))
        for reason in each.fields
        if reason.field == "date"
        for weight in reason.weights
    ]
    assert WORDS in told
