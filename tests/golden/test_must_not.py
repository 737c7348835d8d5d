"""What the example story must not be read as: each entry of the golden file can be violated, and is found where it is."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec import structs

from evaluation.example_built import Built, golden
from evaluation.must_not import Banned, Converted, Entry, Merged, NoClaim, Origins, OtherDay, entries, violated
from faisceau.model.claims import ActorRef, Claim, Quantity, Source, When, with_content_id
from faisceau.model.fused import Event, Exchange, Figure, FigureAccount
from faisceau.model.rules import Concern
from faisceau.model.text import Article, Span

EXPECTED: dict[str, Any] = golden()
ENTRIES = entries(EXPECTED)
BAN, PERMISSION = "eu-prk-regime", "unscr-2397-op25"
E08 = next(event for event in EXPECTED["events"] if event["id"] == "e08")
Told = dict[str, Any]


def actors(*ids: str) -> tuple[ActorRef, ...]:
    return tuple(ActorRef(id_, id_) for id_ in ids)


def claim_on(article: str, quote: str, **fields: Any) -> Claim:
    given: Told = {"kind": "background", "plover": None, "predicate": "x", "source": Source(actors("PER"))} | fields
    span = Span(0, len(quote))
    return with_content_id(
        Claim(article=article, id="", start=0, end=len(quote), quote=quote, predicate_span=span, **given)
    )


def reading(*claims: Claim, texts: dict[str, str] | None = None, **held: Any) -> Built:
    """A reading of these claims and no others; an article's text is the words of its claim, or as given."""
    told = {claim.article: claim.quote for claim in claims} | (texts or {})
    articles = {
        row["id"]: Article(row["id"], told.get(row["id"], ""), "0", row["published"], None, lang="fr")
        for row in EXPECTED["articles"]
    }
    return Built(articles, {c.id: c for c in claims}, *(held.get(k, ()) for k in ("events", "exchanges", "figures")))


def event_of(*claims: Claim, independent: int = 1) -> Event:
    return Event("e", "e", "event", None, "single_source", independent, (), tuple(claim.id for claim in claims), ())


def line_of(category: str | None = None, *units: str, provisions: tuple[Concern, ...] = ()) -> Exchange:
    counted = tuple(Quantity("1", 1, unit=unit) for unit in units)
    return Exchange(
        "x", (), (), "x", category, counted, None, None, "asserted", "single_source", "e", (), provisions=provisions
    )


def figure_of(*units: str) -> Figure:
    accounts = tuple(FigureAccount("c", Quantity("1", 1, unit=unit), ("PER",), None) for unit in units)
    return Figure("f", "x", units[0], "e", accounts)


def fields_of(entry: Entry, check: NoClaim) -> dict[str, Told]:
    """For each condition of the check the fields of a claim of which it holds."""
    by = actors(*(check.by_alone or check.by[:1] or check.actors[:1] or ("PER",)))
    chain = actors("PER") if check.relayed else ()
    found: dict[str, Told] = {"source": {"source": Source(by, "state", chain=chain)}}
    if check.kinds:
        found["kinds"] = {"kind": check.kinds[0]}
    if check.statuses:
        found["statuses"] = {"status": check.statuses[0]}
    if check.polarity:
        found["polarity"] = {"polarity": check.polarity}
    if check.subject:
        found["subject"] = {"subject": actors(*check.subject)}
    if check.predicate:
        found["predicate"] = {"predicate": check.predicate}
    if check.dated:
        found["dated"] = {"date": When("2024-06", entry.quote)}
    return found


OTHER: dict[str, Told] = {
    "kinds": {"kind": "background"},
    "statuses": {"status": "forecast"},
    "polarity": {"polarity": "-"},
    "subject": {"subject": actors("PER")},
    "predicate": {"predicate": "x"},
    "dated": {"date": When("2024-06", "en juin")},
    "source": {"source": Source(actors("PER", "BOL"), "state")},
}


def merged_fields(fields: dict[str, Told]) -> Told:
    return {name: value for each in fields.values() for name, value in each.items()}


