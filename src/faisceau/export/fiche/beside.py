"""What a fiche shows beside its answers: the grid of needs and suppliers, and the camps over time with what ties whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faisceau.export.camps import CampWords
from faisceau.export.fiche.dress import Block, foreign
from faisceau.export.fiche.words import Teller
from faisceau.export.system_words import system_words
from faisceau.model.alignment import ActorTie, CampWindow, Pair, TieEvent
from faisceau.model.dependence import Need, Supplier
from faisceau.model.whatif import Fiche

MOST_NEEDS, MOST_SUPPLIERS, MOST_TIES = 60, 12, 60
"""Rows and columns of the grid, and ties, that are put in words; JSON has them all."""


def grid(fiche: Fiche, tell: Teller) -> Iterator[Block]:
    """Needs × suppliers: a cell refers to the words that say so, and says where the question takes the supply away."""
    words, own = system_words(tell.names.lang).dependence, system_words(tell.names.lang).fiche
    shown = [need for need in fiche.needs if need.suppliers or need.needed]
    if not shown:
        return
    count: dict[str, int] = {}
    for need in shown:
        for supplier in need.suppliers:
            count[supplier.actor] = count.get(supplier.actor, 0) + 1
    columns = sorted(count, key=lambda actor: (-count[actor], actor))[:MOST_SUPPLIERS]
    lost = {
        (each.actor, each.category, gone.exchange, gone.supplier) for each in fiche.shortfalls for gone in each.lost
    }
    rows = [(words["need"], words["criticality"], words["coverage"], *(_actor(actor, tell) for actor in columns))]
    for need in shown[:MOST_NEEDS]:
        suppliers = {each.actor: each for each in need.suppliers}
        cells = (_cell(need, suppliers.get(actor), lost, tell) for actor in columns)
        about = f"{_actor(need.actor, tell)}{tell.names.words.text['colon']}{foreign(tell.names.good(need.category))}"
        needed = words[need.criticality] + (tell.references(need.needed.notes) if need.needed else "")
        rows.append((about, needed, words[need.coverage], *cells))
    yield Block("title", words["grid"], 2)
    yield Block("table", words["lead"], rows=tuple(rows))
    if len(shown) > MOST_NEEDS:
        yield Block("paragraph", own["more_needs"].format(n=len(shown) - MOST_NEEDS))


def _cell(need: Need, supplier: Supplier | None, lost: set[tuple[str, str, str, str]], tell: Teller) -> str:
    if supplier is None:
        return ""
    words, own = system_words(tell.names.lang).dependence, system_words(tell.names.lang).fiche
    told = []
    for each in supplier.supplies:
        parts = [tell.names.words.status_short.get(each.status) or "✓"]
        if each.provisions:
            parts.append(words["capped"])
        if (need.actor, need.category, each.exchange, supplier.actor) in lost:
            parts.append(f"({own['lost']})")
        told.append(" ".join(parts) + tell.references(each.told.notes))
    return " ; ".join(told)


def camps(fiche: Fiche, tell: Teller) -> Iterator[Block]:
    """The camps of each stretch of time with the ties that do not fit, then what ties each pair, those that do not fit first."""
    found = fiche.alignment
    if not found.ties:
        return
    names = CampWords(tell.wording)
    words = names.words
    ties = {(tie.a, tie.b): tie for tie in found.ties}
    yield Block("title", tell.names.words.section["camps"], 2)
    yield Block("paragraph", words["lead"])
    if found.windows:
        rows: list[tuple[str, ...]] = [(words["window"], words["camp_first"], words["camp_second"], words["misfits"])]
        rows += [row for window in found.windows for row in _rows(window, names, ties, tell)]
        yield Block("table", words["windows"], rows=tuple(rows))
    if found.undated:
        yield Block("paragraph", words["undated"].format(n=found.undated))
    yield from _ties(found.windows, found.ties, names, tell)


def _rows(window: CampWindow, names: CampWords, ties: dict[Pair, ActorTie], tell: Teller) -> Iterator[tuple[str, ...]]:
    name = foreign(names.window(window))
    if window.refused:
        yield name, "", "", names.words[window.refused]
    for number, division in enumerate(window.divisions):
        head = f"{name} — {names.index(window)}" if number == 0 else names.words["other"]
        misfits = "; ".join(_pair(pair, tell) + _quoted(ties[pair], tell) for pair in division.frustrated)
        first, second = (foreign(names.camp(camp)) for camp in (division.first, division.second))
        yield head, first, second, misfits or names.words["none"]


def _quoted(tie: ActorTie, tell: Teller) -> str:
    return tell.references(tuple(dict.fromkeys(note for each in tie.events for note in each.told.notes)))


def _ties(windows: Sequence[CampWindow], ties: Sequence[ActorTie], names: CampWords, tell: Teller) -> Iterator[Block]:
    own = system_words(tell.names.lang).fiche
    misfits: dict[Pair, list[str]] = {}
    for window in windows:
        for pair in dict.fromkeys(pair for division in window.divisions for pair in division.frustrated):
            misfits.setdefault(pair, []).append(names.window(window))
    order = sorted(ties, key=lambda tie: ((tie.a, tie.b) not in misfits, tie.sign != "both"))
    yield Block("title", own["ties"], 3)
    if any(tie.sign == "both" for tie in ties):
        yield Block("paragraph", names.words["both_note"])
    for tie in order[:MOST_TIES]:
        sign = names.words["both" if tie.sign == "both" else "plus" if tie.sign == "+" else "minus"]
        told = f"{_pair((tie.a, tie.b), tell)} ({sign})"
        if (tie.a, tie.b) in misfits:
            told += f", {own['misfit'].format(windows=', '.join(map(foreign, misfits[tie.a, tie.b])))}"
        events = " ; ".join(_event(each, tie, names, tell) for each in tie.events)
        yield Block("item", f"{told}{tell.names.words.text['colon']}{events}")
    if len(order) > MOST_TIES:
        yield Block("item", own["more_ties"].format(n=len(order) - MOST_TIES))


def _event(each: TieEvent, tie: ActorTie, names: CampWords, tell: Teller) -> str:
    sign = f"{names.words['plus' if each.sign == '+' else 'minus']} " if tie.sign == "both" else ""
    hearsay = f", {names.words['hearsay']}" if each.hearsay else ""
    return f"{sign}{foreign(tell.wording.date(each.date))}{hearsay}{tell.references(each.told.notes)}"


def _pair(pair: Pair, tell: Teller) -> str:
    return f"{_actor(pair[0], tell)} – {_actor(pair[1], tell)}"


def _actor(actor: str, tell: Teller) -> str:
    return foreign(tell.names.actor(actor))
