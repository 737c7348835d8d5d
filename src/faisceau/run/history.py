"""Keeping what each run concluded, so that a later one can be compared with it."""

from __future__ import annotations

from faisceau.model.past import past_of
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.store.writer import Writer

# What is kept of a reading: another number where it is made otherwise from the same reading.
_SHAPE = "1"


def keep_conclusions(folder: StoryFolder, writer: Writer, run: int) -> None:
    """Keep what the stored reading says as concluded by run number `run`, unless that was kept already."""
    with open_view(folder) as view:
        key = f"{_SHAPE}:{view.reading_key}"
        if view.reading_key is None or view.past_key == key:
            return
        past = past_of(list(view.articles()), list(view.claims()), view.reading())
    writer.keep_past(run, past, key)


def keep_earlier_conclusions(folder: StoryFolder, writer: Writer) -> None:
    """Of a story whose runs were not kept before: keep what the last of them concluded, before this one changes it."""
    with open_view(folder) as view:
        if view.past_key is not None or view.reading_key is None:
            return
        ended = [run.id for run in view.runs() if run.finished is not None]
    if ended:
        keep_conclusions(folder, writer, max(ended))
