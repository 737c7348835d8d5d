"""Options of the commands that reason on the causal map: which claims of it count."""

from __future__ import annotations

from typing import Annotated

import typer

Many = list[str] | None
WithoutSource = Annotated[Many, typer.Option("--without-source", help="An article: its whole source is left out.")]
WithAssumptions = Annotated[
    Many, typer.Option("--with-assumptions", help="'all', or the number of an assumption of the map's log.")
]
Count = Annotated[Many, typer.Option("--count", help="aim, fear, question or hypothetical: count these as effects.")]
