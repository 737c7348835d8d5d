"""The example story and its golden file agree with each other. What the program makes of it: test_example_dossier.py."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
STORY = ROOT / "examples" / "pyongyang"
SEEDS = ROOT.parent / "shared" / "seeds"
GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent / "pyongyang.json").read_text(encoding="utf-8"))
ARTICLES = [entry["id"] for entry in GOLDEN["articles"]]
ENTRIES = [*GOLDEN["events"], *GOLDEN["exchanges"]]
VERDICTS = {"corroborated", "single_source", "contested", "contradicted"}
STATUSES = {"asserted", "reported_conditional", "alleged", "denied", "promised", "hypothetical", "forecast", "opinion"}
RELATIONS = {"agree", "update", "contradict", "compatible_bound", "part_of", "different_thing"}
RUN = 8


class Body(HTMLParser):
    """The text of the headings and paragraphs inside one `<div class="corps">`."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "div" and (self.depth or ("class", "corps") in attrs):
            self.depth += 1
        elif self.depth and tag in {"p", "h2"}:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.parts.append(data)


@cache
def texts() -> dict[str, str]:
    """Article id → the text in which its quotes must be found."""
    found: dict[str, str] = {}
    for path in sorted(STORY.iterdir()):
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            records = [json.loads(line) for line in content.splitlines()]
            found.update({record["id"]: record["text"] for record in records})
        elif path.suffix == ".html":
            body = Body()
            body.feed(content)
            found[path.name] = "".join(body.parts)
        elif path.name != "README.md":
            found[path.name] = content
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    listed = words(text)
    return {tuple(listed[i : i + RUN]) for i in range(len(listed) - RUN + 1)}


def quoted() -> list[tuple[str, str, str]]:
    """Every (entry id, article, quote) in the golden file."""
    found = []
    for entry in ENTRIES:
        for field in ("quotes", "denials", "plans"):
            found += [
                (entry["id"], article, quote) for article, quotes in entry.get(field, {}).items() for quote in quotes
            ]
    for figure in GOLDEN["figures"]:
        found += [(figure["id"], figure[side]["article"], figure[side]["quote"]) for side in ("a", "b")]
    found += [(entry["id"], entry["article"], entry["quote"]) for entry in GOLDEN["must_not"] if "quote" in entry]
    found += [("dates", entry["article"], entry["quote"]) for entry in GOLDEN["dates"]]
    for group in GOLDEN["copies"]:
        found += [("copies", article, quote) for article, quote in group["credit"].items()]
    return found


def test_the_files_and_the_golden_articles_are_the_same() -> None:
    assert set(texts()) == set(ARTICLES)
    assert len(ARTICLES) == 12


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_has_newsroom_length(article: str) -> None:
    assert 250 <= len(texts()[article].split()) <= 600


def test_every_quote_is_verbatim_in_its_article() -> None:
    missing = [(where, article, quote) for where, article, quote in quoted() if quote not in texts()[article]]
    assert not missing


def test_boilerplate_is_on_the_page_and_outside_the_article() -> None:
    for entry in GOLDEN["must_not"]:
        if "boilerplate" in entry:
            raw = (STORY / entry["article"]).read_text(encoding="utf-8")
            assert entry["boilerplate"] in raw, entry["id"]
            assert entry["boilerplate"] not in texts()[entry["article"]], entry["id"]


def test_entries_are_well_formed() -> None:
    ids = [entry["id"] for entry in [*ENTRIES, *GOLDEN["figures"], *GOLDEN["must_not"]]]
    assert len(ids) == len(set(ids))
    assert all(entry["articles"] == list(entry["quotes"]) for entry in ENTRIES)
    assert {event["verdict"] for event in GOLDEN["events"]} <= VERDICTS
    assert {exchange["status"] for exchange in GOLDEN["exchanges"]} <= STATUSES
    assert {figure["relation"] for figure in GOLDEN["figures"]} <= RELATIONS
    for entry in GOLDEN["dates"]:
        assert entry["expr"] in entry["quote"]


def test_origins_count_copies_and_an_outlet_once() -> None:
    origin = {entry["id"]: entry["publisher"] for entry in GOLDEN["articles"]}
    for group in GOLDEN["copies"]:
        origin.update(dict.fromkeys(group["articles"], origin[group["first"]]))
    for event in GOLDEN["events"]:
        assert event["origins"] == len({origin[article] for article in event["articles"]}), event["id"]
        if event["verdict"] == "single_source":
            assert event["origins"] == 1, event["id"]
        if event["verdict"] == "contested":
            assert event["denials"], event["id"]


def test_the_story_shows_what_it_promises() -> None:
    events = GOLDEN["events"]
    assert sum(event["verdict"] == "corroborated" and event["origins"] >= 3 for event in events) >= 6
    assert sum(event["verdict"] == "contested" for event in events) >= 3
    assert sum(event["verdict"] == "single_source" for event in events) >= 4
    assert sum(figure["relation"] in {"contradict", "update"} for figure in GOLDEN["figures"]) >= 2
    assert len(GOLDEN["evolutions"]) >= 2
    assert [entry["id"] for entry in GOLDEN["articles"] if entry["published"] is None] == [
        problem["article"] for problem in GOLDEN["problems"] if problem["problem"] == "no_date"
    ]


def test_no_run_of_words_comes_from_the_seed_articles() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seed articles are not beside the repository")
    seeds = set().union(*(runs(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")))
    for path in STORY.iterdir():
        assert not runs(path.read_text(encoding="utf-8")) & seeds, path.name
