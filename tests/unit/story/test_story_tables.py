"""Listings as data frames: documented columns, typed even where empty; the timeline that shows itself."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import polars
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "export"))
from export_story import HARM, hostile, story

from faisceau.errors import Code, FaisceauError
from faisceau.export.as_html.alone import timeline_alone
from faisceau.model.dossier.whole import Dossier
from faisceau.story import columns, tables
from faisceau.story.listing import Listing

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "tables.md").read_text(encoding="utf-8")
TABLES: dict[str, tables.Table[Any]] = {
    "claims": tables.CLAIMS, "events": tables.EVENTS, "figures": tables.FIGURES, "exchanges": tables.EXCHANGES,
    "articles": tables.ARTICLES,
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_documented_and_no_other(name: str) -> None:
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert section is not None
    told = [
        word
        for line in section[1].splitlines()
        if line.startswith("| `")
        for word in re.findall(r"`(\w+)`", line.split("|")[1])
    ]
    assert told == list(TABLES[name].columns)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("dossier", [story(), hostile(), Dossier(name="Rien")], ids=["story", "hostile", "empty"])
def test_columns_have_their_types_whatever_the_rows(name: str, dossier: Dossier) -> None:
    values = getattr(dossier, name)
    made = Listing(values, {}, TABLES[name]).to_polars()
    empty = Listing((), {}, TABLES[name]).to_polars()
    assert made.schema == empty.schema
    assert made.height >= len(values) or name == "figures"


def test_a_claim_s_row_leads_to_its_words() -> None:
    dossier = story()
    text = {article.id: article.text for article in dossier.articles}
    for row in Listing(dossier.claims, columns.CLAIMS, tables.CLAIMS).to_polars().iter_rows(named=True):
        assert text[row["article"]][row["start"] : row["end"]] == row["quote"]


def test_bounds_stay_bounds_and_a_row_is_an_account() -> None:
    made = Listing(story().figures, columns.FIGURES, tables.FIGURES).to_polars()
    assert made.select("value", "least").rows() == [(10.0, None), (None, 12.0)]


def test_harm_is_a_cell_like_another() -> None:
    made = Listing(hostile().claims, columns.CLAIMS, tables.CLAIMS).to_polars()
    assert HARM in made.get_column("quote")


def test_a_slice_has_a_frame_too_and_other_listings_have_none() -> None:
    assert Listing(story().claims, columns.CLAIMS, tables.CLAIMS)[:2].to_polars().height == 2
    with pytest.raises(FaisceauError):
        Listing((), columns.PROBLEMS).to_polars()


def test_without_polars_the_error_has_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(FaisceauError) as raised:
        Listing((), columns.CLAIMS, tables.CLAIMS).to_polars()
    assert raised.value.code is Code.MISSING_PART
    assert polars


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_timeline_needs_nothing_else(lang: str) -> None:
    for dossier in (story(), hostile()):
        html = timeline_alone(dossier, lang)
        assert "<script" not in html
        assert "<img" not in html
        assert "var(--" not in html
        assert "href=" not in html
        used = set(re.findall(r"url\(#([\w-]+)\)", html))
        assert used
        assert used <= set(re.findall(r'id="([\w-]+)"', html))
    assert timeline_alone(Dossier(name="Rien"), lang).startswith("<p>")
