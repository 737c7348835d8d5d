"""Finding files, choosing readers, and never raising for bad input."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_helpers import PROSE, article, articles, codes, problems, write

from faisceau.errors import Code
from faisceau.model.ids import bytes_id
from faisceau.model.problems import Problem
from faisceau.read import ReadOptions, find_files, read_file


def test_folders_are_walked_in_order_without_hidden_files_and_readmes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "a.txt", "b/c.md", "b/README.md", ".git/x.txt", ".hidden.txt", "readme.txt"):
        write(tmp_path, name, "x")
    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])]
    assert found == ["a.txt", "b/c.md", "z.txt"]


def test_each_file_once_and_named_paths_kept(tmp_path: Path) -> None:
    readme = write(tmp_path, "README.md", "x")
    text = write(tmp_path, "a.txt", "x")
    missing = tmp_path / "missing.txt"
    assert find_files([text, readme, tmp_path, missing, text]) == [text, readme, missing]


def test_links_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    text = write(tmp_path, "a/b.txt", "x")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert find_files([tmp_path]) == [text]


@pytest.mark.parametrize("content", ["", " \n\t\r\n ", "\ufeff", "\ufeff \n", "\u2003\u00a0"])
def test_empty(tmp_path: Path, content: str) -> None:
    assert codes(write(tmp_path, "a.txt", content)) == [Code.EMPTY]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n....", b"%PDF-1.7 text", b"text\x00text", bytes(range(1, 32)) * 9]
)
def test_binary(tmp_path: Path, content: bytes) -> None:
    assert codes(write(tmp_path, "a.txt", content)) == [Code.BINARY]


def test_no_reader_takes_it(tmp_path: Path) -> None:
    (problem,) = problems(write(tmp_path, "a.pdf", "x"))
    assert problem.code == Code.UNKNOWN_FORMAT
    assert problem.where.endswith("/a.pdf")
    assert problem.advice
    assert codes(write(tmp_path, "noending", "x")) == [Code.UNKNOWN_FORMAT]


def test_unreadable_paths(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    for name in ("folder.txt", "dangling.txt", "missing.txt", "missing.jsonl", "missing.html", "nul\x00.txt"):
        assert codes(tmp_path / name) == [Code.UNREADABLE], name


def test_unreadable_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt", PROSE)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = problems(path)
    assert problem.code == Code.UNREADABLE
    assert "Permission denied" in problem.detail


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_permission_of_the_system(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", PROSE)
    path.chmod(0)
    assert codes(path) == [Code.UNREADABLE]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert codes(tmp_path / "pipe.txt") == [Code.UNREADABLE]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl"])
def test_fifty_megabytes_on_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"a")
        file.truncate(50_000_000)  # sparse: no disk is filled
    assert codes(path) == [Code.TOO_LARGE]


def test_the_limit_is_the_callers(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", PROSE)
    assert codes(path, ReadOptions(max_bytes=10)) == [Code.TOO_LARGE]
    assert articles(path, ReadOptions(max_bytes=len(PROSE.encode())))


def test_same_bytes_same_original_and_name_is_id(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    first = article(write(tmp_path, "a.txt", PROSE))
    second = article(write(tmp_path, "sub/b.txt", PROSE))
    assert first.original == second.original == bytes_id(PROSE.encode())
    assert (first.id, second.id) == ("a.txt", "b.txt")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass"))),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "2024-06-18.txt"]),
)
def test_arbitrary_bytes_never_raise(tmp_path: Path, content: bytes, name: str) -> None:
    found = list(read_file(write(tmp_path, name, content)))
    assert found
    assert found == list(read_file(tmp_path / name))
    for value in found:
        if not isinstance(value, Problem):
            assert value.text.strip()
            value.text.encode("utf-8")
