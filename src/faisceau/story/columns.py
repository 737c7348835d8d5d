"""What a table shows of each kind of value: on a terminal, and in a notebook."""

from __future__ import annotations

from collections.abc import Iterable

from faisceau.model.causes import Cause
from faisceau.model.claims import ActorRef, Claim, Quantity
from faisceau.model.fused import Event, Exchange, Figure
from faisceau.model.judgements import Judgement
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.story.actors import ActorLine
from faisceau.story.listing import Columns
from faisceau.story.scenarios import ScenarioLine


def _actors(actors: Iterable[ActorRef]) -> str:
    return ", ".join(actor.id for actor in actors)


def _figures(quantities: Iterable[Quantity]) -> str:
    return " / ".join(quantity.text for quantity in quantities)


def _stated(figure: Figure) -> list[float]:
    """Every number that an account of the figure states, as a value or as a bound."""
    quantities = [account.quantity for account in figure.accounts]
    return [number for q in quantities for number in (q.value, q.min, q.max) if number is not None]


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}" if abs(number) < 1e6 else f"{number:.0f}"


def _published(figure: Figure) -> list[str]:
    return [account.published[:10] for account in figure.accounts if account.published]


ARTICLES: Columns[Article] = {
    "article": lambda article: article.id,
    "published": lambda article: article.published,
    "publisher": lambda article: article.publisher,
    "title": lambda article: article.title,
}
CLAIMS: Columns[Claim] = {
    "article": lambda claim: claim.article,
    "kind": lambda claim: claim.kind,
    "status": lambda claim: claim.status,
    "subject": lambda claim: _actors(claim.subject),
    "act": lambda claim: ("not " if claim.polarity == "-" else "") + claim.predicate,
    "object": lambda claim: _actors(claim.object),
    "date": lambda claim: claim.date.value if claim.date else "",
    "source": lambda claim: _actors(claim.source.by),
    "words": lambda claim: claim.quote,
}
CAUSES: Columns[Cause] = {
    "cause": lambda cause: cause.cause.variable or cause.cause.text,
    "sign": lambda cause: cause.sign,
    "effect": lambda cause: cause.effect.variable or cause.effect.text,
    "modality": lambda cause: cause.modality,
    "speaker": lambda cause: ", ".join(cause.speaker),
    "article": lambda cause: cause.article,
    "words": lambda cause: cause.quote,
}
EVENTS: Columns[Event] = {
    "date": lambda event: event.date,
    "verdict": lambda event: event.verdict,
    "origins": lambda event: event.independent,
    "kind": lambda event: event.kind,
    "event": lambda event: event.label,
    "accounts": lambda event: len(event.accounts),
    "differs": lambda event: ", ".join(event.differs),
}
EXCHANGES: Columns[Exchange] = {
    "from": lambda exchange: _actors(exchange.from_),
    "to": lambda exchange: _actors(exchange.to),
    "good": lambda exchange: exchange.good,
    "quantity": lambda exchange: _figures(exchange.quantity),
    "date": lambda exchange: exchange.date,
    "status": lambda exchange: exchange.status,
    "verdict": lambda exchange: exchange.verdict,
    "provisions": lambda exchange: ", ".join(concern.id for concern in exchange.provisions),
}
FIGURES: Columns[Figure] = {
    "of": lambda figure: figure.of,
    "unit": lambda figure: figure.unit,
    "lowest": lambda figure: _number(min(_stated(figure), default=None)),
    "highest": lambda figure: _number(max(_stated(figure), default=None)),
    "first": lambda figure: min(_published(figure), default=""),
    "last": lambda figure: max(_published(figure), default=""),
    "sources": lambda figure: ", ".join(sorted({who for account in figure.accounts for who in account.source})),
    "accounts": lambda figure: _figures(account.quantity for account in figure.accounts),
    "relations": lambda figure: ", ".join(sorted({relation.relation for relation in figure.relations})),
    "event": lambda figure: figure.event,
}
SCENARIOS: Columns[ScenarioLine] = {
    "name": lambda each: each.name,
    "title": lambda each: each.title,
    "asked": lambda each: "; ".join(each.asked),
    "answers": lambda each: "" if each.answers is None else each.answers,
    "problem": lambda each: each.problem,
}
PROBLEMS: Columns[Problem] = {
    "code": lambda problem: problem.code,
    "where": lambda problem: problem.where,
    "what": lambda problem: problem.detail,
    "advice": lambda problem: problem.advice,
}
JUDGEMENTS: Columns[Judgement] = {
    "number": lambda each: each.number,
    "at": lambda each: each.at,
    "author": lambda each: each.author,
    "action": lambda each: each.action,
    "claims": lambda each: sum(map(len, each.targets)) or "",
    "words": lambda each: next((anchor.quote for anchor in each.anchors), ""),
    "note": lambda each: each.note,
}
ACTORS: Columns[ActorLine] = {
    "actor": lambda actor: actor.id,
    "names": lambda actor: ", ".join(actor.names),
    "acts": lambda actor: actor.as_subject,
    "undergoes": lambda actor: actor.as_object,
    "vouches": lambda actor: actor.as_source,
    "articles": lambda actor: len(actor.articles),
}
