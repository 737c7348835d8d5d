"""What a clause counts or moves: goods with their quantities, figures, single things told with an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import structs

from faisceau.extract.arguments import is_passive
from faisceau.extract.clauses import Clause
from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.knowledge.counterflow import counterflow
from faisceau.knowledge.goods import categories, category_of
from faisceau.knowledge.numbers import numerals
from faisceau.knowledge.wording import fold
from faisceau.model.claims import Item, Quantity
from faisceau.model.layers import QuantityMention
from faisceau.model.text import Span

_CLAUSES = ("acl", "appos", "conj", "parataxis", "advcl")
_RATE = 20  # characters of "par jour" and the like, after a good's name
_PHRASE = 6  # tokens in which the noun of a phrase stands
_MONEY = "money"  # a category of goods, and a kind of units
_MEASURING = (_MONEY, "measure")  # kinds of units that say how much there is of something else
_PRICED = 20  # characters after a sum in which what is had for it begins
_BEFORE = 25  # characters before a good's first word in which its quantity may end


def item_at(page: Page, i: int) -> Item | None:
    """The good headed by noun `i`, with its quantity if one is bound to it; None for a pronoun or an actor.

    A relative pronoun stands for the noun before it. Where it goes and when is no part of its name.
    """
    if page.tree[i].pos == "PRON" or page.lower(i) in page.grammar.relatives:
        noun = _antecedent(page, i)
        return None if noun is None else item_at(page, noun)
    if _only_joins(page, i):
        return None
    made = _item(page, i)
    is_one = made.category is not None or made.quantity is not None or _has_article(page, i)
    return made if is_one or not _is_actor(page, i) else None


def items_of(page: Page, clause: Clause, goods: Iterable[Item]) -> tuple[Item, ...]:
    """What the clause counts: its goods, figures, then single things that it tells of with an article ("livre un navire")."""
    items = list(goods)
    held = [i.quantity.text for i in items if i.quantity is not None]
    for quantity in page.layers.quantities:
        if not clause.start < quantity.end <= clause.end or quantity.text in held:
            continue
        # what dates the act is no figure; how long it lasts is one, and so is the time to or from something undated
        if not any(
            t.start < quantity.end and quantity.start < t.end and t.value is not None and "/" not in t.value
            for t in page.layers.times
        ):
            counted = _counted(page, quantity)
            same = next((n for n, item in enumerate(items) if _is_same(item, counted)), None)
            if same is None:
                items.append(counted)
            else:
                items[same] = structs.replace(max(items[same], counted, key=_length), quantity=counted.quantity)
    items.extend(_ones(page, clause, items))
    return tuple(items)


def _is_same(item: Item, counted: Item) -> bool:
    """Whether nothing says yet how much the item is, and the words of one are among the other's."""
    if item.quantity is not None or item.span is None or counted.span is None:
        return False
    return item.span.start < counted.span.end and counted.span.start < item.span.end


def _length(item: Item) -> int:
    return len(item.name)


