"""A pile of files into stories, without a store: read, cluster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.problems import Problem
from faisceau.model.stories import PileStory
from faisceau.model.text import Article
from faisceau.read import find_files, read_file
from faisceau.run.names import Names, place_key, printable
from faisceau.run.progress import Progress, Step, silent


class Pile(Struct, frozen=True):
    """What was read, and the stories that it falls into, the most salient first."""

    articles: tuple[Article, ...]
    stories: tuple[PileStory, ...]
    problems: tuple[Problem, ...]


def gather(paths: Sequence[Path], on_progress: Progress | None = None) -> Pile:
    """Read every file under `paths` and cluster its articles. What cannot be read is a problem, and the others are read.

    Ids are those that a story built of these files would give: see `run/names.py`. All texts are held in memory.
    Raises `FaisceauError` (no_input).
    """
    tell = on_progress or silent
    found = find_files(paths)
    if not any(path.exists() for path in found):
        raise FaisceauError(Code.NO_INPUT, f"Nothing to read under {', '.join(map(str, paths)) or 'no path'}.")
    names, articles, problems = Names((), ()), dict[str, Article](), list[Problem]()
    for number, path in enumerate(found, start=1):
        key = place_key(path)
        label = names.label(path, key)
        for item in read_file(path):
            if isinstance(item, Problem):
                problems.append(replace(item, where=printable(item.where)))
                continue
            identity = next(one for one in names.candidates(item, path, label) if one not in articles)
            if _is_there(item, articles.get(item.id)):
                problems.append(Problem(Code.SAME_BYTES, label, f"The record {printable(item.id)} is there already."))
                continue
            articles[identity] = replace(item, id=identity)
        tell(Step("read", number, len(found), printable(path.name)))
    # Fusing is slow to import, and nothing to import for where nothing was read.
    from faisceau.fuse.stories import stories_of  # noqa: PLC0415

    return Pile(tuple(articles.values()), stories_of([_body(each) for each in articles.values()]), tuple(problems))


def _body(article: Article) -> Article:
    """The article without what is on its page and not of it: what two pages of one site share is no story."""
    from faisceau.parse.furniture import find_furniture  # noqa: PLC0415 - with the parser's other parts, slow to import

    text, kept, start = article.text, list[str](), 0
    for mark in find_furniture(text, article.lang):
        kept.append(text[start : mark.start])
        start = mark.end
    return replace(article, text="".join([*kept, text[start:]]))


def _is_there(article: Article, other: Article | None) -> bool:
    return other is not None and replace(article, original="") == replace(other, original="")
