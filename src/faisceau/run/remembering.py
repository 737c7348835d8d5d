"""Fusion with a memory: what the last fusion kept is read before, and what this one makes is kept after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from faisceau.errors import FaisceauError
from faisceau.model.memory import Memory
from faisceau.run.keys import fusion_key
from faisceau.store import memory as stored
from faisceau.store.folder import StoryFolder

log = logging.getLogger(__name__)


def recalled(folder: StoryFolder) -> Memory:
    """What the last fusion of the story left, to be looked at."""
    return Memory(stored.kept(folder.path / stored.NAME, fusion_key()))


@contextmanager
def remembering(folder: StoryFolder) -> Iterator[Memory]:
    """Likewise; what is made meanwhile is kept for the next fusion, unless an exception ends it. For the story's one writer."""
    memory = recalled(folder)
    yield memory
    if memory.new or memory.unused:
        try:
            stored.keep(folder.path / stored.NAME, fusion_key(), memory.new, memory.unused)
        except FaisceauError as error:  # the next fusion is slower, and nothing else
            log.warning("%s", error.detail)
