"""Independence beyond copies: whose voice an account is, and why articles count as one."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from fuse_making import actors, article, claim
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from faisceau.fuse import fuse
from faisceau.fuse.citations import citations, links
from faisceau.fuse.copies import copies
from faisceau.fuse.marks import marks_of
from faisceau.fuse.origins import houses_of
from faisceau.fuse.witnesses import witnesses
from faisceau.model.claims import Claim, Source, with_content_id
from faisceau.model.fused import Event
from faisceau.model.text import Article

OTHERS = (
    "Le budget de la ville sera voté jeudi, après deux reports que personne n'a su expliquer aux conseillers de l'opposition",
    "Une baleine a été vue au large par un pilote de ligne, qui en a prévenu la station de recherche installée sur l'île voisine",
)
QUOTE = "le port de Caldre a rouvert"


def _told(of: Article, **fields: Any) -> Claim:
    return claim(of, QUOTE, date="2031-05-04", place="Caldre", **fields)


def _event(articles: list[Article], **fields: Any) -> Event:
    (event,) = fuse(articles, [_told(each, **fields) for each in articles]).events
    return event


TAILS = (
    "Les premiers remorqueurs attendaient au large.",
    "Quelques badauds ont applaudi depuis la digue.",
    "La météo annonce une accalmie.",
)


def _papers(*openings: str) -> list[Article]:
    return [
        article(f"{number}.txt", f"{opening} {QUOTE}, ce matin. {TAILS[number]}", f"Journal {number}")
        for number, opening in enumerate(openings)
    ]


def test_papers_of_their_own_voice_are_as_many_witnesses() -> None:
    event = _event(_papers("Vu du quai :", "Ce lundi", "Enfin,"))
    assert event.independent == 3
    assert [witness.articles for witness in event.witnesses] == [("0.txt",), ("1.txt",), ("2.txt",)]


@pytest.mark.parametrize(
    "openings",
    [
        ("Selon KCNA,", "L'agence de presse officielle KCNA a rapporté lundi que", "D'après l'agence KCNA,"),
        (
            "Selon Le Monde,",
            "Comme l'a révélé au Monde un docker, ou selon le quotidien Le Monde,",
            "Le Monde a écrit que",
        ),
        ("D’après l’agence Reuters,", "Citant Reuters, la mairie dit que", "Reuters rapporte que"),
    ],
)
def test_papers_that_cite_one_medium_are_one_witness(openings: tuple[str, ...]) -> None:
    event = _event(_papers(*openings))
    assert event.independent == 1
    (witness,) = event.witnesses
    assert {tie.kind for tie in witness.ties} == {"cites"}


def test_the_medium_itself_is_the_same_witness_as_those_who_cite_it() -> None:
    own = article("own.txt", f"Ce lundi {QUOTE}, ont vu nos envoyés.", "Le Monde")
    citing = article("citing.txt", f"Selon Le Monde, {QUOTE} ce matin.", "Le Phare")
    other = article("other.txt", f"Sous la pluie, {QUOTE} au petit jour.", "La Digue")
    event = _event([own, citing, other])
    assert event.origins == (("citing.txt", "own.txt"), ("other.txt",))
    assert event.independent == 2
    assert any("resting on Le Monde" in reason for reason in event.reasons)


def test_a_citation_binds_its_own_sentence_only() -> None:
    text = f"Selon Reuters, la grue est tombée. Hier soir, {QUOTE}."
    own = marks_of([article("a.txt", text, "Le Phare")])["a.txt"]
    assert [cited.name for cited in own.cited_at(0, 10)] == ["Reuters"]
    assert own.cited_at(text.index(QUOTE), len(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Le monde a écrit cette page de son histoire.",
        "Selon le maire, Reuters fermera son bureau.",
        "Il a dit au monde entier sa joie.",
        "Le siège de Reuters est à Londres.",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert citations(text, "fr") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Selon l'Express, la grue est tombée.", "L'Express"),
        ("Selon L’Express, la grue est tombée.", "L'Express"),
        ("D’après le magazine l’Obs, la grue est tombée.", "L'Obs"),
        ("Il a rendu visite à l'Orient-Le Jour lundi.", None),
        ("Comme l'a révélé l'Orient-Le Jour lundi, la grue est tombée.", "L'Orient-Le Jour"),
        ("Selon le maire, l'Obs a fermé ses bureaux.", None),
        ("Selon Express Transports, la grue est tombée.", None),
    ],
)
def test_a_medium_whose_article_is_elided(text: str, name: str | None) -> None:
    assert [cited.name for cited in citations(text, "fr")] == ([name] if name else [])


def test_five_papers_with_one_unnamed_source_are_one_witness() -> None:
    papers = [article(f"{n}.txt", f"Selon des dockers, {QUOTE}, note {n}.", f"Journal {n}") for n in range(5)]
    event = _event(papers, by=("gen:dockers",), source_kind="unnamed", status="reported_conditional")
    assert event.independent == 1
    assert event.verdict == "single_source"
    assert any("unnamed source: gen:dockers" in reason for reason in event.reasons)


def test_a_conditional_without_any_source_shows_one_origin_whoever_prints_it() -> None:
    papers = _papers("On dit que", "Il paraît que")
    assert _event(papers, status="reported_conditional").independent == 1
    assert _event(papers, status="asserted").independent == 2


def test_unnamed_sources_that_one_medium_passes_on_are_that_medium_s() -> None:
    papers = [article(f"{n}.txt", f"Note {n} : {QUOTE}.", f"Journal {n}") for n in range(2)]
    sources = (("gen:dockers", "REUTERS"), ("gen:officials", "REUTERS"))
    told = [
        replace(_told(paper), source=Source(actors(by), "unnamed", "selon", actors(medium)))
        for paper, (by, medium) in zip(papers, sources, strict=True)
    ]
    (witness,) = witnesses(told, marks_of(papers))
    assert [(tie.kind, tie.name) for tie in witness.ties] == [("cites", "REUTERS")]


def test_two_unnamed_sources_called_otherwise_are_two() -> None:
    papers = _papers("Un", "Deux")
    told = [_told(paper, by=(who,)) for paper, who in zip(papers, ("gen:dockers", "gen:officials"), strict=True)]
    assert len(witnesses(told, marks_of(papers))) == 2


def test_who_has_everything_from_two_others_that_are_there_adds_nobody() -> None:
    papers = [article(f"{n}.txt", f"Note {n} : {QUOTE}. Puis {QUOTE} encore.", f"Journal {n}") for n in range(3)]
    first, second = _told(papers[0], by=("ORM",)), _told(papers[1], by=("VAL",))
    both = [_told(papers[2], by=("ORM",)), _told(papers[2], by=("VAL",), status="alleged")]
    marks = marks_of(papers)
    assert len(witnesses([first, second, *both], marks)) == 2
    assert len(witnesses([first, *both], marks)) == 2  # it alone brings the second source


def _links(articles: list[Article]) -> Mapping[str, frozenset[str]]:
    return links(articles, copies(articles))


def test_an_article_that_leads_to_another_counts_with_it() -> None:
    target = replace(_papers("Ce lundi")[0], url="https://www.phare.example/port/42/")
    leading = article("b.txt", f"À Caldre, {QUOTE} (https://phare.example/port/42).", "La Digue")
    apart = article("c.txt", f"Sous la pluie, {QUOTE} (https://phare.example/port/43).", "La Jetée")
    event = _event([target, leading, apart])
    assert event.origins == (("0.txt", "b.txt"), ("c.txt",))
    assert any("leads to the other" in reason for reason in event.reasons)


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://phare.example/article.php?id=1", True),
        ("https://www.phare.example/article.php?utm_source=lettre&id=1&fbclid=Zx9", True),
        ("https://phare.example/article.php?id=1#suite", True),
        ("https://phare.example/article.php?id=999", False),
        ("https://phare.example/article.php", False),
    ],
)
def test_a_page_is_what_its_query_asks_for(address: str, leads: bool) -> None:
    target = replace(
        article("a.txt", "Texte.", "Le Phare"), url="https://phare.example/article.php?id=1&utm_medium=rss"
    )
    leading = article("b.txt", f"On en parle ({address}).", "La Digue")
    assert ("a.txt" in _links([target, leading])["b.txt"]) == leads
    bare = replace(target, url="https://phare.example/?p=7"), article("c.txt", "Voir https://phare.example/?p=7.")
    assert _links([*bare])["c.txt"] == {"a.txt"}


def test_a_whole_headline_in_a_list_of_references_leads_to_its_article() -> None:
    title = "Le port de Caldre rouvre après la grève"
    target = replace(article("a.txt", "Texte.", "Le Phare"), title=title)
    listing = article("b.txt", f"Rien à voir.\nSources\n« {title} », Le Phare", "La Digue")
    found = _links([target, listing])
    assert found["b.txt"] == {"a.txt"}
    assert not found["a.txt"]


def test_a_headline_that_several_texts_bear_leads_to_none_of_them() -> None:
    title = "Le port de Caldre rouvre après la grève"
    own = ["Les grues tournent.", f"{title}\nAutre texte.", "Le maire a coupé un ruban."]
    bearers = [replace(article(f"{n}.txt", text, f"Journal {n}"), title=title) for n, text in enumerate(own)]
    holding = article("b.txt", f"Rien à voir.\nSources\n« {title} »", "La Digue")
    assert not any(_links([*bearers, holding]).values())
    reprint = replace(bearers[0], id="z.txt", publisher="Le Relais")
    found = _links([bearers[0], reprint, holding])
    assert found["b.txt"] == {"0.txt", "z.txt"}, "copies are one text"
    assert not found["0.txt"]


def test_the_very_same_words_are_one_witness_and_a_quotation_is_not() -> None:
    words = "les trois grues du vieux port de Caldre ont toutes repris leur travail dès lundi à l'aube"
    one = article("a.txt", f"Brève. Selon nos calculs {words}.", "Un")
    two = article("b.txt", f"Le maire a parlé de tout autre chose hier, mais {words}.", "Deux")
    marks = marks_of([one, two])
    assert len(witnesses([claim(one, words), claim(two, words)], marks)) == 1
    quoted = f"« {words} »"
    three, four = (
        article(name, f"{tail} {other}. Et {quoted}.", name)
        for name, tail, other in zip("cd", TAILS, OTHERS, strict=False)
    )
    marks = marks_of([three, four])
    assert len(witnesses([claim(three, quoted), claim(four, quoted)], marks)) == 2


def test_a_house_that_quotes_another_voice_each_time_is_one_witness() -> None:
    first, second = (
        article(f"{n}.txt", f"{opening} {QUOTE}, ce matin. {TAILS[n]}", "AFP")
        for n, opening in enumerate(("Selon le maire,", "D'après la préfète,"))
    )
    other = article("other.txt", f"D'après la préfète, {QUOTE}. {TAILS[2]}", "La Digue")
    claims = [_told(first, by=("ORM",)), _told(second, by=("VAL",)), _told(other, by=("KAR",))]
    marks = marks_of([first, second, other])
    assert len(witnesses(claims[:2], marks)) == 1
    assert len(witnesses(claims, marks)) == 2


def test_a_publisher_s_name_may_hold_an_agency_s() -> None:
    assert houses_of("Gazette avec AFP", None, "fr") == {"gazette": "Gazette", "afp": "AFP"}
    assert houses_of("AFP", None, "fr") == {"afp": "AFP"}
    assert houses_of("Un jardin avec Paul", None, "fr") == {"un jardin avec paul": "Un jardin avec Paul"}
    assert houses_of(None, "https://www.lemonde.fr/x", "fr").keys() == houses_of("Le Monde", None, "fr").keys()
    assert houses_of(None, None, "fr") == {}


HOUSES = ("Le Monde", "Courrier international", "Le Phare", "AFP", "La Digue")
VOICES: tuple[dict[str, Any], ...] = (
    {},
    {"by": ("ORM",)},
    {"by": ("VAL",)},
    {"by": ("AFP",), "source_kind": "media"},
    {"by": ("gen:dockers",), "source_kind": "unnamed"},
    {"status": "reported_conditional"},
)
ACCOUNTS = st.lists(
    st.tuples(
        st.sampled_from(HOUSES),
        st.lists(st.sampled_from(range(len(VOICES))), min_size=1, max_size=2, unique=True),
        st.one_of(st.none(), st.integers(0, 4)),
    ),
    min_size=2,
    max_size=6,
)


def _pile(accounts: list[tuple[str, list[int], int | None]]) -> tuple[list[Article], list[Claim]]:
    """Articles of random houses and voices, each with words of its own and perhaps a link to another."""
    articles: list[Article] = []
    claims: list[Claim] = []
    for number, (house, voices, target) in enumerate(accounts):
        filling = " ".join(f"détail{number}{letter}" for letter in "abcdefghijklmnop")
        link = f" https://x.example/{target}" if target is not None and target != number else ""
        made = article(f"{number}.txt", f"{QUOTE} ! {filling}.{link}", house)
        articles.append(replace(made, url=f"https://x.example/{number}"))
        claims += [_told(made, predicate=f"{voice}", **VOICES[voice]) for voice in voices]
    return articles, claims


@settings(max_examples=60, deadline=None)
@given(ACCOUNTS, st.integers(0, 5), st.sampled_from(HOUSES))
def test_a_copy_in_another_paper_never_makes_one_witness_more(
    accounts: list[tuple[str, list[int], int | None]], copied: int, house: str
) -> None:
    articles, claims = _pile(accounts)
    original = articles[copied % len(articles)]
    copy = replace(original, id="copy.txt", publisher=house, url=None)
    more = [*claims, *(with_content_id(replace(c, article="copy.txt")) for c in claims if c.article == original.id)]
    before = witnesses(claims, marks_of(articles))
    after = witnesses(more, marks_of([*articles, copy]))
    assert len(after) <= len(before)


@settings(max_examples=60, deadline=None)
@given(ACCOUNTS, st.randoms())
def test_every_article_is_in_one_witness_whatever_the_order(
    accounts: list[tuple[str, list[int], int | None]], draw: random.Random
) -> None:
    articles, claims = _pile(accounts)
    found = witnesses(claims, marks_of(articles))
    assert sorted(name for witness in found for name in witness.articles) == sorted(each.id for each in articles)
    for witness in found:
        assert all(set(tie.articles) <= set(witness.articles) for tie in witness.ties)
    draw.shuffle(articles)
    draw.shuffle(claims)
    assert witnesses(claims, marks_of(articles)) == found


@settings(max_examples=60, deadline=None)
@given(ACCOUNTS)
def test_an_article_added_and_removed_leaves_the_rest_as_it_was(
    accounts: list[tuple[str, list[int], int | None]],
) -> None:
    articles, claims = _pile(accounts)
    gone = articles[-1].id
    rest, told = articles[:-1], [claim for claim in claims if claim.article != gone]
    before = fuse(rest, told)
    whole = fuse(articles, claims)
    assert any(gone in witness.articles for event in whole.events for witness in event.witnesses)
    assert fuse(rest, told) == before
    assert gone not in repr(before)
