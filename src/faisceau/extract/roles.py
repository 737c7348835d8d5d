"""Roles: which actors and goods fill a predicate's slots, by its frame or, without one, by what syntax says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from faisceau.extract.arguments import Slots, conjuncts
from faisceau.extract.items import item_at
from faisceau.extract.page import Page
from faisceau.knowledge.gazetteer import is_state
from faisceau.knowledge.lexicon import Row
from faisceau.model.actors import is_group, is_person
from faisceau.model.claims import ActorRef, Item
from faisceau.model.layers import Mention
from faisceau.model.text import Span

#: The roles that parties fill.
SUBJECT, OBJECT = "subject", "object"

_DEFAULT = {"subj": "subject", "obj": "object", "iobj": "object"}
_ACTOR_KINDS = frozenset(
    {"state", "person", "organisation", "medium", "bloc", "title", "group", "pronoun", "place", "adjective"}
)


def sort_of(actor: str) -> str:
    """group, person, state or body, by the form of an actor's id."""
    if is_group(actor):
        return "group"
    if is_person(actor):
        return "person"
    return "state" if is_state(actor) else "body"


@dataclass
class Roles:
    """What fills the roles of one predicate. `places` are ids of places that are not otherwise a role."""

    subject: list[ActorRef] = field(default_factory=list)
    object: list[ActorRef] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    theme: list[int] = field(default_factory=list)


def refs(mention: Mention) -> list[ActorRef]:
    """One reference for each actor of a mention, all with its words."""
    span = Span(mention.start, mention.end)
    return [ActorRef(actor, mention.text, span) for actor in mention.actors]


def actors_of(page: Page, i: int, *, deep: bool) -> list[ActorRef]:
    """Actors that the noun or pronoun `i` stands for; with `deep`, those inside its phrase when it stands for none."""
    direct = _direct(page, i)
    if direct or not deep:
        return direct
    return inside(page, i, settings=False)


def _direct(page: Page, i: int) -> list[ActorRef]:
    head = page.holder.get(i, i)
    mention = page.mentions.get(head)
    found: list[ActorRef] = []
    if mention is not None and mention.kind in _ACTOR_KINDS:
        found = refs(mention)
        if mention.kind in ("title", "group", "state", "organisation"):
            for c in page.tree.kids(i, "appos", "flat", "nmod"):
                other = page.mentions.get(page.holder.get(c, c))
                if (
                    other is not None
                    and other.kind == "person"
                    and (page.tree[c].dep != "nmod" or page.preposition(c) is None)
                ):
                    found = refs(other) + [r for r in found if not is_group(r.id)]
    if not found:
        found = _speaker(page, i)
    return unique(found)


def _speaker(page: Page, i: int) -> list[ActorRef]:
    """ "nous" and "je" in a quotation are its speaker: the state or body for the plural, the person for the singular."""
    token = page.tree[i]
    if token.pos not in ("PRON", "DET"):
        return []
    plural = page.lower(i) in page.grammar.first_person_plural
    if not plural and page.lower(i) not in page.grammar.first_person_singular:
        return []
    quotation = page.quotation_at(token.start)
    if quotation is None:
        return []
    spoken = page.speakers.get(quotation.start, [])
    if plural and len(spoken) > 1:
        spoken = [r for r in spoken if not is_person(r.id)] + [r for r in spoken if is_person(r.id)]
    return [ActorRef(r.id, token.text, Span(token.start, token.end)) for r in spoken]


def inside(page: Page, i: int, *, settings: bool = True) -> list[ActorRef]:
    """Actors named anywhere in the phrase headed by `i`, clauses below it left out.

    Without `settings`, places where the thing is do not count: "la guerre en Ukraine" is not Ukraine's act.
    """
    found: list[ActorRef] = []
    prune = frozenset(
        c
        for j in page.tree.subtree(i)
        for c in page.tree.children[j]
        if page.tree[c].dep in ("acl:relcl", "advcl", "acl", "parataxis")
        or (not settings and page.preposition(c) in page.grammar.settings)
    )
    for j in page.tree.subtree(i, prune):
        mention = page.mentions.get(j)
        if mention is not None and mention.actors and j not in page.time_tokens:
            found.extend(refs(mention))
    return unique(found)


