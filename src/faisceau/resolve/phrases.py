"""Phrases that take up actors already named: "les deux pays", "ce dernier", "son homologue", "leur gouvernement"."""

from __future__ import annotations

from faisceau.model.actors import is_group, is_person
from faisceau.resolve.memory import FAR, Candidate, Memory
from faisceau.resolve.page import Page, is_definite
from faisceau.resolve.words import Anaphor

_FIGHTING = frozenset({"armed_group", "party"})  # organisations that may be a side in a conflict


def of_possessor(page: Page, i: int) -> tuple[str, ...]:
    """ "son pays", "leur gouvernement": the state of whom the possessive takes up."""
    if page.tree[i].lemma not in page.reference.organs:
        return ()
    owners = (page.mentions[c].actors for c in page.tree.kids(i, "det") if c in page.mentions)
    return tuple(a for actors in owners for a in actors if a in page.gazetteer.states)[:1]


def phrase(memory: Memory, i: int) -> tuple[str, ...]:
    """Actors that an anaphoric phrase headed by token `i` takes up, () if it is none."""
    page, tree = memory.page, memory.page.tree
    rule = _rule(page, i)
    if rule is None:
        return ()
    if rule.count == 1 and any(
        tree[c].dep.partition(":")[0] in ("nmod", "appos", "flat") or c in page.mentions for c in tree.children[i]
    ):
        return ()
    if rule.count > 1:
        return _foremost(memory, i, rule.kind, rule.count)
    if rule.kind == "state":
        state = state_meant(memory, i)
        return (state,) if state is not None else ()
    return _last(memory, rule.kind)


def organ(memory: Memory, i: int) -> tuple[str, ...]:
    """The state in focus where the noun is an organ of it and nothing says of which: "le ministère de la Défense"."""
    page, tree = memory.page, memory.page.tree
    lemma = tree[i].lemma.lower()
    department = lemma in page.reference.departments
    if not (department or lemma in page.reference.organs_alone) or not is_definite(page, i):
        return ()
    said = list(tree.kids(i, "nmod", "amod", "flat", "appos"))
    if (said and not department) or any(j in page.covered for c in said for j in tree.subtree(c)):
        return ()
    state = state_meant(memory, i)
    return (state,) if state is not None else ()


def counterpart(memory: Memory, i: int) -> tuple[str, ...]:
    """ "son homologue japonais": who has, for the state told, the office of the subject before; else the state."""
    page = memory.page
    owners = [
        a
        for c in page.tree.subtree(i)
        if c != i and (m := page.mentions.get(c)) is not None and m.kind in ("adjective", "state")
        for a in m.actors[:1]
    ]
    if not owners:
        return ()
    classes = next((page.classes(c.actors[0]) for c in reversed(memory.seen[-FAR:]) if c.person and c.subject), set())
    for role in sorted(classes):
        holder = page.gazetteer.holder(owners[0], role, page.layers.published)
        if holder:
            return holder, owners[0]
    return (owners[0],)


def state_meant(memory: Memory, i: int) -> str | None:
    """The state of "le pays": the one named last for "ce pays", the sentence's scene, else the one in focus."""
    tree = memory.page.tree
    if any("PronType=Dem" in tree[c].morph for c in tree.kids(i, "det")):
        return memory.last_state(i)
    return memory.scene(i, memory.page.reference.scenes) or memory.focus_state(i)


def _rule(page: Page, i: int) -> Anaphor | None:
    tree = page.tree
    if _spelt(page, i) not in page.reference.phrase_words:
        return None
    if i and f"{tree[i - 1].text} {tree[i].text}".lower() in page.reference.idle:
        return None
    for first in range(i, max(i - 4, -1), -1):
        for last in range(i, min(i + 4, len(tree.tokens))):
            span = " ".join(_spelt(page, j) for j in range(first, last + 1)).replace("' ", "'")
            rule = page.reference.phrases.get(span)
            if rule is not None:
                return rule
    return None


def _spelt(page: Page, j: int) -> str:
    """Token `j` in lower case; an article contracted with a preposition ("du") as the bare article."""
    token = page.tree[j]
    text = token.text.lower().replace("’", "'")
    return page.reference.contracted.get(text, text) if "Definite=Ind" not in token.morph else text


def _of_kind(c: Candidate, kind: str, states: frozenset[str]) -> tuple[str, ...]:
    """The candidate's actors if it is of the kind that a phrase asks for."""
    if is_group(c.actors[0]):
        return ()
    if kind == "any":
        return c.actors
    if kind == "person":
        return c.actors if c.person else ()
    if kind == "organisation":
        return c.actors if c.kind in ("organisation", "bloc") else ()
    return tuple(a for a in c.actors if a in states)


def _last(memory: Memory, kind: str) -> tuple[str, ...]:
    """The actors last named that are of the kind."""
    for c in reversed(memory.seen[-FAR:]):
        found = _of_kind(c, kind, memory.page.gazetteer.states)
        if found:
            return found
    return ()


def _foremost(memory: Memory, i: int, kind: str, count: int) -> tuple[str, ...]:
    """The `count` actors of the kind most often named so far, in the order of their first mention."""
    page = memory.page
    told = memory.states_told(page.tree.sentence(i).last) if kind == "state" else memory.times
    times = {a: n for a, n in told.items() if _is_of(page, a, kind)}
    best = sorted(times, key=lambda a: -times[a])[:count]  # dicts keep the order of first mention; the sort is stable
    if len(best) != count:
        return ()
    chosen = [a for a in times if a in best]
    if kind == "person":
        return tuple(dict.fromkeys(actor for a in chosen for actor in page.person_actors(a)))
    return tuple(chosen)


def _is_of(page: Page, actor: str, kind: str) -> bool:
    """Whether an actor may be meant by a phrase for several: people, states, or the parties of a conflict."""
    if is_person(actor):
        return kind == "person"
    sort = page.gazetteer.sorts.get(actor)
    if kind == "state":
        return actor in page.gazetteer.states
    return kind == "party" and (sort in _FIGHTING or actor in page.gazetteer.states)
