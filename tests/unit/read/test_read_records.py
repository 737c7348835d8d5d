"""JSON lines: good lines are read whatever the others hold."""

from __future__ import annotations

import json
from pathlib import Path

from read_helpers import PROSE, article, articles, codes, problems, write

from faisceau.errors import Code
from faisceau.model.ids import bytes_id
from faisceau.read import ReadOptions


def line(**fields: object) -> str:
    return json.dumps({"text": PROSE, "published": "2024-06-18", "lang": "fr"} | fields, ensure_ascii=False)


def test_fields(tmp_path: Path) -> None:
    row = line(
        id="x-1", publisher="Nordlys", title="Un accord", url="https://exemple.org/a", author="Lise Martin", more=1
    )
    read = article(write(tmp_path, "a.jsonl", row + "\r\n"))
    assert (read.id, read.publisher, read.title, read.author) == ("x-1", "Nordlys", "Un accord", "Lise Martin")
    assert (read.published, read.published_basis, read.lang) == ("2024-06-18", "given", "fr")
    assert read.url == "https://exemple.org/a"
    assert read.original == bytes_id(row.encode())
    assert codes(tmp_path / "a.jsonl") == []


def test_fields_as_services_name_them(tmp_path: Path) -> None:
    row = {
        "headline": "Un accord",
        "Body": PROSE,
        "datePublished": "2024-06-18T09:30:00Z",
        "source": {"id": 3, "name": "Nordlys"},
        "authors": ["Lise Martin", "Jean Roy"],
        "link": "https://exemple.org/a",
        "language": "fr",
    }
    read = article(write(tmp_path, "a.jsonl", json.dumps(row)))
    assert (read.title, read.text, read.published) == ("Un accord", PROSE, "2024-06-18")
    assert (read.publisher, read.author, read.url) == ("Nordlys", "Lise Martin, Jean Roy", "https://exemple.org/a")
    assert codes(tmp_path / "a.jsonl") == []


def test_our_names_go_first_and_what_others_hold_that_is_no_text_is_left(tmp_path: Path) -> None:
    row = line(publisher="Nordlys", source="Autre", date="2020-01-01", author="", par={"nom": 1}, titre=[1, 2])
    read = article(write(tmp_path, "a.jsonl", row))
    assert (read.publisher, read.published, read.author, read.title) == ("Nordlys", "2024-06-18", None, None)


def test_bad_lines_among_good_ones(tmp_path: Path) -> None:
    bad = ["{", "[1]", '{"id": "x"}', '{"text": 3}', '{"text": ""}', '{"text": "a\\u0000b"}', '"text"', "nul"]
    rows = [line(id="first"), *bad, "", line(id=7), line()]
    path = write(tmp_path, "a.jsonl", "\ufeff" + "\n".join(rows))
    assert [read.id for read in articles(path)] == ["first", "7", "a.jsonl#12"]
    found = [problem for problem in problems(path) if problem.code != Code.NO_PUBLISHER]
    assert [problem.where.rpartition("#")[2] for problem in found] == [str(number) for number in range(2, 10)]
    assert {problem.code for problem in found} == {Code.BAD_RECORD, Code.EMPTY}


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", b'{"text": "\xe9t\xe9"}\n{"text": "\\ud800"}\n' + line().encode())
    assert codes(path) == [Code.BAD_RECORD, Code.BAD_RECORD]
    assert len(articles(path)) == 1


def test_one_line_over_the_limit_leaves_the_others(tmp_path: Path) -> None:
    rows = [line(id="a"), line(id="b", text=PROSE * 100), line(id="c")]
    path = write(tmp_path, "a.jsonl", "\n".join(rows))
    options = ReadOptions(max_bytes=1000)
    assert [read.id for read in articles(path, options)] == ["a", "c"]
    assert codes(path, options) == [Code.TOO_LARGE]


def test_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    text = " e\u0301 🚢\r\n\ttexte \n"
    assert article(write(tmp_path, "a.jsonl", line(text=text))).text == text


def test_dates(tmp_path: Path) -> None:
    given = ["2024-06-18T23:30:00+02:00", "18 juin 2024", "2024-02-30", "2008-08", "hier", "", None]
    path = write(tmp_path, "2020-01-01.jsonl", "\n".join(line(id=str(n), published=day) for n, day in enumerate(given)))
    assert [read.published for read in articles(path)] == ["2024-06-18", "2024-06-18", *[None] * 5]
    assert codes(path) == [Code.NO_DATE] * 5


def test_no_record_at_all(tmp_path: Path) -> None:
    assert codes(write(tmp_path, "a.jsonl", "\n \n")) == [Code.EMPTY]
