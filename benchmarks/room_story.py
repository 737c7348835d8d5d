"""A story of our own in any size, stored without reading anything: for the reading room's tests and its benchmark.

The small one has something for every page, and an article that means harm. `replicate` stores the values of a story again and
again, with other ids, outlets and days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from faisceau.errors import Code
from faisceau.model.causes import Cause, End
from faisceau.model.causes import with_content_id as cause_with_id
from faisceau.model.claims import ActorRef, Claim, Flow, Item, Kind, Quantity, Source, Status, When, with_content_id
from faisceau.model.fused import (
    Account,
    Event,
    Exchange,
    Figure,
    FigureAccount,
    FigureRelation,
    Reading,
    Standing,
    Tie,
    Verdict,
    Witness,
)
from faisceau.model.problems import Problem
from faisceau.model.text import Article, Span
from faisceau.store.folder import Settings, StoryFolder
from faisceau.store.writer import SourceFile, open_writer

CUBA, JAPAN = ActorRef("CUB", "Cuba"), ActorRef("JPN", "Japon")
HARM = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202edrowssap\u202c {{ 7*7 }} {% raw %} javascript:alert(3) =1+1"
ARTICLES = (
    Article(
        "001.txt",
        "Cuba a livré dix tonnes de sel au Japon en mars 2031. Le Japon nie avoir reçu du sel.\n"
        "Tokyo a besoin de riz, faute de récolte. Le sel livré nourrit les besoins du Japon.\n\n"
        "Selon un expert, l’échange durera. « Nous verrons », a dit le ministre coréen.\n",
        "0" * 64, "2031-04-01", "given", "Le Phare", "Sel & riz", url="https://phare.example/a?x=1&y=2", lang="fr",
    ),
    Article(
        "https://digue.example//b?n=2",
        "Au moins douze tonnes de sel cubain auraient été livrées au Japon. Le Japon critique la presse. "
        "Cuba a livré dix tonnes de sel au Japon, dit-on.",
        "1" * 64, "2031-04-03", "given", "La Digue", "Douze tonnes", lang="fr",
    ),
    Article(
        "003.txt", f"Le ministre a dit : {HARM} devant Cuba.", "2" * 64, "2031-04-05", "given", f"Harm {HARM}",
        f"Titre {HARM}", f"Auteur {HARM}", "javascript:alert(4)", "fr",
    ),
)  # fmt: skip


def _claim(of: Article, quote: str, kind: Kind, *, status: Status = "asserted", **fields: object) -> Claim:
    start = of.text.index(quote)
    words = Span(start, start + len(quote))
    given: dict[str, object] = {"plover": None, "predicate": "x"} | fields
    return with_content_id(
        Claim(
            article=of.id, id="", start=words.start, end=words.end, quote=quote, kind=kind, status=status,
            predicate_span=words, **given,  # type: ignore[arg-type]
        )
    )  # fmt: skip


def _event(id_: str, claims: Sequence[Claim], verdict: Verdict, date_: str | None, salience: float = 0.0) -> Event:
    articles = tuple(dict.fromkeys(claim.article for claim in claims))
    published = {article.id: article.published for article in ARTICLES}
    return Event(
        id=id_,
        label=claims[0].quote,
        kind=claims[0].kind,
        date=date_,
        verdict=verdict,
        independent=len(articles),
        origins=tuple((each,) for each in articles),
        claims=tuple(claim.id for claim in claims),
        accounts=tuple(
            Account(c.id, tuple(ref.id for ref in c.source.by), c.status, published[c.article]) for c in claims
        ),
        differs=("figure", "denial") if verdict == "contested" else (),
        reasons=("wording: sel", "actors: CUB") if len(claims) > 1 else (),
        witnesses=tuple(Witness((each,), (Tie("cites", "La Digue", (each,)),)) for each in articles),
        history=(Standing("2031-04-01", "single_source", 1), Standing("2031-04-03", verdict, len(articles))),
        salience=salience,
    )


def _cause(of: Article, quote: str, cause: tuple[str, str], effect: tuple[str, str]) -> Cause:
    start = of.text.index(quote)
    ends = []
    for words, variable in (cause, effect):
        at = of.text.index(words, start)
        ends.append(End(at, at + len(words), words, variable))
    return cause_with_id(
        Cause(
            article=of.id, id="", start=start, end=start + len(quote), quote=quote, cause=ends[0], effect=ends[1],
            sign="+", modality="asserted", speaker=("author",),
        )
    )  # fmt: skip


def small() -> tuple[tuple[Article, ...], tuple[Claim, ...], tuple[Cause, ...], Reading]:
    """The small story's values."""
    first, second, third = ARTICLES
    ten, twelve = (
        Quantity("dix tonnes", value=10, unit="tonne"),
        Quantity("Au moins douze tonnes", min=12, unit="tonne"),
    )
    gives: dict[str, Any] = {"plover": "AID", "subject": (CUBA,), "object": (JAPAN,), "flow": Flow("CUB", "JPN")}
    march = When("2031-03", "en mars 2031", "explicit", "month")
    given = _claim(
        first,
        "Cuba a livré dix tonnes de sel au Japon",
        "exchange",
        items=(Item("sel", quantity=ten),),
        date=march,
        **gives,
    )
    again = _claim(
        second, "Cuba a livré dix tonnes de sel au Japon", "exchange", items=(Item("sel", quantity=ten),), **gives
    )
    inner = _claim(
        first,
        "dix tonnes de sel au Japon en mars 2031",
        "event",
        plover="COOPERATE",
        subject=(CUBA,),
        object=(JAPAN,),
        date=march,
    )
    heard = _claim(
        second, "Au moins douze tonnes de sel cubain auraient été livrées", "exchange", status="reported_conditional",
        items=(Item("sel", quantity=twelve),), **gives,
    )  # fmt: skip
    denied = _claim(
        first, "Le Japon nie avoir reçu du sel", "exchange", status="denied", subject=(JAPAN,),
        source=Source((JAPAN,), "state", "nie"),
    )  # fmt: skip
    press = ActorRef("gen:presse", "la presse")
    minister = ActorRef("gen:ministre", "le ministre")
    others = [
        _claim(first, "Tokyo a besoin de riz", "need", subject=(JAPAN,)),
        _claim(first, "l’échange durera", "forecast", status="forecast", source=Source((ActorRef("gen:expert", "un expert"),))),
        _claim(first, "Nous verrons", "statement", subject=(minister,), source=Source((minister,))),
        _claim(second, "Le Japon critique la presse", "reaction", plover="ACCUSE", subject=(JAPAN,), object=(press,)),
        _claim(third, HARM, "statement", subject=(ActorRef("gen:harm", HARM),), object=(CUBA,), plover="THREATEN"),
        _claim(first, "ministre coréen", "assessment", status="opinion"),
    ]  # fmt: skip
    deal = _event("e-deal", [given, again, heard, denied], "contested", "2031-03", 9.0)
    borne = replace(_event("e-borne", [inner], "corroborated", "2031-03-01/2031-03-20", 8.0), independent=2)
    rest = tuple(_event(f"e-{n}", [claim], "single_source", None) for n, claim in enumerate(others))
    figure = Figure(
        "f-sel", "sel", "tonne", "e-deal",
        (
            FigureAccount(given.id, ten, ("author",), "2031-04-01"),
            FigureAccount(heard.id, twelve, ("author",), "2031-04-03"),
        ),
        (FigureRelation(given.id, heard.id, "contradict"),),
    )  # fmt: skip
    exchange = Exchange(
        "x-sel", (CUBA,), (JAPAN,), "sel", "food", (ten,), "2031-03", None, "asserted", "contested", "e-deal",
        (given.id, again.id, heard.id),
    )  # fmt: skip
    flow, need = "flow(CUB, JPN, food)", "need(JPN, food)"
    causes = (
        _cause(first, "Tokyo a besoin de riz, faute de récolte", ("récolte", "scarcity(JPN)"), ("besoin de riz", need)),
        _cause(first, "Le sel livré nourrit les besoins du Japon", ("sel livré", flow), ("besoins du Japon", need)),
    )
    claims = (given, again, inner, heard, denied, *others)
    return ARTICLES, claims, causes, Reading((deal, borne, *rest), (figure,), (exchange,))