def faulty(entry: Entry) -> Built:
    """A reading that is wrong as the entry says."""
    match entry.check:
        case NoClaim() as check:
            quote = entry.boilerplate if check.on == "boilerplate" else entry.quote
            return reading(claim_on(entry.article, quote, **merged_fields(fields_of(entry, check))))
        case OtherDay():
            made = reading()
            made.articles[entry.article] = structs.replace(made.articles[entry.article], published="2024-06-20")
            return made
        case Origins(number=number):
            claim = claim_on(entry.article, entry.quote)
            return reading(claim, events=(event_of(claim, independent=number + 2),))
        case Banned():
            return reading(claim_on(entry.article, entry.quote, provisions=(BAN,)))
        case Merged():
            article, (quote, *_) = next(iter(E08["quotes"].items()))
            both = claim_on(entry.article, entry.quote), claim_on(article, quote)
            return reading(*both, events=(event_of(*both),))
        case Converted(units=units):
            return reading(exchanges=(line_of(None, *units),))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_entry_is_found_where_it_is_violated(entry: Entry) -> None:
    assert entry.id in violated(faulty(entry), EXPECTED)


def test_a_reading_of_nothing_violates_nothing() -> None:
    assert violated(reading(), EXPECTED) == []


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        pytest.param(entry, name, id=f"{entry.id} {name}")
        for entry in ENTRIES
        if isinstance(entry.check, NoClaim)
        for name in fields_of(entry, entry.check)
        if name != "source" or entry.check.by or entry.check.by_alone or entry.check.actors
    ],
)
def test_a_claim_that_differs_in_one_thing_is_allowed(entry: Entry, name: str) -> None:
    assert isinstance(entry.check, NoClaim)
    fields = merged_fields(fields_of(entry, entry.check) | {name: OTHER[name]})
    assert violated(reading(claim_on(entry.article, entry.quote, **fields)), EXPECTED) == []


def test_a_claim_elsewhere_in_the_article_is_allowed() -> None:
    (entry,) = (entry for entry in ENTRIES if entry.id == "n08")
    text = {entry.article: f"Lima livre du sel. {entry.quote}"}
    assert violated(reading(claim_on(entry.article, "Lima livre du sel"), texts=text), EXPECTED) == []


def test_a_chain_makes_words_relayed_and_other_words_are_not_those_held() -> None:
    told = {entry.id: entry for entry in ENTRIES}
    article, quote = told["n17"].article, told["n17"].quote
    relayed = claim_on(article, quote, kind="statement", source=Source(actors("CHN"), "state", chain=actors("PER")))
    assert violated(reading(relayed), EXPECTED) == []
    article, quote = told["n15"].article, told["n15"].quote
    other = claim_on(article, quote.partition(" auraient")[0])
    assert violated(reading(other, texts={article: quote}), EXPECTED) == []


def test_the_lines_of_the_ledger_and_the_figures_are_looked_at_too() -> None:
    ban = Concern(BAN, "national-dprk", "PRK", "to")
    permission = Concern(PERMISSION, "un-dprk", "PRK", "to")
    assert violated(reading(exchanges=(line_of("food", provisions=(ban,)),)), EXPECTED) == ["n18"]
    assert violated(reading(exchanges=(line_of("food", provisions=(permission,)),)), EXPECTED) == []
    assert violated(reading(exchanges=(line_of("arms_conventional", provisions=(ban,)),)), EXPECTED) == []
    assert violated(reading(figures=(figure_of("container", "shell"),)), EXPECTED) == ["n21"]
    assert violated(reading(figures=(figure_of("container", "container"),)), EXPECTED) == []


def test_a_check_of_no_known_sort_or_field_is_an_error() -> None:
    for check in ({"sort": "nothing"}, {"sort": "claim", "kidns": []}, {"sort": "claim", "kinds": ["poem"]}):
        row = EXPECTED["must_not"][0] | {"check": check}
        with pytest.raises(msgspec.ValidationError):
            entries({"must_not": [row]})
