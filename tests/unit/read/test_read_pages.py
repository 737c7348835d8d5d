"""Web pages: text, what the head says, encodings, and pages made to do harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from read_helpers import PROSE, article, codes, write

from faisceau.errors import Code
from faisceau.read import ReadOptions
from faisceau.read.extraction import extract
from faisceau.read.isolation import extract_apart

BODY = "".join(f"<p>{PROSE} Point {number}.</p>" for number in range(6))
LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Un accord fragile",
    "datePublished": "2024-06-18T08:00:00+02:00",
    "author": [{"@type": "Person", "name": "Lise Martin"}, {"@type": "Person", "name": "Karim Benali"}],
    "publisher": {"@type": "Organization", "name": "Nordlys"},
}


def page(head: str = "", body: str = BODY, tag: str = "fr") -> str:
    return f"""<!doctype html><html lang="{tag}"><head><meta charset="utf-8">{head}</head><body>
    <nav><a href="/">Accueil</a> <a href="/monde">Monde</a></nav>
    <article><h1>Un accord fragile</h1>{body}</article>
    <aside><h3>À lire aussi</h3><a href="/x">Autre chose</a></aside><footer>Mentions légales</footer></body></html>"""


def test_text_and_linked_data(tmp_path: Path) -> None:
    head = (
        "<title>Un accord fragile - Nordlys</title>"
        f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
        '<link rel="canonical" href="https://nordlys.exemple/accord">'
    )
    path = write(tmp_path, "a.html", page(head))
    read = article(path)
    assert "Point 0." in read.text
    assert "Point 5." in read.text
    assert "Mentions légales" not in read.text
    assert read.text.count("\n") >= 5
    assert (read.title, read.publisher, read.author) == ("Un accord fragile", "Nordlys", "Lise Martin; Karim Benali")
    assert (read.published, read.published_basis, read.lang) == ("2024-06-18", "metadata", "fr")
    assert read.url == "https://nordlys.exemple/accord"
    assert codes(path) == []


def test_open_graph(tmp_path: Path) -> None:
    head = (
        '<meta property="og:title" content="Un accord fragile | Nordlys"><meta property="og:site_name" content="Nordlys">'
        '<meta property="article:published_time" content="2024-06-18"><meta name="author" content="Par Lise Martin">'
    )
    read = article(write(tmp_path, "a.html", page(head)))
    assert (read.title, read.publisher, read.author) == ("Un accord fragile", "Nordlys", "Lise Martin")
    assert (read.published, read.published_basis) == ("2024-06-18", "metadata")


def test_no_date_in_the_page_is_no_date(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", page("<title>Un accord fragile</title>"))
    assert article(path).published is None
    assert codes(path) == [Code.NO_DATE]


def test_a_year_alone_is_no_date(tmp_path: Path) -> None:
    assert article(write(tmp_path, "a.html", page(body=BODY + "<p>© 2019 Nordlys</p>"))).published is None


def test_a_templates_language_does_not_outweigh_the_text(tmp_path: Path) -> None:
    for tag in ("en", "und"):
        assert article(write(tmp_path, "a.html", page(tag=tag))).lang == "fr"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252"])
def test_declared_encodings(tmp_path: Path, declared: str) -> None:
    html = page().replace("utf-8", declared).replace("accord de pêche", "accord de pêche à 3 €")
    assert "pêche à 3 €" in article(write(tmp_path, "a.html", html.encode("cp1252"))).text


def test_declared_wrongly(tmp_path: Path) -> None:
    assert "pêche" in article(write(tmp_path, "a.html", page().replace("utf-8", "iso-8859-1"))).text
    assert "pêche" in article(write(tmp_path, "b.html", page().replace("utf-8", "no-such-code").encode("cp1252"))).text


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<html>", "<<<<", "<html><body><nav><a href='#'>x</a></nav>"]
)
def test_no_article(tmp_path: Path, html: str) -> None:
    assert codes(write(tmp_path, "a.html", html)) == [Code.NO_ARTICLE]


BOMBS = {
    "deep": "<html><body>" + "<div>" * 200_000 + PROSE,
    "deep table": "<html><body>" + "<table><tr><td>" * 30_000,
    "many": "<html><body>" + "<p>mot</p>" * 400_000,
    "attributes": "<html><body><p " + " ".join(f"a{n}='x'" for n in range(200_000)) + ">texte</p>",
    "long attribute": "<html><body><p title='" + "a" * 5_000_000 + "'>texte</p>",
    "unclosed": "<a " * 300_000,
    "angles": "1<" * 400_000,
    "entities": '<!DOCTYPE h [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "&a;&a;">' for n in range(99))
    + "]><p>&a98;</p>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_end_in_time(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, "a.html", BOMBS[name])
    found = codes(path, ReadOptions(page_seconds=3))
    assert found[0] in (Code.HOSTILE_PAGE, Code.NO_ARTICLE, Code.NO_DATE)


def test_a_page_that_needs_too_long_is_stopped(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", page(body=BODY * 40))
    assert codes(path, ReadOptions(quick_page_bytes=10, page_seconds=0.01)) == [Code.HOSTILE_PAGE]


def test_a_page_that_needs_too_much_memory_is_stopped(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", page(body=BODY * 400))
    assert codes(path, ReadOptions(quick_page_bytes=10, page_memory=50_000_000)) == [Code.HOSTILE_PAGE]


def test_a_guarded_page_reads_the_same() -> None:
    html = page(f'<script type="application/ld+json">{json.dumps(LINKED)}</script>')
    assert extract_apart(html, ReadOptions()) == extract(html)
