"""Score the clustering of a pile into stories, and what a story's most salient events tell.

usage: python -m evaluation.stories [--reference DIR] [--salience] [--read N]

Stories: the 200 articles of `rpm2-dev` as one pile. Their file names say their topic and moment; they have no dates. B-cubed
(Bagga and Baldwin 1998) of the stories against the 10 topics, of the moments against the 20 topics-and-moments, for the whole
pile and for each half of the topics as a pile of its own, and for the piles of all first and of all second moments, in which
no story is to be parted. The parameters were chosen with all of these scores in sight, in the middle of the range in which
either half does well: no half is unseen; the articles themselves were read of the first half only, to part moments.

Salience (`--salience`, which analyses the articles: some minutes): of each of the 20 sets of ten articles four people wrote
a summary. A named event is a wording that two of them share: two sentences of different people with at least `SHARED_STEMS` content
stems in common, which are at least `OVERLAP` of the shorter's; a pair of which half the shared stems are in a larger such pair
is the same event. It is found where one claim's quote, of one of our twenty most salient events, has at least `COVERED` of its
shared stems, each weighed by how few of the ten articles have it. Of 22 such decisions read by hand, 18 were right, two found
wrongly and two missed wrongly. `--read N` gives N decisions as file names and offsets.
"""

from __future__ import annotations

import argparse
import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from evaluation.gold import SHARED
from faisceau.fuse import fuse
from faisceau.fuse.stories import stories_of
from faisceau.fuse.words import stems
from faisceau.model.claims import Claim
from faisceau.model.fused import Event
from faisceau.model.text import Article
from faisceau.read import read_file
from faisceau.run.analysis import analyse

LANG = "fr"  # of the reference articles
TOP = 20
SHARED_STEMS = 4
OVERLAP = 0.4
COVERED = 0.5
FOLDER = Path("data", "rpm2-dev")
_NAME = re.compile(r"(T\d\d)_(C\d)_\d\d\.txt")


class Score(Struct, frozen=True):
    """B-cubed precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.3f}  (precision {self.precision:.3f}, recall {self.recall:.3f})"


def b_cubed(gold: Mapping[str, Hashable], ours: Mapping[str, Hashable]) -> Score:
    """For each item, how much of its cluster is of its gold cluster, and the reverse; means over the items."""
    true, found = defaultdict(set), defaultdict(set)
    for item, cluster in gold.items():
        true[cluster].add(item)
        found[ours[item]].add(item)
    both = {item: len(true[gold[item]] & found[ours[item]]) for item in gold}
    return Score(
        sum(both[item] / len(found[ours[item]]) for item in gold) / len(gold),
        sum(both[item] / len(true[gold[item]]) for item in gold) / len(gold),
    )


def pile(folder: Path) -> list[Article]:
    """The articles of the folder, summaries left out."""
    paths = sorted(path for path in folder.glob("*.txt") if _NAME.fullmatch(path.name))
    return [item for path in paths for item in read_file(path) if isinstance(item, Article)]


def files() -> tuple[str, ...]:
    """The articles' files, relative to the reference folder; none where it is not there."""
    return tuple(path.relative_to(SHARED).as_posix() for path in sorted((SHARED / FOLDER).glob("T*_C*.txt")))


def topic(article: str) -> str:
    """The topic that the file's name says."""
    return article[:3]


def moment(article: str) -> str:
    """The topic and moment that the file's name says."""
    return article[:6]


def clustered(articles: Sequence[Article]) -> tuple[Score, Score]:
    """Stories against topics, moments against topics-and-moments."""
    stories = stories_of(articles)
    ids = [article.id for article in articles]
    by_story = {identity: story.id for story in stories for identity in story.articles}
    by_moment = {
        identity: (story.id, number)
        for story in stories
        for number, each in enumerate(story.moments)
        for identity in each.articles
    }
    return (
        b_cubed({identity: topic(identity) for identity in ids}, by_story),
        b_cubed({identity: moment(identity) for identity in ids}, by_moment),
    )


class Named(Struct, frozen=True):
    """An event that two people's summaries name: the stems that they share, and where."""

    stems: frozenset[str]
    where: tuple[str, str]


