"""A bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faisceau.run import Progress

_NAMES = {"read": "Reading", "analyse": "Analysing", "fuse": "Fusing"}


@contextmanager
def bar(*, quiet: bool) -> Iterator[Progress | None]:
    """What to tell a run's steps to: a bar on standard error where that is a terminal, None elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from faisceau.run import Step  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        tasks = {stage: shown.add_task(name, total=None, visible=False) for stage, name in _NAMES.items()}

        def tell(step: Step) -> None:
            shown.update(tasks[step.stage], completed=step.done, total=step.total, visible=True)
            if step.item:
                shown.update(tasks[step.stage], description=f"{_NAMES[step.stage]} {Text(step.item[-40:]).markup}")

        yield tell
