"""Entities as FollowTheMoney writes them: ids, values that its types take, nothing empty."""

from __future__ import annotations

from collections.abc import Iterable

from faisceau.export.days import interval_of
from faisceau.export.strange import spelled
from faisceau.model.fused import Event
from faisceau.model.ids import content_id
from faisceau.model.text import Article

Entity = dict[str, object]
Values = Iterable[str | None]
# The longest names that the format takes, less what it may make of them in cleaning.
_LONGEST_NAME = 380


def entity(schema: str, id_: str, **properties: Values) -> Entity:
    """An entity; of each property the values that say something, once each, in the order given."""
    kept = {name: [value for value in dict.fromkeys(values) if value] for name, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def named(text: str, otherwise: str) -> str:
    """The text as a name: one line, strange characters spelled out, not too long; `otherwise` where nothing is left."""
    told = " ".join(spelled(text).split())[:_LONGEST_NAME]
    return told if any(letter.isalnum() for letter in told) else f"{otherwise} {told}".strip()


def actor_id(actor: str) -> str:
    """The same in every story, so that stories join on it."""
    return content_id("fs-actor", actor)


def article_id(article: Article) -> str:
    """Made of the article's id and the bytes that it came from."""
    return content_id("fs-article", (article.id, article.original))


def event_id(event: Event) -> str:
    """Made of the event's id."""
    return content_id("fs-event", event.id)


def claim_id(claim: str) -> str:
    """Made of the claim's id."""
    return content_id("fs-claim", claim)


def days(date: str | None) -> dict[str, Values]:
    """The properties for a date: FollowTheMoney takes a year or a month as well as a day, never made more precise here."""
    if date is None or interval_of(date) is None:
        return {}
    first, slash, last = (part.partition("T")[0] for part in date.partition("/"))
    if not slash:
        return {"date": [first]}
    return {"startDate": [first.strip(".")], "endDate": [last.strip(".")]}
