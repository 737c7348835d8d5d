"""What the caller of a run may set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_type_hints

import msgspec
from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.read import ReadOptions
from faisceau.store.folder import Lang


class BuildOptions(Struct, frozen=True):
    """`name`, `lang`, `read` and `quick` go into a new story's story.toml; an existing one keeps its own, and refuses another
    `quick`. Without `lang` a new one is in the language that the program takes by itself.

    `quick`: analyse without looking at words in their context, some three times as fast and less often right; None: as the
    story says, carefully in a new one.

    `workers` is the number of processes that analyse, None to choose; the result does not depend on it.
    """

    name: str | None = None
    lang: Lang | None = None
    read: dict[str, object] = {}
    workers: int | None = None
    quick: bool | None = None


def read_options(given: Mapping[str, object]) -> ReadOptions:
    """The `[read]` table of story.toml. Raises `FaisceauError` (bad_option) on an unknown key or a wrong value."""
    unknown = sorted(set(given) - set(get_type_hints(ReadOptions)))
    if unknown:
        known = ", ".join(ReadOptions.__struct_fields__)
        raise FaisceauError(Code.BAD_OPTION, f"story.toml: [read] has no '{unknown[0]}' (it has {known}).")
    try:
        return msgspec.convert(dict(given), ReadOptions)
    except msgspec.ValidationError as error:
        raise FaisceauError(Code.BAD_OPTION, f"story.toml: [read] {error}.") from error


def read_defaults() -> dict[str, object]:
    """The reader's options that have a default other than none."""
    return {key: value for key, value in msgspec.to_builtins(ReadOptions()).items() if value is not None}
