"""The page: evidence comes back whole, hostile text stays text, nothing is fetched, every place is there once."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import pytest
from export_story import hostile, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from faisceau import export
from faisceau.export.links import anchor, card, web_address
from faisceau.export.words import words
from faisceau.model.claims import ActorRef, Claim
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Reading, Standing, Tie, Witness
from faisceau.model.text import Article, Span
from faisceau.view import dossier_of

VOID = {"meta", "br", "use", "path", "rect", "circle", "stop", "line", "img", "input", "wbr"}


class Read(HTMLParser):
    """What a browser would find: texts of articles, words of claims, ids, links, scripts."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.articles: list[str] = []
        self.words: dict[str, str] = {}
        self.starts: dict[str, tuple[int, int]] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.headings: list[int] = []
        self.handlers: list[str] = []
        self._stack: list[tuple[str, dict[str, str]]] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        if "id" in given:
            self.ids.append(given["id"])
        if "href" in given:
            self.links.append(given["href"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "article":
            self.articles.append("")
        if given.get("class") == "at" and self._in_text():
            self.starts[given["id"]] = (len(self.articles), len(self.articles[-1]))
        if tag not in VOID:
            self._stack.append((tag, given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._stack.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._in_text():
            return
        self.articles[-1] += data
        for _, held in self._stack:
            for claim in held.get("data-c", "").split():
                self.words[claim] = self.words.get(claim, "") + data

    def _in_text(self) -> bool:
        return any("data-text" in given for _, given in self._stack)


def check_evidence(dossier: Dossier, page: Read) -> None:
    assert page.articles == [article.text for article in dossier.articles]
    numbers = {p.article: p.number for p in dossier.pages}
    for claim in dossier.claims:
        place = anchor(numbers[claim.article], claim.id)
        assert page.words[place] == claim.quote
        assert page.starts[place] == (numbers[claim.article], claim.start)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("make", [story, hostile])
def test_evidence_comes_back_from_the_page(make: object, lang: str) -> None:
    dossier = story() if make is story else hostile()
    check_evidence(dossier, Read(export.render("html", dossier, lang)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80), st.data())
def test_any_text_with_any_overlap_comes_back(text: str, data: st.DataObject) -> None:
    claims = []
    for number in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        claims.append(
            Claim(
                article="t",
                id=f"c-{number}",
                start=start,
                end=end,
                quote=text[start:end],
                kind="event",
                plover=None,
                predicate="x",
                predicate_span=Span(start, end),
            )
        )
    dossier = dossier_of("t", [Article("t", text, "0" * 64)], claims, Reading(), [])
    check_evidence(dossier, Read(export.render("html", dossier)))


@pytest.mark.parametrize("make", [story, hostile])
def test_every_place_is_there_once_and_every_link_lands(make: object) -> None:
    page = Read(export.render("html", story() if make is story else hostile()))
    assert len(page.ids) == len(set(page.ids))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert len(inside) > 10
    assert inside <= set(page.ids)


def test_an_actor_whom_the_words_do_not_name_leads_to_where_the_article_names_it() -> None:
    text = "Le Chili a parlé. Une mission ira à Lima."
    words, name = Span(18, len(text)), Span(3, 8)
    refs = (ActorRef("CHL", "Chili", name), ActorRef("a&b", "Chili", name), ActorRef("PER", "Lima", Span(36, 40)))
    told = Claim(
        article="t", id="c-1", start=words.start, end=words.end, quote=text[18:], kind="reaction", plover=None,
        predicate="aller", predicate_span=Span(30, 33), subject=refs[:2], object=refs[2:],
    )  # fmt: skip
    dossier = dossier_of("t", [Article("t", text, "0" * 64)], [told], Reading(), [])
    assert [ref.id for ref in told.from_context] == ["CHL", "a&b"]
    page = export.render("html", dossier).decode()
    marked = set(re.findall(r'<a class="ctx" href="#([^"]+)" title="[^"]*Chili[^"]*">Chili</a>', page))
    assert len(marked) == 1
    assert "&lt;a" not in page
    assert f'id="{marked.pop()}">Chili' in page
    assert '">Pérou</a>' not in page
    csv = export.render("claims_csv", dossier).decode()
    assert '"[""CHL"",""a&b""]"' in csv.replace(" ", "")
    assert "Chili (d’après le contexte)" in export.render("brief", dossier).decode()


def test_each_claim_leads_to_its_words_and_back() -> None:
    dossier = story()
    text = export.render("html", dossier).decode()
    numbers = {page.article: page.number for page in dossier.pages}
    for claim in dossier.claims:
        number = numbers[claim.article]
        assert f'href="#{anchor(number, claim.id)}"' in text
        (margin,) = re.findall(rf'<li class="card" id="{card(number, claim.id)}">.*?</li>', text, re.S)
        assert re.search(r'<a href="#[a-z]+\d+">', margin), "no way back"


def test_hostile_text_stays_text() -> None:
    page = Read(export.render("html", hostile()))
    assert page.tags.count("script") == 1
    assert "img" not in page.tags
    assert page.handlers == []
    assert not [link for link in page.links if not link.startswith("#")]
    body = export.render("html", hostile()).decode()
    assert "javascript:alert(3)" in body, "an address that is not linked is shown"
    outside = re.sub(r'<bdi class="u" data-u="[0-9A-F]+">.</bdi>', "", body)
    assert not re.search("[\u202a-\u202e\u200e\u200f]", outside), "control characters are marked or spelled out"
    assert "49" not in re.findall(r"<title>(.*?)</title>", body)[0]


def test_nothing_is_fetched() -> None:
    body = export.render("html", story()).decode()
    assert "default-src 'none'" in body
    page = Read(body.encode())
    outward = [link for link in page.links if not link.startswith("#")]
    fact = "https://press.un.org/en/2024/sc15648.doc.htm"  # where the shipped fact of the story's check can be read
    assert sorted(set(outward)) == ["https://phare.example/a?x=1&y=2", fact]
    assert not {"link", "img", "iframe", "object", "embed", "source"} & set(page.tags)
    assert "url(http" not in body
    assert "@import" not in body


@pytest.mark.parametrize("make", ["story", "empty"])
def test_headings_go_down_one_at_a_time(make: str) -> None:
    levels = Read(export.render("html", story() if make == "story" else Dossier(name="Rien"))).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_an_empty_dossier_says_what_was_looked_for() -> None:
    body = export.render("html", Dossier(name="Rien"), "en").decode()
    assert body.count("Looked for") >= 9
    assert "<figure" not in body


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_count_shows_its_members_and_why_and_how_it_came_to_be(lang: str) -> None:
    known = story()
    shown = next(row.event for row in (*known.timeline.dated, *known.timeline.undated))
    ties = (
        Tie("cites", "Le <Phare>", ("001.txt", "002.txt")),
        Tie("unnamed", "", ("002.txt",)),
        Tie("text", "", ("001.txt", "gone.txt")),
    )
    told = {
        "witnesses": (Witness(("001.txt", "002.txt"), ties),),
        "history": (Standing("2031-04-01", "single_source", 1), Standing(None, "corroborated", 2)),
    }
    events = tuple(replace(event, **told) if event.id == shown else event for event in known.events)
    body = export.render("html", replace(known, events=events), lang).decode()
    said = words(lang)
    listed = re.search(rf"<summary>{said.text['one_witness']}</summary>(.*?)</details>", body, re.S)
    assert listed
    assert "Le &lt;Phare&gt;" in listed[1]
    assert said.tie["unnamed_nobody"] in listed[1]
    assert re.findall(r'href="#p(\d+)"', listed[1]) == [
        "1",
        "2",
        "2",
    ]  # a text that only an unknown article shares says nothing
    past = re.search(rf"<summary>{said.text['history']}</summary>(.*?)</details>", body, re.S)
    assert past
    assert [said.verdict[key] in past[1] for key in ("single_source", "corroborated", "contested")] == [
        True,
        True,
        False,
    ]
    assert said.text["known_undated"] in past[1]


def test_words_never_judge() -> None:
    for lang in ("fr", "en"):
        body = export.render("html", story(), lang).decode()
        assert not re.search(r"\b(prouvé|viole|faux|proven|violates)\b", body)


def test_drawings_have_their_text_beside_them() -> None:
    body = export.render("html", story()).decode()
    drawings = re.findall(r"<figure>.*?</figure>", body, re.S)
    assert len(drawings) == 3
    for drawn in drawings:
        assert 'role="group"' in drawn
        assert re.search(r'aria-label="[^"]+Le|La [^"]+ texte', drawn)
        assert "<title>" in drawn
        assert "#0101" not in drawn, "a colour that no theme knows"
        assert "vega.github.io" not in drawn
    assert len(re.findall(r'<a href="#[aefr]', "".join(drawings))) >= 6


def test_a_long_section_folds() -> None:
    article = Article("t", " ".join(f"mot{n:03}" for n in range(90)), "0" * 64)
    claims = [
        Claim(
            article="t",
            id=f"c-{n}",
            start=n * 7,
            end=n * 7 + 6,
            quote=f"mot{n:03}",
            kind="statement",
            plover=None,
            predicate="x",
            predicate_span=Span(n * 7, n * 7 + 6),
        )
        for n in range(90)
    ]
    body = export.render("html", dossier_of("t", [article], claims, Reading(), [])).decode()
    assert "et 30 autres" in body
    assert 'id="vs90"' in body


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=1", True), ("http://a.example", True), ("javascript:alert(1)", False),
        ("data:text/html,x", False), ("//a.example", False), ("https:a.example", False), ("file:///etc", False),
        ("https://a.example/\u202eexe", False), (" https://a.example", False), ("https://[", False), ("", False),
        ('https://a.example/"onclick=x', False), ("java\nscript:alert(1)", False), (None, False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(url: str | None, kept: bool) -> None:
    assert web_address(url) == (url if kept else None)
