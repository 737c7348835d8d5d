"""A mixed pile of articles into stories: what several tell of one matter within a stretch of time.

Works on articles alone, before any claim. The result depends on the articles as a set. Cost is about linear: each article
is compared with a bounded number of others (`neighbours.py`), and clusters are joined by their sums (`linkage.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256

from faisceau.fuse.ground import language_of
from faisceau.fuse.marks import Marks, marks_of
from faisceau.fuse.stories.days import day_of
from faisceau.fuse.stories.linkage import cluster
from faisceau.fuse.stories.moments import moments
from faisceau.fuse.stories.naming import name_parts
from faisceau.fuse.stories.neighbours import neighbours
from faisceau.fuse.stories.salience import salience, witnesses
from faisceau.fuse.stories.terms import Terms, dot, terms_of, total
from faisceau.model.ids import content_id
from faisceau.model.stories import Moment, PileStory
from faisceau.model.text import Article

LEAST = 0.13
"""Mean cosine from which clusters are one story (and see `linkage.MARGIN`): in the middle of what does well on
either half of ten topics, see evaluation/stories.py."""
FADING = 120.0
"""Days in which the likeness of two clusters of dated articles falls to 1/e."""
CENTRAL = 40
"""Articles of a story that its name is made of: those nearest to its centre."""


def stories_of(articles: Sequence[Article]) -> tuple[PileStory, ...]:
    """The stories of a pile, the most salient first; every article is in one, most in a mixed pile alone in theirs.

    Article ids must differ. Memory: about 3 kB an article besides the texts.
    """
    ordered = sorted(articles, key=lambda article: (article.published or "~", _digest(article), article.id))
    terms = terms_of(ordered)
    days = [day_of(article.published) for article in ordered]
    pairs = neighbours(terms.vectors, list(range(len(ordered))), LEAST)
    groups = cluster(terms.vectors, pairs, LEAST, days, FADING)
    # Copies are of one story, so they are only sought among articles that share theirs with others.
    marks = marks_of([ordered[number] for group in groups if len(group) > 1 for number in group])
    found = [_story([ordered[number] for number in group], group, terms, marks) for group in groups]
    return tuple(sorted(found, key=lambda story: (-story.salience, -len(story.articles), story.from_ or "~", story.id)))


def _digest(article: Article) -> str:
    return sha256(article.text.encode(errors="surrogatepass")).hexdigest()


def _story(articles: Sequence[Article], group: Sequence[int], terms: Terms, marks: Mapping[str, Marks]) -> PileStory:
    vectors = [terms.vectors[number] for number in group]
    days = [day_of(article.published) for article in articles]
    centre = total(vectors)
    nearest = sorted(range(len(group)), key=lambda at: (-round(dot(vectors[at], centre), 9), at))[:CENTRAL]
    weights: dict[str, float] = defaultdict(float)
    for term, weight in zip(centre.terms.tolist(), centre.weights.tolist(), strict=True):
        weights[terms.stems[term]] = weight / len(group)
    actors, topics = name_parts([articles[at] for at in sorted(nearest)], weights)
    size = len(group)
    origins = witnesses([article.id for article in articles], marks) if size > 1 else 1
    texts = len({marks[article.id].text for article in articles}) if size > 1 else 1
    cohesion = 1.0 if size == 1 else (dot(centre, centre) - size) / (size * (size - 1))
    first, last = _range(articles)
    return PileStory(
        # With its date: one text published again years later may be another story.
        id=content_id("s", min((_digest(article), article.published or "") for article in articles)),
        lang=language_of(articles),
        actors=actors,
        topics=topics,
        articles=tuple(article.id for article in articles),
        from_=first,
        to=last,
        salience=salience(origins, texts),
        origins=origins,
        cohesion=round(cohesion, 3),
        moments=tuple(
            Moment(tuple(articles[at].id for at in moment), *_range([articles[at] for at in moment]))
            for moment in moments(articles, vectors, days)
        ),
    )


def _range(articles: Sequence[Article]) -> tuple[str | None, str | None]:
    """The first and the last day of publication."""
    known = sorted(article.published[:10] for article in articles if article.published)
    return (known[0], known[-1]) if known else (None, None)


__all__ = ["stories_of"]
