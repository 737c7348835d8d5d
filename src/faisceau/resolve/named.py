"""Whom the names of an article stand for: listed names, people introduced in it, acronyms, second names.

A name that fits several stands for none of them, unless the article or the day of publication tells which.
"""

from __future__ import annotations

from faisceau.knowledge.gazetteer import fold
from faisceau.model.layers import Mention
from faisceau.resolve.names import Name, name_words
from faisceau.resolve.names_network import NOBODY
from faisceau.resolve.page import Page
from faisceau.resolve.people import courtesy_before

_ACRONYM = range(2, 9)  # letters


def mention_name(page: Page, name: Name) -> None:
    """Note the actors that a name stands for, with the title of courtesy before it; nothing where it names none."""
    found = _listed_actors(page, name) if name.entries else _unlisted_actors(page, name)
    if found is None:
        return
    kind, actors, rule = found
    first = page.tree.at(name.start)
    start = name.start
    if first is not None:
        if kind == "state" and name.text[0].isupper() and page.tree[first].text.islower():
            kind = "adjective"
        courtesy = courtesy_before(page.tree, first, page.reference.courtesy) if kind == "person" else None
        if courtesy is not None:
            start = page.tree[courtesy].start
            if actors and (gender := page.reference.courtesy_gender.get(page.tree[courtesy].text)):
                page.genders.setdefault(actors[0], gender)
    page.add(Mention(start, name.end, page.text[start : name.end], kind, tuple(dict.fromkeys(actors)), rule))


def _unlisted_actors(page: Page, name: Name) -> tuple[str, tuple[str, ...], str] | None:
    listed = list(name_words(name.text))
    person = page.people.get(listed[-1])
    if person is None and len(listed) == 1:
        person = page.people.get(listed[0])
    if person and (len(listed) == 1 or page.slug(name.text) == person or person.startswith(listed[0])):
        by_office = listed[-1] in page.by_office
        return "person", page.person_actors(person), "in office by that name" if by_office else "named in the article"
    if page.slug(name.text) in page.persons:
        return "person", page.person_actors(page.slug(name.text)), "introduced as a person"
    if page.in_context.get(page.slug(name.text)) == NOBODY:
        return None
    if name.text.isalpha() and name.text.isupper() and len(name.text) in _ACRONYM:
        return None if name.text in page.reference.not_actors else ("organisation", (name.text,), "acronym")
    return None


def _listed_actors(page: Page, name: Name) -> tuple[str, tuple[str, ...], str]:
    entries = name.entries
    if name.kind == "person":
        candidates = sorted({e.actor for e in entries})
        if len(candidates) > 1:
            told = {page.people.get(w) for w in name_words(name.text)} & set(candidates)
            candidates = sorted(c for c in told if c) or _in_office(page, candidates)
        if len(candidates) != 1:
            return "person", (), "several people have this name"
        return "person", page.person_actors(candidates[0]), "listed name"
    ids = sorted({e.actor for e in entries})
    entry = min(entries, key=lambda e: e.actor)
    if name.kind == "place":
        states = {e.acts_for for e in entries}
        state = states.pop() if len(states) == 1 else None
        return "place", (state,) if state else (), "listed place"
    if len(ids) > 1 and name.kind in ("state", "adjective"):
        return name.kind, (), "several states have this name"
    if entry.kind == "capital":
        before = _governor(page, name)
        if before == "treaty":
            return "place", (), "city that names a treaty"
        if before == "place":
            return "place", (entry.actor,), "city where something happens"
    actors = (entry.actor, entry.acts_for) if entry.acts_for else (entry.actor,)
    return name.kind, actors, "listed name"


def _governor(page: Page, name: Name) -> str | None:
    """Whether a city names a treaty ("l'accord de Vienne") or a place where something happens ("à Vienne")."""
    first = page.tree.at(name.start)
    if first is None or first < 1:
        return None
    case = page.tree.kid(first, "case")
    if case is None:
        return None
    if fold(page.tree[case].text) in page.reference.settings:
        return "place"
    noun = page.tree[case - 1] if case else None
    return "treaty" if noun is not None and noun.lemma in page.reference.treaties else None


def _in_office(page: Page, candidates: list[str]) -> list[str]:
    on = page.layers.published
    if on is None:
        return candidates
    held = [c for c in candidates if page.gazetteer.behalf(c, on) is not None]
    return held or candidates


def mention_aliases(page: Page) -> None:
    """ "Jean Untel, alias Toto": the second name is the same person's, here and wherever it stands."""
    tree = page.tree
    for i, token in enumerate(tree.tokens[:-1]):
        if token.text not in page.reference.aliases or i < 2:
            continue
        before = i - 2 if tree[i - 1].text in (",", "(") else i - 1
        mention = page.mentions.get(page.covered.get(before, before))
        after = i + 2 if tree[i + 1].text in ('"', "«") and i + 2 < len(tree.tokens) else i + 1
        name = tree[after].text
        if mention is not None and mention.kind == "person" and mention.actors and name[0].isupper() and len(name) > 2:
            page.people.setdefault(fold(name), mention.actors[0])
            page.aliases.add(name)


def mention_openers(page: Page) -> None:
    """Names of one word that the model takes for a noun: those of people known by now, where the word is no common noun."""
    tree = page.tree
    common: set[str] | None = None
    for i, token in enumerate(tree.tokens):
        if not token.text[0].isupper() or i in page.covered or token.pos not in ("NOUN", "ADJ", "PROPN", "VERB"):
            continue
        person = page.people.get(fold(token.text))
        opens = i == tree.sentence(i).first
        if person is None or not (opens or token.text in page.aliases) or len(token.text) < 4:
            continue
        if common is None:
            common = {t.text for t in tree.tokens if t.text.islower()}
        following = tree[i + 1].text if i + 1 < len(tree.tokens) else ""
        if token.text.lower() not in common and not following[:1].isupper():
            actors = page.person_actors(person)
            page.add(Mention(token.start, token.end, token.text, "person", actors, "named in the article"))


def mention_contrasts(page: Page) -> None:
    """ "le Nord", "le Sud": states in an article that names both, elsewhere points of the compass."""
    named = {a for m in page.mentions.values() if m.kind in ("state", "adjective") for a in m.actors}
    tree = page.tree
    for rule in page.reference.contrast:
        if not {rule.actor, rule.with_} <= named:
            continue
        for i, token in enumerate(tree.tokens):
            alone = token.text == rule.word and i not in page.covered and tree.kid(i, "nmod", "flat") is None
            if alone and i and tree[i - 1].pos in ("DET", "ADP"):
                page.add(Mention(token.start, token.end, token.text, "state", (rule.actor,), "one of two"))
