"""Every format, found by its name: hostile articles break nothing, every quote stands where it is said, the bytes are the same."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from export_readers import READERS, WITHOUT_PLACES, Words, files
from export_story import hostile, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from faisceau import export
from faisceau.export.cells import guarded, unguarded
from faisceau.export.index import urn
from faisceau.export.links import web_address
from faisceau.model.dossier.whole import Dossier

FRAGMENTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "javascript:alert(3)", "obsidian://run", "\u202e", "\u2066",
    "{{ 7*7 }}", "{% raw %}", "<% tp %>", "${7*7}", "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", ";=1", "\t=1", "\r=1",
    "\r\n", "\n", "\t", "\x00", "\x07", "\x1b[31m", "\x85", "\u2028", "\ufeff", "\ufffe", "\uffff", "]]>", "-->", "&amp;",
    '"', '""', "'", "''=1", "\uff1d1", ";", ",", "|", "[[x]]", "](javascript:x)", "$x$", "---", "\n---\n", "```", "# t", "%%",
    "k:: v", "\\", "\\u0041", "<urn:x>", '"""', "^^xsd:date", "@fr", "\U0001f469\u200d\U0001f680", "e\u0301", " ", "dix",
)  # fmt: skip
HARM = st.lists(st.sampled_from(FRAGMENTS) | st.text(min_size=1, max_size=6), min_size=1, max_size=8).map("".join)
ADDRESS = st.sampled_from(
    ["javascript:alert(3)", "https://a.example/{x}|y^z?q=%zz&é=1#f", "https://a.example/x", "http://[::1", ""]
)
DATES = st.sampled_from(
    [None, "2031-04", "2031", "2031-04-01", "2031-04-01/2031-04-03", "2031-04/..", "../2031", "9999-12-31", "x"]
)
CELL = re.compile(r"[\s\"\x00-\x20\u200b\ufeff]*[=+\-@\uff1d]")


def places(dossier: Dossier, words: Words) -> bool:
    """Whether the words stand in an article that the format's name for it may mean."""
    named = [a for a in dossier.articles if words.article in (a.id, web_address(a.url), urn("article", a.id))]
    # RDF writes what an IRI may not hold as %XX.
    named = named or [a for a in dossier.articles if words.article.startswith("https://a.example/")]
    return any(article.text[words.start : words.end] == words.quote for article in named)


def test_every_format_is_read_back_or_has_its_own_tests() -> None:
    assert set(READERS) | WITHOUT_PLACES == set(export.formats())


@pytest.mark.parametrize("name", sorted({*export.formats()} - {"html"}))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(harm=HARM, address=ADDRESS, date=DATES)
def test_hostile_articles_break_nothing(name: str, harm: str, address: str, date: str | None) -> None:
    check(name, hostile(harm, address, date), date)


# The page draws its charts anew each time, and has tests of its own.
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(harm=HARM, address=ADDRESS, date=DATES)
def test_hostile_articles_break_no_page(harm: str, address: str, date: str | None) -> None:
    check("html", hostile(harm, address, date), date)


def check(name: str, dossier: Dossier, date: str | None) -> None:
    data = export.render(name, dossier)
    assert data == export.render(name, dossier)
    if name in READERS:
        found = list(READERS[name](data))
        assert found or (name.startswith("timesketch") and date in (None, "x"))
        assert all(places(dossier, words) for words in found)


@pytest.mark.parametrize("name", sorted(READERS))
def test_every_quote_of_a_whole_story_stands_where_it_is_said_to(name: str) -> None:
    dossier = story()
    found = list(READERS[name](export.render(name, dossier)))
    assert all(places(dossier, words) for words in found)
    assert found or name in ("causes", "graphml")
    if name.startswith(("claims", "events", "annotations", "turtle", "jsonld", "followthemoney")):
        assert {(w.start, w.end, w.quote) for w in found} == {(c.start, c.end, c.quote) for c in dossier.claims}


@settings(max_examples=300, deadline=None)
@given(HARM)
def test_what_is_guarded_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("name", ["claims_csv", "events_csv", "timesketch_csv"])
@settings(max_examples=60, deadline=None)
@given(harm=HARM)
def test_no_cell_is_a_formula_wherever_a_program_splits(name: str, harm: str) -> None:
    text = export.render(name, hostile(harm)).decode()
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            assert not [cell for cell in row if CELL.match(cell)]


@settings(max_examples=60, deadline=None)
@given(harm=HARM, address=ADDRESS)
def test_a_vault_links_only_to_its_notes_and_the_web(harm: str, address: str) -> None:
    vault = files(export.render("obsidian", hostile(harm, address)))
    for path, note in vault.items():
        assert re.fullmatch(r"(?:[A-Za-z]+/)?[A-Za-z0-9-]{1,80}\.md", path)
        body = re.sub(r"\A---\n.*?\n---\n", "", note, flags=re.DOTALL)
        shown = re.sub(r"\\[\\`*_{}\[\]<>#|~$%=^!&@:]", "", body)
        links = re.findall(r"\[\[([^\]|]+)(?:\|[^\]|\[]*)?\]\]", shown)
        assert all(f"{target}.md" in vault for target in links)
        bare = re.sub(r"\[\[[^\]]*\]\]|<https?://[^\s<>]+>", "", shown)
        assert not re.search(r"[\[\]<`$]|\{\{|%%|!\[|\w://", bare)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", note)
    assert len({path.lower() for path in vault}) == len(vault)


@pytest.mark.parametrize("name", export.formats())
def test_a_title_of_ten_megabytes_is_borne(name: str) -> None:
    dossier = story()
    long = "=<b>" + "très long " * 1_000_000
    articles = tuple(replace(article, title=long) for article in dossier.articles)
    assert len(export.render(name, replace(dossier, articles=articles))) < 3 * len(long.encode()) * len(articles)


@pytest.mark.parametrize("name", export.formats())
def test_the_day_of_the_export_is_not_in_it(name: str) -> None:
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    assert today.encode() not in export.render(name, story())


@pytest.mark.slow
def test_another_process_gives_the_same_bytes() -> None:
    asked = [(name, lang) for name in export.formats() for lang in ("fr", "en")]
    ours = [hashlib.sha256(export.render(name, story(), lang)).hexdigest() for name, lang in asked]
    told = "from faisceau import export; from export_story import story; import hashlib\n"
    told += "print([hashlib.sha256(export.render(n, story(), lang)).hexdigest() for n, lang in TOLD])".replace(
        "TOLD", str(asked)
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", told],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": path, "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == str(ours)
