"""The story as the room shows it: one reading at a time, the last whole one while another is being made."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import TypeVar, cast

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.store.folder import StoryFolder
from faisceau.store.lock import is_locked
from faisceau.store.pages import NAME, Pages, key_of
from faisceau.store.view import View, open_view
from faisceau.store.watch import Watch
from faisceau.story.pages import refresh_pages
from faisceau.web.decided import Decided, decided
from faisceau.web.selection import Selection

_KEPT = 256
# A story of fewer events has its lines made anew before its next page is shown; one of more keeps its last reading meanwhile.
_AT_ONCE = 2_000
LARGE = 1_000
"""Events. What a judgement makes of a story of more is worked out beside the pages, after it is recorded."""
T = TypeVar("T")
log = logging.getLogger(__name__)


class Cache:
    """What was made once for a reading, the least used given up first. `stamp` is another for each reading taken up."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, object] = OrderedDict()
        self.stamp = secrets.token_hex(8)

    def get(self, key: object, make: Callable[[], T]) -> T:
        """What is kept under `key`, made now if there is nothing."""
        if key in self._kept:
            self._kept.move_to_end(key)
        else:
            self._kept[key] = make()
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return cast(T, self._kept[key])

    def known(self, key: object) -> object | None:
        """What is kept under `key`, if anything."""
        return self._kept.get(key)

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self.stamp = secrets.token_hex(8)


class Guest(Struct, frozen=True):
    """Who asks: `token` is for the forms of the page, `author` who judged last in this browser.

    `did` is the number of the judgement that led here, `changed` how many events it changed and into how many, if known.
    """

    token: str = ""
    author: str = ""
    did: int | None = None
    changed: tuple[int, int] | None = None


class Visit(Struct, frozen=True):
    """One page asked for: the reading that it shows, what is selected, `argument` what its address names.

    `busy` where a run is writing the story, `making` where its lists are being made anew: what is shown is then the last whole
    reading. `decided` is the log as it now is, `unapplied` how many judgements of it the reading is not by.
    """

    view: View
    pages: Pages
    cache: Cache
    folder: StoryFolder
    name: str
    lang: str
    busy: bool
    selection: Selection
    query: dict[str, list[str]]
    argument: str = ""
    guest: Guest = Guest()
    decided: Decided = Decided()
    making: bool = False
    unapplied: int = 0


class Room:
    """Holds a story open for reading. What a reading is made of is seen as it was when the reading was taken up."""

    def __init__(self, folder: StoryFolder) -> None:
        self.folder = folder.require()
        self._lock = Lock()
        self._watch = Watch(self.folder)
        self._held = ExitStack()
        self._standing: tuple[View, Pages] | None = None
        self._cache = Cache()
        self._elsewhere: TemporaryDirectory[str] | None = None
        self._decided: tuple[object, Decided] = (None, Decided())
        self._maker: Thread | None = None

    @contextmanager
    def visit(
        self, selection: Selection, query: dict[str, list[str]], argument: str = "", guest: Guest | None = None
    ) -> Iterator[Visit]:
        """The story for one page. Raises `FaisceauError` (story_busy) while its first reading is being made."""
        with self._lock:
            busy = self._follow()
            assert self._standing is not None
            view, pages = self._standing
            settings = view.settings
            yield Visit(
                view, pages, self._cache, self.folder, settings.name, selection.lang or settings.lang, busy, selection,
                query, argument, guest or Guest(), self._as_decided(view, pages), self._is_making(), self._watch.unapplied,
            )  # fmt: skip

    @property
    def is_large(self) -> bool:
        """Whether to read the story anew takes longer than somebody waits for a page."""
        with self._lock:
            if self._standing is None:
                with suppress(FaisceauError):  # no reading yet: nothing to read anew
                    self._follow()
            return self._standing is not None and self._standing[1].size("event") > LARGE

    @property
    def unapplied(self) -> int:
        """How many judgements of the log the reading that is stored is not by."""
        with self._lock:
            return self._watch.unapplied

    def close(self) -> None:
        """Let the story go."""
        if self._maker:
            self._maker.join()
        with self._lock:
            self._held.close()
            self._watch.close()
            self._standing = None
        if self._elsewhere:
            self._elsewhere.cleanup()

    def _follow(self) -> bool:
        """Take up the newest whole reading; whether another is being made."""
        key = self._watch.reading_key
        if key is None and self._standing is None:
            raise FaisceauError(Code.STORY_BUSY, "The story's first reading is being made, or was cut short.")
        if key is not None and (self._standing is None or self._standing[1].key != key):
            if self._standing is None or self._is_made(key) or self._standing[1].size("event") <= _AT_ONCE:
                self._take_up(key)
            elif not self._is_making():
                self._maker = Thread(target=self._made_aside, name="faisceau-lists", daemon=True)
                self._maker.start()
        return key is None or is_locked(self.folder.lock)

    def _is_made(self, key: str) -> bool:
        path = Path(self._elsewhere.name, NAME) if self._elsewhere else self.folder.path / NAME
        return not self._is_making() and key_of(path) == key

    def _is_making(self) -> bool:
        return self._maker is not None and self._maker.is_alive()

    def _made_aside(self) -> None:
        """Make the lists while the last ones are shown. What cannot be made now is tried, and told, when a page needs it."""
        try:
            self._refreshed()
        except FaisceauError as error:
            log.warning("%s", error)

    def _as_decided(self, view: View, pages: Pages) -> Decided:
        """What the log decides, looked up again when it has grown."""
        key = (pages.key, self._watch.judgement_count)
        if self._decided[0] != key:
            self._decided = key, decided(view, self._watch.judgements())
        return self._decided[1]

    def _take_up(self, key: str) -> None:
        self._held.close()
        self._standing = None
        self._cache.clear()
        path = self._refreshed()
        pages = Pages(path)
        self._held.callback(pages.close)
        view = self._held.enter_context(open_view(self.folder))
        if view.reading_key != pages.key:
            raise FaisceauError(Code.STORY_BUSY, "The story changed while its pages were being made.")
        self._standing = view, pages

    def _refreshed(self) -> Path:
        try:
            return refresh_pages(self.folder)
        except FaisceauError as error:
            if error.code != Code.UNREADABLE:
                raise
        # A story on a medium that cannot be written to: its lines are kept elsewhere for as long as the room is open.
        self._elsewhere = self._elsewhere or TemporaryDirectory(prefix="faisceau-")
        return refresh_pages(self.folder, Path(self._elsewhere.name, NAME))
