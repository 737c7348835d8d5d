"""The summary: the few events that a reader must know, each in quoted words with who says them. No fluent guesswork."""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.model.dossier.figures import APART
from faisceau.model.dossier.summary import Form, Sentence
from faisceau.model.fused import Event
from faisceau.view.figures import diverges
from faisceau.view.ground import Ground, origins_of, sides
from faisceau.view.notes import Notes, lead_of
from faisceau.view.rows import DISPUTED, importance, is_fact

_MOST = 8
_FEWEST = 5
# How many of each group open the summary, before what is left fills it up to the fewest.
_SHARES = {"borne_out": 3, "exchanges": 2, "disputed": 2, "figures": 1}


def summary(ground: Ground, notes: Notes) -> tuple[Sentence, ...]:
    """At most eight sentences, five if there is matter: borne out, exchanges, contested, figures, then the rest."""
    chosen: dict[str, Event] = {}
    ranked = sorted((e for e in ground.events if e.claims), key=lambda e: (-e.salience, *importance(e)))
    factual = [event for event in ranked if is_fact(event)]
    pools = (
        ([e for e in factual if e.verdict == "corroborated"], _SHARES["borne_out"]),
        ([e for e in factual if e.kind == "exchange" and e.verdict not in DISPUTED], _SHARES["exchanges"]),
        (_two_sided_first([e for e in ranked if e.verdict in DISPUTED]), _SHARES["disputed"]),
    )
    for pool, share in pools:
        for event in _fresh(ground, pool, chosen, share):
            chosen[event.id] = event
    sentences = [_sentence(ground, notes, event) for event in chosen.values()]
    sentences += _figures(ground, notes)[: _SHARES["figures"]]
    rest = [event for event in (*factual, *ranked) if event.kind != "background"]
    for event in _fresh(ground, rest, chosen, max(0, _FEWEST - len(sentences))):
        sentences.append(_sentence(ground, notes, event))
    return tuple(sentences[:_MOST])


def _two_sided_first(disputed: list[Event]) -> list[Event]:
    """What accounts differ on before what is only denied: a denial of nothing told leaves the reader asking what."""
    return sorted(disputed, key=lambda event: not event.differs)


def _fresh(ground: Ground, pool: list[Event], chosen: dict[str, Event], share: int) -> Iterator[Event]:
    """Up to `share` events of the pool whose words do not overlap those of an event already chosen."""
    taken = dict(chosen)
    for event in pool:
        if share <= 0:
            return
        lead = lead_of(ground, ground.claims_of(event))
        leads = [lead_of(ground, ground.claims_of(other)) for other in taken.values()]
        if any(lead.article == other.article and lead.span.overlaps(other.span) for other in leads):
            continue
        taken[event.id] = event
        share -= 1
        yield event


def _sentence(ground: Ground, notes: Notes, event: Event) -> Sentence:
    claims = ground.claims_of(event)
    form: Form = event.verdict
    told, against = sides(claims)
    parts = [told, against] if against else [told]
    if form == "contradicted" and not against:
        first = lead_of(ground, told)
        others = [claim for claim in told if claim.article != first.article]
        if others:
            parts = [[claim for claim in told if claim.article == first.article], others]
    crowd = ground.crowds.get(event.id)
    affirmed = crowd.affirmed if crowd else origins_of(event, told)
    return Sentence(
        form=form,
        event=event.id,
        passages=tuple(notes.passage(side) for side in parts),
        independent=affirmed if form == "contested" else event.independent,
    )


def _figures(ground: Ground, notes: Notes) -> list[Sentence]:
    found = []
    for figure in sorted((f for f in ground.figures if diverges(f)), key=lambda f: (-len(f.accounts), f.of, f.id)):
        parted = {claim for each in figure.relations if each.relation in APART for claim in (each.a, each.b)}
        told = (account for account in figure.accounts if account.claim in parted)
        accounts = sorted(told, key=lambda a: (a.published or "~", ground.place(ground.claim[a.claim])))
        passages = tuple(notes.passage([ground.claim[account.claim]]) for account in accounts)
        found.append(Sentence("figures", figure.event, passages, len(passages), figure.id))
    return found
