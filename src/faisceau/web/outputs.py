"""What leaves the room as files: the brief in its forms, the whole dossier in one file, every format. Never shown in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from threading import Lock
from urllib.parse import quote

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Stream

from faisceau.errors import Code, FaisceauError
from faisceau.export import described, file_of, formats
from faisceau.export.brief import FORMS, form_file
from faisceau.export.file_kind import FileKind
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.story import open_story
from faisceau.web.plain import Asked, language, settings, shown_plain

_CHUNK = 1 << 16
_LONGEST = 60
_BRIEF = "brief."


def kinds() -> dict[str, FileKind]:
    """What every file that can be had is, by its name: a format, or `brief.` and a form."""
    return {name: file_of(name) for name in formats()} | {f"{_BRIEF}{form}": form_file(form) for form in FORMS}


def handlers(folder: StoryFolder) -> list[HTTPRouteHandler]:
    """The page, and its files. One is made at a time: each takes the memory of a whole dossier."""
    making = Lock()

    @get("/take", include_in_schema=False, sync_to_thread=True)
    def page(request: Asked) -> Response[bytes]:
        return shown_plain(
            request,
            folder,
            "take.html.j2",
            formats=[(name, file_of(name), described(name)) for name in formats()],
            forms=FORMS,
            empty=_is_empty(folder),
        )

    @get("/take/{name:str}", include_in_schema=False, sync_to_thread=True)
    def file(request: Asked, name: FromPath[str]) -> Stream:
        found = kinds().get(name)
        if found is None:
            raise FaisceauError(Code.NOT_FOUND, f"There is no format {name[:80]!r}.")
        lang = language(request, folder)
        with making:
            story = open_story(folder.path)
            form = name.removeprefix(_BRIEF)
            data = story.brief(form, lang) if name.startswith(_BRIEF) else story.render(name, lang)
        return Stream(
            _chunks(data),
            media_type=found.type,
            headers={"content-disposition": disposition(file_name(settings(folder).name, name, found, lang))},
        )

    return [page, file]


def file_name(story: str, name: str, kind: FileKind, lang: str) -> str:
    """A name that every system takes: what is ASCII letters and digits of the story's, the format's, the language's, its ending."""
    plain = unicodedata.normalize("NFKD", story).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "story"
    what = name.partition(".")[0].replace("_", "-")
    what = {"html": "dossier"}.get(what, what)
    return f"{slug}-{what.removesuffix(f'-{kind.ending}')}-{lang}.{kind.ending}"


def disposition(name: str) -> str:
    """The header that has a browser save a file under `name`, never show it."""
    return f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name, safe='')}"


def _chunks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield data[start : start + _CHUNK]


def _is_empty(folder: StoryFolder) -> bool:
    try:
        with open_view(folder) as view:
            return next(view.heads(), None) is None
    except FaisceauError:
        return False
