"""The commands, gathered. Their modules import the program only when they run: help must not wait for it."""

from __future__ import annotations

import typer

from faisceau.cli.alerts import alerts
from faisceau.cli.brief import brief
from faisceau.cli.build import build
from faisceau.cli.diff import diff
from faisceau.cli.doctor import doctor
from faisceau.cli.explain import explain
from faisceau.cli.export import export
from faisceau.cli.layers import layers
from faisceau.cli.map import map_
from faisceau.cli.mcp import mcp
from faisceau.cli.report import report
from faisceau.cli.review import review
from faisceau.cli.serve import serve
from faisceau.cli.show import show
from faisceau.cli.status import status
from faisceau.cli.stories import stories
from faisceau.cli.thesis import thesis
from faisceau.cli.verify import verify
from faisceau.cli.whatif import whatif

_EXIT_CODES = (
    "Exit codes: 0 done; 1 done, but the story has problems (with --strict); 2 wrong usage; "
    "3 bad input or story, or something missing: the message says what to do; 130 interrupted."
)

app = typer.Typer(
    name="faisceau",
    help="Read the coverage of an international story: who does what to whom, according to whom, how firmly.",
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    build, diff, alerts, stories, status, show, explain, review, export, brief, verify, map_, whatif, thesis, serve, report,
    mcp, layers, doctor,
):  # fmt: skip
    app.command(command.__name__.rstrip("_"), epilog=_EXIT_CODES)(command)


def main() -> None:
    """The program `faisceau`."""
    app(prog_name="faisceau")
