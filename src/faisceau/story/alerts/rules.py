"""The alert rules of story.toml: read, and refused with the line and field where one is not understood."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any, get_args
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.knowledge import goods
from faisceau.model.changes import Sort
from faisceau.model.claims import Kind
from faisceau.model.fused import Verdict
from faisceau.store.folder import StoryFolder
from faisceau.store.outbox import Channel
from faisceau.story.outputs import OUTPUTS

MOST_SECONDS = 300.0
_CHANNELS: tuple[Channel, ...] = ("file", "feed", "webhook", "command")
_OWN = frozenset({*OUTPUTS, "story.toml", "faisceau.db", "faisceau.db-wal", "faisceau.db-shm", "faisceau.lock"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HEAD = re.compile(r"^\s*\[\[\s*(?:alert|\"alert\"|'alert')\s*\]\]")
_TABLE = re.compile(r"^\s*\[")


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """What is told of, and how. Every filter that is given must hold; of its values, one.

    `actor` are ids or names of who acts, undergoes, gives, receives or vouches; `kind` and `verdict` are of the event as
    it is now, `category` of the goods. `words` are words or phrases of the label or a quote, in any case and accent, `*` at
    the end standing for any ending. `reread` lets through what no new, changed or removed article brought about: after an
    update of the program these are many. `file` and `feed` are paths within the story's folder, `webhook` an address,
    `command` a program with its arguments. `timeout` is in seconds, for each of these two.
    """

    name: str
    on: tuple[Sort, ...]
    actor: tuple[str, ...] = ()
    kind: tuple[Kind, ...] = ()
    category: tuple[str, ...] = ()
    verdict: tuple[Verdict, ...] = ()
    words: tuple[str, ...] = ()
    reread: bool = False
    file: str | None = None
    feed: str | None = None
    webhook: str | None = None
    command: tuple[str, ...] = ()
    timeout: float = 10.0

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The ways in which it is delivered."""
        return tuple(channel for channel in _CHANNELS if getattr(self, channel))


_CHOICES: dict[str, tuple[str, ...]] = {"on": get_args(Sort), "kind": get_args(Kind), "verdict": get_args(Verdict)}


def rules_of(folder: StoryFolder) -> tuple[Rule, ...]:
    """The rules of the story, in their order. Raises `FaisceauError`: bad_alert with line and field, bad_option."""
    given = folder.settings().alert
    if not given:
        return ()
    source = folder.settings_file.read_text(encoding="utf-8")
    rules: list[Rule] = []
    for number, table in enumerate(given):
        at = _Place(source, number, table)
        rules.append(_rule(table, at))
        _check_shared(rules, at)
        if rules[-1].name in {rule.name for rule in rules[:-1]}:
            raise at.error("name", f"another rule is called {rules[-1].name!r}: what waits is kept by name")
    return tuple(rules)


class _Place:
    """Where a rule stands in story.toml, to say so."""

    def __init__(self, source: str, number: int, table: dict[str, Any]) -> None:
        self._lines = source.splitlines()
        heads = [index for index, line in enumerate(self._lines) if _HEAD.match(line)]
        self._head = heads[number] if number < len(heads) else None
        self._name = table.get("name") if isinstance(table.get("name"), str) else f"number {number + 1}"

    def error(self, field: str, what: str) -> FaisceauError:
        """The error, with the field's line, or the rule's where the field is not written on one of its own."""
        line = self._line(field)
        where = "story.toml" if line is None else f"story.toml, line {line}"
        return FaisceauError(Code.BAD_ALERT, f"{where}: [[alert]] {self._name!r}, {field}: {what}.")

    def _line(self, field: str) -> int | None:
        if self._head is None:
            return None
        written = re.compile(rf"^\s*[\"']?{re.escape(field)}[\"']?\s*=")
        for index in range(self._head + 1, len(self._lines)):
            if _TABLE.match(self._lines[index]):
                break
            if written.match(self._lines[index]):
                return index + 1
        return self._head + 1


def _rule(table: dict[str, Any], at: _Place) -> Rule:
    for field in table:
        if field not in Rule.__struct_fields__:
            raise at.error(field, f"there is no such field{_nearest(field, Rule.__struct_fields__)}")
    for field in ("name", "on"):
        if field not in table:
            raise at.error(field, "it is missing")
    for field, known in _CHOICES.items():
        _check_choice(table.get(field, []), field, known, at)
    try:
        rule = msgspec.convert(table, Rule)
    except msgspec.ValidationError as error:
        field = next((name for name in table if f"$.{name}" in str(error)), "name")
        raise at.error(field, str(error).partition(" - at")[0]) from error
    _check(rule, at)
    # One file is written one way, so that rules which share it are seen to.
    return replace(rule, file=_normal(rule.file), feed=_normal(rule.feed))


