"""Roles that the frame of a predicate leaves empty, filled from the rest of the clause or from what the clause takes up."""

from __future__ import annotations

from faisceau.extract.arguments import Slots, is_passive
from faisceau.extract.clauses import Clause
from faisceau.extract.nominals import event_slots
from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.extract.roles import Roles, fill, refs, unique
from faisceau.extract.taken_up import taken_up
from faisceau.extract.voices.zones import Voice
from faisceau.knowledge.lexicon import Row
from faisceau.model.actors import is_group
from faisceau.model.claims import AUTHOR

#: What a mention left over may be to fill an empty object: persons and pronouns take roles only by the frame.
_PARTIES = frozenset({"state", "title", "adjective", "organisation", "bloc"})


def complete(page: Page, clause: Clause, slots: Slots, roles: Roles) -> None:
    """Fill an empty role from actors of the clause that take part in the act and that no other role holds.

    Where nobody acts, the actor first named is the one of whom the clause tells; else what is left is whom it concerns.
    """
    held = {r.id for r in (*roles.subject, *roles.object)}
    rest = [
        m
        for i in clause.tokens
        if (m := page.mentions.get(i)) is not None
        and m.actors
        and m.kind != "place"
        and not is_group(m.actors[0])
        and not held & set(m.actors)
        and _takes_part(page, clause, i)
    ]
    if not roles.subject:
        if rest and not roles.object and not is_passive(page, clause):
            roles.subject = unique(refs(rest[0]))
    elif not roles.object:
        roles.object = unique(r for m in rest if m.kind in _PARTIES for r in refs(m))[:3]


def take_speaker(page: Page, clause: Clause, voice: Voice | None, roles: Roles) -> None:
    """Quoted words in which nobody acts are an act of their speaker."""
    if not roles.subject and voice is not None and page.quotation_at(page.tree[clause.head].start) is not None:
        held = {r.id for r in roles.object}
        roles.subject = [r for r in voice.by if r.id != AUTHOR and r.id not in held and not is_group(r.id)]


def take_up(page: Page, slots: Slots, roles: Roles, row: Row | None) -> None:
    """A demonstrative act as subject or object stands for its actors: the first acts on the others."""
    frame = row.roles if row is not None else {}
    for slot, default in (("subj", "subject"), ("obj", "object")):
        own, other = (
            (roles.subject, roles.object) if frame.get(slot, default) == "subject" else (roles.object, roles.subject)
        )
        if own or (slot == "obj" and not roles.subject):
            continue
        for i in slots.get(slot, ()):
            found = [r for r in taken_up(page, i) if r.id not in {o.id for o in other}]
            if own is roles.subject and len(found) > 1 and not other:
                own.extend(found[:1])
                other.extend(found[1:])
            else:
                own.extend(found)


def take_from_event(page: Page, slots: Slots, roles: Roles) -> None:
    """A clause about an act ("la visite de X à Y remonte à 2000") is about that act's actors, in their own roles."""
    for i in slots.get("subj", ()):
        row = noun_row(page, i) if page.tree[i].pos == "NOUN" else None
        if row is None or i in page.holder:
            continue
        act = fill(page, event_slots(page, i), row)
        if act.subject and act.object:
            roles.subject, roles.object = act.subject, act.object


def take_concern(page: Page, clause: Clause, roles: Roles) -> None:
    """What is said of an act taken up by a demonstrative ("l'inquiétude face à ce rapprochement") concerns its actors."""
    held = {r.id for r in roles.subject}
    for i in clause.tokens:
        found = [r for r in taken_up(page, i, any_noun=True) if r.id not in held]
        if found:
            roles.object = found[:3]
            return


def _takes_part(page: Page, clause: Clause, i: int) -> bool:
    """Whether a mention stands among the clause's arguments, not in a complement of time, manner or source."""
    at = i
    while at != clause.head:
        if at in page.time_tokens or page.preposition(at) in page.grammar.adjuncts:
            return False
        if page.tree.is_root(at):
            return False
        at = page.tree[at].head
    return True
