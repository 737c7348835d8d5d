"""Theses of a story: those that are shipped, those of its folder (`theses.toml`, `theses.yaml`), those of a file given."""

from __future__ import annotations

from pathlib import Path

from faisceau.errors import Code, FaisceauError
from faisceau.knowledge.shipped_theses import base_rates, groups, shipped_theses
from faisceau.system.theses import Asking, ThesisFile, read_theses

_FORMS = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml"}
_OWN = ("theses.toml", "theses.yaml", "theses.yml")


def asking(folder: Path, file: Path | None = None, only: tuple[str, ...] = ()) -> Asking:
    """The theses of `file`, else those of the story's folder and the shipped ones; of these `only` some, by id.

    What a file has of groups and base rates comes before what is shipped. Raises `FaisceauError`: bad_thesis, unreadable,
    unknown_format, missing_part.
    """
    own = [folder / name for name in _OWN if (folder / name).is_file()]
    files = [_read(path) for path in ([file] if file is not None else own)]
    theses = {thesis.id: thesis for thesis in (*(() if file is not None else shipped_theses()),)}
    for found in files:
        for thesis in found.thesis:
            theses[thesis.id] = thesis
    missing = [name for name in only if name not in theses]
    if missing:
        told = f"There is no thesis {missing[0]!r}; there are: {', '.join(theses) or 'none'}."
        raise FaisceauError(Code.BAD_THESIS, told)
    return Asking(
        tuple(thesis for name, thesis in theses.items() if not only or name in only),
        groups() | {name: ids for found in files for name, ids in found.groups.items()},
        base_rates() | {rate.id: rate for found in files for rate in found.base_rate},
    )


def _read(path: Path) -> ThesisFile:
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise FaisceauError(Code.UNKNOWN_FORMAT, f"{path}: theses are in .toml or .yaml files.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{path}: {error.strerror}.") from error
    return read_theses(data, form)
