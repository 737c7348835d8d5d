"""Dates that claims of one article have from one another: of the same act, of the scene told just before, of the news.

Nothing is dated from the publication alone: a day is told in the article, and what takes it is `contextual`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec import structs

from faisceau.extract.clauses import finite_verb
from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.extract.roles import inside
from faisceau.model.actors import is_group
from faisceau.model.claims import AUTHOR, Claim, When
from faisceau.model.tree import Tree

STAY = "stay"  # the precision of an interval told by its first day and its length
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SCENE_REACH = 2  # sentences
_SPOKEN = frozenset({"asserted", "alleged", "promised"})  # a forecast or a judgement has no day of its own
_SCENE = frozenset({"event", "incident", "exchange", "sanction_act", "statement", "reaction"})


def settled(page: Page, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of an article, in text order, dated by one another as far as the text allows."""
    carried = carry_dates(page, share_dates(claims))
    return news_dates(page, carry_dates(page, anchor_dates(page, carried)))


def share_dates(claims: Sequence[Claim]) -> list[Claim]:
    """Undated claims take the date of a claim of the article about the same act of the same actors, when all such
    dated claims agree on it; plans and denials neither give nor take."""
    dated: dict[tuple[object, ...], list[When]] = {}
    for claim in claims:
        if claim.date is not None and _is_told_as_done(claim):
            dated.setdefault(_act(claim), []).append(claim.date)
    out = []
    for claim in claims:
        given = dated.get(_act(claim), []) if claim.date is None and _is_told_as_done(claim) else []
        if given and claim.subject and claim.object and len({w.value for w in given}) == 1:
            claim = structs.replace(claim, date=structs.replace(given[0], basis="contextual"))
        out.append(claim)
    return out


def anchor_dates(page: Page, claims: Sequence[Claim]) -> list[Claim]:
    """An undated act told as happening around another ("juste avant l'arrivée de X") has that one's day, if the article
    dates it once: an act of the same root by an actor that the words name."""
    acts = [c for c in claims if c.date is not None and c.plover is not None and _is_told_as_done(c)]
    out: list[Claim] = []
    for claim in claims:
        root = _anchor(page, claim) if claim.date is None and _is_told_as_done(claim) else None
        if root is not None:
            plover, named = root
            days = {
                a.date.value.partition("/")[0]: a for a in acts if a.date and a.plover == plover and named & _named(a)
            }
            days = {day: a for day, a in days.items() if _DAY.fullmatch(day)}
            if len(days) == 1:
                ((day, act),) = days.items()
                assert act.date is not None
                claim = structs.replace(
                    claim, date=structs.replace(act.date, value=day, basis="contextual", precision="approx")
                )
        out.append(claim)
    return out


def _anchor(page: Page, claim: Claim) -> tuple[str, frozenset[str]] | None:
    """Root and actors of the act around which the claim's own act is told, if there is one."""
    at = page.tree.at(claim.predicate_span.start)
    if at is None:
        return None
    sentence = page.tree.sentence(at)
    for i in range(sentence.first, sentence.last):
        if (
            page.tree[i].pos == "NOUN"
            and page.preposition(i) in page.grammar.around
            and at in (i, *page.tree.ancestors(i))
        ):
            row = noun_row(page, i)
            named = frozenset(r.id for r in inside(page, i))
            if row is not None and row.plover is not None and named:
                return row.plover, named
    return None


def _named(claim: Claim) -> frozenset[str]:
    return frozenset(r.id for r in (*claim.subject, *claim.object))


def carry_dates(page: Page, claims: Sequence[Claim]) -> list[Claim]:
    """An undated act told next to a dated one goes on in its scene: at most two sentences later in the paragraph, or
    quoted in the paragraph that follows; what has held since an open date goes on for a sentence in the present."""
    out: list[Claim] = []
    scene: tuple[int, Claim] | None = None
    for claim in claims:
        at = page.tree.at(claim.predicate_span.start)
        sentence = page.tree.sentence_index(at) if at is not None else -1
        if claim.date is None:
            if scene is not None and 0 <= sentence - scene[0] <= _SCENE_REACH and _carries(page, scene[1], claim):
                claim = structs.replace(claim, date=_of_scene(scene[1]))
        elif claim.date.basis != "contextual" or claim.date.precision == "approx":
            scene = (sentence, claim) if _is_scene(page, claim) else None
        out.append(claim)
    return out


def news_dates(page: Page, claims: Sequence[Claim]) -> list[Claim]:
    """In a dispatch, whose first sentences name the day of its news, what is said and done is of that day, or of the day
    of the news named last; what is told as earlier, or only describes, stays undated."""
    days = [c for c in claims if _is_news(page, c)]
    if not days:
        return list(claims)
    out: list[Claim] = []
    earlier = -_SCENE_REACH
    news = days[0] if _sentence(page, days[0]) <= _LEDE else None
    for claim in claims:
        if claim in days:
            news, earlier = claim, -_SCENE_REACH
        elif claim.date is not None and (news is None or claim.date.value[:10] < _day(news)):
            earlier = _sentence(page, claim)
        near = _sentence(page, claim) - earlier < _SCENE_REACH
        if claim.date is None and news is not None and _is_of_the_news(page, claim, aside=near):
            claim = structs.replace(claim, date=_of_scene(news))
        out.append(claim)
    return out


