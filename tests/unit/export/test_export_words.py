"""The interface's words: every language has every label, and none of them judges."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
from export_story import story

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError
from faisceau.export.wording import Wording
from faisceau.export.words import known_language, languages, named_languages, words
from faisceau.model.claims import Kind, Plover, Status
from faisceau.model.dossier.events import Family
from faisceau.model.fused import Relation, TieKind, Verdict

FORBIDDEN = re.compile(r"\b(vrai|vraie|faux|fausse|prouv|preuve|viole|violation|true|false|prove|violat)", re.I)


def flat(value: Any, path: str = "") -> dict[str, str]:
    if isinstance(value, dict):
        return {key: text for name, item in value.items() for key, text in flat(item, f"{path}.{name}").items()}
    if isinstance(value, list):
        return {key: text for n, item in enumerate(value) for key, text in flat(item, f"{path}.{n}").items()}
    return {path: str(value)}


def file(lang: str) -> dict[str, str]:
    source = files(knowledge).joinpath("interface", f"{lang}.toml").read_text(encoding="utf-8")
    found = flat(tomllib.loads(source))
    return {key: text for key, text in found.items() if not key.startswith(".language.")}


def slots(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}


def test_there_are_two_languages() -> None:
    assert languages() == ("en", "fr")
    assert named_languages() == (("en", "English"), ("fr", "Français"))


@pytest.fixture
def counted_anew() -> Iterator[None]:
    """The languages of the interface are kept once counted: here before and after."""
    knowledge.spoken()
    knowledge.interface_languages.cache_clear()
    yield
    knowledge.interface_languages.cache_clear()


@pytest.mark.usefixtures("counted_anew")
def test_a_language_is_there_once_every_folder_of_words_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("interface/fr", "interface/es", "interface/room/fr", "interface/system/fr", "interface/system/es"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{path}.toml").touch()
    monkeypatch.setattr("faisceau.knowledge._resource", lambda path: tmp_path / path)
    assert languages() == ("fr",)
    (tmp_path / "interface/room/es.toml").touch()
    knowledge.interface_languages.cache_clear()
    assert languages() == ("es", "fr")
    assert known_language("es") == "es"


def test_a_language_that_is_not_there_is_told_with_those_that_are() -> None:
    for asked in ("es", "", "FR", "x" * 1000):
        with pytest.raises(FaisceauError, match=r"^\[bad_option\] lang is one of en, fr, not ") as caught:
            known_language(asked)
        assert len(caught.value.detail) < 100


def test_every_label_is_in_every_language_with_the_same_slots() -> None:
    french, english = file("fr"), file("en")
    assert set(french) == set(english)
    assert {key for key in french if slots(french[key]) != slots(english[key])} == set()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_label_judges_or_is_empty(lang: str) -> None:
    labels = file(lang)
    assert [text for text in labels.values() if FORBIDDEN.search(text)] == []
    assert {key for key, text in labels.items() if not text} == {".status_short.asserted"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_value_of_the_model_has_its_word(lang: str) -> None:
    said = words(lang)
    for table, values in (
        (said.kind, Kind), (said.status, Status), (said.status_short, Status), (said.verdict, Verdict), (said.act, Plover),
        (said.family, Family), (said.relation, Relation), (said.tie, TieKind),
    ):  # fmt: skip
        assert set(get_args(values)) <= set(table)
    assert set(said.problem) <= set(Code)


@pytest.mark.parametrize("value", [1e30, 12345678901234567890123456789012.0, 1.7e308, -1.7e308, 5e-324])
def test_a_number_of_any_length_is_written(value: float) -> None:
    """An article may have a figure of thirty digits: the dossier shows it."""
    for lang in languages():
        wording = Wording(story(), lang)
        assert any(char.isdigit() for char in wording.number(value))
    assert Wording(story(), "en").number(1e30) == "1" + ",000" * 10
