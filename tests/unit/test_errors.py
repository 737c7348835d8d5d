"""Every code says what to do, in every language of the pages, and is one that the program gives."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import faisceau
from faisceau.errors import ADVICE, Code, FaisceauError
from faisceau.export.words import languages, words
from faisceau.web.words import room_words

SOURCE = Path(faisceau.__file__).parent
#: What advice tells its reader to do. A word that is no order of its own ("built", "tries") does not count.
ORDERS = (
    "add", "bring", "build", "check", "correct", "give", "judge", "load", "log", "look", "make", "remove", "report",
    "restore", "run", "save", "see", "send", "split", "undo", "update", "wait",
)  # fmt: skip
ORDER = re.compile(rf"(?:^|[.;:,] |\bplease |\bor |\band |\bthen )(?:{'|'.join(ORDERS)})\b", re.IGNORECASE)


@cache
def given() -> dict[str, set[str]]:
    """Names of the codes that each file gives to an error or a problem: those that it only compares, or lists, do not count."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        if path == SOURCE / "errors.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        looked: set[ast.AST] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                looked.update(part for each in (node.left, *node.comparators) for part in ast.walk(each))
            elif isinstance(node, ast.Dict):
                looked.update(key for key in node.keys if key is not None)
            elif isinstance(node, ast.Subscript):
                looked.add(node.slice)
        codes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node not in looked)
        for node in codes:
            if isinstance(node.value, ast.Name) and node.value.id == "Code":
                found.setdefault(node.attr, set()).add(path.name)
    return found


@pytest.mark.parametrize("code", Code)
def test_advice_says_what_to_do(code: Code) -> None:
    assert ORDER.search(ADVICE[code]), ADVICE[code]
    assert ADVICE[code].endswith(".")


@pytest.mark.parametrize(
    "told", ["An option has a value that is not understood.", "A file is built.", "It is kept once."]
)
def test_what_only_says_what_is_wrong_is_no_advice(told: str) -> None:
    assert not ORDER.search(told)


def test_every_code_has_advice() -> None:
    assert set(ADVICE) == set(Code)


@pytest.mark.parametrize("lang", languages())
def test_pages_say_every_code_in_their_language(lang: str) -> None:
    codes = {code.value for code in Code}
    assert set(words(lang).problem) == codes
    assert codes <= set(room_words(lang).wrong)


@pytest.mark.parametrize("code", Code)
def test_a_code_is_given_somewhere(code: Code) -> None:
    assert given().get(code.name), f"{code}: nothing is told by it; take it out"


def test_an_error_says_all_three() -> None:
    error = FaisceauError(Code.BAD_OPTION, "The limit is 10 000.")
    assert str(error) == f"[bad_option] The limit is 10 000. {ADVICE[Code.BAD_OPTION]}"
    assert "--help" in error.advice
    assert "install" in ADVICE[Code.BAD_KNOWLEDGE]