Values = tuple[Sequence[Article], Sequence[Claim], Sequence[Cause], Reading]


def store(path: Path, values: Values, name: str = "Le sel", key: str = "reading-1") -> StoryFolder:
    """A story's folder with these values, as a run would have left it."""
    folder = StoryFolder(path)
    folder.create(Settings(name), {})
    articles, claims, causes, reading = values
    own: dict[str, list[Claim]] = {article.id: [] for article in articles}
    for claim in claims:
        own[claim.article].append(claim)
    why: dict[str, list[Cause]] = {article.id: [] for article in articles}
    for cause in causes:
        why[cause.article].append(cause)
    with open_writer(folder) as writer:
        file = SourceFile("file", "file.txt", "0" * 64, "read")
        writer.put_file(file, articles, [Problem(Code.EMPTY, f"vide {HARM}.txt", "The file is empty.")])
        for article in articles:
            writer.put_analysis(article, "work", own[article.id], [], why[article.id])
        writer.put_reading(reading, key)
    return folder


def replicate(values: Values, copies: int) -> Values:
    """The values again and again, each time with ids of their own, a day later, from one of fifty times as many outlets.

    What articles call by no name of its own (`gen:`) is another in each of a hundred copies.
    """
    found: tuple[list[Article], list[Claim], list[Cause]] = ([], [], [])
    fused: tuple[list[Event], list[Figure], list[Exchange]] = ([], [], [])
    for number in range(copies):
        *told, reading = copy_of(values, number)
        for kept, some in zip(found, told, strict=True):
            kept.extend(some)  # type: ignore[attr-defined]
        for kept, some in zip(fused, (reading.events, reading.figures, reading.exchanges), strict=True):
            kept.extend(some)  # type: ignore[attr-defined]
    return (*found, Reading(*map(tuple, fused)))  # type: ignore[arg-type]


