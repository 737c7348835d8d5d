"""Nouns that take up a person or a body: "l'opposant", "le président", "le journal".

In the order of certainty: who the article calls so by name, who has the office that the noun names, the one actor of
the sort near by. Where two compete, nobody is taken up.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from faisceau.knowledge.descriptions import Description, descriptions
from faisceau.knowledge.gazetteer import RoleRow, fold, gazetteer, words_of
from faisceau.model.actors import is_group, is_person
from faisceau.model.layers import Mention
from faisceau.resolve.memory import APART, FAR, LEAD, Candidate, Memory
from faisceau.resolve.page import Page, description_of, has_complement, is_definite, role_at
from faisceau.resolve.people import is_former

_NEAR = 2  # sentences in which the one actor of a sort is meant
_BODIES = frozenset({"organisation", "medium", "bloc"})
_COMPANY = "company"  # what a body that no list knows is most often
_SINGLE = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})


def called(page: Page) -> dict[str, list[str]]:
    """The actors that the article calls by each noun: "l'opposant Untel", "Untel, guide au musée", "la Cour suprême"."""
    found: dict[str, list[str]] = {}
    for head, mention in page.mentions.items():
        if not mention.actors or is_group(mention.actors[0]):
            continue
        actor = mention.actors[0]
        nouns = _nouns_of_title(page, head, mention) | _nouns_of_name(page, head, mention)
        if mention.kind == "person":
            nouns |= _offices(page, actor)
        if mention.kind in ("organisation", "bloc"):
            nouns |= _own_nouns(page, mention.text, actor)
        for noun in sorted(nouns):
            actors = found.setdefault(noun, [])
            if actor not in actors:
                actors.append(actor)
    return found


def _nouns_of_title(page: Page, head: int, mention: Mention) -> set[str]:
    """The title itself, where it is that of a person named beside it."""
    if mention.kind != "title" or mention.rule != "title of a person named beside it" or _is_elsewhere(page, head):
        return set()
    start = page.tree.at(mention.start)
    return set(_key(page, head if start is None else start))


def _nouns_of_name(page: Page, head: int, mention: Mention) -> set[str]:
    """The nouns beside the name of a person or body that call one of its sort."""
    sort = "person" if mention.kind == "person" else "body" if mention.kind in _BODIES else None
    return {
        noun
        for at in (_nouns_beside(page, head, mention.start, mention.end) if sort is not None else ())
        if (row := description_of(page, at)) is not None and row.sort == sort
        if "Number=Plur" not in page.tree[at].morph and not _is_elsewhere(page, at)
        for noun in _key(page, at)
    }


class _Noun(NamedTuple):
    """A noun that may take somebody up: its first token, its head, the token after it, and what is known of its words."""

    first: int
    head: int
    after: int
    row: Description | None
    role: RoleRow | None

    @property
    def office(self) -> RoleRow | None:
        """The office that it names, if it is one that somebody holds."""
        named = self.role is not None and self.role.class_ not in (None, "other")
        return self.role if named and (self.row is None or not self.row.alone) else None


def described(memory: Memory, i: int) -> tuple[str, ...]:
    """The actors that a definite noun at token `i` takes up, () if it takes up nobody."""
    noun = _noun(memory.page, i)
    if noun is None:
        return ()
    apposed = _apposed(memory, noun.head, noun.row)
    if apposed is not None:
        return apposed
    by_name = (a for key in _key(memory.page, i) for a in memory.called.get(key, ()))
    introduced = tuple(dict.fromkeys(by_name))
    of_body = noun.row is not None and noun.row.sort == "body"
    return (_body_meant if of_body else _person_meant)(memory, noun, introduced)


def _noun(page: Page, i: int) -> _Noun | None:
    """The noun of an office or a description that begins at token `i`, definite, one, and of the present; else None."""
    tree = page.tree
    if not any(_is_pointing(page, j) for j in (i, i + 1) if j < len(tree.tokens)) or "Number=Plur" in tree[i].morph:
        return None
    role, length = role_at(page, i) or (None, 1)
    row = description_of(page, i) if length == 1 else None
    if row is None and (role is None or role.class_ in (None, "other")):
        return None
    head = next((j for j in range(i, i + length) if not i <= tree[j].head < i + length), i)
    if not _is_pointing(page, head) or is_former(page, head):
        return None
    return _Noun(i, head, i + length, row, role)


def _body_meant(memory: Memory, noun: _Noun, introduced: tuple[str, ...]) -> tuple[str, ...]:
    """The body that was named so, else the only one of the sort; nobody where more is said of which one is meant."""
    page, tree = memory.page, memory.page.tree
    special = any(tree[c].text.lower() not in page.reference.plain for c in tree.kids(noun.head, "amod"))
    if special or noun.row is None or _is_qualified(page, noun.head, noun.after):
        return ()
    named = tuple(actor for actor in introduced if actor in memory.times)
    if named or tree[noun.head].text[0].isupper():
        return _whole(page, _nearest_of(memory, noun.head, named))
    return _whole(page, _only_body(memory, noun.head, noun.row))


def _person_meant(memory: Memory, noun: _Noun, introduced: tuple[str, ...]) -> tuple[str, ...]:
    """Who leads the body told, has the office, was called so by name, or is the only one of the sort, in this order."""
    page = memory.page
    if leading := _of_the_body(memory, noun.head):
        return _whole(page, leading)
    qualified = _is_qualified(page, noun.head, noun.after)
    if noun.office is not None and not qualified and (holder := _in_office(memory, noun.head, noun.office)):
        return holder
    if introduced and not (qualified and len(introduced) > 1):
        return _whole(page, _nearest_of(memory, noun.head, introduced))
    if noun.row is not None and noun.row.alone and not qualified:
        return _whole(page, _only_person(memory, noun.head, noun.row))
    return ()


def _is_elsewhere(page: Page, head: int) -> bool:
    """Whether the title of a head of state has a complement: "le président de l'Assemblée"."""
    role = role_at(page, head)
    if role is None or role[0].class_ not in _SINGLE or role[1] > 1:
        return False
    return has_complement(page, head)


def _key(page: Page, i: int) -> tuple[str, ...]:
    row = description_of(page, i)
    role = role_at(page, i)
    if role is not None and role[1] > 1:
        return (" ".join(role[0].words),)
    return (fold(row.noun),) if row is not None else (fold(page.tree[i].text),)


def _offices(page: Page, person: str) -> set[str]:
    """The titles that a listed person has at publication."""
    on = page.layers.published
    return {
        " ".join(t.office) for t in page.gazetteer.careers.get(person, ()) if t.office and (on is None or t.covers(on))
    }


def _nouns_beside(page: Page, head: int, start: int, end: int) -> list[int]:
    """Nouns that call the name at `start:end`: right before it, after a comma behind it, or by a copula."""
    tree = page.tree
    span = tree.within(start, end)
    if not span:
        return []
    found = []
    bounds = tree.sentence(head)
    back = span[0] - 1
    while back >= bounds.first and (tree[back].pos == "ADJ" or tree[back].text in ('"', "«", "»")):
        back -= 1
    if back >= bounds.first and tree[back].pos in ("NOUN", "ADJ", "VERB"):
        found.append(back)
    elif span[0] - 1 >= bounds.first and tree[span[0] - 1].pos == "ADJ":
        found.append(span[0] - 1)
    if back + 1 < span[0] and tree[span[0] - 1].pos == "ADJ":  # "le milliardaire républicain Untel"
        found.append(span[0] - 1)
    above = tree[head].head
    apart = any(tree[j].pos == "ADP" for j in range(above, span[0]))
    if tree[head].dep.startswith(("appos", "flat", "nmod")) and bounds.first <= above < span[0] and not apart:
        found.append(above)
    after = span[-1] + 1
    if after < bounds.last and tree[after].text == ",":
        after += 1
        while after < bounds.last and tree[after].pos in ("DET", "ADJ") and description_of(page, after) is None:
            after += 1
        noun = after < bounds.last and tree[after].pos in ("NOUN", "ADJ")
        if noun and (tree[after - 1].text == "," or tree[after].head == head):
            found.append(after)
    predicate = tree[head].head
    if tree[head].dep.startswith("nsubj") and tree[predicate].pos == "NOUN" and tree.kid(predicate, "cop") is not None:
        found.append(predicate)
    return found


def _own_nouns(page: Page, written: str, actor: str) -> set[str]:
    """The common noun that opens a body's name, as written or as listed: "Cour" of "Cour suprême"."""
    lang = page.layers.lang or ""
    first = words_of(written)[:1] if " " in written else ()
    return (set(first) & _body_nouns(lang)) | _listed_nouns(lang).get(actor, set())


