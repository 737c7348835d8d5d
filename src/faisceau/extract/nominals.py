"""Event nouns that state something by themselves: "la visite de X à Y", "les livraisons nord-coréennes d'obus"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faisceau.extract.arguments import Slots, noun_slots
from faisceau.extract.clauses import Clause
from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.knowledge.lexicon import Row

_KINDS = frozenset({"event", "incident", "exchange", "sanction_act", "reaction", "need"})
_MIN_ACTORS = 2
_COVER = 0.6  # a noun phrase that fills this share of a claim's words says nothing that the claim does not


@dataclass
class Nominal:
    """An event noun with its complements, in the clause numbered `clause`; `unreal` is the status an adjective gives it."""

    head: int
    row: Row
    slots: Slots
    tokens: list[int]
    start: int
    end: int
    clause: int | None
    unreal: str | None
    doubts: tuple[str, ...] = ()  # what speaks against its being a claim of its own


def find_nominals(page: Page, clauses: list[Clause], taken: Sequence[tuple[int, int]]) -> list[Nominal]:
    """Event nouns with an actor, a date or a figure; `taken` are the claims that may already say the same (code points)."""
    found: list[Nominal] = []
    by_head = {c.head: n for n, c in enumerate(clauses)}
    for i, token in enumerate(page.tree.tokens):
        if token.pos != "NOUN" or i in page.holder:
            continue
        row = noun_row(page, i)
        if row is None:
            continue
        nominal = _nominal(page, clauses, by_head, i, row)
        if nominal is None:
            continue
        if row.kind not in _KINDS:
            nominal.doubts += ("kind",)
        if any(_same_words(nominal, span) for span in taken):
            nominal.doubts += ("said",)
        found.append(nominal)
    return found


def _same_words(nominal: Nominal, span: tuple[int, int]) -> bool:
    inside = min(nominal.end, span[1]) - max(nominal.start, span[0])
    return inside > 0 and inside >= _COVER * (max(nominal.end, span[1]) - min(nominal.start, span[0]))


def event_slots(page: Page, i: int) -> Slots:
    """Complements of the event noun `i` by preposition, its nationality as "adj", its possessor as "poss"."""
    tree = page.tree
    slots = noun_slots(page, i)
    for j in tree.children[i]:
        mention = page.mentions.get(page.holder.get(j, j))
        if mention is not None and mention.kind == "adjective" and mention.actors:
            slots.setdefault("adj", []).append(page.holder.get(j, j))
        if mention is not None and mention.kind == "pronoun" and tree[j].dep == "det":
            slots.setdefault("poss", []).append(j)
    return slots


def _nominal(page: Page, clauses: list[Clause], by_head: dict[int, int], i: int, row: Row) -> Nominal | None:
    tree = page.tree
    slots = event_slots(page, i)
    actors = {
        a
        for slot in row.roles
        for j in slots.get(slot, ())
        if (m := page.mentions.get(page.holder.get(j, j))) is not None
        for a in m.actors[:1]
    }
    heads = frozenset(by_head) - {i}
    prune = frozenset(
        j
        for j in tree.subtree(i)
        if j in heads and tree[j].dep.startswith(("acl:relcl", "advcl", "parataxis", "conj", "appos"))
    )
    tokens = tree.subtree(i, prune)
    tokens = [j for j in tokens if not (j < i and tree[j].head == i and tree[j].dep in ("case", "cc", "mark", "punct"))]
    while tokens and tree[tokens[-1]].pos == "PUNCT":
        tokens.pop()
    while tokens and tree[tokens[0]].pos in ("PUNCT", "ADP", "CCONJ"):
        tokens.pop(0)
    if not tokens:
        return None
    start, end = tree[tokens[0]].start, tree[tokens[-1]].end
    dated = any(t.value for t in page.times_in(start, end))
    counted = bool(page.quantities_in(start, end))
    told = len(actors) + dated + counted
    if not told or start == end:
        return None
    clause = next((by_head[a] for a in (i, *tree.ancestors(i)) if a in by_head), None)
    unreal = next(
        (s for j in tree.kids(i, "amod", "acl") if (s := page.modality.unreal.get(tree[j].lemma.lower()))), None
    )
    doubts = ("few",) if told < _MIN_ACTORS or not actors else ()
    return Nominal(i, row, slots, tokens, start, end, clause, unreal, doubts)
