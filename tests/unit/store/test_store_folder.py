"""The folder: its settings, its originals, its output files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError
from faisceau.model.period import days
from faisceau.store.folder import Settings, StoryFolder, file_digest


def test_settings_are_written_once_and_read_back(tmp_path: Path) -> None:
    folder = StoryFolder(tmp_path / "affaire")
    settings = Settings('L\'affaire "B" \\ \x7f\n', "en", {"max_bytes": 10})
    folder.create(settings, {"max_bytes": 1, "timeout": 2.5})
    assert folder.settings() == settings
    assert "# timeout = 2.5" in folder.settings_file.read_text(encoding="utf-8")
    folder.create(Settings("autre"), {})
    assert folder.settings() == settings


def test_without_a_file_the_folder_gives_its_name(tmp_path: Path) -> None:
    assert StoryFolder(tmp_path).settings() == Settings(tmp_path.name)


@pytest.mark.parametrize("text", ['name = "x"\ncolour = 1', "name = 1", 'name = "x"\nlang = "de"', "name = ", "\udcff"])
def test_a_setting_that_is_not_understood_is_named(tmp_path: Path, text: str) -> None:
    folder = StoryFolder(tmp_path)
    folder.settings_file.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(FaisceauError, match=r"story\.toml") as caught:
        folder.settings()
    assert caught.value.code == Code.BAD_OPTION


def test_a_story_is_in_no_language_that_a_dossier_has_not() -> None:
    assert Settings("x").lang in knowledge.interface_languages()
    with pytest.raises(FaisceauError, match="not 'xx'") as caught:
        Settings("x", "xx")
    assert caught.value.code == Code.BAD_OPTION


def test_an_original_is_kept_under_its_hash(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"abc\r\n\xff")
    folder = StoryFolder(tmp_path / "s")
    folder.create(Settings("s"), {})
    digest = folder.keep_original(source)
    assert digest == hashlib.sha256(b"abc\r\n\xff").hexdigest() == file_digest(source)
    assert folder.original(digest).read_bytes() == b"abc\r\n\xff"
    assert folder.keep_original(source) == digest
    assert [path.name for path in (folder.path / "originals").iterdir()] == [digest[:2]]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("un fichier")
    with pytest.raises(FaisceauError) as caught:
        StoryFolder(tmp_path / "s").create(Settings("s"), {})
    assert caught.value.code == Code.UNREADABLE


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2023-02", ("2023-02-01", "2023-02-28")),
        ("2024-06-18", ("2024-06-18", "2024-06-18")),
        ("2024-06-18T10:00", ("2024-06-18", "2024-06-18")),
        ("2024-06-18/2024-06-19", ("2024-06-18", "2024-06-19")),
        ("2024-05/2024", ("2024-05-01", "2024-12-31")),
        ("../2024-06", ("0000-01-01", "2024-06-30")),
        ("2024-06/..", ("2024-06-01", "9999-12-31")),
        ("0000-02", ("0000-02-01", "0000-02-29")),
        ("2024-13", None),
        ("2024-00", None),
        ("2024-06-00", None),
        ("2025-04-31", None),
        ("2025-02-30", None),
        ("2025-02-99", None),
        ("2025-02-29", None),
        ("2024-02-29", ("2024-02-29", "2024-02-29")),
        ("2025-02-30T10:00", None),
        ("2025-02-01/2025-02-30", None),
        ("0000-02-30", None),
        ("mai", None),
        ("..", None),
        ("", None),
        (None, None),
    ],
)
def test_the_days_of_a_value(value: str | None, found: tuple[str, str] | None) -> None:
    assert days(value) == found


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_name_survives_the_settings_file(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = StoryFolder(tmp_path_factory.mktemp("s"))
    folder.create(Settings(name), {})
    assert folder.settings().name == name
