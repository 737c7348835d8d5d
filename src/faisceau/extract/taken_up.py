"""Acts that are taken up by a demonstrative: "cette visite", "ce rapprochement" have the actors of the act named before."""

from __future__ import annotations

from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.extract.roles import inside
from faisceau.model.claims import ActorRef

_REACH = 8  # sentences back to the same noun
_NEXT = 2  # sentences back to an act told in other words


def taken_up(page: Page, i: int, *, any_noun: bool = False) -> list[ActorRef]:
    """Actors of the act that the demonstrative noun phrase headed by `i` takes up; [] if it is none or tells its own.

    The same noun with actors of its own, said before, is the act; else an event noun takes up the nearest sentence
    before that names two actors, as far as `_NEXT` sentences back; with `any_noun`, so does any noun ("ces propos").
    """
    tree = page.tree
    if tree[i].pos != "NOUN" or not any(page.lower(c) in page.grammar.demonstratives for c in tree.kids(i, "det")):
        return []
    here = tree.sentence_index(i)
    lemma = tree[i].lemma
    for back in range(i - 1, -1, -1):
        if here - tree.sentence_index(back) > _REACH:
            break
        if tree[back].lemma == lemma and tree[back].pos == "NOUN" and (found := inside(page, back)):
            return found
    if noun_row(page, i) is None and not any_noun:
        return []
    for n in range(here - 1, max(here - _NEXT, 0) - 1, -1):
        sentence = tree.sentences[n]
        named: dict[str, ActorRef] = {}
        for j in range(sentence.first, sentence.last):
            mention = page.mentions.get(j)
            if mention is not None and mention.kind in ("state", "person", "organisation", "title", "bloc"):
                for ref in inside(page, j):
                    named.setdefault(ref.id, ref)
        if len(named) >= 2:
            return list(named.values())[:4]
    return []