def with_goods(page: Page, clause: Clause, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items of an exchange, less what is got for them unless it is counted; where none is a good of the taxonomy, with the
    first one that the clause's words name.

    Its object may stand outside the slots of its verb: "n'exporte plus d'uranium", "la livraison, par X, de chars".
    """
    price = _price(page, clause)
    items = [item for item in items if item.quantity or item.span is None or page.tree.at(item.span.start) not in price]
    items = [item for item in items if item.category or item.quantity or not _is_act(page, item)]
    nouns = [
        i
        for i in clause.tokens
        if page.tree[i].pos == "NOUN"
        and i != clause.head
        and i not in page.time_tokens
        and i not in price
        and page.preposition(i) not in page.grammar.purposes
        and not _is_actor(page, i)
    ]
    if not any(item.category or item.quantity is None for item in items):
        named = (_item(page, i) for i in nouns if category_of(page.tree[i].text, page.lang) is not None)
        items += [good for good in named if _is_good(good)][:1]
    return tuple(_with_coordinated(page, nouns, items))


def _is_act(page: Page, item: Item) -> bool:
    """Whether the item's head names an act, which nobody gives: "a financé la campagne"."""
    head = _head(page, item.span) if item.span is not None else None
    return head is not None and noun_row(page, head) is not None


def _is_good(item: Item) -> bool:
    known = categories().get(item.category or "")
    return known is not None and not known.besides


def _with_coordinated(page: Page, nouns: Iterable[int], items: Sequence[Item]) -> list[Item]:
    """The items, then goods of other categories coordinated with one: "du pétrole à Untel ainsi que de grandes quantités de blé".

    The parser hangs such a noun on the nearest one. It goes with a good where that one is in the good's name, or else, by its
    preposition: "bénéficie d'un soutien pour ses drones ainsi que de livraisons de gaz". What completes a good, as that
    one's "missiles et satellites" complete a programme, goes with neither.
    """
    found = list(items)
    for i in nouns:
        if not page.tree[i].dep.startswith("conj"):
            continue
        top = i
        while page.tree[top].dep.startswith("conj"):
            top = page.tree[top].head
        spans = [item.span for item in found if item.span is not None]
        at, own = page.tree[top].start, page.preposition(i)
        if any(span.start <= page.tree[i].start < span.end for span in spans):
            continue
        inside = any(span.start <= at < span.end for span in spans)
        heads = {head for span in spans if (head := _head(page, span)) is not None}
        above = page.preposition(top)
        led = own != above and own in map(page.preposition, heads) and not {own, above} <= {None, page.grammar.of}
        led = led and (own is not None or _is_set_off(page, i))
        if top in heads or (inside and own is None) or (not inside and led):
            good = _item(page, i)
            if _is_good(good) and good.category not in {item.category for item in found}:
                found.append(good)
    return found


def _is_set_off(page: Page, i: int) -> bool:
    """Whether an article leads the noun and a comma stands before the "et" that joins it: it shares no preposition."""
    joins = page.tree.kid(i, "cc")
    return _has_article(page, i) and joins is not None and joins > 0 and page.tree[joins - 1].text == ","


def _head(page: Page, span: Span) -> int | None:
    """The token of a good's name on which the others hang."""
    inside = [i for i in page.tree.within(span.start, span.end) if page.tree[i].pos == "NOUN"]
    return next((i for i in inside if page.tree[i].head not in inside), None)


def _price(page: Page, clause: Clause) -> set[int]:
    """The tokens of what the clause says is got for what is given: "en échange de ces obus"."""
    words = _price_words(page.lang)
    found: set[int] = set()
    for match in words.finditer(page.text, clause.start, clause.end) if words is not None else ():
        first = page.tree.at(match.end())
        reach = range(first, min(first + _PHRASE, len(page.tree.tokens))) if first is not None else ()
        noun = next((i for i in reach if page.tree[i].pos == "NOUN"), None)
        if noun is not None and page.tree[noun].end <= clause.end:
            found.update(i for i in page.tree.subtree(noun) if i >= noun)
    return found


@cache
def _price_words(lang: str) -> re.Pattern[str] | None:
    words = counterflow(lang).price
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, words))})\w*['’\s]+") if words else None


def _antecedent(page: Page, i: int) -> int | None:
    """The noun that the relative pronoun `i` stands for, None for another pronoun."""
    if i == 0 or page.lower(i) not in page.grammar.relatives:
        return None
    before = page.tree[i - 1]
    at = i - 1
    while before.pos not in ("NOUN", "PROPN") and not page.tree.is_root(at):
        at = before.head
        if at >= i:
            return None
        before = page.tree[at]
    while (
        before.pos in ("PROPN", "ADJ")
        and before.dep.partition(":")[0] in ("nmod", "amod", "flat", "appos")
        and (before.head < at and page.preposition(at) is None)
    ):
        at, before = before.head, page.tree[before.head]
    return at if before.pos == "NOUN" and at not in page.time_tokens else None


def _has_article(page: Page, i: int) -> bool:
    """Whether an article introduces it as one of many: "un Boeing" is a thing, "Boeing" a firm."""
    article = page.tree.kid(i, "det", "nummod")
    return article is not None and page.lower(article) in numerals(page.lang).words.articles


def _is_actor(page: Page, i: int) -> bool:
    mention = page.mentions.get(page.holder.get(i, i))
    return mention is not None and bool(mention.actors)


def _item(page: Page, i: int) -> Item:
    prune = frozenset(c for j in page.tree.subtree(i) for c in page.tree.children[j] if _is_beside(page, c))
    words = [j for j in page.tree.subtree(i, prune) if page.tree[j].pos != "PUNCT"]
    while words and page.tree[words[0]].pos in ("DET", "ADP", "CCONJ", "SCONJ", "ADV"):
        words.pop(0)
    if not words:
        words = [i]
    while words[0] > 0 and _is_hyphen(page, words[0]):  # "machines-outils", which the parser cuts
        words.insert(0, words[0] - 1)
    start, end = page.tree[words[0]].start, page.tree[words[-1]].end
    text = page.text[start:end]
    quantity = next(
        (
            q
            for q in page.quantities_in(page.tree[min(words[0], i)].start - _BEFORE, end + _RATE)
            if q.end >= start and q.start < end
        ),
        None,
    )
    return Item(text, category_of(text, page.lang), _quantity(quantity), Span(start, end))


def _only_joins(page: Page, i: int) -> bool:
    """Whether noun `i` only says how the words go on: "en échange de ces obus", "en urgence"."""
    return page.preposition(i) in page.grammar.within and page.lower(i) in page.grammar.joining


def _is_hyphen(page: Page, i: int) -> bool:
    """Whether the token begins with a hyphen right after another, or stands right after one."""
    before, token = page.tree[i - 1], page.tree[i]
    return before.end == token.start and "-" in (token.text[0], before.text[-1])


def _is_beside(page: Page, c: int) -> bool:
    """Whether what token `c` heads is no part of a good's name: a clause, another good, when it is, where it goes."""
    token = page.tree[c]
    if token.dep.startswith(_CLAUSES) or c in page.time_tokens or _only_joins(page, c):
        return True
    # "du carburant au-delà du plafond": the adverb, and what hangs on it
    if c > token.head and any(page.tree[j].pos == "ADV" for j in range(token.head + 1, c + 1)):
        return True
    preposition = page.preposition(c)
    if preposition is None or preposition == page.grammar.of:
        return False
    away = preposition == page.grammar.by or preposition in page.grammar.adjuncts  # "par an", "lors de"
    return away or _is_actor(page, c) or _receives(page, c)


def _receives(page: Page, c: int) -> bool:
    """Whether who noun `c` names gets the good or is where it goes: "aux villages", not "à courte portée"."""
    case = page.tree.kid(c, "case")
    if case is None or page.preposition(c) != page.grammar.to:
        return False
    return page.tree.kid(c, "det") is not None or page.lower(case) != page.grammar.to


def _counted(page: Page, quantity: QuantityMention) -> Item:
    """A stated quantity as an item: what is counted is its name; with a measure what it is of, instead of a sum what it was for."""
    good = _measured(page, quantity)
    if good is not None and good.span is not None:
        start = good.span.start if numerals(page.lang).kinds.get(quantity.unit or "") == _MONEY else quantity.start
        span = Span(start, good.span.end)
        return Item(page.text[span.start : span.end], good.category, _quantity(quantity), span)
    name = quantity.of or quantity.text
    return Item(name, category_of(name, page.lang), _quantity(quantity), Span(quantity.start, quantity.end))


def _measured(page: Page, quantity: QuantityMention) -> Item | None:
    """The good that "de" joins to a sum of money or a measure, None where there is none."""
    after = page.tree.within(quantity.end, quantity.end + _PRICED)
    if numerals(page.lang).kinds.get(quantity.unit or "") not in _MEASURING or len(after) < 2:
        return None
    joined, noun = after[0], after[1]
    if page.tree[joined].lemma != page.grammar.of or page.tree[noun].pos != "NOUN" or _is_actor(page, noun):
        return None
    good = _item(page, noun)
    return good if _is_good(good) and good.category != _MONEY else None


def _quantity(q: QuantityMention | None) -> Quantity | None:
    return None if q is None else Quantity(q.text, q.value, q.min, q.max, q.unit, q.approx)


def _ones(page: Page, clause: Clause, items: list[Item]) -> list[Item]:
    """Goods that come in pieces and people who undergo the act, with an article in the singular, that no figure counts."""
    found = []
    taken = {page.tree.at(i.span.start) for i in items if i.span is not None and i.quantity is not None}
    words = numerals(page.lang)
    for i in clause.tokens:
        token = page.tree[i]
        if token.pos != "NOUN" or "Number=Sing" not in token.morph:
            continue
        article = page.tree.kid(i, "det", "nummod")
        if article is None or page.lower(article) not in words.words.articles or article in taken or i in taken:
            continue
        if fold(token.lemma) in words.words.shares:  # "une partie de ces obus": how much is not said
            continue
        category = category_of(token.text, page.lang)
        unit = words.unit(fold(token.lemma))
        undergoes = token.dep == "obj" or (token.dep.startswith("nsubj") and is_passive(page, clause))
        if category in words.words.pieces or (undergoes and unit is not None and unit.kind in ("people", "victim")):
            start, end = page.tree[article].start, token.end
            quantity = Quantity(page.text[start:end], 1, None, None, unit.unit if unit else None, False)
            found.append(Item(token.text, category, quantity, Span(start, end)))
    return found


__all__ = ["item_at", "items_of", "with_goods"]