def _check_choice(values: object, field: str, known: Sequence[str], at: _Place) -> None:
    if not isinstance(values, list):
        raise at.error(field, f'write a list, ["{known[0]}"]')
    for value in values:
        if value not in known:
            near = _nearest(value, known) or f"; there are: {', '.join(known)}"
            raise at.error(field, f"{value!r} is not known{near}")


def _check(rule: Rule, at: _Place) -> None:
    """What types do not say. Raises `FaisceauError` (bad_alert)."""
    for field, wrong in _WRONG:
        if why := wrong(rule):
            raise at.error(field, why)


def _bad_name(rule: Rule) -> str | None:
    return "a rule needs a name of one line" if not rule.name.strip() or _CONTROL.search(rule.name) else None


def _bad_sorts(rule: Rule) -> str | None:
    return None if rule.on else f"say what it is about: {', '.join(get_args(Sort))}"


def _bad_category(rule: Rule) -> str | None:
    unknown = next((category for category in rule.category if category not in goods.categories()), None)
    return None if unknown is None else f"{unknown!r} is not known{_nearest(unknown, tuple(goods.categories()))}"


def _empty_value(values: Sequence[str]) -> str | None:
    return None if all(value.strip().strip("*") for value in values) else "a value is empty"


def _undelivered(rule: Rule) -> str | None:
    return None if rule.channels else f"it is delivered nowhere: give one of {', '.join(_CHANNELS)}"


def _bad_command(rule: Rule) -> str | None:
    if not rule.command or (rule.command[0].strip() and not any("\0" in word for word in rule.command)):
        return None
    return 'give the program and its arguments, ["sendmail", "desk@example.org"]'


def _bad_timeout(rule: Rule) -> str | None:
    return None if 0 < rule.timeout <= MOST_SECONDS else f"give seconds, more than 0 and at most {MOST_SECONDS:g}"


def _bad_path(path: str | None) -> str | None:
    """Why a file may not be written there, None where it may or none is given."""
    if path is None:
        return None
    parts = PurePosixPath(path).parts
    if not parts or _CONTROL.search(path) or "\\" in path or path.endswith("/"):
        return "give the name of a file"
    if PurePosixPath(path).is_absolute() or ".." in parts:
        return "give a path within the story's folder"
    if parts[0] in (*_OWN, "originals") or parts[-1].startswith(".partial-"):
        return f"{path} is the story's own"
    return None


def _bad_address(address: str | None) -> str | None:
    """Why nothing can be sent there, None where it can or none is given. It is not repeated: it may hold a secret."""
    if address is None:
        return None
    try:
        parts = urlsplit(address)
        if "@" in parts.netloc:
            return "an address takes no user and password; put a key into its path or query, or let a command send"
        good = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and address.isascii()
            and not re.search(r"[\x00-\x20\x7f]", address)
        )
    except ValueError:
        good = False
    return None if good else "give an address that begins with https:// or http://"


#: What may be wrong with a rule, by the field that is told of; the first that is wrong is said.
_WRONG: tuple[tuple[str, Callable[[Rule], str | None]], ...] = (
    ("name", _bad_name),
    ("on", _bad_sorts),
    ("category", _bad_category),
    ("actor", lambda rule: _empty_value(rule.actor)),
    ("words", lambda rule: _empty_value(rule.words)),
    ("name", _undelivered),
    ("file", lambda rule: _bad_path(rule.file)),
    ("feed", lambda rule: _bad_path(rule.feed)),
    ("webhook", lambda rule: _bad_address(rule.webhook)),
    ("command", _bad_command),
    ("timeout", _bad_timeout),
)


def _check_shared(rules: Sequence[Rule], at: _Place) -> None:
    """That the last of the rules adds to no feed, and makes no feed of a file. Raises `FaisceauError` (bad_alert)."""
    last = rules[-1]
    if last.file is not None and last.file == last.feed:
        raise at.error("feed", "the file and the feed are one path")
    for other in rules[:-1]:
        if last.feed is not None and last.feed == other.file:
            raise at.error("feed", f"{last.feed} is the file of {other.name!r}, not a feed: the two are one path")
        if last.file is not None and last.file == other.feed:
            raise at.error("file", f"{last.file} is the feed of {other.name!r}: the two are one path")


def _normal(path: str | None) -> str | None:
    return None if path is None else PurePosixPath(path).as_posix()


def _nearest(value: object, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(value), known, 1)
    return f"; is {near[0]!r} meant?" if near else ""
