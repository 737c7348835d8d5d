"""The system on the page and for programs: camps, positions, grid, provenance; in both languages, empty, hostile."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from rdflib import PROV, RDF, Graph
from rdflib.term import Node

from faisceau import export
from faisceau.errors import Code, FaisceauError
from faisceau.export.fiche import render_fiche
from faisceau.export.system_words import system_words
from faisceau.model.alignment import ActorTie
from faisceau.model.causes import Cause, End
from faisceau.model.causes import with_content_id as cause_with_id
from faisceau.model.claims import ActorRef, Claim, Flow, Item, Source, with_content_id
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Account, Event, Exchange, Reading
from faisceau.model.mapping import Causal, Edit
from faisceau.model.text import Article, Span
from faisceau.model.whatif import Fiche, Scenario
from faisceau.story.fiches import with_story
from faisceau.system.whatif import fiche
from faisceau.view import dossier_of

TEXT = (
    "Oslo livre du blé à Riga. Riga a un besoin vital de blé. Oslo accuse Minsk. Riga accuse Minsk. "
    "Oslo soutient Vilnius. Riga soutient Vilnius. Minsk accuse Vilnius. La gêne <b>nourrit</b> l'accord."
)
A = Article("a", TEXT, "0" * 64, "2031-01-02", lang="fr", publisher="Le Phare")
B = Article("b", "Oslo accuse Minsk.", "1" * 64, "2031-01-03", lang="fr")


def claim(of: Article, quote: str, subject: str, obj: str | None = None, **fields: Any) -> Claim:
    start = of.text.index(quote)
    span = Span(start, start + len(quote))
    return with_content_id(
        Claim(
            article=of.id, id="", start=span.start, end=span.end, quote=quote, predicate="x", predicate_span=span,
            subject=(ActorRef(subject, subject),), object=(ActorRef(obj, obj),) if obj else (), source=Source(), **fields,
        )
    )  # fmt: skip


GIVEN = claim(
    A,
    "Oslo livre du blé à Riga",
    "NOR",
    "LVA",
    kind="exchange",
    plover="AID",
    flow=Flow("NOR", "LVA"),
    items=(Item("blé", "food"),),
)
NEEDED = claim(A, "Riga a un besoin vital de blé", "LVA", kind="need", plover=None, items=(Item("blé", "food"),))
STANCES = (
    claim(A, "Oslo accuse Minsk", "NOR", "BLR", kind="reaction", plover="ACCUSE"),
    claim(B, "Oslo accuse Minsk", "NOR", "BLR", kind="reaction", plover="ACCUSE"),
    claim(A, "Riga accuse Minsk", "LVA", "BLR", kind="reaction", plover="ACCUSE"),
    claim(A, "Oslo soutient Vilnius", "NOR", "LTU", kind="statement", plover="SUPPORT"),
    claim(A, "Riga soutient Vilnius", "LVA", "LTU", kind="statement", plover="SUPPORT"),
    claim(A, "Minsk accuse Vilnius", "BLR", "LTU", kind="reaction", plover="ACCUSE"),
)


def event(id_: str, *claims: Claim) -> Event:
    articles = tuple(dict.fromkeys(c.article for c in claims))
    accounts = tuple(Account(c.id, ("author",), c.status, None) for c in claims)
    origins = tuple((name,) for name in articles)
    ids = tuple(c.id for c in claims)
    return Event(
        id_, claims[0].quote, claims[0].kind, "2031-01-02", "single_source", len(origins), origins, ids, accounts
    )


def cause(words: str, first: str, second: str) -> Cause:
    start = TEXT.index(words)
    end = start + len(words)
    ends = End(start, start + 3, TEXT[start : start + 3], first), End(end - 3, end, TEXT[end - 3 : end], second)
    return cause_with_id(
        Cause(
            article="a", id="", start=start, end=end, quote=words, cause=ends[0], effect=ends[1], sign="+", modality="asserted",
            speaker=("author",),
        )
    )  # fmt: skip


CAUSE = cause("La gêne <b>nourrit</b> l'accord", "pressure(BLR)", "alignment(BLR, LTU)")
ASSUMED = Edit(
    number=1, action="assume", author="A. <Lemoine>", reason="usage", date="2031-02-03",
    variables=("alignment(BLR, LTU)", "need(LVA, food)"), sign="+",
)  # fmt: skip
CAUSAL = Causal((CAUSE,), {"a": "a", "b": "b"}, (ASSUMED,))


def dossier(causal: Causal | None = CAUSAL) -> Dossier:
    given = Exchange(
        "x1", (ActorRef("NOR", "Oslo"),), (ActorRef("LVA", "Riga"),), "blé", "food", (), "2031-01-02", None, "asserted",
        "single_source", "e0", (GIVEN.id,),
    )  # fmt: skip
    events = (
        event("e0", GIVEN), event("e1", STANCES[0], STANCES[1]), *(event(f"e{n}", c) for n, c in enumerate(STANCES[2:], start=2)),
        event("e9", NEEDED),
    )  # fmt: skip
    return dossier_of("Le blé", [A, B], [GIVEN, NEEDED, *STANCES], Reading(events, (), (given,)), [], causal)


def test_camps_come_with_the_words_behind_each_tie() -> None:
    found = dossier()
    whole = found.alignment.windows[0]
    assert whole.index == 0
    (division,) = whole.divisions
    assert (division.first, division.second) == (("BLR",), ("LTU", "LVA", "NOR"))
    quotes = {note.number: note.quote for note in found.notes}
    blamed = next(tie for tie in found.alignment.ties if (tie.a, tie.b) == ("BLR", "NOR"))
    assert [(each.sign, quotes[each.told.lead], each.independent) for each in blamed.events] == [
        ("-", "Oslo accuse Minsk", 2)
    ]
    with pytest.raises(Exception, match="bad_evidence"):
        ActorTie("a", "b", "+", ())


def test_positions_are_compared_on_two_shared_objectives_at_least() -> None:
    found = dossier().positions
    assert [(each.a, each.b, each.convergent, each.divergent) for each in found.pairs] == [
        ("LVA", "NOR", ("supply(LVA, food)", "support(BLR)", "support(LTU)"), ())
    ]
    assert {each.objective for each in found.positions if each.actor == "BLR"} == {"support(LTU)"}


def test_the_grid_says_how_badly_it_is_needed_and_by_whom_it_is_met() -> None:
    (need,) = dossier().dependence.needs
    assert (need.actor, need.category, need.criticality, need.coverage) == ("LVA", "food", "vital", "one")


def test_streams_lead_to_claims() -> None:
    camps = [json.loads(line) for line in export.render("camps", dossier()).splitlines()]
    assert [each["window"] for each in camps] == ["all", "2031-01"]
    claims = {c for tie in camps[1]["ties"] for told in tie["events"] for c in told["claims"]}
    assert claims == {GIVEN.id, *(c.id for c in STANCES)}
    positions = [json.loads(line) for line in export.render("positions", dossier()).splitlines()]
    assert positions[-1]["shared"] == 3


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_has_every_part_with_links_that_lead_somewhere(lang: str) -> None:
    page = export.render("html", dossier(), lang).decode()
    words = system_words(lang)
    for told in (
        words.matrix["title"],
        words.strip["title"],
        words.dependence["grid"],
        words.camps["windows"],
        words.positions["pairs"],
    ):
        assert f"<h3>{told}</h3>" in page
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r"href=\"#([^\"]+)\"", page)) <= ids
    assert "A. <Lemoine>" not in page


def test_a_story_of_nothing_says_what_was_looked_for() -> None:
    empty = dossier_of("rien", [], [], Reading(), [])
    page = export.render("html", empty, "fr").decode()
    assert system_words("fr").camps["empty"] in page
    assert system_words("fr").positions["empty"] in page
    assert export.render("camps", empty) == b""
    assert export.render("positions", empty) == b""
    assert Graph().parse(data=export.render("prov", empty), format="turtle")


def test_words_are_the_same_in_both_languages() -> None:
    french, english = system_words("fr"), system_words("en")
    for table in french.__struct_fields__:
        assert set(getattr(french, table)) == set(getattr(english, table)), table


def test_a_supplier_gone_takes_the_last_quoted_one_with_words() -> None:
    asked = fiche("Le blé", [A, B], CAUSAL, Scenario(without_supplier=("nor",)))
    found = with_story(asked, dossier(), "fr")
    (short,) = found.shortfalls
    assert (short.actor, short.last, found.suppliers) == ("LVA", True, ("NOR",))
    for form in ("text", "markdown", "html"):
        told = render_fiche(form, found, dossier().actors, "fr").decode()
        assert "perd son dernier fournisseur cité" in told
        assert "Oslo livre du blé à Riga" in told
    trail = graph(render_fiche("prov", found, (), "fr"))
    check(trail)
    check_quotes(trail)
    assert len(of_sort(trail, "shortfall")) == 1


@pytest.mark.parametrize("asked", [{"without_supplier": ("EST",)}, {"cap": ("no-such",)}])
def test_who_supplies_nothing_cannot_be_taken_away(asked: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(FaisceauError) as caught:
        with_story(fiche("Le blé", [A, B], CAUSAL, Scenario(**asked)), dossier(), "fr")  # type: ignore[arg-type]
    assert caught.value.code == Code.BAD_OPTION


# --- provenance -------------------------------------------------------------------------------------------------------


def asked(**given: Any) -> Fiche:
    found = fiche("Le blé", [A, B], CAUSAL, Scenario(hold=("pressure(BLR)=+",), **given))
    return with_story(found, dossier(), "fr", CAUSAL.groups)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_fiche_shows_the_grid_and_the_camps_with_their_words(lang: str) -> None:
    found = asked()
    page = render_fiche("html", found, dossier().actors, lang).decode()
    assert page.startswith("<!doctype html>\n<html lang=")
    assert page.count("<table") == page.count("</table>") == 4, "matrix, sources, grid, camps"
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    words = system_words(lang)
    markdown = render_fiche("markdown", found, dossier().actors, lang).decode()
    for told in (words.dependence["grid"], words.dependence["vital"], words.camps["camp_first"], words.fiche["ties"]):
        assert told in markdown
    for quote in ("Oslo livre du blé à Riga", "Riga a un besoin vital de blé", "Minsk accuse Vilnius"):
        assert quote in markdown
        assert quote in page


def test_the_json_of_a_fiche_leads_from_each_tie_and_supply_to_its_words() -> None:
    told = json.loads(render_fiche("json", asked(), (), "fr"))
    words = {each["number"]: each["words"] for each in told["cited"]}
    texts = {"a": A.text, "b": B.text}
    for tie in told["alignment"]["ties"]:
        for each in tie["events"]:
            for number in each["told"]["notes"]:
                assert words[number]["quote"] in texts[words[number]["article"]]
    (need,) = told["needs"]
    assert words[need["needed"]["lead"]]["quote"] == "Riga a un besoin vital de blé"
    assert words[need["suppliers"][0]["supplies"][0]["told"]["lead"]]["quote"] == "Oslo livre du blé à Riga"
    assert not {note["number"] for note in told["notes"]} & words.keys()
    assert told["alignment"]["windows"][0]["divisions"][0]["first"] == ["BLR"]


def test_a_source_left_out_is_left_out_of_the_grid_and_the_camps_too() -> None:
    found = asked(without_source=("b",))
    assert {each.words.article for each in found.cited} == {"a"}
    assert found.alignment.windows[0].index == 0
    without = with_story(
        fiche("x", [A, B], CAUSAL, Scenario(press=("need(LVA, food)=+",), without_source=("a",))),
        dossier(),
        "fr",
        CAUSAL.groups,
    )
    assert without.needs == ()
    assert [(tie.a, tie.b) for tie in without.alignment.ties] == [("BLR", "NOR")]
    assert without.alignment.windows[0].refused == "few_actors"
    assert "Laissé de côté : a" in render_fiche("text", without, dossier().actors, "fr").decode()


def test_a_supply_that_the_question_takes_away_is_said_in_the_grid() -> None:
    gone = with_story(fiche("x", [A, B], CAUSAL, Scenario(without_supplier=("NOR",))), dossier(), "fr")
    assert "✓ (perdu)" in render_fiche("text", gone, dossier().actors, "fr").decode()


def graph(data: bytes) -> Graph:
    return Graph().parse(data=data, format="turtle")


def check(found: Graph) -> None:
    """The constraints of PROV that matter: what is used, derived or quoted is a declared entity, made once, by no circle."""
    entities = set(found.subjects(RDF.type, PROV.Entity))
    activities = set(found.subjects(RDF.type, PROV.Activity))
    agents = set(found.subjects(RDF.type, PROV.Agent))
    assert not entities & activities
    assert not activities & agents
    for how, subjects, objects in (
        (PROV.used, activities, entities),
        (PROV.wasGeneratedBy, entities, activities),
        (PROV.wasDerivedFrom, entities, entities),
        (PROV.wasQuotedFrom, entities, entities),
        (PROV.wasAttributedTo, entities, agents),
        (PROV.wasAssociatedWith, activities, agents),
        (PROV.hadMember, entities, entities),
    ):
        for subject, target in found.subject_objects(how):
            assert subject in subjects, (how, subject)
            assert target in objects, (how, target)
    for entity in entities:
        assert len(set(found.objects(entity, PROV.wasGeneratedBy))) <= 1
        assert entity not in set(found.transitive_objects(entity, PROV.wasDerivedFrom)) - {entity}
    for activity in activities:
        assert set(found.objects(activity, PROV.wasAssociatedWith))


def of_sort(found: Graph, sort: str) -> set[Node]:
    return {node for node in found.subjects() if str(node).startswith(f"urn:faisceau:{sort}:")}


def check_quotes(found: Graph) -> None:
    texts = {f"urn:faisceau:article:{article.id}": article.text for article in (A, B)}
    for each in of_sort(found, "claim"):
        (article,) = found.objects(each, PROV.wasQuotedFrom)
        assert str(found.value(each, PROV.value)) in texts[str(article)]


def test_every_arc_of_the_map_is_derived_from_quotes_or_a_signed_assumption() -> None:
    found = graph(export.render("prov", dossier()))
    check(found)
    check_quotes(found)
    arcs = of_sort(found, "arc")
    assert len(arcs) == 2
    origins = {str(origin).split(":")[2] for arc in arcs for origin in found.objects(arc, PROV.wasDerivedFrom)}
    assert origins == {"claim", "edit"}
    (edit,) = of_sort(found, "edit")
    (analyst,) = found.objects(edit, PROV.wasAttributedTo)
    assert (analyst, RDF.type, PROV.Person) in found


def test_every_answer_is_derived_from_claims_whose_quotes_are_in_articles() -> None:
    asked = Scenario(hold=("pressure=+",), with_assumption=("all",))
    answer = fiche("Le blé", [A, B], CAUSAL, asked)
    found = graph(render_fiche("prov", answer, (), "fr"))
    check(found)
    check_quotes(found)
    answers = of_sort(found, "answer")
    assert len(answers) == len(answer.verdicts) == 2
    for each in answers:
        assert any(str(origin).startswith("urn:faisceau:claim:") for origin in found.objects(each, PROV.wasDerivedFrom))
    derived = {str(o).split(":")[2] for each in answers for o in found.objects(each, PROV.wasDerivedFrom)}
    assert derived == {"claim", "edit"}
    assert export.render("prov", dossier()).decode().count(answer.map_id), "both name one map"


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/unit/export'); import test_export_system as t; from faisceau import export;"
        "sys.stdout.buffer.write(export.render('prov', t.dossier()) + export.render('html', t.dossier()))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "src:."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert told != {b""}
