"""`faisceau layers`: what is read in articles before any claim."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from faisceau.cli.output import PROBLEMS, AsJson, coded, note, raw
from faisceau.errors import Code, FaisceauError

if TYPE_CHECKING:
    from faisceau.model.layers import Layers


@coded
def layers(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to read.")],
    as_json: AsJson = False,
) -> None:
    """Print a JSON line for each article: sentences, quotations, times, quantities, mentions. Needs no story."""
    from faisceau.model.problems import Problem  # noqa: PLC0415
    from faisceau.read import find_files, read_file  # noqa: PLC0415
    from faisceau.run.analysis import layers_of  # noqa: PLC0415

    found = find_files(paths)
    if not any(path.exists() for path in found):
        raise FaisceauError(Code.NO_INPUT, f"Nothing to read under {', '.join(map(str, paths))}.")
    articles = 0
    for path in found:
        for item in read_file(path):
            if isinstance(item, Problem):
                note(f"[{item.code}] {item.where}: {item.detail} {item.advice}")
            else:
                articles += 1
                raw(msgspec.json.encode(_record(layers_of(item))) + b"\n")
    if not articles:
        raise typer.Exit(PROBLEMS)


def _record(found: Layers) -> dict[str, object]:
    """The layers as the stream has them: fewer fields, which stay."""
    return {
        "article": found.article,
        "published": found.published,
        "sentences": [{"start": each.start, "end": each.end} for each in found.sentences],
        "quotations": [_only(each, "start", "end", "speaker", "cue") for each in found.quotations],
        "times": [_only(each, "start", "end", "text", "value", "precision", "basis") for each in found.times],
        "quantities": [
            _only(each, "start", "end", "text", "value", "min", "max", "unit", "of") for each in found.quantities
        ],
        "mentions": [
            {**_only(each, "start", "end", "text"), "actor": next(iter(each.actors), None)} for each in found.mentions
        ],
    }


def _only(value: object, *names: str) -> dict[str, object]:
    return {name: getattr(value, name) for name in names}
