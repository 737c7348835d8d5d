"""Pages that need no reading of the story: shown before there is one, and while it is being made."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response

from faisceau.errors import FaisceauError
from faisceau.export.words import known_language, words
from faisceau.store.folder import Settings, StoryFolder
from faisceau.web.csrf import FIELD, token_of
from faisceau.web.look import environment, nav, title
from faisceau.web.pages.statements import PAGES as VOICES
from faisceau.web.words import room_words

Asked = Request[Any, Any, Any]
HTML = "text/html; charset=utf-8"


def language(request: Asked, folder: StoryFolder) -> str:
    """The language that the address asks for, else the story's. Raises `FaisceauError` (bad_option) for one that is not there."""
    asked = request.query_params.get("lang")
    return known_language(asked) if asked else settings(folder).lang


def settings(folder: StoryFolder) -> Settings:
    """The story's settings, the defaults where they cannot be read: a page that helps must not fail by what it helps with."""
    try:
        return folder.settings()
    except FaisceauError:
        return Settings(folder.name)


def shown_plain(
    request: Asked, folder: StoryFolder, template: str, status: int = 200, **context: Any
) -> Response[bytes]:
    """A page in the language asked for, with the token of its forms. `context` goes to its template."""
    lang = language(request, folder)
    told = words(lang)
    asked = request.query_params.get("lang") == lang
    text = (
        environment()
        .get_template(template)
        .render(
            lang=lang,
            words=told,
            room=room_words(lang),
            story=settings(folder).name,
            locked=bool(request.app.state.get("locked")),
            address=request.url.path,
            query=f"?lang={lang}" if asked else "",
            nav=nav(),
            voices=VOICES,
            title=lambda section: title(section, told),
            field=FIELD,
            token=token_of(request.scope),
            **context,
        )
    )
    return Response(text.encode(), status_code=status, media_type=HTML)
