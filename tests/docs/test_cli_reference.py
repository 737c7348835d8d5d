"""docs/reference/cli.md has every command, argument and option that the program has, and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from faisceau.cli import app
from faisceau.errors import Code

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## faisceau (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def test_every_command_has_its_section_and_its_line() -> None:
    assert list(SECTIONS) == list(COMMANDS)
    for name in COMMANDS:
        assert f"| [`{name}`](#faisceau-{name}) |" in PAGE


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described_and_no_other(name: str) -> None:
    told = {option for line in SECTIONS[name].splitlines() if line.startswith("| `-") for option in _options(line)}
    real = {
        option
        for param in COMMANDS[name].params
        for option in (*param.opts, *param.secondary_opts)
        if option.startswith("-")
    }
    assert told == real - {"--help", "-h"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_is_in_the_usage(name: str) -> None:
    usage = SECTIONS[name].split("`")[1]
    for param in COMMANDS[name].params:
        if param.param_type_name == "argument":
            assert str(param.metavar) in usage


def test_the_exit_codes_are_those_of_the_help() -> None:
    told = re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)
    assert told == re.findall(r"(\d+) (?:done|wrong|bad|interrupted)", str(get_command(app).epilog))


def test_codes_named_exist() -> None:
    for name in ("same_bytes", "story_busy", "no_date"):
        assert f"`{name}`" in PAGE
        assert name in set(Code)


def _options(line: str) -> list[str]:
    return re.findall(r"`(-[-\w]+)`", line.split("|")[1])