@cache
def _body_nouns(lang: str) -> frozenset[str]:
    return frozenset(fold(noun) for noun, row in descriptions(lang).items() if row.sort == "body")


@cache
def _listed_nouns(lang: str) -> dict[str, set[str]]:
    nouns = _body_nouns(lang)
    found: dict[str, set[str]] = {}
    for actor, surface in gazetteer(lang).bodies():
        first, *rest = words_of(surface) or ("",)
        if rest and first in nouns:
            found.setdefault(actor, set()).add(first)
    return found


def _is_pointing(page: Page, i: int) -> bool:
    """Whether the noun has a definite article or a demonstrative."""
    tree = page.tree
    return is_definite(page, i) or any("PronType=Dem" in tree[c].morph for c in tree.kids(i, "det"))


def _is_qualified(page: Page, noun: int, after: int) -> bool:
    """Whether a complement, a name or a relative clause says which one is meant."""
    tree = page.tree
    for c in tree.children[noun]:
        dep = tree[c].dep.partition(":")[0]
        if c < after and c not in page.mentions:
            continue
        if any(tree[j].text.endswith(",") for j in range(after - 1, c)):
            continue
        case = tree.kid(c, "case")
        if dep == "nmod" and case is not None and case > after and tree[case - 1].pos not in ("ADJ", "NOUN"):
            continue
        if dep == "nmod" and case is not None and fold(tree[case].text) not in page.reference.genitives:
            continue
        if dep in ("nmod", "flat", "appos") or c in page.mentions:
            return True
        if dep == "acl" and tree.subtree(c)[0] == after:
            return True
    return False


