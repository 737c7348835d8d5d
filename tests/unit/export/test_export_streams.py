"""The streams and the brief: fields as the contract names them, the same bytes, a citation on every line."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from export_story import HARM, hostile, story
from msgspec.structs import replace

from faisceau import export
from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import ActorRef
from faisceau.model.dossier.whole import Dossier

CLAIM = (
    "article id start end quote kind plover predicate predicate_span subject object flow items date place source status "
    "status_cue polarity sanctions provisions"
)
KEYS = {
    "claims": CLAIM,
    "events": "id label kind date verdict independent origins claims accounts evolves_from reasons"
    " differs witnesses history salience",
    "sources": "outlet articles claims told alone borne_out first corrected repeats quotes",
    "figures": "of unit event accounts relations",
    "exchanges": "from to good category quantity date counter_flow status verdict claims provisions",
    "stories": "id name articles from to",
}


def records(name: str, dossier: Dossier) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export.render(name, dossier).decode().splitlines()]


def test_the_formats_are_those_of_the_folder() -> None:
    assert " ".join(export.formats()) == (
        "annotations brief camps causes claims claims_csv claims_parquet events events_csv events_parquet exchanges figures "
        "followthemoney gexf graphml html jsonld needs obsidian plover positions prov sources stix stories timesketch "
        "timesketch_csv totals turtle"
    )


@pytest.mark.parametrize("name", sorted(KEYS))
def test_the_fields_are_the_contract_s_in_its_order_then_ours(name: str) -> None:
    found = records(name, story())
    assert found
    assert all(list(record) == KEYS[name].split() for record in found)


def test_inner_fields() -> None:
    dossier = story()
    texts = {article.id: article.text for article in dossier.articles}
    for claim in records("claims", dossier):
        assert texts[claim["article"]][claim["start"] : claim["end"]] == claim["quote"]
    (figure,) = records("figures", dossier)
    assert [list(a) for a in figure["accounts"]] == [["claim", "value", "min", "max", "source", "published"]] * 2
    assert figure["accounts"][0]["value"] == 10
    assert list(figure["relations"][0]) == ["a", "b", "relation"]
    (exchange,) = records("exchanges", dossier)
    gone, cap = exchange["provisions"]
    assert list(gone) == ["id", "why", "open_questions"]
    assert gone["why"].startswith("Denrées et produits agricoles, de Cuba vers Japon")
    assert cap["id"] == "unscr-2397-op5"
    assert any("500\u202f000 barils par an" in each and "dix barils" in each for each in cap["open_questions"])
    (event, *_) = records("events", dossier)
    assert list(event["accounts"][0]) == ["claim", "source", "status", "date"]
    (one,) = records("stories", dossier)
    assert (one["from"], one["to"]) == ("2031-04-01", "2031-04-03")


def test_the_parties_of_an_exchange_are_called_by_name() -> None:
    dossier = story()
    (line,) = dossier.exchanges
    told = replace(dossier, exchanges=(replace(line, from_=(ActorRef("CUB", "-il"),)),))
    (exchange,) = records("exchanges", told)
    assert exchange["from"] == [{"id": "CUB", "name": "Cuba"}]


def test_a_whole_number_has_no_decimal_point() -> None:
    assert b'"value":10,' in export.render("figures", story())


@pytest.mark.parametrize(("name", "lang"), [("pdf", "fr"), ("brief", "xx"), ("../brief", "fr"), ("", "fr")])
def test_an_unknown_format_or_language_is_said(name: str, lang: str) -> None:
    with pytest.raises(FaisceauError) as caught:
        export.render(name, story(), lang)
    assert caught.value.code is Code.BAD_OPTION


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_line_of_the_brief_is_cited_and_every_citation_is_there(lang: str) -> None:
    text = export.render("brief", story(), lang).decode()
    *sections, notes = text.split("\n## ")
    said = [line for section in sections for line in section.splitlines() if line.startswith("- ")]
    assert said
    assert all(re.search(r"\[\d+\]", line) for line in said)
    cited = {int(n) for line in said for n in re.findall(r"\[(\d+)\]", line)}
    listed = {int(n): line for n, line in re.findall(r"^- \[(\d+)\] (.*)$", notes, re.M)}
    assert set(listed) == cited
    for number, line in listed.items():
        note = story().notes[number - 1]
        assert note.quote in line
        assert f"{note.article} {note.start}:{note.end}" in line


def test_the_brief_names_outlet_date_and_address() -> None:
    text = export.render("brief", story(), "fr").decode()
    assert "Le Phare, Sel & riz, 1er avril 2031, <https://phare.example/a?x=1&y=2> (001.txt 0:39)" in text


def test_a_hostile_story_stays_text_in_the_brief() -> None:
    text = export.render("brief", hostile()).decode()
    assert not re.search(r"(?<!\\)<(?!https?://)", text)
    assert "\u202e" not in text
    assert "⟨U+202E⟩" in text
    assert "<javascript" not in text


def test_an_empty_dossier_says_what_was_looked_for() -> None:
    text = export.render("brief", Dossier(name="Rien"), "fr").decode()
    assert text.count("Cherché") >= 7
    assert export.render("claims", Dossier(name="Rien")) == b""
    assert HARM
