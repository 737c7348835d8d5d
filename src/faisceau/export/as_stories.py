"""Stories as JSON lines (docs/reference/streams.md): the one that a dossier is of, or those of a mixed pile."""

from __future__ import annotations

from collections.abc import Iterable

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.export.words import words
from faisceau.model.dossier.whole import Dossier
from faisceau.model.ids import content_id
from faisceau.model.stories import PileStory
from faisceau.view.actors import listed_name

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The story as one JSON line. Its id comes from its name, so that it stays when articles are added."""
    published = sorted(article.published for article in dossier.articles if article.published)
    story = {
        "id": content_id("s", {"name": dossier.name}),
        "name": dossier.name,
        "articles": [article.id for article in dossier.articles],
        "from": published[0] if published else None,
        "to": published[-1] if published else None,
    }
    return lines([story])


def name_of(story: PileStory, lang: str) -> str:
    """A name made of the story's actors and topics, never of one article's title; actors in `lang` where they are listed,
    in the articles' own language as these write them."""
    text = words(lang).text
    actors = [actor.name if lang == story.lang else listed_name(actor.id, lang) or actor.name for actor in story.actors]
    both = [text["list_sep"].join(part) for part in (actors, story.topics) if part]
    name = text["story_name"].format(actors=both[0], topics=both[1]) if len(both) == 2 else "".join(both)
    return name[:1].upper() + name[1:] if name else text["story_unnamed"]


def records_of(stories: Iterable[PileStory], lang: str) -> list[dict[str, object]]:
    """The stories of a pile, the fields that a single story has too come first."""
    return [
        {
            "id": story.id,
            "name": name_of(story, lang),
            "articles": list(story.articles),
            "from": story.from_,
            "to": story.to,
            "salience": story.salience,
            "origins": story.origins,
            "cohesion": story.cohesion,
            "actors": [{"id": actor.id, "name": actor.name} for actor in story.actors],
            "topics": list(story.topics),
            "moments": [
                {"articles": list(moment.articles), "from": moment.from_, "to": moment.to} for moment in story.moments
            ],
        }
        for story in stories
    ]


def render_pile(stories: Iterable[PileStory], lang: str) -> bytes:
    """The stories of a pile as JSON lines."""
    return lines(records_of(stories, lang))
