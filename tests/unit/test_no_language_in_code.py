"""No code knows which languages there are: neither by their codes nor by names that end in one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import faisceau
from faisceau import knowledge
from faisceau.story.verifying.said import brief_languages

SOURCE = Path(faisceau.__file__).parent
LANGUAGES = frozenset({*knowledge.languages(), *knowledge.interface_languages(), *brief_languages()})
# Modules that may name a language, each with its reason. There are none.
EXCEPT: dict[str, str] = {}


def named(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and wording of every string that is a language's code, and of every name that ends in one."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in LANGUAGES:
            yield line, node.value
        for name in (getattr(node, field, None) for field in ("id", "attr", "arg", "name")):
            if isinstance(name, str) and (name in LANGUAGES or name.rpartition("_")[2] in LANGUAGES):
                yield line, name


@pytest.mark.parametrize("folder", sorted(entry.name for entry in SOURCE.iterdir() if entry.name != "__pycache__"))
def test_code_names_no_language(folder: str) -> None:
    found = [
        f"{path.relative_to(SOURCE).as_posix()}:{line}: {wording}"
        for path in [SOURCE / folder, *sorted((SOURCE / folder).rglob("*.py"))]
        if path.is_file() and path.suffix == ".py" and path.relative_to(SOURCE).as_posix() not in EXCEPT
        for line, wording in named(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found


def test_an_exception_is_still_one() -> None:
    for path in EXCEPT:
        assert list(named(ast.parse((SOURCE / path).read_text(encoding="utf-8")))), path


@pytest.mark.parametrize(
    "code",
    ['lang = "fr"', 'if lang == "en": pass', 'names = {"fr": ()}', "row.names_fr", "class A:\n    title_en: str"],
)
def test_the_check_sees_a_language(code: str) -> None:
    assert list(named(ast.parse(code)))


def test_words_that_only_begin_like_a_code_are_none() -> None:
    assert not list(named(ast.parse('from_ = "french"; before = "entre"; x.frozen = 1')))


def test_columns_by_language_are_those_of_languages_that_are_there() -> None:
    """A column that ends in no language's code is a mistake in its name."""
    for path in sorted((SOURCE / "knowledge").rglob("*.tsv")):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
        columns = [each.rpartition("_") for each in lines[0].split("\t")]
        families = {of for of, _, code in columns if code in LANGUAGES and of}
        assert all(code in LANGUAGES for of, _, code in columns if of in families - {"role"}), path