def _day(claim: Claim) -> str:
    return claim.date.value if claim.date is not None else ""


_LEDE = 8  # sentences, title included
_NEWS = 2  # days between the news and its publication


def _sentence(page: Page, claim: Claim) -> int:
    at = page.tree.at(claim.predicate_span.start)
    return page.tree.sentence_index(at) if at is not None else -1


def _is_news(page: Page, claim: Claim) -> bool:
    """Whether the claim's own words tell an act of the days of the news."""
    published = page.layers.published
    if claim.date is None or claim.date.basis == "contextual" or not published:
        return False
    if claim.status not in ("asserted", "alleged", "reported_conditional", "denied"):
        return False
    if not _DAY.fullmatch(claim.date.value) or claim.date.precision != "day" or len(published) < len("2000-01-01"):
        return False
    at = page.tree.at(claim.predicate_span.start)
    if at is None or (finite_verb(page.tree, at) is None):
        return False
    ago = date.fromisoformat(published[:10]) - date.fromisoformat(claim.date.value)
    return 0 <= ago.days <= _NEWS


def _is_of_the_news(page: Page, claim: Claim, *, aside: bool) -> bool:
    """Whether an undated claim goes on with the news: said in words that are quoted, or told as done. `aside`: an earlier
    date was told just before."""
    at = page.tree.at(claim.predicate_span.start)
    if at is None or page.tree[at].dep.startswith("acl") or claim.status not in _SPOKEN:
        return False
    tense = told_tense(page.tree, at)
    if page.quotation_at(claim.predicate_span.start) is not None and claim.source.kind != AUTHOR:
        return claim.kind in _QUOTED and tense != "pluperfect"
    return tense == "perfect" and (claim.kind in _SPEECH or (claim.kind in _ACTS and not aside))


_QUOTED = frozenset({"statement", "reaction", "need", "assessment"})
_SPEECH = frozenset({"statement", "reaction"})
_ACTS = frozenset({"event", "exchange"})


def told_tense(tree: Tree, at: int) -> str | None:
    """How the predicate headed by token `at` is told: perfect, pluperfect, present, imperfect, past, future, conditional;
    None without a finite verb."""
    verb = finite_verb(tree, at)
    if verb is None:
        return None
    morph = tree[verb].morph
    perfect = any(tree[c].dep == "aux:tense" for c in tree.kids(at, "aux"))
    if "Mood=Cnd" in morph:
        return "conditional"
    if "Tense=Pres" in morph:
        return "perfect" if perfect else "present"
    if "Tense=Imp" in morph:
        return "pluperfect" if perfect else "imperfect"
    if "Tense=Past" in morph:
        return "past"
    return "future"


def _of_scene(scene: Claim) -> When | None:
    told = scene.date
    if told is not None and told.precision == STAY:  # what else happens then is told of its first day
        told = structs.replace(told, value=told.value.partition("/")[0], precision="day")
    return told and structs.replace(told, basis="contextual")


def _carries(page: Page, scene: Claim, claim: Claim) -> bool:
    """Whether the claim, undated and near, is told as part of the scene."""
    between = page.text[scene.start : claim.start]
    at = page.tree.at(claim.predicate_span.start)
    if at is None or _is_before(page, scene, at):
        return False
    if scene.date is not None and scene.date.value.endswith("/.."):
        return "\n" not in between and _is_present(page, claim)
    if "\n" not in between:
        return _is_told_as_done(claim)
    return claim.status in _SPOKEN and between.count("\n") <= 2 and page.quotation_at(claim.start) is not None


def _is_before(page: Page, scene: Claim, at: int) -> bool:
    """Whether the act at token `at` is told as done before the scene."""
    told = page.tree.at(scene.predicate_span.start)
    return told_tense(page.tree, at) == "pluperfect" and (told is None or told_tense(page.tree, told) != "pluperfect")


def _is_present(page: Page, claim: Claim) -> bool:
    at = page.tree.at(claim.predicate_span.start)
    verb = finite_verb(page.tree, at) if at is not None else None
    return verb is not None and "Tense=Pres" in page.tree[verb].morph


def _is_scene(page: Page, claim: Claim) -> bool:
    """Whether a dated claim sets a scene that later sentences go on with: one act, in the days or month before."""
    if claim.date is None or page.layers.published is None or is_now(page, claim.date):
        return False
    start, _, end = claim.date.value.partition("/")
    if end == "..":
        return len(start) >= 7 and claim.status == "asserted"
    recent = start[:4] in (page.layers.published[:4], str(int(page.layers.published[:4]) - 1))
    return recent and len(start) >= 7 and start[:7] == (end or start)[:7] and _is_told_as_done(claim)


def is_now(page: Page, when: When) -> bool:
    """Whether the words only mean about now, or from now on: they date what they stand with and set no scene."""
    now = (page.layers.published or "")[:10]
    return when.precision == "approx" and when.basis == "relative" and when.value in (now, f"{now}/..", f"{now[:7]}/..")


def _is_told_as_done(claim: Claim) -> bool:
    return (
        claim.kind in _SCENE
        and claim.status in ("asserted", "alleged", "reported_conditional")
        and claim.polarity == "+"
    )


def _act(claim: Claim) -> tuple[object, ...]:
    named = sorted({r.id for r in (*claim.subject, *claim.object) if not is_group(r.id)})
    return claim.kind, claim.plover, tuple(named)
