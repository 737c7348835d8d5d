"""The causal map on the page and for graph programs: every arc with its words, its stroke what it rests on."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from faisceau import export
from faisceau.model.causes import Cause, End, with_content_id
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Reading
from faisceau.model.mapping import Causal, Edit
from faisceau.model.system import Modality, Sign
from faisceau.model.text import Article
from faisceau.view import dossier_of

TEXT = "Le gel des ventes <brut> freine l'accord. L'accord nourrit les ventes. Les ventes calment la crainte. L'accord sert."
ARTICLE = Article("a", TEXT, "0" * 64, "2031-01-02", lang="fr")
PRESSURE, TIES, FLOW, NEED = "pressure(NOR)", "alignment(EST, NOR)", "flow(EST, NOR, grain)", "need(NOR, grain)"


def said(words: str, cause: str, effect: str, sign: Sign = "+", modality: Modality = "asserted") -> Cause:
    start = TEXT.index(words)
    middle = start + len(words) // 2
    ends = (
        End(start, middle, TEXT[start:middle], cause),
        End(middle, start + len(words), TEXT[middle : start + len(words)], effect),
    )
    return with_content_id(
        Cause(
            article="a", id="", start=start, end=start + len(words), quote=words, cause=ends[0], effect=ends[1], sign=sign,
            modality=modality, speaker=("author",),
        )
    )  # fmt: skip


CAUSES = (
    said("Le gel des ventes <brut> freine l'accord", PRESSURE, TIES, "-"),
    said("L'accord nourrit les ventes", TIES, FLOW),
    said("Les ventes calment la crainte", FLOW, TIES),
    said("L'accord sert", TIES, NEED, modality="aim"),
    said("L'accord sert", TIES, FLOW, "-"),
)
ASSUMED = Edit(
    number=1,
    action="assume",
    author="A. Lemoine",
    reason="usage",
    date="2031-02-03",
    variables=(NEED, PRESSURE),
    sign="+",
)


def dossier() -> Dossier:
    return dossier_of("Le grain", [ARTICLE], [], Reading(), [], Causal(CAUSES, {"a": "a"}, (ASSUMED,)))


def test_every_arc_says_what_it_rests_on() -> None:
    grounds = {(row.cause, row.effect): row.ground for row in dossier().causal_map.arcs}
    assert grounds == {
        (PRESSURE, TIES): "cited",
        (TIES, FLOW): "contested",
        (FLOW, TIES): "cited",
        (TIES, NEED): "unused",
        (FLOW, NEED): "definition",
        (NEED, PRESSURE): "assumption",
    }
    assert {loop.variables for loop in dossier().causal_map.loops} >= {(TIES, FLOW)}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_draws_the_map_and_quotes_every_arc(lang: str) -> None:
    page = export.render("html", dossier(), lang).decode()
    section = page[page.index('aria-labelledby="causes"') :].partition("</section>")[0]
    assert "<svg" in section
    assert "stroke-dasharray" in section
    assert "var(--conflict)" in section
    assert "&lt;brut&gt;" in section
    assert "<brut>" not in section
    assert "A. Lemoine" in section
    rows = set(re.findall(r'id="(m\d+)"', section))
    assert set(re.findall(r'href="#(m\d+)"', section)) <= rows
    assert len(rows) == 6


def test_graph_programs_get_every_variable_and_arc() -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.fromstring(export.render("graphml", dossier()))
    nodes = {node.get("id") for node in root.iter(f"{space}node")}
    edges = {(edge.get("source"), edge.get("target")): edge for edge in root.iter(f"{space}edge")}
    assert nodes == {PRESSURE, TIES, FLOW, NEED}
    assert len(edges) == 6
    data = {each.get("key"): each.text for each in edges[TIES, FLOW]}
    assert (data["sign"], data["ground"]) == ("+/-", "contested")
    assert CAUSES[1].quote in (data["quotes"] or "")


def test_a_dossier_without_causes_says_what_was_looked_for() -> None:
    page = export.render("html", dossier_of("x", [ARTICLE], [], Reading(), []), "fr").decode()
    assert "Cherché : des mots qui lient une cause" in page