def _apposed(memory: Memory, noun: int, row: Description | None) -> tuple[str, ...] | None:
    mention = memory.page.mentions.get(memory.page.tree[noun].head)
    fits = mention is not None and row is not None and (mention.kind == "person") == (row.sort == "person")
    if fits and mention is not None and mention.actors and memory.page.tree[noun].dep.startswith("appos"):
        return mention.actors if mention.kind == "person" or mention.kind in _BODIES else None
    return None


def _whole(page: Page, actor: str | None) -> tuple[str, ...]:
    if actor is None:
        return ()
    if is_person(actor):
        return page.person_actors(actor)
    return memory_actors(page, actor)


def memory_actors(page: Page, actor: str) -> tuple[str, ...]:
    """The body with the state for which it acts, as the article's mentions have it."""
    return next((m.actors for m in page.mentions.values() if m.actors and m.actors[0] == actor), (actor,))


def _recent(memory: Memory, noun: int) -> list[Candidate]:
    here = memory.page.tree.sentence_index(noun)
    return [c for c in reversed(memory.seen[-FAR:]) if here - c.sentence <= _NEAR]


def _nearest_of(memory: Memory, noun: int, actors: tuple[str, ...]) -> str | None:
    """The one of the actors, or the one of them named near by; None if two are."""
    if len(actors) < 2:
        return actors[0] if actors else None
    near = list(dict.fromkeys(c.actors[0] for c in _recent(memory, noun) if c.actors[0] in actors))
    if len(near) == 1:
        return near[0]
    most, next_ = sorted((memory.named.get(a, 0) for a in actors), reverse=True)[:2]
    return max(actors, key=lambda a: memory.named.get(a, 0)) if most >= LEAD and most >= APART * next_ else None


