"""A small story for judging: every sentence is made up, every claim is one that fusion reads for real."""

from __future__ import annotations

import itertools
from typing import Any

from msgspec.structs import replace

from faisceau.model.claims import ActorRef, Claim, Item, Quantity, Source, with_content_id
from faisceau.model.fused import Reading
from faisceau.model.judgements import Action, Judged, Judgement, anchor_of
from faisceau.model.text import Article, Span
from faisceau.run.fusing import read_as_judged

TEXTS = {
    "a.txt": "Le pays A a livré 300 obus au pays B. Le pays C accuse le pays A. Le port de Carvos a fermé.",
    "b.txt": "Le pays A a livré 500 obus au pays B. Le pays B a remercié le pays A. Le port de Carvos a fermé.",
    "c.txt": "Le pays A nie avoir livré des obus. Le pays C a convoqué une réunion. Le port de Carvos a rouvert.",
}
ARTICLES = tuple(
    Article(id=name, text=text, original=name, published=f"2031-05-0{n}", publisher=f"Le Relais {n}", lang="fr")
    for n, (name, text) in enumerate(TEXTS.items(), start=1)
)
VERBS = {
    "livré": ("livrer", "exchange", "AID"),
    "accuse": ("accuser", "statement", "ACCUSE"),
    "fermé": ("fermer", "event", None),
    "remercié": ("remercier", "statement", "SUPPORT"),
    "convoqué": ("convoquer", "event", "CONSULT"),
    "rouvert": ("rouvrir", "event", None),
}


def claims_of(article: Article, cut: int = 0) -> list[Claim]:
    """A claim for each sentence; `cut` leaves off that many words at its head, as another version of the program might."""
    found, start = [], 0
    for sentence in article.text.split(". "):
        whole = sentence.removesuffix(".")
        begin = start + sum(len(word) + 1 for word in whole.split(" ")[:cut])
        end = start + len(whole)
        verb = next(verb for verb in VERBS if verb in whole)
        lemma, kind, plover = VERBS[verb]
        place = start + whole.index(verb)
        names = [word for word in ("A", "B", "C") if f"pays {word}" in whole]
        refs = tuple(ActorRef(name * 3, f"pays {name}") for name in names)
        number = next((word for word in whole.split() if word.isdigit()), None)
        items = (Item("obus", quantity=Quantity(f"{number} obus", float(number), unit="shell")),) if number else ()
        values: dict[str, Any] = {"kind": kind, "plover": plover, "status": "denied" if "nie" in whole else "asserted"}
        found.append(
            with_content_id(
                Claim(
                    article=article.id, id="", start=begin, end=end, quote=article.text[begin:end], predicate=lemma,
                    predicate_span=Span(place, place + len(verb)), subject=refs[:1], object=refs[1:], items=items,
                    source=Source((ActorRef("MIN", "le ministère"),), "state", "selon") if cut else Source(), **values,
                )
            )
        )  # fmt: skip
        start += len(sentence) + 2
    return found


def all_claims(cut: int = 0) -> list[Claim]:
    return [claim for article in ARTICLES for claim in claims_of(article, cut)]


CLAIMS = all_claims()
NUMBERS = itertools.count(1)


def judgement(action: Action, *targets: tuple[Claim, ...], number: int = 1, **fields: Any) -> Judgement:
    values = {"id": f"j{next(NUMBERS)}", "author": "Ana", "at": "2031-06-01T08:00:00+00:00", **fields}
    return Judgement(
        number=number, action=action, targets=tuple(tuple(map(anchor_of, side)) for side in targets), **values
    )


def numbered(log: list[Judgement]) -> list[Judgement]:
    return [replace(each, number=n) for n, each in enumerate(log, start=1)]


def read(log: list[Judgement], claims: list[Claim] | None = None) -> tuple[Judged, Reading]:
    judged, reading = read_as_judged(ARTICLES, claims if claims is not None else CLAIMS, numbered(log))
    return judged, reading


def with_words(words: str, claims: list[Claim] | None = None, article: str | None = None) -> Claim:
    """The one claim whose quote has these words."""
    (found,) = [one for one in (claims or CLAIMS) if words in one.quote and (article is None or one.article == article)]
    return found


def together(reading: Reading, *claims: Claim) -> bool:
    return any({claim.id for claim in claims} <= set(event.claims) for event in reading.events)
