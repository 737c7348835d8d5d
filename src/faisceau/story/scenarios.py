"""Scenarios kept in a story: a file each in its folder `scenarios/`, named as the scenario is. What cannot be read is a problem."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.dossier.whole import Dossier
from faisceau.model.mapping import Causal
from faisceau.model.problems import Problem
from faisceau.model.whatif import Fiche, KeptFiche, KeptScenario, Scenario
from faisceau.store.folder import StoryFolder
from faisceau.store.lock import only_writer
from faisceau.story.fiches import whole_fiche
from faisceau.system.whatif import MOST_BYTES, read_scenario, scenario_of, settled, written_scenario

FOLDER = "scenarios"
MOST_KEPT = 100
"""Files read of the folder, the first by name; the others are problems."""
_FORMS = {".yaml": "yaml", ".yml": "yaml", ".toml": "toml"}
_NAME = re.compile(r"[^\W_][\w-]{0,59}")

Kept = tuple[tuple[KeptScenario, ...], tuple[Problem, ...]]


def asked_scenario(hold: Iterable[str], press: Iterable[str]) -> Scenario:
    """What is asked by variables held and pressed, each as `variable=+`. Raises `FaisceauError` (bad_option)."""
    return scenario_of(Scenario(hold=tuple(hold), press=tuple(press)))


def kept_scenarios(folder: StoryFolder) -> Kept:
    """The scenarios of the story by name, and the files that hold none, each with what is wrong."""
    found: dict[str, KeptScenario] = {}
    problems: list[Problem] = []
    for number, path in enumerate(_files(folder)):
        try:
            if number >= MOST_KEPT:
                raise FaisceauError(Code.TOO_MUCH, f"There are more than {MOST_KEPT} scenarios.")
            name = _named(path.stem)
            if name in found:
                raise FaisceauError(Code.BAD_SCENARIO, f"Another file holds a scenario {name!r}.")
            found[name] = KeptScenario(name, read_scenario(_bytes(path), _FORMS[path.suffix.lower()]))
        except FaisceauError as error:
            problems.append(_problem(_shown(path.name), error))
    return tuple(found[name] for name in sorted(found)), tuple(problems)


def with_fiches(dossier: Dossier, causal: Causal, kept: Kept, lang: str) -> Dossier:
    """The dossier with the answer to each kept scenario; one that has none is among its problems instead."""
    scenarios, problems = kept
    fiches: list[KeptFiche] = []
    failed: list[Problem] = list(problems)
    for each in scenarios:
        try:
            fiches.append(KeptFiche(each.name, whole_fiche(dossier, causal, each.scenario, lang)))
        except FaisceauError as error:
            failed.append(_problem(each.name, error))
    every = sorted((*dossier.problems, *failed), key=lambda p: (p.where, p.code, p.detail))
    return replace(dossier, fiches=tuple(fiches), problems=tuple(every))


class ScenarioLine(Struct, frozen=True):
    """A file of the folder: what it asks and how many variables that answers, or what is wrong with it (`problem`)."""

    name: str
    title: str = ""
    asked: tuple[str, ...] = ()
    answers: int | None = None
    problem: str = ""


def scenario_lines(dossier: Dossier, scenarios: tuple[KeptScenario, ...]) -> tuple[ScenarioLine, ...]:
    """Every kept scenario, and every file that is none, by name, as the dossier has them."""
    kept = {each.name: each.scenario for each in scenarios}
    found = [
        ScenarioLine(each.name, each.fiche.scenario.title, _asked(each.fiche.scenario), len(each.fiche.verdicts))
        for each in dossier.fiches
    ]
    place = f"{FOLDER}/"
    for problem in dossier.problems:
        if problem.where.startswith(place):
            name = problem.where.removeprefix(place)
            scenario = kept.get(name, Scenario())
            found.append(ScenarioLine(name, scenario.title, _asked(scenario), None, problem.detail))
    return tuple(sorted(found, key=lambda each: each.name))


def _asked(scenario: Scenario) -> tuple[str, ...]:
    return (*scenario.hold, *scenario.press, *scenario.without_supplier, *scenario.cap)


def keep_scenario(folder: StoryFolder, name: str, found: Fiche) -> Path:
    """Keep the question of a fiche under `name`; the path of its file is returned.

    Raises `FaisceauError`: bad_scenario where there is one of that name, or it cannot be a name; unreadable, story_busy.
    """
    name = _named(name)
    path = folder.path / FOLDER / f"{name}.yaml"
    data = written_scenario(settled(found))
    with only_writer(folder.lock):
        if any(_folded(each.stem) == _folded(name) for each in _files(folder)):
            raise FaisceauError(Code.BAD_SCENARIO, f"There is a scenario {name!r} already; it was left as it is.")
        try:
            path.parent.mkdir(exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise FaisceauError(
                Code.UNREADABLE, f"{FOLDER}/{path.name} cannot be written: {error.strerror}."
            ) from error
    return path


def drop_scenario(folder: StoryFolder, name: str) -> Path:
    """Remove the file of a kept scenario, also one that holds none; its path is returned.

    Raises `FaisceauError`: bad_scenario where there is none of that name; unreadable, story_busy.
    """
    with only_writer(folder.lock):
        path = next((each for each in _files(folder) if _folded(each.stem) == _folded(name)), None)
        if path is None:
            raise FaisceauError(Code.BAD_SCENARIO, f"There is no scenario {name!r}.")
        try:
            path.unlink()
        except OSError as error:
            raise FaisceauError(
                Code.UNREADABLE, f"{FOLDER}/{_shown(path.name)} cannot be removed: {error.strerror}."
            ) from error
    return path


def _files(folder: StoryFolder) -> list[Path]:
    try:
        return sorted(path for path in (folder.path / FOLDER).iterdir() if path.suffix.lower() in _FORMS)
    except OSError:
        return []


def _named(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    if not _NAME.fullmatch(name):
        told = "A scenario's name is of letters, digits, - and _, begins with a letter or digit, and has 60 at most"
        raise FaisceauError(Code.BAD_SCENARIO, f"{told}, not {name[:80]!r}.")
    return name


def _folded(name: str) -> str:
    """Names that some file systems take for one are one."""
    return unicodedata.normalize("NFC", name).casefold()


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise FaisceauError(Code.UNREADABLE, f"{_shown(path.name)} is no file.")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{_shown(path.name)}: {error.strerror}.") from error


def _shown(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 are marked, since nothing could write them."""
    return os.fsencode(name).decode("utf-8", "replace")


def _problem(name: str, error: FaisceauError) -> Problem:
    code = error.code if error.code in (Code.UNREADABLE, Code.MISSING_PART) else Code.BAD_SCENARIO
    return Problem(code, f"{FOLDER}/{name}", error.detail)


__all__ = ["FOLDER", "drop_scenario", "keep_scenario", "kept_scenarios", "scenario_lines", "with_fiches"]
