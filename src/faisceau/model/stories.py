"""What a mixed pile of articles falls into: stories, and within each the moments at which it was told."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.claims import ActorRef


class Moment(Struct, frozen=True, rename={"from_": "from"}):
    """A phase of a story: `articles` (ids, in time order) told on one burst. Dates are ISO 8601, None where unknown."""

    articles: tuple[str, ...]
    from_: str | None
    to: str | None


class PileStory(Struct, frozen=True, rename={"from_": "from"}):
    """Articles of a pile that tell one story.

    `id` is of the content of one of its articles, so that further ones seldom change it. `lang` is the language of most of
    them. `actors` and `topics` name it, the most telling first, as the articles write them.
    `articles` are ids in time order; `from_` and `to` the first and last publication dates (ISO 8601), None where no
    article has one. `origins` counts independent witnesses: copies and one house are one. `cohesion` is the mean cosine
    of its articles with one another, from 0 to 1 (1 for one alone). `salience` orders the stories of a pile, see
    `fuse/stories/salience.py`.
    """

    id: str
    lang: str
    actors: tuple[ActorRef, ...]
    topics: tuple[str, ...]
    articles: tuple[str, ...]
    from_: str | None
    to: str | None
    salience: float
    origins: int
    cohesion: float
    moments: tuple[Moment, ...]
