"""`faisceau doctor`: what is installed, what is missing, what to type."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Literal

import msgspec
import typer
from msgspec import Struct

from faisceau.cli.output import BAD_INPUT, AsJson, answer, coded, table
from faisceau.errors import FaisceauError

State = Literal["ok", "missing", "optional"]
_PYTHON = (3, 11)
_SQLITE = (3, 24, 0)


class Finding(Struct, frozen=True):
    """One part: what is `needed` and what was `found`; `advice` is what to type where it is not ok."""

    part: str
    state: State
    needed: str
    found: str
    advice: str = ""


@coded
def doctor(as_json: AsJson = False) -> None:
    """Check everything that the program needs; exit code 3 if something is missing."""
    findings = [*_python(), *_packages(), *_models(), *_database(), *_browser()]
    if as_json:
        answer(findings)
    else:
        table(Finding.__struct_fields__, [tuple(map(str, msgspec.structs.astuple(finding))) for finding in findings])
    if any(finding.state == "missing" for finding in findings):
        raise typer.Exit(BAD_INPUT)


def _python() -> Iterator[Finding]:
    needed = f">={_PYTHON[0]}.{_PYTHON[1]}"
    good = sys.version_info >= _PYTHON
    advice = "" if good else "Install Python 3.11 or newer, then: make clean run PY=python3.11"
    yield Finding("python", "ok" if good else "missing", needed, platform.python_version(), advice)


def _packages() -> Iterator[Finding]:
    from packaging.requirements import Requirement  # noqa: PLC0415

    for line in sorted(requires("faisceau") or []):
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(wanted.name)
        except PackageNotFoundError:
            found = ""
        good = bool(found) and wanted.specifier.contains(found, prereleases=True)
        advice = "" if good else f"python -m pip install '{wanted.name}{wanted.specifier}'"
        yield Finding(wanted.name, "ok" if good else "missing", str(wanted.specifier), found, advice)


class _Language(Struct, frozen=True):
    model: str | None = None


def _models() -> Iterator[Finding]:
    from faisceau import knowledge  # noqa: PLC0415

    for code in knowledge.languages():
        path = f"languages/{code}/language.toml"
        try:
            model = knowledge.load_toml(path, _Language).model if knowledge.has(path) else None
        except FaisceauError as error:
            yield Finding(f"language {code}", "missing", path, "malformed", error.detail)
            continue
        if model is not None:
            yield _model(code, model)


def _model(code: str, model: str) -> Finding:
    part, package = f"model {code}", model.replace("_", "-")
    try:
        import spacy  # noqa: PLC0415

        spacy.load(model)
    except Exception as error:  # whatever is wrong with the model is what we are asked
        reason = str(error).split("\n", 1)[0][:80]
        return Finding(part, "missing", package, reason, f"python -m pip install --force-reinstall {package}")
    return Finding(part, "ok", package, "loads")


def _database() -> Iterator[Finding]:
    with sqlite3.connect(":memory:") as database:
        options = {row[0] for row in database.execute("PRAGMA compile_options")}
    good = sqlite3.sqlite_version_info >= _SQLITE
    needed = ">=" + ".".join(map(str, _SQLITE))
    advice = "" if good else "Use a Python built with a newer SQLite."
    yield Finding("sqlite", "ok" if good else "missing", needed, sqlite3.sqlite_version, advice)
    search = "ENABLE_FTS5" in options
    advice = "" if search else "Use a Python whose SQLite has FTS5."
    yield Finding("sqlite fts5", "ok" if search else "missing", "full-text search", "yes" if search else "no", advice)


def _browser() -> Iterator[Finding]:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    advice = "" if found else "apt-get install chromium: only to test the pages"
    yield Finding("chromium", "ok" if found else "optional", "optional", "yes" if found else "no", advice)
