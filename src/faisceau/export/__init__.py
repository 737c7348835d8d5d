"""A format a module: `as_<name>` renders a dossier to bytes. The same dossier always gives the same bytes.

Nothing else need know of it: whatever lists formats finds the module by its name, and what its file is by its `FILE`.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from inspect import cleandoc
from typing import Protocol, cast

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError
from faisceau.export.file_kind import UNSAID, FileKind
from faisceau.export.words import languages
from faisceau.model.dossier.whole import Dossier

_PREFIX = "as_"


class _Format(Protocol):
    FILE: FileKind

    def render(self, dossier: Dossier, lang: str) -> bytes: ...


def formats() -> tuple[str, ...]:
    """Names of the formats, sorted."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)))


def render(name: str, dossier: Dossier, lang: str | None = None) -> bytes:
    """The dossier in one format; in the language that the program takes by itself if `lang` is None.

    Raises `FaisceauError` (bad_option) for a format or language that is not there.
    """
    lang = lang or knowledge.spoken().interface
    for what, value, known in (("format", name, formats()), ("language", lang, languages())):
        if value not in known:
            raise FaisceauError(Code.BAD_OPTION, f"Unknown {what} '{value}'; there are: {', '.join(known)}.")
    return _format(name).render(dossier, lang)


def file_of(name: str) -> FileKind:
    """What the file of a format in `formats()` is."""
    return getattr(_format(name), "FILE", UNSAID)


def described(name: str) -> str:
    """What a format in `formats()` is, in English, as the first line of its module says."""
    return cleandoc(_format(name).__doc__ or name).partition("\n")[0]


def _format(name: str) -> _Format:
    return cast(_Format, import_module(f"{__name__}.{_PREFIX}{name}"))
