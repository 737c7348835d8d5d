"""Acts between actors, lines of the ledger, sanctions: each with how firmly it is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faisceau.export.as_followthemoney.actors import is_legal
from faisceau.export.as_followthemoney.entities import Entity, Values, actor_id, article_id, days, entity
from faisceau.export.index import Index
from faisceau.knowledge import spoken
from faisceau.model.claims import Claim
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event, Exchange
from faisceau.model.ids import content_id

# Categories of goods that are paid and not lent, delivered or built.
_MONEY = frozenset({"money", "bulk_cash"})


def verdict_of(event: Event) -> str:
    """How an event stands, and how many independent origins it has."""
    return f"{event.verdict}, independent origins: {event.independent}"


def tie_links(index: Index) -> Iterator[Entity]:
    """Every act from one actor to another."""
    for tie in index.ties():
        yield entity(
            "UnknownLink",
            content_id("fs-act", (tie.event.id, tie.root, tie.subject, tie.object)),
            subject=[actor_id(tie.subject)],
            object=[actor_id(tie.object)],
            role=[tie.label],
            **days(tie.event.date),
            **_told(tie.event, tie.claims, index),
        )


def exchange_links(dossier: Dossier, index: Index) -> Iterator[Entity]:
    """Every line of the ledger with both its ends: money told in full voice and uncontested as `Payment`, all else as a link."""
    events = {event.id: event for event in index.events}
    for exchange in dossier.exchanges:
        claims = [index.claims[id_] for id_ in exchange.claims]
        event = events.get(exchange.event)
        if event is None or not claims:
            continue
        for giver in dict.fromkeys(ref.id for ref in exchange.from_):
            for taker in dict.fromkeys(ref.id for ref in exchange.to):
                id_ = content_id("fs-exchange", (exchange.id, giver, taker))
                told = {**days(exchange.date), **_told(event, claims, index)}
                if (
                    _is_payment(exchange, claims)
                    and is_legal(index.actors.get(giver))
                    and is_legal(index.actors.get(taker))
                ):
                    ends: dict[str, Values] = {"payer": [actor_id(giver)], "beneficiary": [actor_id(taker)]}
                    told.pop("status")
                    yield entity("Payment", id_, **ends, purpose=[exchange.good], **_amount(exchange), **told)
                else:
                    ends = {"subject": [actor_id(giver)], "object": [actor_id(taker)]}
                    goods = [exchange.good, exchange.category or "", *(quantity.text for quantity in exchange.quantity)]
                    yield entity(
                        "UnknownLink", id_, **ends, role=["gives: " + ", ".join(filter(None, goods))[:900]], **told
                    )


def sanctions(index: Index) -> Iterator[Entity]:
    """Acts of sanction told in full voice that no account denies, one for each who undergoes it.

    Of claims about sanctions only those whose act is one: a veto or a relief is not.
    """
    for event in index.events:
        claims = [claim for claim in index.claims_of(event) if _imposes(claim) and claim.object]
        if not claims or not _in_full_voice(claims, event):
            continue
        for target in dict.fromkeys(ref.id for claim in claims for ref in claim.object):
            of = [claim for claim in claims if any(ref.id == target for ref in claim.object)]
            yield entity(
                "Sanction",
                content_id("fs-sanction", (event.id, target)),
                entity=[actor_id(target)],
                authority=[index.name(ref.id, spoken().schemes) for claim in of for ref in claim.subject],
                **days(event.date),
                **_told(event, of, index),
            )


def _imposes(claim: Claim) -> bool:
    return claim.kind == "sanction_act" and claim.plover == "SANCTION"


def _is_payment(exchange: Exchange, claims: Sequence[Claim]) -> bool:
    firm = exchange.status == "asserted" and exchange.verdict in ("corroborated", "single_source")
    return firm and exchange.category in _MONEY and all(claim.polarity == "+" for claim in claims)


def _in_full_voice(claims: Sequence[Claim], event: Event) -> bool:
    told = any(claim.status == "asserted" for claim in claims)
    return told and event.verdict != "contested" and all(c.polarity == "+" and c.status != "denied" for c in claims)


def _amount(exchange: Exchange) -> dict[str, Values]:
    """A sum, where one number of one currency is stated."""
    sums = [each for each in exchange.quantity if each.value is not None and each.unit and not each.approx]
    if len(sums) != 1:
        return {}
    return {"amount": [f"{sums[0].value:.15g}"], "currency": [sums[0].unit]}


def _told(event: Event, claims: Sequence[Claim], index: Index) -> dict[str, Values]:
    articles = {claim.article: index.articles[claim.article] for claim in claims}
    statuses = sorted({f"{claim.status}{' (negated)' if claim.polarity == '-' else ''}" for claim in claims})
    return {
        "status": [", ".join(statuses)],
        "summary": [verdict_of(event)],
        "description": [f"« {claim.quote} » — {', '.join(index.voices(claim))} ({claim.status})" for claim in claims],
        "recordId": [claim.id for claim in claims],
        "proof": [article_id(article) for article in articles.values()],
        "sourceUrl": [index.address(id_) for id_ in articles],
        "publisher": [index.outlet(id_) for id_ in articles],
    }