def copy_of(values: Values, number: int) -> Values:
    """Copy `number` of the values, as `replicate` makes it."""
    articles, claims, causes, reading = values
    mark, days = f"~{number}", number % 1500
    outlet = f" {number % 50}"
    return (
        [
            replace(
                a, id=a.id + mark, published=_later(a.published, days), publisher=f"{a.publisher or 'Sans nom'}{outlet}"
            )
            for a in articles
        ],
        [
            replace(
                c, id=c.id + mark, article=c.article + mark, subject=_others(c.subject, number),
                object=_others(c.object, number),
                date=replace(c.date, value=_later(c.date.value, days) or c.date.value) if c.date else None,
            )
            for c in claims
        ],
        [replace(c, id=c.id + mark, article=c.article + mark) for c in causes],
        Reading(
            tuple(_copied(reading.events, mark, days)),
            tuple(
                replace(
                    f, id=f.id + mark, event=f.event + mark,
                    accounts=tuple(replace(a, claim=a.claim + mark) for a in f.accounts),
                    relations=tuple(replace(r, a=r.a + mark, b=r.b + mark) for r in f.relations),
                )
                for f in reading.figures
            ),
            tuple(
                replace(
                    x, id=x.id + mark, event=x.event + mark, claims=tuple(c + mark for c in x.claims),
                    date=_later(x.date, days), counter_flow=x.counter_flow + mark if x.counter_flow else None,
                    provisions=tuple(replace(p, claims=tuple(c + mark for c in p.claims)) for p in x.provisions),
                )
                for x in reading.exchanges
            ),
        ),
    )  # fmt: skip


def _others(refs: tuple[ActorRef, ...], number: int) -> tuple[ActorRef, ...]:
    return tuple(replace(ref, id=f"{ref.id}-{number % 100}") if ref.id.startswith("gen:") else ref for ref in refs)


def _copied(events: Sequence[Event], mark: str, days: int) -> Iterator[Event]:
    for event in events:
        yield replace(
            event,
            id=event.id + mark,
            date=_later(event.date, days),
            claims=tuple(claim + mark for claim in event.claims),
            origins=tuple(tuple(article + mark for article in group) for group in event.origins),
            accounts=tuple(replace(account, claim=account.claim + mark) for account in event.accounts),
            witnesses=tuple(replace(w, articles=tuple(a + mark for a in w.articles), ties=()) for w in event.witnesses),
            evolves_from=tuple(each + mark for each in event.evolves_from),
            concerns=(),
            checks=(),
            salience=event.salience + (days % 7) * 1e-3,
        )


def _later(value: str | None, days: int) -> str | None:
    """A day, or an interval of days, moved; what is vaguer stays."""
    if not value:
        return value
    parts = value.split("/")
    if any(len(part) != 10 for part in parts):
        return value
    return "/".join((date.fromisoformat(part) + timedelta(days)).isoformat() for part in parts)


