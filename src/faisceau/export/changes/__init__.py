"""What is new, in words, as JSON or as a feed. Everything that comes from an article is made safe here."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.export.changes.feed import Entry, atom
from faisceau.export.changes.phrases import ChangeWording, plain
from faisceau.export.changes.text import change_lines, text
from faisceau.export.records import lines
from faisceau.model.changes import Changes


def _json(changes: Changes, _lang: str, limit: int | None) -> bytes:
    return lines([_first(changes, limit)])


def _feed(changes: Changes, lang: str, limit: int | None) -> bytes:
    changes = _first(changes, limit)
    if changes.as_of is None:
        raise FaisceauError(Code.NO_RUN, "A feed needs the time of a run, and the story has had none.")
    entries = [Entry(change, changes.as_of) for change in changes.changes]
    return atom(changes.story, entries, ChangeWording(changes, lang))


def _first(changes: Changes, limit: int | None) -> Changes:
    return replace(changes, changes=changes.changes[:limit])


_FORMS: dict[str, Callable[[Changes, str, int | None], bytes]] = {"text": text, "json": _json, "feed": _feed}
FORMS = tuple(_FORMS)
"""The ways in which changes are written."""


def render_changes(form: str, changes: Changes, lang: str, limit: int | None = None) -> bytes:
    """The changes, at most `limit`, as text, JSON (one line) or an Atom feed. Text says at its end how many it leaves out.

    Raises `FaisceauError` (bad_option) for another form.
    """
    if form not in _FORMS:
        raise FaisceauError(Code.BAD_OPTION, f"Unknown format '{form}'; there are: {', '.join(FORMS)}.")
    return _FORMS[form](changes, lang, limit)


__all__ = ["FORMS", "ChangeWording", "Entry", "atom", "change_lines", "plain", "render_changes"]
