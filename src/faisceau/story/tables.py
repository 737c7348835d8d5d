"""A story's listings as data frames (polars). docs/reference/tables.md says what each column holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import ActorRef, Claim, Quantity
from faisceau.model.fused import Event, Exchange, Figure
from faisceau.model.text import Article

if TYPE_CHECKING:
    import polars

T = TypeVar("T")
Sort = Literal["text", "texts", "whole", "number", "truth"]
Row = tuple[object, ...]


class Table(Struct, Generic[T], frozen=True):
    """Columns with their sorts, and the rows that one value makes: one, or one an account."""

    columns: Mapping[str, Sort]
    rows: Callable[[T], Iterable[Row]]


def frame(table: Table[Any], values: Sequence[Any]) -> polars.DataFrame:
    """The values as a data frame, its columns typed even where there is no row. Raises `FaisceauError` (missing_part)."""
    try:
        import polars  # noqa: PLC0415
    except ModuleNotFoundError as error:
        missing = "The package polars is not installed: python -m pip install 'faisceau[tables]'."
        raise FaisceauError(Code.MISSING_PART, missing) from error
    types = {
        "text": polars.String(), "texts": polars.List(polars.String()), "whole": polars.Int64(), "number": polars.Float64(),
        "truth": polars.Boolean(),
    }  # fmt: skip
    rows = [row for value in values for row in table.rows(value)]
    return polars.DataFrame(rows, schema={name: types[sort] for name, sort in table.columns.items()}, orient="row")


_QUANTITY: dict[str, Sort] = {
    "quantity": "text", "value": "number", "least": "number", "most": "number", "unit": "text", "about": "truth",
}  # fmt: skip


def _ids(actors: Iterable[ActorRef]) -> list[str]:
    return [actor.id for actor in actors]


def _stated(quantities: Iterable[Quantity | None]) -> Row:
    """The first quantity that there is."""
    found = next((quantity for quantity in quantities if quantity is not None), None)
    if found is None:
        return (None,) * len(_QUANTITY)
    return (found.text, found.value, found.min, found.max, found.unit, found.approx)


def _claim(claim: Claim) -> Iterable[Row]:
    flow = claim.flow
    yield (
        claim.id, claim.article, claim.start, claim.end, claim.quote, claim.kind, claim.plover, claim.predicate, claim.status,
        claim.polarity, _ids(claim.subject), _ids(claim.object), flow.from_ if flow else None, flow.to if flow else None,
        [item.name for item in claim.items], [item.category for item in claim.items if item.category],
        *_stated(item.quantity for item in claim.items), claim.date.value if claim.date else None, claim.place,
        _ids(claim.source.by), claim.source.kind, list(claim.provisions),
    )  # fmt: skip


def _event(event: Event) -> Iterable[Row]:
    yield (
        event.id, event.label, event.kind, event.date, event.verdict, event.independent, len(event.claims), list(event.claims),
        list(event.differs), event.salience,
    )  # fmt: skip


def _figure(figure: Figure) -> Iterable[Row]:
    for account in figure.accounts:
        yield (
            figure.id, figure.of, figure.event, account.claim, *_stated([account.quantity]), list(account.source),
            account.published,
            sorted({each.relation for each in figure.relations if account.claim in (each.a, each.b)}),
        )  # fmt: skip


def _exchange(exchange: Exchange) -> Iterable[Row]:
    yield (
        exchange.id, _ids(exchange.from_), _ids(exchange.to), exchange.good, exchange.category, *_stated(exchange.quantity),
        exchange.date, exchange.status, exchange.verdict, exchange.counter_flow, exchange.event, list(exchange.claims),
        [concern.id for concern in exchange.provisions],
    )  # fmt: skip


def _article(article: Article) -> Iterable[Row]:
    yield (
        article.id,
        article.published,
        article.publisher,
        article.title,
        article.author,
        article.url,
        article.known_lang,
        len(article.text),
    )


CLAIMS: Table[Claim] = Table(
    {
        "claim": "text", "article": "text", "start": "whole", "end": "whole", "quote": "text", "kind": "text", "plover": "text",
        "predicate": "text", "status": "text", "polarity": "text", "subject": "texts", "object": "texts", "from": "text",
        "to": "text", "items": "texts", "categories": "texts", **_QUANTITY, "date": "text", "place": "text", "source": "texts",
        "source_kind": "text", "provisions": "texts",
    },
    _claim,
)  # fmt: skip
EVENTS: Table[Event] = Table(
    {
        "event": "text", "label": "text", "kind": "text", "date": "text", "verdict": "text", "independent": "whole",
        "accounts": "whole", "claims": "texts", "differs": "texts", "salience": "number",
    },
    _event,
)  # fmt: skip
FIGURES: Table[Figure] = Table(
    {
        "figure": "text", "of": "text", "event": "text", "claim": "text", **_QUANTITY, "source": "texts", "published": "text",
        "relations": "texts",
    },
    _figure,
)  # fmt: skip
EXCHANGES: Table[Exchange] = Table(
    {
        "exchange": "text", "from": "texts", "to": "texts", "good": "text", "category": "text", **_QUANTITY, "date": "text",
        "status": "text", "verdict": "text", "counter_flow": "text", "event": "text", "claims": "texts", "provisions": "texts",
    },
    _exchange,
)  # fmt: skip
ARTICLES: Table[Article] = Table(
    {
        "article": "text", "published": "text", "publisher": "text", "title": "text", "author": "text", "url": "text",
        "lang": "text", "length": "whole",
    },
    _article,
)  # fmt: skip