def named_events(summaries: Mapping[str, str]) -> list[Named]:
    """The events that at least two of the summaries (texts by file name) name."""
    told = {
        name: [(found.start(), stems(found.group(), LANG)) for found in _sentences(text)]
        for name, text in summaries.items()
    }
    pairs: list[Named] = []
    for one, other in itertools.combinations(sorted(told), 2):
        for (start, first), (place, second) in itertools.product(told[one], told[other]):
            shared = first & second
            if len(shared) >= SHARED_STEMS and len(shared) >= OVERLAP * min(len(first), len(second)):
                pairs.append(Named(shared, (f"{one}:{start}", f"{other}:{place}")))
    chosen: list[Named] = []
    for pair in sorted(pairs, key=lambda pair: (-len(pair.stems), sorted(pair.stems))):
        if not any(len(pair.stems & larger.stems) >= 0.5 * len(pair.stems) for larger in chosen):
            chosen.append(pair)
    return chosen


def _sentences(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"[^\n]+?(?:[.!?](?=\s|$)|(?=\n|$))", text))


def best_cover(
    named: Named, events: Sequence[Event], claims: Mapping[str, Claim], holders: Mapping[str, int], size: int
) -> tuple[float, Claim | None]:
    """The largest weighed share of the named stems that one claim's quote has, and that claim."""
    weight = {stem: math.log((size + 1) / (holders.get(stem, 0) + 0.5)) + 0.2 for stem in named.stems}
    best: tuple[float, Claim | None] = (0.0, None)
    for event in events:
        for identity in event.claims:
            shared = named.stems & stems(claims[identity].quote, LANG)
            share = sum(weight[stem] for stem in sorted(shared)) / sum(weight[stem] for stem in sorted(weight))
            if share > best[0]:
                best = share, claims[identity]
    return best


def salient(articles: Sequence[Article], summaries: Path, read: int) -> dict[str, tuple[int, int]]:
    """For each set of articles how many named events are found, of how many; `read` decisions are printed."""
    found: dict[str, tuple[int, int]] = {}
    for name, group in itertools.groupby(articles, key=lambda article: moment(article.id)):
        members = list(group)
        claims = [claim for article in members for claim in analyse(article).claims]
        events = sorted(fuse(members, claims).events, key=lambda event: (-event.salience, event.id))[:TOP]
        holders = Counter(stem for article in members for stem in stems(article.text, LANG))
        texts = {path.name: path.read_text(encoding="utf-8-sig") for path in sorted(summaries.glob(f"{name}_A*.txt"))}
        named = named_events(texts)
        hits = 0
        for one in named:
            share, claim = best_cover(one, events, {claim.id: claim for claim in claims}, holders, len(members))
            hits += share >= COVERED
            if read > 0 and claim:
                print(f"    {share:.2f}  {' '.join(one.where)}  {claim.article}[{claim.start}:{claim.end}]")
                read -= 1
        found[name] = hits, len(named)
    return found


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, default=SHARED)
    parser.add_argument("--salience", action="store_true")
    parser.add_argument("--read", type=int, default=0)
    options = parser.parse_args()
    folder = options.reference / FOLDER
    if not folder.is_dir():
        print("No rpm2-dev beside the repository: nothing to score.")
        return 0
    articles = pile(folder)
    topics = sorted({topic(article.id) for article in articles})
    half = len(topics) // 2
    for name, chosen in (("all", topics), ("first half", topics[:half]), ("second half", topics[half:])):
        stories, moments = clustered([article for article in articles if topic(article.id) in chosen])
        print(f"{name:12} stories {stories}\n{'':12} moments {moments}")
    for which in sorted({moment(article.id)[-2:] for article in articles}):
        _, moments = clustered([article for article in articles if moment(article.id).endswith(which)])
        print(f"only {which:7} moments {moments}")
    if options.salience:
        found = salient(articles, folder / "summaries", options.read)
        for name, chosen in (("all", topics), ("first half", topics[:half]), ("second half", topics[half:])):
            pairs = [pair for key, pair in found.items() if topic(key) in chosen]
            hits, total = sum(hit for hit, _ in pairs), sum(each for _, each in pairs)
            print(f"{name:12} named events in the top {TOP}: {hits} of {total} = {hits / total:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
