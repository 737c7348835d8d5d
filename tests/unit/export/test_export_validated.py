"""Each format for other programs, held to that program's own library, or to the rules that its documents give."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args
from uuid import UUID
from xml.etree import ElementTree

import pytest
import rdflib
from export_readers import GEXF, OA, files, front_matter, json_lines, parquet, rows, tabbed
from export_story import HARM, claim, event, hostile, story
from msgspec.structs import replace
from rdflib import PROV, RDF, Graph, Namespace

from faisceau import export
from faisceau.errors import Code, FaisceauError
from faisceau.export.as_plover import COLUMNS as PLOVER_COLUMNS
from faisceau.export.tables import CLAIMS, EVENTS
from faisceau.export.timesketch import COLUMNS as TIMESKETCH_COLUMNS
from faisceau.knowledge import plover
from faisceau.model.claims import ActorRef, Plover, Quantity, Source
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Exchange, Reading
from faisceau.model.text import Article
from faisceau.view import dossier_of

SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
STORIES = {"story": story, "hostile": hostile}
PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "exports.md").read_text(encoding="utf-8")

TEXT = "La Norvège a versé deux millions d'euros à Cuba. Oslo a frappé Cuba de sanctions. Cuba dément le versement."
PAPER = Article("p", TEXT, "0" * 64, None, publisher="Le Cap", url="https://cap.example/p", lang="fr")


def money(status: str = "asserted", verdict: str = "single_source") -> Dossier:
    """A sum paid, a sanction, a denial, in an article without a date."""
    two = Quantity("deux millions d'euros", value=2_000_000, unit="euro")
    ends: dict[str, Any] = {"subject": ["NOR"], "object": ["CUB"]}
    paid = claim(
        PAPER, "La Norvège a versé deux millions d'euros à Cuba", kind="exchange", plover="AID", status=status, **ends
    )
    hit = claim(PAPER, "Oslo a frappé Cuba de sanctions", kind="sanction_act", plover="SANCTION", status=status, **ends)
    cuba = Source((ActorRef("CUB", "Cuba"),), "state", "dément")
    denial = claim(PAPER, "Cuba dément le versement", status="denied", source=cuba, plover="REJECT", subject=["CUB"])
    gift = Exchange(
        "x-1", (ActorRef("NOR", "Norvège"),), (ActorRef("CUB", "Cuba"),), "argent", "money", (two,), None, None, status,  # type: ignore[arg-type]
        verdict, "e-1", (paid.id,),  # type: ignore[arg-type]
    )  # fmt: skip
    events = (event("e-1", [paid, denial], "contested"), event("e-2", [hit], "single_source"))
    return dossier_of("Sel", [PAPER], [paid, hit, denial], Reading(events, (), (gift,)), [])


# Tables.


@pytest.mark.parametrize(("name", "columns"), [("claims", CLAIMS), ("events", EVENTS)])
def test_csv_and_parquet_say_the_same_under_the_same_columns(name: str, columns: dict[str, str]) -> None:
    flat = rows(export.render(f"{name}_csv", story()))
    typed = parquet(export.render(f"{name}_parquet", story()))
    assert [list(row) for row in flat] == [list(columns)] * len(typed)
    for text, row in zip(flat, typed, strict=True):
        for column, sort in columns.items():
            value = row[column]
            if value is None:
                assert text[column] == ""
            else:
                assert (text[column] if sort == "text" else json.loads(text[column])) == value


def test_the_csv_is_of_rfc_4180() -> None:
    data = export.render("claims_csv", hostile('a\r\nb,"c"\nd'))
    assert data.endswith(b"\r\n")
    assert b'"a\r\nb,""c""\nd"' in data
    assert len(list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))) == 3


def test_parquet_without_polars_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(FaisceauError) as caught:
        export.render("claims_parquet", story())
    assert caught.value.code is Code.MISSING_PART
    assert "faisceau[tables]" in caught.value.detail


@pytest.mark.parametrize(
    ("head", "columns"),
    [("claims", CLAIMS), ("events", EVENTS), ("plover", PLOVER_COLUMNS), ("timesketch", TIMESKETCH_COLUMNS)],
)
def test_every_column_is_documented_and_no_other(head: str, columns: Any) -> None:
    section = re.split(rf"^## {head}.*$", PAGE, flags=re.MULTILINE)[1].split("\n## ")[0]
    told = [
        n
        for line in section.splitlines()
        if line.startswith("| `")
        for n in re.findall(r"`([^`]+)`", line.split("|")[1])
    ]
    assert sorted(told) == sorted(columns)


def test_every_format_is_in_the_table() -> None:
    told = {
        name
        for line in PAGE.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([^`]+)`", line.split("|")[1])
    }
    assert set(export.formats()) <= told


# PLOVER and Timesketch.


def test_plover_has_every_root_of_the_model() -> None:
    assert set(plover.roots()) == set(get_args(Plover))
    assert {plover.promised(root) for root in plover.roots()} <= set(get_args(Plover))
    assert (plover.promised("AID"), plover.promised("SANCTION"), plover.promised("None")) == (
        "AGREE",
        "SANCTION",
        "None",
    )


def test_plover_rows() -> None:
    table = tabbed(export.render("plover", story()))
    given = table[0] if table[0]["Event Type"] == "AID" else next(row for row in table if row["Event Type"] == "AID")
    assert (given["Intensity"], given["Quad Code"]) == ("10", "MATERIAL COOPERATION")
    assert (given["Actor Name"], given["Actor Country"], given["Recipient Country"]) == ("Cuba", "CUB", "JPN")
    assert (given["Event Date"], given["Event Date ISO"]) == ("", "2031-03"), "a month is not a day"
    assert not any(row["Event Type"] == "" for row in table)
    text = export.render("plover", hostile(HARM + '\t"\n')).decode()
    assert {len(line.split("\t")) for line in text.splitlines()} == {len(PLOVER_COLUMNS)}
    assert [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")] == [len(PLOVER_COLUMNS)] * 3


def test_timesketch_rows_have_what_it_asks_for() -> None:
    found = json_lines(export.render("timesketch", story()))
    assert [row["event"] for row in found] == ["e-1", "e-2", "e-2", "e-1"], "in time order, dated events only"
    assert [row["timestamp_desc"] for row in found if row["event"] == "e-1"] == [
        "Earliest possible day of the event", "Latest possible day of the event",
    ]  # fmt: skip
    assert {row["date_precision"] for row in found} == {"within", "interval"}
    flat = rows(export.render("timesketch_csv", story()))
    assert [list(row) for row in flat] == [list(TIMESKETCH_COLUMNS)] * len(found)
    for row in (*found, *flat):
        assert row["message"]
        assert datetime.fromisoformat(row["datetime"]).utcoffset() is not None
    (day,) = json_lines(export.render("timesketch", hostile("fin", date="2031-04-02")))
    assert (day["datetime"], day["timestamp_desc"]) == ("2031-04-02T00:00:00+00:00", "Day of the event")


# FollowTheMoney, STIX.


@pytest.mark.parametrize("make", [*STORIES.values(), money], ids=lambda make: make.__name__)
def test_followthemoney_takes_every_value(make: Any) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is built from source: make ftm").model
    entities = json_lines(export.render("followthemoney", make()))
    schemata = {each["id"]: model.get(each["schema"]) for each in entities}
    assert len(schemata) == len(entities)
    for each in entities:
        schema = schemata[each["id"]]
        schema.validate(each)
        proxy = model.get_proxy(each, cleaned=False)
        assert all(proxy.get(name) for name in schema.required)
        for name, values in each["properties"].items():
            known = schema.get(name)
            assert len(proxy.get(name)) == len(values)
            if known.type.name == "entity":
                assert all(schemata[value].is_a(known.range) for value in values)


def test_followthemoney_does_not_take_what_is_contested_for_a_fact() -> None:
    def kinds(dossier: Dossier) -> Counter[str]:
        return Counter(each["schema"] for each in json_lines(export.render("followthemoney", dossier)))

    told = kinds(money())
    assert (told["Payment"], told["Sanction"]) == (1, 1)
    for status, verdict in (
        ("alleged", "single_source"),
        ("asserted", "contested"),
        ("reported_conditional", "corroborated"),
    ):
        assert kinds(money(status, verdict))["Payment"] == 0
    assert kinds(money("alleged"))["Sanction"] == 0


@pytest.mark.parametrize("make", [*STORIES.values(), money, lambda: Dossier(name="Rien")])
def test_stix_is_parsed_strictly_and_refers_to_nothing_outside(make: Any) -> None:
    stix2 = pytest.importorskip("stix2")
    data = json.loads(export.render("stix", make()))
    assert stix2.parse(data, allow_custom=False).type == "bundle"
    ids = [each["id"] for each in data["objects"]]
    assert len(ids) == len(set(ids))
    for each in data["objects"]:
        assert UUID(each["id"].partition("--")[2]).version == 5
        assert "confidence" not in each
        refs = [value for key, value in each.items() if key.endswith("_ref")]
        refs += [value for key, values in each.items() if key.endswith("_refs") for value in values]
        assert set(refs) <= set(ids)


def test_stix_times_are_days_of_publication_or_said_to_be_unknown() -> None:
    days = {"2031-04-01T00:00:00.000Z", "2031-04-03T00:00:00.000Z"}
    for each in json.loads(export.render("stix", story()))["objects"]:
        assert {each["created"], each["modified"]} <= days
    undated = json.loads(export.render("stix", money()))["objects"]
    assert {each["created"] for each in undated} == {"1970-01-01T00:00:00.000Z"}
    assert all(each["labels"] == ["date-unknown"] for each in undated)
    assert [each["type"] for each in undated].count("grouping") == 1, "a report must have a day of publication"


def test_stix_says_who_disagrees_and_names_no_alleged_act_as_one() -> None:
    objects = json.loads(export.render("stix", money("alleged")))["objects"]
    (opinion,) = [each for each in objects if each["type"] == "opinion"]
    assert (opinion["opinion"], opinion["authors"]) == ("disagree", ["Cuba"])
    ties = {each["relationship_type"] for each in objects if each["type"] == "relationship"}
    assert ties == {"alleged-aid", "alleged-sanction"}


# RDF and annotations.


@pytest.mark.parametrize("make", STORIES.values(), ids=STORIES)
def test_turtle_and_json_ld_are_one_graph(make: Any) -> None:
    turtle = Graph().parse(data=export.render("turtle", make()), format="turtle")
    linked = Graph().parse(data=export.render("jsonld", make()), format="json-ld")
    assert set(turtle) == set(linked)
    claims = set(turtle.subjects(RDF.type, SEM.View))
    assert len(claims) == len(make().claims)
    for each in claims:
        assert any(turtle.objects(each, PROV.wasDerivedFrom))
        assert any(turtle.objects(each, SEM.accordingTo))
        (note,) = turtle.subjects(OA.hasBody, each)
        selectors = {
            kind
            for target in turtle.objects(note, OA.hasTarget)
            for s in turtle.objects(target, OA.hasSelector)
            for kind in turtle.objects(s, RDF.type)
        }
        assert selectors == {OA.TextQuoteSelector, OA.TextPositionSelector}
    for about in turtle.subjects(RDF.type, SEM.Event):
        assert any(turtle.objects(about, PROV.wasDerivedFrom))


def test_dates_in_rdf_have_the_precision_of_the_words() -> None:
    graph = Graph().parse(data=export.render("turtle", story()), format="turtle")
    (month,) = graph.objects(None, SEM.hasTimeStamp)
    assert (str(month), month.datatype) == ("2031-03", rdflib.XSD.gYearMonth)  # type: ignore[attr-defined]
    (start,), (end,) = (list(graph.objects(None, name)) for name in (SEM.hasBeginTimeStamp, SEM.hasEndTimeStamp))
    assert (str(start), str(end)) == ("2031-03-01", "2031-03-20")


@pytest.mark.parametrize("make", STORIES.values(), ids=STORIES)
def test_annotations_are_as_the_data_model_asks(make: Any) -> None:
    told = json.loads(export.render("annotations", make()))
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert told["type"] == "AnnotationCollection"
    page = told["first"]
    assert (page["type"], page["partOf"], page["startIndex"]) == ("AnnotationPage", told["id"], 0)
    assert told["total"] == len(page["items"]) == len(make().claims) + len(make().causes)
    assert len({item["id"] for item in page["items"]}) == told["total"]
    for item in page["items"]:
        assert item["type"] == "Annotation"
        quote, place = item["target"]["selector"]
        assert quote["type"] == "TextQuoteSelector"
        assert place["type"] == "TextPositionSelector"
        assert 0 <= place["start"] < place["end"]
        assert re.match(r"https?://|urn:faisceau:article:", item["target"]["source"])
        text = next(a.text for a in make().articles if a.text[place["start"] : place["end"]] == quote["exact"])
        assert quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "") in text


# Graphs.


@pytest.mark.parametrize("make", STORIES.values(), ids=STORIES)
def test_gexf_is_as_its_primer_asks(make: Any) -> None:
    root = ElementTree.fromstring(export.render("gexf", make()))
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("timerepresentation")) == (
        "dynamic",
        "date",
        "interval",
    )
    declared = {
        (part.get("class"), one.get("id")): one.get("type") for part in graph.iter(f"{GEXF}attributes") for one in part
    }
    assert set(declared.values()) <= {"string", "integer", "boolean", "double"}
    nodes = [node.get("id") for node in graph.iter(f"{GEXF}node")]
    edges = list(graph.iter(f"{GEXF}edge"))
    assert len(set(nodes)) == len(nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges) > 0
    parallel = Counter((edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges)
    assert set(parallel.values()) == {1}
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= set(nodes)
        assert float(edge.get("weight") or 0) > 0
        assert {("edge", value.get("for")) for value in edge.iter(f"{GEXF}attvalue")} <= set(declared)
        days = [date.fromisoformat(day) for day in (edge.get("start"), edge.get("end")) if day]
        assert days == sorted(days)


@pytest.mark.parametrize("name", ["gexf", "graphml"])
@pytest.mark.parametrize("make", STORIES.values(), ids=STORIES)
def test_graphs_open_in_networkx(name: str, make: Any) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx comes with other libraries only")
    data = io.BytesIO(export.render(name, make()))
    graph = networkx.read_gexf(data, version="1.3") if name == "gexf" else networkx.read_graphml(data)
    root = ElementTree.fromstring(export.render(name, make()))
    tag = root.tag.removesuffix(name)
    assert graph.number_of_nodes() == len(list(root.iter(f"{tag}node")))
    assert graph.number_of_edges() == len(list(root.iter(f"{tag}edge")))


# The vault.


def test_a_vault_has_a_note_for_each_and_front_matter_that_yaml_reads() -> None:
    dossier = replace(story())
    notes = {path: front_matter(text) for path, text in files(export.render("obsidian", dossier, "en")).items()}
    kinds = Counter(note.get("type") for note in notes.values())
    assert kinds["event"] == len(dossier.events)
    assert kinds["article"] == kinds["source"] == 2
    told = {note["id"]: note for note in notes.values() if note.get("type") == "event"}
    assert told["e-1"]["verdict"] == "contested"
    assert told["e-1"]["date"] == "2031-03"
    assert all(f"{each[2:-2]}.md" in notes for each in told["e-1"]["actors"])
    assert all(len(path) < 120 and path.isascii() for path in notes)
