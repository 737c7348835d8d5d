"""How a vault writes: names of files that every system takes, Markdown and YAML in which text stays text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from faisceau.export.strange import spelled
from faisceau.knowledge.gazetteer import slug
from faisceau.model.ids import content_id

_LONGEST = 60
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$%=^!&@]|:(?=[/:]))")
# What a link's shown text cannot hold, even escaped.
_NOT_SHOWN = re.compile(r"[\\`*_{}\[\]<>#|~$%=^!&@]|:(?=[/:])")
_NOT_YAML = re.compile(
    r"[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069]"
)


@lru_cache(maxsize=1 << 16)
def file_name(label: str, kind: str, id_: str) -> str:
    """A file's name without its ending: words of the label in plain letters, and a mark of its own, so that no two are alike."""
    told = slug(label[: 2 * _LONGEST])[:_LONGEST].strip("-") or kind
    return f"{told}-{content_id('', (kind, id_)).lstrip('-')[:8]}"


def safe(text: str) -> str:
    """Text that Markdown and Obsidian's plugins show as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", spelled(" ".join(text.split())))


def link(path: str, shown: str) -> str:
    """A link to a note of the vault."""
    told = " ".join(_NOT_SHOWN.sub(" ", spelled(shown)).split())
    return f"[[{path}|{told}]]" if told else f"[[{path}]]"


def front_matter(values: Mapping[str, object]) -> str:
    """The values as YAML: JSON, which YAML reads, what it may not hold as it is written as escapes. Empty ones are left out."""
    lines = [f"{key}: {_yaml(value)}" for key, value in values.items() if value not in (None, "", [], ())]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: object) -> str:
    told = msgspec.json.encode(value).decode()
    return _NOT_YAML.sub(lambda match: f"\\u{ord(match.group()):04x}", told)
