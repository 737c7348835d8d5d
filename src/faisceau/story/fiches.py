"""Fiches as a story has them: the answers on its map, with the grid, the camps, and what suppliers and caps take away."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from faisceau.export.rules import Rules
from faisceau.export.variables import VariableWords
from faisceau.export.wording import Wording
from faisceau.model.dependence import Need, Words
from faisceau.model.dossier.whole import Dossier
from faisceau.model.mapping import Causal
from faisceau.model.whatif import Fiche, Scenario
from faisceau.system.beside import beside, with_beside
from faisceau.system.mapping import map_of
from faisceau.system.names import chosen
from faisceau.system.supply import shortfalls
from faisceau.system.whatif import fiche


def whole_fiche(dossier: Dossier, causal: Causal, scenario: Scenario, lang: str) -> Fiche:
    """The answer to a scenario, on the map of `causal`; all else is the dossier's, or that of a part of it.

    Variables, suppliers and provisions are named by id, or by words of their names in `lang`. Raises `FaisceauError`
    (bad_option) where one names nothing, or several.
    """
    words = VariableWords(dossier.actors, lang)
    labels = {variable.id: words.label(variable.id) for variable in map_of(causal).variables}
    found = fiche(dossier.name, dossier.articles, causal, scenario, labels)
    return with_story(found, dossier, lang, causal.groups)


def with_story(found: Fiche, dossier: Dossier, lang: str, groups: Mapping[str, str] | None = None) -> Fiche:
    """The fiche with the grid and camps of the dossier, and with the needs that its scenario's suppliers and caps touch.

    `groups` are the source groups of articles: those left out are left out here too. Raises `FaisceauError` (bad_option)
    where what is asked is no quoted supplier, or concerns no quoted delivery.
    """
    left_out = {article for article, group in (groups or {}).items() if group in found.left_out}
    shown = beside(dossier, left_out)
    articles = {article.id: article.published for article in dossier.articles}
    quotes = {n.number: Words(n.claim, n.article, n.quote, articles[n.article]) for n in dossier.notes}
    if found.scenario.without_supplier or found.scenario.cap:
        found = _with_shortfalls(found, dossier, shown.needs, quotes, lang)
    return with_beside(found, shown, quotes)


def _with_shortfalls(
    found: Fiche, dossier: Dossier, needs: tuple[Need, ...], quotes: Mapping[int, Words], lang: str
) -> Fiche:
    wording = Wording(dossier, lang)
    rules = Rules(wording)
    suppliers = {supplier.actor for need in needs for supplier in need.suppliers}
    caps = {p for need in needs for who in need.suppliers for each in who.supplies for p in each.provisions}
    names = {actor: wording.actor(actor) for actor in suppliers}
    titles = {cap: f"{rules.reference(cap)} {rules.title(cap)}" for cap in caps}
    gone = tuple(chosen(told, suppliers, names, "a quoted supplier") for told in found.scenario.without_supplier)
    enforced = tuple(
        chosen(told, caps, titles, "a provision that concerns a quoted delivery") for told in found.scenario.cap
    )
    return replace(found, suppliers=gone, caps=enforced, shortfalls=shortfalls(needs, gone, enforced, quotes))


__all__ = ["whole_fiche", "with_story"]
