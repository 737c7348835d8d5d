"""A story's dossier, as it stands or as it would have stood on a day."""

from __future__ import annotations

from faisceau.errors import Code, FaisceauError
from faisceau.model.dossier.whole import Dossier
from faisceau.model.period import days, last_day
from faisceau.review import labelled
from faisceau.run.fusing import fuse_claims
from faisceau.run.judged import judged_of
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.story.causal import causal_from
from faisceau.story.scenarios import kept_scenarios, with_fiches
from faisceau.view import dossier_of
from faisceau.view.judged import Review


def dossier_at(folder: StoryFolder, as_of: str | None = None) -> Dossier:
    """The dossier, `as_of` a year, month or day, its last day counted: see `Story.dossier`. Raises `FaisceauError` (bad_option)."""
    with open_view(folder) as view:
        articles, claims, causes = list(view.articles()), list(view.claims()), list(view.causes())
        log, judged = view.judgements(), judged_of(view, articles)
        problems = [problem for problem in view.problems() if problem.code != Code.NOT_DELIVERED]
        if as_of is None:
            causal = causal_from(folder, articles, causes)
            review = Review(log, judged, tuple(claim for _, claim in view.rejected()))
            made = dossier_of(view.settings.name, articles, claims, view.reading(), problems, causal, review)
            return with_fiches(made, causal, kept_scenarios(folder), view.settings.lang)
    last = days(as_of)
    if last is None:
        raise FaisceauError(Code.BAD_OPTION, f"'{as_of}' is not a date: 2024, 2024-06 or 2024-06-18.")
    articles = [each for each in articles if (last_day(each.published) or "~") <= last[1]]
    known = {each.id for each in articles}
    claims = [claim for claim in claims if claim.article in known]
    causal = causal_from(folder, articles, [cause for cause in causes if cause.article in known])
    reading = labelled(fuse_claims(articles, claims, judged.ties), judged)[0]
    made = dossier_of(folder.settings().name, articles, claims, reading, problems, causal, Review(log, judged))
    return with_fiches(made, causal, kept_scenarios(folder), folder.settings().lang)
