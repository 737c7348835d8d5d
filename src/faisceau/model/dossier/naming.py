"""What everything in a dossier cites: actors as they are shown, and numbered notes."""

from __future__ import annotations

from msgspec import Struct


class ActorName(Struct, frozen=True):
    """An actor as shown: `names` by language code, `written` the form that the articles use most; of a person
    only one with a word of the name.

    `kind`: state, organisation, person, media, place, group, unknown. `state` is the state that it belongs to, if known;
    `sort` what a listed organisation or medium is: body, igo, party, newspaper…
    """

    id: str
    kind: str
    written: str
    names: dict[str, str] = {}
    state: str | None = None
    sort: str | None = None

    def name(self, lang: str) -> str:
        """The name in `lang`, else as the articles write it."""
        return self.names.get(lang) or self.written


class Note(Struct, frozen=True):
    """Note `[number]`: the words of one claim, `article[start:end] == quote`."""

    number: int
    claim: str
    article: str
    start: int
    end: int
    quote: str
