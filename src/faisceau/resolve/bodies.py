"""Bodies that no list knows, or that a state tells: "la société Untel", "la Cour suprême"."""

from __future__ import annotations

from faisceau.knowledge.gazetteer import fold, slug
from faisceau.model.layers import Mention
from faisceau.resolve.names import Name
from faisceau.resolve.names_network import BODY, NOBODY
from faisceau.resolve.page import Page, sort_of
from faisceau.resolve.people import noun_apposed

_OWNERS = frozenset({"adjective", "state"})


def mention_state_bodies(page: Page) -> None:
    """ "la Cour suprême": a body of the state told beside it, or of the state in focus when its turn comes."""
    tree = page.tree
    for i, token in enumerate(tree.tokens[:-1]):
        if not token.text[0].isupper() or i in page.covered or token.pos not in ("NOUN", "PROPN"):
            continue
        for last in (i + 1, i + 2):
            if last >= len(tree.tokens):
                continue
            written = page.text[token.start : tree[last].end].rstrip(",.;:")
            if fold(written.replace("’", "'")) in page.reference.state_bodies:
                end = token.start + len(written)
                owners = [
                    a for c in tree.children[i] if (m := page.mentions.get(c)) and m.kind in _OWNERS for a in m.actors
                ]
                page.state_bodies[i] = (slug(written).upper(), owners[0] if owners else None)
                page.add(Mention(token.start, end, written, "organisation", (), "body of a state"))


def mention_bodies(page: Page, names: list[Name]) -> None:
    """ "la société Untel", "la Cour suprême": bodies that no list knows, by the noun before the name or that opens it."""
    unknown = [
        n for n in names if n.kind == "name" and (at := page.tree.at(n.start)) is not None and at not in page.covered
    ]
    told = {n.text for n in unknown if page.in_context.get(slug(n.text)) != NOBODY and _is_body(page, n)}
    for name in unknown:
        rule = "body by its noun" if name.text in told else "does what somebody does"
        if page.in_context.get(slug(name.text)) == BODY:
            rule = "body by its words in their context"
        if name.text in told or page.slug(name.text) in page.bodies:
            page.add(Mention(name.start, name.end, name.text, "organisation", (_body_id(name.text),), rule))


def _is_body(page: Page, name: Name) -> bool:
    first = page.tree.at(name.start)
    if first is None or not name.text[0].isupper():
        return False
    apposed = noun_apposed(page, name, first)
    if apposed is not None and sort_of(page, apposed) == "body" and "Number=Plur" not in page.tree[apposed].morph:
        return True
    back = first - 1
    if back > 0 and page.tree[back].pos == "ADJ" and page.tree[back].text.islower():
        back -= 1
    noun = page.tree[back] if back >= 0 else None
    if noun is None or not (noun.text.islower() or noun.text.isupper()) or "Number=Plur" in noun.morph:
        return False
    return sort_of(page, back) == "body" or _is_of_body(page, back)


def _is_of_body(page: Page, i: int) -> bool:
    """Whether the noun at token `i` only says what a body is for: "la société de | suivi", "l'institut de recherche"."""
    tree = page.tree
    if i < 2 or tree[i].pos != "NOUN" or tree[i - 1].pos != "ADP":
        return False
    if fold(tree[i - 1].text) not in page.reference.genitives:
        return False
    noun = tree[i - 2]
    return noun.text.islower() and "Number=Plur" not in noun.morph and sort_of(page, i - 2) == "body"


def _body_id(name: str) -> str:
    """The id of a body that no list knows: the upper-case slug of its name."""
    return slug(name).upper()
