"""What an edit sets of a claim, from `name=value` as somebody types it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import AUTHOR, ActorRef, Claim, Flow, Source, When
from faisceau.model.dossier.naming import ActorName
from faisceau.model.judgements import Fields, Words

_NEW = re.compile(r"([A-Za-z][\w:.-]*)=(.+)")


def actor(words: str, names: Iterable[ActorName]) -> ActorRef:
    """The actor of the story of that id or name; `ID=Name` for one that the story does not have.

    Raises `FaisceauError` (no_target) where none or several are so called.
    """
    new = _NEW.fullmatch(words.strip())
    if new:
        return ActorRef(new[1], new[2].strip())
    wanted = words.strip().casefold()
    known = tuple(names)
    exact = [one for one in known if one.id.casefold() == wanted]
    found = exact or [
        one for one in known if wanted in {one.written.casefold(), *(name.casefold() for name in one.names.values())}
    ]
    if len(found) == 1:
        return ActorRef(found[0].id, words.strip() if not exact else found[0].written or found[0].id)
    if wanted == AUTHOR:
        return ActorRef(AUTHOR, AUTHOR)
    told = "Several actors are" if found else "No actor of the story is"
    raise FaisceauError(Code.NO_TARGET, f"{told} called {words[:60]!a}. Write ID=Name for a new one.")


def fields_of(pairs: Mapping[str, str], names: Iterable[ActorName], claim: Claim, text: str) -> Fields:
    """The fields by name. An empty value clears a field.

    `subject`, `object`, `source` are actors separated by ';', `flow` is 'FROM -> TO', `date` ISO 8601, `quote` words of the article
    (nearest to the claim's), `items` JSON; the others are as in claims.jsonl.

    Raises `FaisceauError`: bad_judgement, no_target.
    """
    known = tuple(names)
    given: dict[str, Any] = {}
    for name, value in pairs.items():
        match name:
            case "subject" | "object":
                given[name] = _actors(value, known)
            case "source":
                by = _actors(value, known)
                given[name] = msgspec.to_builtins(Source(by, claim.source.kind, claim.source.cue) if by else Source())
            case "flow":
                given[name] = _flow(value, known)
            case "date":
                given[name] = msgspec.to_builtins(When(value, basis="given")) if value else None
            case "quote":
                given["span"] = _words(value, claim, text)
            case "items":
                given[name] = _json(value or "[]")
            case "plover" | "place":
                given[name] = value or None
            case "kind" | "status" | "polarity":
                given[name] = value
            case _:
                raise FaisceauError(Code.BAD_JUDGEMENT, f"A claim has no {name[:40]!a} that can be edited.")
    try:
        return msgspec.convert(msgspec.to_builtins(given), Fields)
    except msgspec.ValidationError as error:
        raise FaisceauError(Code.BAD_JUDGEMENT, f"{error}.") from error


def _actors(value: str, known: tuple[ActorName, ...]) -> tuple[ActorRef, ...]:
    return tuple(actor(words, known) for words in value.split(";") if words.strip())


def _flow(value: str, known: tuple[ActorName, ...]) -> dict[str, Any] | None:
    if not value.strip():
        return None
    ends = [actor(words, known).id if words.strip() not in ("", "?") else None for words in value.split("->")]
    if len(ends) != 2:
        raise FaisceauError(Code.BAD_JUDGEMENT, "A flow is written 'FROM -> TO', with ? for an end that is not known.")
    found: dict[str, Any] = msgspec.to_builtins(Flow(*ends))
    return found


def _words(quote: str, claim: Claim, text: str) -> Words:
    places = [found.start() for found in re.finditer(re.escape(quote), text)] if quote else []
    if not places:
        raise FaisceauError(Code.BAD_JUDGEMENT, f"The article does not have the words {quote[:60]!a}.")
    start = min(places, key=lambda place: (abs(place - claim.start), place))
    return Words(start, start + len(quote), quote)


def _json(value: str) -> object:
    try:
        return msgspec.json.decode(value)
    except msgspec.MsgspecError as error:
        raise FaisceauError(Code.BAD_JUDGEMENT, f"Not JSON: {error}.") from error