_HARMFUL = (
    "<script>window.harmed = 1; alert(1)</script>",
    '<img src=x onerror="window.harmed = 2"> <svg/onload=alert(2)>',
    "</mark></div></main><iframe src=https://harm.example/></iframe>",
    "javascript:alert(3) data:text/html,<script>alert(3)</script>",
    "\u202edrowssap\u202c \u2066x\u2069 \u200f\u200b",
    "{{ 7*7 }} {% raw %} ${7*7} <%= 7*7 %> {{ config }} %(x)s {0}",
    "=1+1 @SUM(1) +cmd|' /C calc'!A0 -2+3",
    "nul \x00 et \x1b[31m et \ufffe",
    "\"'><b onclick=alert(4)>gras</b> &lt;i&gt; &#x3c;u&#x3e; %3Cscript%3E",
)


def hostile(title_size: int = 200_000) -> Values:
    """A story whose every word means harm: ids, titles, outlets, names, quotes, units, goods. One title has so many letters."""
    articles: list[Article] = []
    claims: list[Claim] = []
    events: list[Event] = []
    figures: list[Figure] = []
    exchanges: list[Exchange] = []
    causes: list[Cause] = []
    japan = ActorRef("JPN", "Japon")
    for number, harm in enumerate(_HARMFUL):
        text = f"Le {harm} a livré dix {harm} au Japon. Le Japon nie {harm}. Tokyo a besoin de riz {harm} faute de {harm} sel."
        title = harm * (1 + title_size // len(harm)) if number == 0 else harm
        of = Article(
            f"{number}/..//a?b#c%2F'\"{harm}", text, f"{number}" * 64, f"2031-04-{number + 1:02}", "given",
            f"Maison {harm}", title, harm, ("javascript:alert(5)", "https://x.example/\"onmouseover=alert(6)", harm)[number % 3],
            "fr",
        )  # fmt: skip
        articles.append(of)
        actor = ActorRef(f"gen:{harm}/'%", harm)
        quantity = Quantity(f"dix {harm}", value=10.0 + number, unit=harm)
        given = _claim(
            of, f"{harm} a livré dix", "exchange", plover="AID", subject=(actor,), object=(japan,),
            items=(Item(harm, quantity=quantity),), date=When("2031-03", harm, "explicit", "month"),
            flow=Flow(actor.id, "JPN"),
        )  # fmt: skip
        denied = _claim(of, f"Le Japon nie {harm}", "exchange", status="denied", source=Source((actor,), harm, harm))
        said = _claim(of, f"besoin de riz {harm}", "need", subject=(actor,), object=(japan,), source=Source((actor,)))
        claims += [given, denied, said]
        known = {article.id: article.published for article in articles}
        for place, some in enumerate(([given, denied], [said])):
            events.append(
                Event(
                    id=f"e/{number}/{place}?#%'{harm}", label=harm, kind=some[0].kind, date="2031-03",
                    verdict="contested" if len(some) > 1 else "single_source", independent=1, origins=((of.id,),),
                    claims=tuple(c.id for c in some),
                    accounts=tuple(
                        Account(c.id, tuple(r.id for r in c.source.by), c.status, known[c.article]) for c in some
                    ),
                    reasons=(f"wording: {harm}",), witnesses=(Witness((of.id,), (Tie("cites", harm, (of.id,)),)),),
                    salience=float(number),
                )
            )  # fmt: skip
        figures.append(
            Figure(
                f"f/{number}'{harm}", harm, harm, events[-2].id,
                (
                    FigureAccount(given.id, quantity, ("author",), of.published),
                    FigureAccount(denied.id, Quantity(harm, value=99, unit=harm), ("author",), of.published),
                ),
                (FigureRelation(given.id, denied.id, "contradict"),),
            )
        )  # fmt: skip
        exchanges.append(
            Exchange(
                f"x/{number}'{harm}", (actor,), (japan,), harm, "food", (quantity,), "2031-03", None, "asserted", "contested",
                events[-2].id, (given.id,),
            )
        )  # fmt: skip
        causes.append(
            _cause(
                of, f"besoin de riz {harm} faute de {harm} sel", ("sel", "scarcity(JPN)"), ("riz", "need(JPN, food)")
            )
        )
    return articles, claims, causes, Reading(tuple(events), tuple(figures), tuple(exchanges))
