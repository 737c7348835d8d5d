"""The lines of the reading room's lists, made where those at hand are of another reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from faisceau.model.changes import Changes
from faisceau.model.mapping import Causal
from faisceau.run.stages import source_groups
from faisceau.store.folder import StoryFolder
from faisceau.store.pages import NAME, key_of, write_pages
from faisceau.store.view import View, open_view
from faisceau.story.since import run_before_last, since_run, standing
from faisceau.view.causes import causal_map
from faisceau.view.lines import Lines
from faisceau.view.whole import Whole


def refresh_pages(folder: StoryFolder, path: Path | None = None) -> Path:
    """Make the file of lines anew if it is not of the reading that stands; where it is is returned.

    `path` is another place for it than the story's folder. Raises `FaisceauError` (story_busy) while there is no reading.
    """
    path = path or folder.path / NAME
    with open_view(folder) as view:
        reading = view.reading_key
        if reading is not None and key_of(path) == reading:
            return path
        if reading is None:
            view.reading()  # says why there is none
        found = Lines(Whole(view))
        write_pages(path, reading or "", found.lines(), found.ties(), _Sheets(view, found))
    return path


class _Sheets(Mapping[str, object]):
    """What is kept whole, made one after the other when it is asked for: after the last line."""

    def __init__(self, view: View, lines: Lines) -> None:
        self._view = view
        self._sources: dict[str, str] | None = None
        self._made: dict[str, Callable[[], object]] = {
            "origins": lines.origins,
            "outlets": lines.outlets,
            "groups": self._groups,
            "causal": lambda: causal_map(Causal(tuple(view.causes()), self._groups())),
            "changes": self._changes,
        }

    def __getitem__(self, name: str) -> object:
        return self._made[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def _has_causes(self) -> bool:
        return next(self._view.causes(), None) is not None

    def _groups(self) -> dict[str, str]:
        if self._sources is None:
            self._sources = source_groups(list(self._view.articles())) if self._has_causes() else {}
        return self._sources

    def _changes(self) -> Changes | None:
        view = self._view
        return since_run(view, standing(view), run_before_last(view)) if len(view.kept_runs()) > 1 else None
