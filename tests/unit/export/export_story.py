"""A story in words of our own with something in every section, and one that means harm."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from faisceau.errors import Code
from faisceau.model.causes import Cause, End
from faisceau.model.causes import with_content_id as with_cause_id
from faisceau.model.claims import ActorRef, Claim, Flow, Item, Quantity, Source, When, with_content_id
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Account, Event, Exchange, Figure, FigureAccount, FigureRelation, Reading, Verdict
from faisceau.model.mapping import Causal
from faisceau.model.problems import Problem
from faisceau.model.rules import Check, Concern
from faisceau.model.text import Article, Span
from faisceau.view import dossier_of

_A = Article(
    id="001.txt",
    text="Cuba a livré dix tonnes de sel au Japon en mars 2031. Le Japon nie avoir reçu du sel.\r\nTokyo a besoin de riz.\n\n"
    "Selon un expert, l’échange durera. « Nous verrons », a dit le ministre.\n",
    original="0" * 64,
    published="2031-04-01",
    publisher="Le Phare",
    title="Sel & riz",
    url="https://phare.example/a?x=1&y=2",
    lang="fr",
)
_B = Article(
    id="002.txt",
    text="Au moins douze tonnes de sel cubain auraient été livrées au Japon. Le Japon critique la presse.",
    original="1" * 64,
    published="2031-04-03",
    publisher="La Digue",
    lang="fr",
)


def claim(of: Article, quote: str, **fields: Any) -> Claim:
    start = of.text.index(quote)
    end = start + len(quote)
    given: dict[str, Any] = {"kind": "event", "plover": None, "predicate": "x"} | fields
    for role in ("subject", "object"):
        given[role] = tuple(ActorRef(id_, id_) for id_ in given.get(role, ()))
    return with_content_id(
        Claim(article=of.id, id="", start=start, end=end, quote=quote, predicate_span=Span(start, end), **given)
    )


def event(id_: str, claims: list[Claim], verdict: Verdict, date: str | None = None) -> Event:
    articles = tuple(dict.fromkeys(c.article for c in claims))
    accounts = tuple(Account(c.id, tuple(ref.id for ref in c.source.by), c.status, None) for c in claims)
    ids = tuple(c.id for c in claims)
    origins = tuple((name,) for name in articles)
    return Event(id_, claims[0].quote, claims[0].kind, date, verdict, len(origins), origins, ids, accounts)


def story() -> Dossier:
    ten, twelve = (
        Quantity("dix tonnes", value=10, unit="tonne"),
        Quantity("Au moins douze tonnes", min=12, unit="tonne"),
    )
    gives: dict[str, Any] = {"kind": "exchange", "plover": "AID", "subject": ["CUB"], "object": ["JPN"]}
    flow, month = Flow("CUB", "JPN"), When("2031-03", "en mars 2031", "explicit", "month")
    given = claim(
        _A,
        "Cuba a livré dix tonnes de sel au Japon",
        **gives,
        flow=flow,
        items=(Item("sel", quantity=ten),),
        date=month,
    )
    inner = claim(
        _A, "dix tonnes de sel au Japon en mars 2031", kind="background", plover="AID", subject=["CUB"], object=["JPN"]
    )
    heard = claim(
        _B, "Au moins douze tonnes de sel cubain auraient été livrées", **gives, status="reported_conditional"
    )
    japan = Source((ActorRef("JPN", "Japon"),), "state", "nie")
    denied = claim(
        _A, "Le Japon nie avoir reçu du sel", kind="reaction", status="denied", source=japan, subject=["JPN"]
    )
    need = claim(_A, "Tokyo a besoin de riz", kind="need", subject=["JPN"])
    forecast = claim(_A, "l’échange durera", kind="forecast", status="forecast")
    said = claim(_A, "Nous verrons", kind="statement", subject=["gen:ministre"])
    blamed = claim(
        _B, "Le Japon critique la presse", kind="reaction", plover="ACCUSE", subject=["JPN"], object=["gen:presse"]
    )
    claims = [given, inner, heard, denied, need, forecast, said, blamed]
    deal = event("e-1", [given, heard, denied], "contested", "2031-03")
    deal = replace(
        deal,
        checks=(Check(given.id, "veto-prk:2024-03-28", "date", "2031-03"), Check(heard.id, "gone:1", "term", "sel")),
    )
    events = (
        deal,
        event("e-2", [inner], "single_source", "2031-03-01/2031-03-20"),
        *(event(f"e-{n}", [c], "single_source") for n, c in enumerate((need, forecast, said, blamed), start=3)),
    )
    figure = Figure(
        "f-1",
        "sel",
        "tonne",
        "e-1",
        (
            FigureAccount(given.id, ten, ("author",), "2031-04-01"),
            FigureAccount(heard.id, twelve, ("author",), "2031-04-03"),
        ),
        (FigureRelation(given.id, heard.id, "contradict"),),
    )
    ends = (ActorRef("CUB", "Cuba"),), (ActorRef("JPN", "Japon"),)
    exchange = Exchange(
        "x-1",
        *ends,
        "sel",
        None,
        (ten,),
        "2031-03",
        None,
        "asserted",
        "contested",
        "e-1",
        (given.id, heard.id),
        (
            Concern(
                "reg-1", "gone", "JPN", "to", ("food",), (), ("CUB",), "2031-03", ("undated",), (), (given.id, heard.id)
            ),
            Concern(
                "unscr-2397-op5",
                "un-dprk",
                "PRK",
                "to",
                ("oil_refined",),
                (),
                ("CUB",),
                None,
                ("undated", "cap", "notified"),
                ("dix barils",),
                (given.id,),
            ),
        ),
    )
    problems = [Problem(Code.EMPTY, "vide.txt", "The file is empty.")]
    return dossier_of("Le sel", [_A, _B], claims, Reading(events, (figure,), (exchange,)), problems)


HARM = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> \u202edrowssap\u202c {{ 7*7 }} ]]> --> &amp; \x07 \u200f fin"
)


def hostile(harm: str = HARM, address: str = "javascript:alert(3)", date: str | None = "2031-04") -> Dossier:
    """The harm in every field that input can fill."""
    article = Article(
        id=harm, text=harm + "\r\n" + harm, original="0" * 64, published="2031-04-01", publisher=harm, title=harm,
        author=harm, url=address, lang='fr"><script>alert(4)</script>',
    )  # fmt: skip
    quantity = Quantity(harm, value=3, unit=harm)
    when = When(date, harm, harm, harm) if date else None
    given = claim(
        article, harm, kind="exchange", plover="AID", subject=[harm], object=["JPN"], items=(Item(harm, harm, quantity),),
        date=when, place=harm,
    )  # fmt: skip
    some = harm[len(harm) // 3 : 2 * len(harm) // 3 + 1]
    other = claim(article, some, status="alleged", subject=["JPN"], plover="ACCUSE", object=[harm])
    deal = event(harm, [given, other], "corroborated", date)
    deal = replace(deal, checks=(Check(given.id, harm, "term", harm),))
    accounts = tuple(FigureAccount(c.id, quantity, (harm,), "2031-04-01") for c in (given, other))
    figure = Figure("f", harm, harm, harm, accounts, (FigureRelation(given.id, other.id, "contradict"),))
    ends = (ActorRef(harm, harm),), (ActorRef("JPN", harm),)
    exchange = Exchange(
        "x",
        *ends,
        harm,
        harm,
        (quantity,),
        harm,
        None,
        "asserted",
        "single_source",
        harm,
        (given.id,),
        (Concern(harm, harm, harm, "from", (harm,), (harm,), (harm,), harm, (harm, "cap"), (harm,), (given.id,)),),
    )
    problems = [Problem(Code.EMPTY, harm, harm)]
    ends_of = (End(0, len(harm), harm, "need(NOR, grain)"), End(0, len(harm), harm, "pressure(NOR)"))
    cause = with_cause_id(
        Cause(
            article=harm, id="", start=0, end=len(harm), quote=harm, cause=ends_of[0], effect=ends_of[1], sign="+",
            modality="asserted", speaker=(harm,), cue=harm,
        )
    )  # fmt: skip
    reading = Reading((deal,), (figure,), (exchange,))
    return dossier_of(harm, [article], [given, other], reading, problems, Causal((cause,), {harm: harm}))