def _only_body(memory: Memory, noun: int, row: Description) -> str | None:
    sorts = memory.page.gazetteer.sorts
    recent = _recent(memory, noun)
    for pool in (recent, memory.seen):
        unlisted = _COMPANY if pool is recent else None
        fits = {
            c.actors[0]
            for c in pool
            if c.kind in _BODIES
            and (sorts.get(c.actors[0]) or (unlisted if not _is_called(memory, c.actors[0]) else None)) in row.kinds
            and (c.kind != "medium" or c.subject)
        }
        if len(fits) == 1:
            return fits.pop()
        if fits:
            return memory.lead_body if memory.lead_body in fits else None
    return None


def _is_called(memory: Memory, actor: str) -> bool:
    """Whether the article calls the body something by name that no company is: "l'ONG Untel"."""
    nouns = descriptions(memory.page.layers.lang or "")
    of_body = (nouns.get(noun) for noun, actors in memory.called.items() if actor in actors)
    return any(row is not None and _COMPANY not in row.kinds for row in of_body)


def _in_office(memory: Memory, noun: int, role: RoleRow) -> tuple[str, ...]:
    """Whoever has the office among those named, else the holder for the state that the article is about."""
    page = memory.page
    office = role.class_ or "other"
    named = dict.fromkeys(c.actors[0] for c in reversed(memory.seen[-FAR:]) if c.person)
    held = [a for a in named if office in page.classes(a) and _agrees(page, a, noun)]
    focus = memory.focus_state(noun)
    of_focus = [a for a in held if focus in page.person_actors(a)]
    if of_focus or memory.lead in held:
        return page.person_actors(of_focus[0] if of_focus else memory.lead or held[0])
    # whoever of that office was just spoken of, before one whom nobody has named yet
    near = {c.actors[0] for c in _recent(memory, noun)}
    if held and held[0] in near:
        return page.person_actors(held[0])
    if focus is not None and office in _SINGLE:
        holder = page.gazetteer.holder(focus, office, page.layers.published, role.words)
        if holder is not None and _agrees(page, holder, noun):
            return holder, focus
    later = [a for a in memory.named if is_person(a) and office in page.classes(a) and _agrees(page, a, noun)]
    of_focus = [a for a in later if focus is not None and focus in page.person_actors(a)]
    return page.person_actors(of_focus[0]) if len(of_focus) == 1 else ()


def _agrees(page: Page, person: str, noun: int) -> bool:
    """Whether the noun's gender may be the person's, as the article or the given name tells it."""
    told = page.gender_of(person)
    morph = page.tree[noun].morph
    return not told or "Gender=" not in morph or f"Gender={told}" in morph


def _of_the_body(memory: Memory, noun: int) -> str | None:
    """The one person named before who acts for a body in whose name the noun's adjective is: "le leader tibétain"."""
    page = memory.page
    said = [fold(page.tree[c].text) for c in page.tree.kids(noun, "amod") if c not in page.covered]
    bodies = frozenset[str]().union(*map(page.gazetteer.named_with, said))
    found = [who for who in memory.times if is_person(who) and bodies.intersection(page.person_actors(who)[1:])]
    return found[0] if len(found) == 1 and _agrees(page, found[0], noun) else None


def _only_person(memory: Memory, noun: int, row: Description) -> str | None:
    """The one person near by whose gender fits, or the protagonist among them."""
    page = memory.page
    recent = _recent(memory, noun)
    here = page.tree.sentence_index(noun)
    told = {c.actors[0] for c in recent if c.sentence == here}  # somebody just named is not described at once

    def fits(actor: str) -> bool:
        serving = any(a in page.gazetteer.states for a in page.person_actors(actor))
        if row.kinds and serving != ("official" in row.kinds):
            return False
        return actor not in told and not (row.gender and (page.gender_of(actor) or row.gender) != row.gender)

    lead = memory.lead
    if lead is not None and lead in memory.times and fits(lead):
        return lead
    near = [a for a in dict.fromkeys(c.actors[0] for c in recent if c.person) if fits(a)]
    return near[0] if len(near) == 1 else None
