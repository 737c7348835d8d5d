"""What a supplier gone, or a cap enforced, takes from the needs of a story."""

from __future__ import annotations

from msgspec.structs import replace

from faisceau.export.rules import Rules
from faisceau.export.wording import Wording
from faisceau.model.dependence import Words
from faisceau.model.dossier import Dossier
from faisceau.model.whatif import Fiche
from faisceau.system.names import chosen
from faisceau.system.supply import shortfalls


def with_shortfalls(found: Fiche, dossier: Dossier, lang: str) -> Fiche:
    """The fiche with the needs that its scenario's suppliers and caps touch.

    Suppliers are named by id or words of their name, provisions by id or words of their title. Raises `FaisceauError`
    (bad_option) where one is no quoted supplier, or concerns no quoted delivery.
    """
    needs = dossier.dependence.needs
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
    articles = {article.id: article.published for article in dossier.articles}
    quotes = {n.number: Words(n.claim, n.article, n.quote, articles[n.article]) for n in dossier.notes}
    return replace(found, suppliers=gone, caps=enforced, shortfalls=shortfalls(needs, gone, enforced, quotes))