def unique(found: Iterable[ActorRef]) -> list[ActorRef]:
    """The references without repeated actors, in order."""
    seen: dict[str, ActorRef] = {}
    for ref in found:
        seen.setdefault(ref.id, ref)
    return list(seen.values())


def fill(page: Page, slots: Slots, row: Row | None) -> Roles:
    """The roles of a predicate with these slots: as its frame says, else subject and object as in syntax.

    Who fills no role by the frame may by what follows, in this order; nobody has both roles.
    """
    frame = (row.roles if row is not None else None) or _DEFAULT
    roles, embedded = _by_frame(page, slots, frame)
    if not roles.object:
        roles.object = _directed(page, slots, frame) or [r for i in embedded for r in named(inside(page, i))]
    if not roles.subject and frame.get("subj") == "object":
        # who receives is the subject of the verb: the giver may stand in the good ("reçoit des obus de X")
        held = {r.id for r in roles.object}
        roles.subject = [r for i in embedded for r in named(inside(page, i)) if r.id not in held]
    if not roles.subject and (row is None or row.flow is None):
        _without_agent(page, slots, roles)
    roles.subject = unique(roles.subject)
    held = {r.id for r in roles.subject}
    roles.object = [r for r in unique(roles.object) if r.id not in held]
    return roles


def _by_frame(page: Page, slots: Slots, frame: Mapping[str, str]) -> tuple[Roles, list[int]]:
    """The roles that the frame gives to slots, and the nouns of these within whose phrases others may be named.

    An indirect object of which the frame says nothing is one to whom the act is done.
    """
    roles, embedded = Roles(), list[int]()
    for slot, role in frame.items():
        for i in slots.get(slot, ()):
            _put(page, roles, role, i, embedded)
    if "iobj" not in frame:
        roles.object.extend(r for i in slots.get("iobj", ()) for r in actors_of(page, i, deep=False))
    return roles, embedded


def _directed(page: Page, slots: Slots, frame: Mapping[str, str]) -> list[ActorRef]:
    """Who is named in slots that the frame leaves out and that direct an act at somebody: "contre X", "envers X"."""
    return [
        ref
        for slot in sorted(slots)
        if slot not in frame and slot in page.grammar.directed
        for i in slots[slot]
        if i not in page.time_tokens
        for ref in named(actors_of(page, i, deep=slot == "obj"))
    ]


def _without_agent(page: Page, slots: Slots, roles: Roles) -> None:
    """Where nobody else is the agent, an actor that stands as grammatical subject is, whatever the frame asks."""
    held = unique(r for i in slots.get("subj", ()) for r in _direct(page, i))
    if held:
        roles.subject = held
        ids = {r.id for r in held}
        roles.object = [r for r in roles.object if r.id not in ids]


def named(found: Iterable[ActorRef]) -> list[ActorRef]:
    """The references that name somebody: an unnamed group takes a role only where it fills the slot itself."""
    return [r for r in found if not is_group(r.id)]


def _put(page: Page, roles: Roles, role: str, i: int, embedded: list[int]) -> None:
    if i in page.time_tokens:
        return
    if role == "subject":
        roles.subject.extend(actors_of(page, i, deep=True))
    elif role == "object":
        direct = actors_of(page, i, deep=False)
        roles.object.extend(direct)
        if not direct:
            embedded.append(i)
    elif role == "both":
        roles.subject.extend(actors_of(page, i, deep=False))
    elif role == "item":
        good = item_at(page, i)
        if good is not None:
            roles.items.append(good)
        embedded.append(i)
    elif role in ("theme", "content"):
        roles.theme.append(i)
        embedded.append(i)


__all__ = ["Roles", "actors_of", "conjuncts", "fill", "inside", "refs", "unique"]
