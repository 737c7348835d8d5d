"""An Obsidian vault, zipped: a note an event, an actor, an article and an outlet, linked to one another.

Front matter is YAML; its `evidence` has the words whole, with their offsets. What is shown is escaped: nothing in an article
becomes a link, a tag, a query or a template. The zip has no time in it and is not compressed, so that the same dossier gives
the same bytes on every machine.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from faisceau.export.as_obsidian.notes import Vault
from faisceau.export.file_kind import FileKind
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("zip", "application/zip")

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def render(dossier: Dossier, lang: str) -> bytes:
    """The vault, in `lang`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as vault:
        for path, text in sorted(_files(dossier, lang)):
            entry = zipfile.ZipInfo(path, _NO_TIME)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            vault.writestr(entry, text.encode())
    return out.getvalue()


def _files(dossier: Dossier, lang: str) -> Iterator[tuple[str, str]]:
    vault = Vault(dossier, lang)
    yield vault.home()
    yield from vault.events()
    yield from vault.actors()
    yield from vault.articles()
    yield from vault.sources()
