"""What judgements make of a large story, worked out beside the pages: in a process of its own, without keeping others from judging.

`python -m faisceau.story.applying STORY` brings the reading up to the log, and tells what it does as `faisceau.story.reading` does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from faisceau.errors import FaisceauError
from faisceau.run import Step
from faisceau.store.folder import StoryFolder
from faisceau.story.judging import catch_up
from faisceau.story.pages import refresh_pages
from faisceau.story.reading import Failure, Told, say


def apply(story: Path) -> bool:
    """Bring the story's reading up to its log, telling on standard output; whether it came through."""
    folder = StoryFolder(story)
    say(Told(step=Step("fuse", 0, 1)))
    try:
        if catch_up(folder):
            refresh_pages(folder)
    except FaisceauError as error:
        say(Told(failure=Failure(error.code.value, error.detail, error.advice)))
        return False
    say(Told(step=Step("fuse", 1, 1)))
    return True


if __name__ == "__main__":
    try:
        sys.exit(0 if apply(Path(sys.argv[1])) else 1)
    except BrokenPipeError:  # the server has gone: what is stored stays, and the next one begins again
        sys.exit(1)
