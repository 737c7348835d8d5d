"""Small values for store tests."""

from __future__ import annotations

from faisceau.model.claims import ActorRef, Claim, Flow, Kind, Quantity, Source, Status, When, with_content_id
from faisceau.model.fused import Account, Event, Exchange, Figure, FigureAccount, Reading
from faisceau.model.ids import bytes_id
from faisceau.model.text import Article, Span
from faisceau.store.writer import SourceFile

TEXT = "Le pays A a livré du blé au pays B le 3 mai. Le pays B l'a nié."
SOME_STATUS: Status = "asserted"


def article_of(name: str = "a.txt", text: str = TEXT) -> Article:
    return Article(id=name, text=text, original=bytes_id(text.encode()), published="2024-05-04", publisher="Le Relais")


def file_of(article: Article) -> SourceFile:
    return SourceFile(key=f"key-{article.id}", name=article.id, original=article.original, read_key="r1")


def claim_of(
    article: Article,
    start: int,
    end: int,
    *,
    kind: Kind = "exchange",
    status: Status = SOME_STATUS,
    date: str = "2024-05-03",
) -> Claim:
    return with_content_id(
        Claim(
            article=article.id,
            id="",
            start=start,
            end=end,
            quote=article.text[start:end],
            kind=kind,
            plover="AID",
            predicate="livrer",
            predicate_span=Span(start, end),
            subject=(ActorRef("AAA", "Le pays A"),),
            object=(ActorRef("BBB", "Pays B"),),
            flow=Flow("AAA", "BBB"),
            date=When(date),
            source=Source((ActorRef("MIN", "Le ministère"),), "state", "selon"),
            status=status,
        )
    )


def reading_of(*claims: Claim) -> Reading:
    ids = tuple(claim.id for claim in claims)
    account = Account(ids[0], ("MIN",), "asserted", "2024-05-04")
    return Reading(
        events=(
            Event("e-2", "livraison", "exchange", "2024-05", "single_source", 1, (("a.txt",),), ids, (account,)),
            Event("e-1", "démenti", "statement", None, "contested", 1, (("a.txt",),), ids, (account,)),
        ),
        figures=(
            Figure("f-1", "blé", "t", "e-2", (FigureAccount(ids[0], Quantity("3 t", 3.0), ("MIN",), None),)),
        ),
        exchanges=(
            Exchange("x-1", (ActorRef("AAA", "A"),), (ActorRef("BBB", "B"),), "blé", None, (), None, None, "asserted",
                     "single_source", "e-2", ids),
        ),
    )  # fmt: skip
