"""A mixed pile of articles: its stories, and each as a folder that `build` takes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import asdict

from faisceau.errors import Code, FaisceauError
from faisceau.export.as_stories import name_of, render_pile
from faisceau.export.records import lines
from faisceau.knowledge.gazetteer import slug
from faisceau.model.stories import PileStory
from faisceau.run.piles import Pile
from faisceau.store.folder import Lang

LIST, ARTICLES = "stories.jsonl", "articles.jsonl"
_LONGEST = 60  # characters of a folder's name, less its number
_FIELDS = ("id", "text", "published", "publisher", "title", "author", "url", "lang")


def split_pile(pile: Pile, folder: Path, least: int, lang: Lang) -> tuple[Path, ...]:
    """Write `stories.jsonl` and, for each story of at least `least` articles, a folder with its articles as JSON lines.

    The stories' folders are returned, the most salient first: each is a PATH for `build`. `folder` must be new or empty,
    so that what is there afterwards is this pile. Raises `FaisceauError` (bad_option, unreadable).
    """
    articles = {article.id: article for article in pile.articles}
    chosen = several(pile.stories, least)
    width = len(str(len(chosen)))
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FaisceauError(Code.BAD_OPTION, f"--out: {folder} holds something already.")
        (folder / LIST).write_bytes(render_pile(pile.stories, lang))
        for number, story in enumerate(chosen, start=1):
            place = folder / _folder_name(number, width, story, lang)
            place.mkdir()
            records = [
                {
                    key: value
                    for key, value in {**asdict(articles[identity]), "lang": articles[identity].known_lang}.items()
                    if key in _FIELDS and value is not None
                }
                for identity in story.articles
            ]
            (place / ARTICLES).write_bytes(lines(records))
            written.append(place)
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{folder} cannot be written: {error.strerror}.") from error
    return tuple(written)


def _folder_name(number: int, width: int, story: PileStory, lang: Lang) -> str:
    words = slug(name_of(story, lang))[:_LONGEST].strip("-")
    return f"{number:0{width}}-{words}".strip("-")


def several(stories: Sequence[PileStory], least: int) -> list[PileStory]:
    """The stories of at least `least` articles."""
    return [story for story in stories if len(story.articles) >= least]
