"""The causal map, and what-ifs on it: a form without a script, answered by the same fiche as elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.export.charts import causal_chart
from faisceau.export.fiche.placed import placed_fiche
from faisceau.export.variables import VariableWords
from faisceau.export.wording import Wording
from faisceau.model.causes import Cause
from faisceau.model.dossier.causal import ArcRow, CausalMap
from faisceau.model.dossier.naming import ActorName
from faisceau.model.dossier.pages import ArticlePage
from faisceau.model.dossier.whole import Dossier
from faisceau.model.mapping import Causal, cited
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.model.variables import parsed
from faisceau.model.whatif import Fiche, KeptScenario, Scenario
from faisceau.store.edits import edits_of
from faisceau.story.fiches import whole_fiche
from faisceau.story.scenarios import asked_scenario, kept_scenarios
from faisceau.view.causes import causal_map
from faisceau.view.told import told_of
from faisceau.web.pages.page import ROWS, Drawing, Made, Page, Paging
from faisceau.web.parts import dossier_of_part, names, part_of
from faisceau.web.room import Visit

_QUOTES = 6
_LOOPS = 30


class CausalPage(Struct, frozen=True):
    """A stretch of the map's arcs, each with the first of the claims that draw it; `answer` is that of the question asked.

    `kept` are the scenarios of the story's folder, `shown` the name of the one asked; `problems` the files that hold none.
    """

    paging: Paging
    variables: tuple[str, ...]
    rows: tuple[ArcRow, ...]
    causes: tuple[Cause, ...]
    loops: int
    unnamed: int
    scenario: Scenario
    answer: Fiche | None
    kept: tuple[KeptScenario, ...] = ()
    shown: str = ""
    problems: tuple[Problem, ...] = ()


class _Known(Struct, frozen=True):
    map: CausalMap
    actors: tuple[ActorName, ...]


def make(visit: Visit) -> Made:
    """The map, and the answer where something is asked. Raises `FaisceauError` (bad_option) for what is not on the map."""
    known = _known(visit)
    page = visit.selection.page
    rows = known.map.arcs[(page - 1) * ROWS : page * ROWS]
    rows = tuple(replace(row, claims=row.claims[:_QUOTES]) for row in rows)
    causes = _quoted(visit, rows)
    kept, problems = kept_scenarios(visit.folder)
    chosen = _chosen(visit, kept)
    scenario = chosen.scenario if chosen else _asked(visit)
    answer = _answer(visit, known, scenario) if chosen or scenario != Scenario() else None
    articles = {cause.article for cause in causes.values()} | {
        n.cause.article for n in (answer.notes if answer else ())
    }
    dossier = replace(
        dossier_of_part(visit, part_of(visit)),
        articles=visit.view.articles_of(articles),
        pages=tuple(ArticlePage(id_, n, (), ()) for id_, n in visit.pages.numbers("article", articles).items()),
        actors=(actors := _voices(visit, known, causes.values())),
        causes=tuple(causes.values()),
        causal_map=replace(known.map, arcs=rows),
    )
    paging = Paging(page, max(1, -(-len(known.map.arcs) // ROWS)), len(known.map.arcs))
    model = CausalPage(
        paging,
        known.map.variables,
        rows,
        tuple(causes.values()),
        len(known.map.loops),
        known.map.unnamed,
        scenario,
        answer,
        kept,
        chosen.name if chosen else "",
        problems,
    )

    def drawn(wording: Wording) -> dict[str, Any]:
        words = VariableWords(actors, wording.lang)
        return {
            "variable": words.label,
            "voice": words.actor,
            "causes": causes,
            "loops": known.map.loops[:_LOOPS],
            "first": (page - 1) * ROWS,
            "variables": sorted((words.label(name), name) for name in known.map.variables),
            "fiche": placed_fiche(answer, words, wording.links) if answer else "",
        }

    return Made(model, dossier, drawn)


def values(visit: Visit) -> tuple[Dossier, Callable[[Wording], Markup]]:
    """The map drawn, the same for every selection."""
    known = _known(visit)
    dossier = replace(dossier_of_part(visit, part_of(visit)), actors=known.actors, causal_map=known.map)
    return dossier, lambda wording: causal_chart(known.map, wording, VariableWords(known.actors, wording.lang))


def _known(visit: Visit) -> _Known:
    return visit.cache.get(("causal", len(edits_of(visit.folder))), lambda: _read(visit))


def _read(visit: Visit) -> _Known:
    found = causal_map(_causal(visit)) if edits_of(visit.folder) else visit.pages.sheet("causal", CausalMap)
    ids = {each for name in found.variables for arg in parsed(name).args for each in arg.split("+")}
    return _Known(found, names(visit, ids))


def _causal(visit: Visit) -> Causal:
    """All causal claims, with those that the analyst cited: only for what has been changed or is asked of the map."""

    def read() -> tuple[tuple[Cause, ...], dict[str, str]]:
        causes = tuple(visit.view.causes())
        return causes, visit.pages.sheet("groups", dict[str, str]) if causes else {}

    causes, groups = visit.cache.get("causes", read)
    return Causal((*causes, *_cited(visit)), groups, edits_of(visit.folder))


def _cited(visit: Visit) -> tuple[Cause, ...]:
    """The passages that the analyst cited, of the articles that are still there."""
    added = cited(edits_of(visit.folder))
    known = {article.id for article in _articles(visit)} if added else set()
    return tuple(cause for cause in added if cause.article in known)


def _quoted(visit: Visit, rows: Iterable[ArcRow]) -> dict[str, Cause]:
    """The causal claims that these arcs show."""
    ids = [id_ for row in rows for id_ in row.claims]
    shown = {cause.id: cause for cause in (*visit.view.causes_of(ids), *_cited(visit))}
    return {id_: shown[id_] for id_ in ids}


def _voices(visit: Visit, known: _Known, causes: Iterable[Cause]) -> tuple[ActorName, ...]:
    """The actors of the map, and those who say so."""
    speakers = names(visit, {speaker for cause in causes for speaker in cause.speaker})
    return tuple({actor.id: actor for actor in (*known.actors, *speakers)}.values())


def _asked(visit: Visit) -> Scenario:
    """The question of the address: `hold` and `press` as `variable=+`, or `variable`, `way` and `sign` as the form has them."""
    given = visit.query
    hold, press = [*given.get("hold", [])], [*given.get("press", [])]
    for variable in (name for name in given.get("variable", []) if name):
        sign = (given.get("sign") or ["+"])[0]
        (press if given.get("way") == ["press"] else hold).append(f"{variable}={sign}")
    return asked_scenario(hold, press) if hold or press else Scenario()


def _chosen(visit: Visit, kept: tuple[KeptScenario, ...]) -> KeptScenario | None:
    """The kept scenario that the address names. Raises `FaisceauError` (not_found)."""
    name = (visit.query.get("kept") or [""])[0]
    found = next((each for each in kept if each.name == name), None)
    if name and found is None:
        raise FaisceauError(Code.NOT_FOUND, f"No scenario is kept under {name[:80]!r}.")
    return found


def _answer(visit: Visit, known: _Known, scenario: Scenario) -> Fiche:
    """The fiche, with what of the story its question changes: the whole grid and the camps are not made for a page."""
    beside = bool(scenario.without_source or scenario.without_supplier or scenario.cap)

    def make_now() -> Fiche:
        causal, lang = _causal(visit), visit.view.settings.lang
        if beside:
            return whole_fiche(_told(visit), causal, scenario, lang)
        return whole_fiche(
            Dossier(name=visit.name, articles=_articles(visit), actors=known.actors), causal, scenario, lang
        )

    return visit.cache.get(("fiche", len(edits_of(visit.folder)), scenario), make_now)


def _told(visit: Visit) -> Dossier:
    """The grid and the camps of the story."""

    def make_now() -> Dossier:
        view = visit.view
        return told_of(visit.name, list(view.articles()), list(view.claims()), view.reading())

    return visit.cache.get("told", make_now)


def _articles(visit: Visit) -> tuple[Article, ...]:
    """The articles without their texts, which a fiche does not look at."""
    return visit.cache.get("heads", lambda: tuple(visit.view.heads()))


PAGE = Page("causes", "/causes", "causal.html.j2", make, CausalPage)
DRAWING = Drawing(PAGE, values)
