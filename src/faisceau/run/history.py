"""Keeping what each run concluded, so that a later one can be compared with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from faisceau.model.claims import Claim
from faisceau.model.fused import Reading
from faisceau.model.past import past_of
from faisceau.model.text import Article
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.store.writer import Writer


class Fused(NamedTuple):
    """A reading, with the articles and claims that it was made of."""

    articles: Sequence[Article]
    claims: Sequence[Claim]
    reading: Reading


# What is kept of a reading: another number where it is made otherwise from the same reading.
_SHAPE = "1"


def keep_conclusions(folder: StoryFolder, writer: Writer, run: int, fused: Fused | None = None) -> None:
    """Keep what the stored reading says as concluded by run number `run`, unless that was kept already.

    `fused` is that reading with what it was made of, where it is at hand: else all is read again.
    """
    with open_view(folder) as view:
        key = f"{_SHAPE}:{view.reading_key}"
        if view.reading_key is None or view.past_key == key:
            return
        if fused is None:
            fused = Fused(list(view.articles()), list(view.claims()), view.reading())
    writer.keep_past(run, past_of(fused.articles, fused.claims, fused.reading), key)


def keep_earlier_conclusions(folder: StoryFolder, writer: Writer) -> None:
    """Of a story whose runs were not kept before: keep what the last of them concluded, before this one changes it."""
    with open_view(folder) as view:
        if view.past_key is not None or view.reading_key is None:
            return
        ended = [run.id for run in view.runs() if run.finished is not None]
    if ended:
        keep_conclusions(folder, writer, max(ended))
