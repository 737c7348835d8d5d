"""The lines of the reading room's lists, made where those at hand are of another reading."""

from __future__ import annotations

from pathlib import Path

from faisceau.run.stages import source_groups
from faisceau.store.folder import StoryFolder
from faisceau.store.pages import NAME, key_of, write_pages
from faisceau.store.view import open_view
from faisceau.story.since import Standing, run_before_last, since_run
from faisceau.view.ground import ground_of
from faisceau.view.lines import lines_of, outlet_lines, ties_of
from faisceau.view.sources import origin_count, outlets


def refresh_pages(folder: StoryFolder, path: Path | None = None) -> Path:
    """Make the file of lines anew if it is not of the reading that stands; where it is is returned.

    `path` is another place for it than the story's folder. Raises `FaisceauError` (story_busy) while there is no reading.
    """
    path = path or folder.path / NAME
    with open_view(folder) as view:
        reading = view.reading_key
        if reading is not None and key_of(path) == reading:
            return path
        fused = view.reading()
        articles, claims = list(view.articles()), list(view.claims())
        now = Standing(view.settings.name, articles, claims, fused, None)
        changes = since_run(view, now, run_before_last(view)) if len(view.kept_runs()) > 1 else None
    ground = ground_of(articles, claims, fused)
    sheets = {
        "origins": origin_count(ground),
        "outlets": outlet_lines(outlets(ground)),
        "groups": source_groups(articles),
        "changes": changes,
    }
    write_pages(path, reading or "", lines_of(ground), ties_of(ground), sheets)
    return path
