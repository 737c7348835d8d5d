"""Figures side by side: every account of one count with its words, and how the accounts stand to one another."""

from __future__ import annotations

from faisceau.model.dossier.figures import APART, FigureLine, FigureLink, FigureRow, Spread
from faisceau.model.fused import Figure
from faisceau.view.ground import Ground, voices
from faisceau.view.notes import Notes


def figure_rows(ground: Ground, notes: Notes) -> tuple[FigureRow, ...]:
    """All figures: those whose accounts part first, then those with the most accounts."""
    return tuple(_row(ground, notes, figure) for figure in figure_order(ground))


def figure_order(ground: Ground) -> list[Figure]:
    """The figures that have accounts, in the order in which they are shown."""
    return [figure for figure in sorted(ground.figures, key=figure_key) if figure.accounts]


def figure_key(figure: Figure) -> tuple[bool, int, str, str]:
    """Sort key: those whose accounts part first, then those with the most accounts."""
    return (not diverges(figure), -len(figure.accounts), figure.of, figure.id)


def diverges(figure: Figure) -> bool:
    """Whether two accounts contradict or revise each other."""
    return any(relation.relation in APART for relation in figure.relations)


def _row(ground: Ground, notes: Notes, figure: Figure) -> FigureRow:
    accounts = sorted(figure.accounts, key=lambda a: (a.published or "~", ground.place(ground.claim[a.claim])))
    return FigureRow(
        figure=figure.id,
        event=figure.event,
        of=figure.of,
        unit=figure.unit,
        diverging=diverges(figure),
        lines=tuple(FigureLine(a.quantity, notes.passage([ground.claim[a.claim]]), a.published) for a in accounts),
        links=tuple(FigureLink(notes.number(r.a), notes.number(r.b), r.relation) for r in figure.relations),
        spread=_spread(ground, figure),
    )


def _spread(ground: Ground, figure: Figure) -> Spread | None:
    """Over numbers, days and voices; None where a single account tells it, or none states a number."""
    stated = [
        number
        for account in figure.accounts
        for number in (account.quantity.value, account.quantity.min, account.quantity.max)
        if number is not None
    ]
    if len(figure.accounts) < 2 or not stated:
        return None
    days = sorted(account.published[:10] for account in figure.accounts if account.published)
    tellers = voices(ground, [ground.claim[account.claim] for account in figure.accounts])
    return Spread(min(stated), max(stated), days[0] if days else None, days[-1] if days else None, len(tellers))
