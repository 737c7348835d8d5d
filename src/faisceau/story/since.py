"""Since when: a run of the story, or a day of publication, and the two readings that are then compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.changes import Apart, Changes
from faisceau.model.claims import Claim
from faisceau.model.fused import Reading
from faisceau.model.past import Past, past_of
from faisceau.model.period import days, last_day
from faisceau.model.text import Article
from faisceau.model.ties import Ties
from faisceau.run.fusing import FREE
from faisceau.run.judged import judged_of
from faisceau.run.stages import Stages
from faisceau.store.view import View
from faisceau.view.changes import changes_of, page_numbers, report_of

_RUN = re.compile(r"run:(\d+)|(\d{1,3})")


@dataclass(frozen=True)
class Standing:
    """A story as it stands: its parts, and when its reading was made."""

    name: str
    articles: Sequence[Article]
    claims: Sequence[Claim]
    reading: Reading
    as_of: str | None
    ties: Ties = FREE


def standing(view: View) -> Standing:
    """The story as the view shows it. Raises `FaisceauError` (story_busy) while a run has not finished."""
    ended = [run.finished or run.started for run in view.runs()]
    reading = view.reading()
    articles, claims = list(view.articles()), list(view.claims())
    return Standing(
        view.settings.name, articles, claims, reading, max(ended, default=None), judged_of(view, articles).ties
    )


def changes_since(view: View, since: str | None, stages: Stages | None = None) -> Changes:
    """What is new since `since`: `3` or `run:3` for a run, `2024`, `2024-06` or `2024-06-18` for the first day of it.

    None stands for the run before the last. Raises `FaisceauError`: bad_option, no_run, story_busy.
    """
    now = standing(view)
    if since is None:
        return since_run(view, now, run_before_last(view))
    wanted = _RUN.fullmatch(since.strip())
    if wanted:
        return since_run(view, now, int(wanted[1] or wanted[2]))
    period = days(since.strip()) if "/" not in since else None
    if period is None:
        raise FaisceauError(
            Code.BAD_OPTION, f"{since!r} is neither a run (3) nor a date (2024, 2024-06 or 2024-06-18)."
        )
    return since_day(now, period[0], stages or Stages())


def run_before_last(view: View) -> int:
    """The run before the last that is kept. Raises `FaisceauError` (no_run) where there is none."""
    kept = view.kept_runs()
    if len(kept) < 2:
        raise FaisceauError(Code.NO_RUN, "The story has kept one run only: nothing stands before it to compare with.")
    return kept[-2]


def since_run(view: View, now: Standing, run: int) -> Changes:
    """What is new since run number `run` ended. Raises `FaisceauError` (no_run)."""
    found = changes_of(view.past(run), now.articles, now.claims, now.reading)
    return report_of(now.name, f"run:{run}", now.as_of, found)


def since_day(now: Standing, day: str, stages: Stages) -> Changes:
    """What the articles published from `day` on (ISO 8601) bring to what those published before it amount to.

    An article that has no date, or whose month or year holds the day, is in neither and is reported apart: where there is
    none, the reading that stands is the later one; else it is made again without them.
    """
    early = {article.id for article in now.articles if _ends(article) < day}
    apart = [article for article in now.articles if article.id not in early and _begins(article) < day]
    left_out = {article.id for article in apart}
    articles = [article for article in now.articles if article.id not in left_out]
    claims = [claim for claim in now.claims if claim.article not in left_out]
    reading = stages.fuse(articles, claims, now.ties) if apart else now.reading
    found = changes_of(_past(now, early, stages), articles, claims, reading, page_numbers(now.articles))
    told = report_of(now.name, day, now.as_of, found)
    return replace(told, apart=tuple(_apart(article, now.claims) for article in apart))


def _past(now: Standing, early: set[str], stages: Stages) -> Past:
    articles = [article for article in now.articles if article.id in early]
    claims = [claim for claim in now.claims if claim.article in early]
    return past_of(articles, claims, stages.fuse(articles, claims, now.ties))


def _apart(article: Article, claims: Sequence[Claim]) -> Apart:
    number = sum(claim.article == article.id for claim in claims)
    return Apart(article.id, article.published, article.publisher, article.title, number)


def _begins(article: Article) -> str:
    """The first day that the article may be of; the earliest there is where nothing is known."""
    known = days(article.published)
    return known[0] if known else ""


def _ends(article: Article) -> str:
    """The last day that the article may be of; after all others where nothing is known."""
    return last_day(article.published) or "~"
