"""What each format says and where it says that the words stand: read back from its bytes, as another program would."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from rdflib import Graph, Namespace

from faisceau.export.cells import unguarded

OA = Namespace("http://www.w3.org/ns/oa#")
GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


class Words(NamedTuple):
    """A quote with its place; `article` is an id, an address or a URN, as the format has it."""

    article: str
    start: int
    end: int
    quote: str


def json_lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().split("\n") if line]


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV, their cells as they were before they were guarded."""
    read = csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True)
    found = [{key: unguarded(cell) for key, cell in row.items()} for row in read]
    assert all(None not in row and None not in row.values() for row in found)
    return found


def tabbed(data: bytes) -> list[dict[str, str]]:
    head, *lines = data.decode().removesuffix("\n").split("\n")
    columns = head.split("\t")
    cells = [line.split("\t") for line in lines]
    assert all(len(row) == len(columns) for row in cells)
    return [dict(zip(columns, map(unguarded, row), strict=True)) for row in cells]


def files(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as vault:
        return {name: vault.read(name).decode() for name in vault.namelist()}


def front_matter(note: str) -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    found = re.match(r"---\n(.*?)\n---\n", note, re.DOTALL)
    loaded = yaml.safe_load(found.group(1)) if found else {}
    assert isinstance(loaded, dict)
    return loaded


def parquet(data: bytes) -> list[dict[str, Any]]:
    polars = pytest.importorskip("polars")
    found: list[dict[str, Any]] = polars.read_parquet(io.BytesIO(data)).to_dicts()
    return found


def _evidence(values: list[dict[str, Any]]) -> Iterator[Words]:
    for each in values:
        yield Words(each["article"], each["start"], each["end"], each["quote"])


def _lists(row: dict[str, Any]) -> Iterator[Words]:
    """The parallel lists of an event's row, or the JSON arrays of its cells."""
    told = (row[name] for name in ("articles", "starts", "ends", "quotes"))
    for values in zip(*(json.loads(each) if isinstance(each, str) else each for each in told), strict=True):
        yield Words(*values)


def _claims(data: bytes) -> Iterator[Words]:
    yield from _evidence(json_lines(data))


def _claims_csv(data: bytes) -> Iterator[Words]:
    for row in rows(data):
        yield Words(row["article"], int(row["start"]), int(row["end"]), row["quote"])


def _events_csv(data: bytes) -> Iterator[Words]:
    for row in rows(data):
        yield from _lists(dict(row))


def _parquet_claims(data: bytes) -> Iterator[Words]:
    yield from _evidence(parquet(data))


def _parquet_events(data: bytes) -> Iterator[Words]:
    for row in parquet(data):
        yield from _lists(row)


def _timesketch(data: bytes) -> Iterator[Words]:
    for row in json_lines(data):
        yield from _lists(row)


def _plover(data: bytes) -> Iterator[Words]:
    for row in tabbed(data):
        yield from _lists({name.lower(): cell for name, cell in row.items()})


def _followthemoney(data: bytes) -> Iterator[Words]:
    for entity in json_lines(data):
        if entity["schema"] == "Note":
            article, _, place = entity["properties"]["summary"][0].rpartition(" ")
            start, end = place.split(":")
            yield Words(article, int(start), int(end), entity["properties"]["description"][0])


def _stix(data: bytes) -> Iterator[Words]:
    for each in json.loads(data)["objects"]:
        for extension in each.get("extensions", {}).values():
            yield from _evidence(extension["evidence"])


def _graph(form: str) -> Callable[[bytes], Iterator[Words]]:
    def read(data: bytes) -> Iterator[Words]:
        graph = Graph().parse(data=data, format=form)
        for target, source in graph.subject_objects(OA.hasSource):
            found = {
                str(key).rpartition("#")[2]: value.toPython()  # type: ignore[attr-defined]
                for selector in graph.objects(target, OA.hasSelector)
                for key, value in graph.predicate_objects(selector)
                if key in (OA.start, OA.end, OA.exact)
            }
            yield Words(str(source), found["start"], found["end"], found["exact"])

    return read


def _annotations(data: bytes) -> Iterator[Words]:
    for item in json.loads(data).get("first", {"items": []})["items"]:
        quote, place = item["target"]["selector"]
        yield Words(item["target"]["source"], place["start"], place["end"], quote["exact"])


def _gexf(data: bytes) -> Iterator[Words]:
    for value in ElementTree.fromstring(data).iter(f"{GEXF}attvalue"):
        if value.get("for") == "evidence":
            yield from _evidence(json.loads(value.attrib["value"]))


def _graphml(data: bytes) -> Iterator[Words]:
    for value in ElementTree.fromstring(data).iter(f"{GRAPHML}data"):
        if value.get("key") == "evidence":
            yield from _evidence(json.loads(value.text or ""))


def _obsidian(data: bytes) -> Iterator[Words]:
    for note in files(data).values():
        yield from _evidence(front_matter(note).get("evidence", []))


READERS: dict[str, Callable[[bytes], Iterator[Words]]] = {
    "annotations": _annotations,
    "causes": _claims,
    "claims": _claims,
    "claims_csv": _claims_csv,
    "claims_parquet": _parquet_claims,
    "events_csv": _events_csv,
    "events_parquet": _parquet_events,
    "followthemoney": _followthemoney,
    "gexf": _gexf,
    "graphml": _graphml,
    "jsonld": _graph("json-ld"),
    "obsidian": _obsidian,
    "plover": _plover,
    "stix": _stix,
    "timesketch": _timesketch,
    "timesketch_csv": _events_csv,
    "turtle": _graph("turtle"),
}
# Streams that name claims by id and have no words of their own, and pages whose tests are `test_export_html.py` and others.
# `prov` says where in its own words: tests/unit/export has its own reading of it.
WITHOUT_PLACES = {
    "brief",
    "camps",
    "events",
    "exchanges",
    "figures",
    "html",
    "needs",
    "positions",
    "prov",
    "sources",
    "stories",
    "totals",
}
