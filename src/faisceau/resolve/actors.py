"""Who the article's names, titles, groups and pronouns stand for, seen from the article alone.

Order matters and is the order of certainty: listed names, people introduced with a title, offices with a holder, unnamed
groups, then phrases and pronouns that take up somebody already named. What stays unknown has no actors: never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import structs

from faisceau.knowledge.gazetteer import Gazetteer, RoleRow, fold, gazetteer, slug, words_of
from faisceau.model.layers import Layers, Mention
from faisceau.model.tree import Tree
from faisceau.resolve.names import Name, find_names, name_words
from faisceau.resolve.pronouns import take_up
from faisceau.resolve.words import Reference, reference

_OFFICE = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "minister",
        "spokesperson",
        "envoy",
        "head",
    }
)


@dataclass
class Page:
    """What is known of one article while its mentions are resolved."""

    text: str
    layers: Layers
    tree: Tree
    gazetteer: Gazetteer
    reference: Reference
    mentions: dict[int, Mention] = field(default_factory=dict)  # by index of the head token
    covered: dict[int, int] = field(default_factory=dict)  # token -> head token of the mention that holds it
    people: dict[str, str] = field(default_factory=dict)  # folded word of a person's name -> person id
    behalf: dict[str, str] = field(default_factory=dict)  # person id -> state or organisation

    def add(self, mention: Mention) -> int | None:
        """Record a mention under its head token; returns the head, None if the mention holds no token."""
        inside = list(self.tree.within(mention.start, mention.end))
        if not inside:
            first = self.tree.at(mention.start)
            if first is None:
                return None
            inside = [first]
        span = set(inside)
        head = next((i for i in inside if self.tree[i].head not in span or self.tree.is_root(i)), inside[0])
        self.mentions[head] = mention
        for i in inside:
            self.covered.setdefault(i, head)
        return head

    def person_actors(self, person: str) -> tuple[str, ...]:
        """A person with the state or organisation for which he or she acts, if known."""
        behalf = self.behalf.get(person) or self.gazetteer.acts_for.get(person)
        return (person, behalf) if behalf else (person,)


def resolve_actors(layers: Layers, text: str) -> Layers:
    """`layers` with `mentions`, in text order, resolved as far as the article allows."""
    if layers.lang is None or not layers.tokens:
        return layers
    page = Page(text, layers, Tree(layers), gazetteer(layers.lang), reference(layers.lang))
    names = find_names(text, page.tree, page.gazetteer, page.reference)
    _introduce_people(page, names)
    for name in names:
        _mention_name(page, name)
    _mention_roles(page)
    take_up(page.tree, page.layers, page.mentions, page.reference)
    mentions = sorted(page.mentions.values(), key=lambda m: (m.start, -m.end))
    return structs.replace(layers, mentions=tuple(mentions))


# --- people -----------------------------------------------------------------------------------------------------------


def _introduce_people(page: Page, names: list[Name]) -> None:
    """Learn every person's full name first: headlines use the family name before the text gives it whole."""
    for name in names:
        if name.kind == "person" and len({e.actor for e in name.entries}) == 1:
            for word in words_of(name.text):
                page.people.setdefault(word, name.entries[0].actor)
    for name in names:
        if name.kind == "name" and _is_person(page, name):
            listed = list(name_words(name.text))
            person = slug(name.text)
            known = page.people.get(listed[-1])
            if known and known.split("-")[0] == listed[0]:
                person = known
            for word in (listed[-1], listed[0]):
                if len(word) > 1 and word not in page.reference.particles:
                    page.people.setdefault(word, person)


def _is_person(page: Page, name: Name) -> bool:
    """Whether an unlisted capitalised name is a person's: by a title, by apposition, or by its bare form."""
    first = page.tree.at(name.start)
    if first is None:
        return False
    before = page.tree[first - 1].text if first else ""
    if before in page.reference.courtesy:
        return True
    parts = name.text.split()
    if len(parts) < 2 or len(parts) > 5 or any(p.isupper() and len(p) > 1 for p in parts):
        return False
    if not all(p[0].isupper() or fold(p.strip("'’-")) in page.reference.particles for p in parts):
        return False
    if _role_before(page, first) is not None:
        return True
    token = page.tree[first]
    has_determiner = any(page.tree[c].pos == "DET" for c in page.tree.children[first]) or before.lower() in ("l'", "l’")
    if has_determiner or token.pos not in ("PROPN", "NOUN", "X", "ADJ"):
        return False
    return not (
        first and page.tree[first - 1].lemma in ("à", "en", "dans", "vers") and token.dep.startswith(("obl", "nmod"))
    )


def _role_before(page: Page, first: int) -> int | None:
    """Head of a title that stands right before token `first` ("le ministre ukrainien | Dmytro Kuleba")."""
    for back in range(first - 1, max(first - 9, -1), -1):
        token = page.tree[back]
        if token.pos in ("VERB", "AUX", "SCONJ") or token.text in (".", ";", ":", "»", "”"):
            return None
        if token.pos in ("NOUN", "PROPN") and _role_at(page, back) is not None:
            role = _role_at(page, back)
            return (
                back if (role is not None and role[0].group is None) or token.morph.find("Number=Sing") >= 0 else None
            )
    return None


# --- names ------------------------------------------------------------------------------------------------------------


def _mention_name(page: Page, name: Name) -> None:
    kind = name.kind
    actors: tuple[str, ...] = ()
    rule: str | None = None
    if name.kind == "name":
        listed = list(name_words(name.text))
        person = page.people.get(listed[-1])
        if person is None and len(listed) == 1:
            person = page.people.get(listed[0])
        if person and (len(listed) == 1 or slug(name.text) == person or person.startswith(listed[0])):
            kind, actors, rule = "person", page.person_actors(person), "named in the article"
        elif _is_person(page, name):
            kind, actors, rule = "person", page.person_actors(slug(name.text)), "introduced as a person"
        elif name.text.isupper() and 2 <= len(name.text) <= 8:
            kind, actors, rule = "organisation", (name.text,), "acronym"
        else:
            return
    elif name.entries:
        kind, actors, rule = _listed_actors(page, name)
    first = page.tree.at(name.start)
    if kind == "state" and first is not None and name.text[0].isupper():
        head = page.tree[first]
        if head.pos == "ADJ" and head.text.islower():
            kind = "adjective"
    start = name.start
    if kind == "person" and first and page.tree[first - 1].text in page.reference.courtesy:
        start = page.tree[first - 1].start
    page.add(Mention(start, name.end, page.text[start : name.end], kind, tuple(dict.fromkeys(actors)), rule))


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
    actors = (entry.actor, entry.acts_for) if entry.acts_for else (entry.actor,)
    return name.kind, actors, "listed name"


def _in_office(page: Page, candidates: list[str]) -> list[str]:
    on = page.layers.published
    if on is None:
        return candidates
    held = {
        term.person
        for terms in page.gazetteer.terms.values()
        for term in terms
        if term.person in candidates and (term.since or "0") <= on and on[: len(term.until or on)] <= (term.until or on)
    }
    return sorted(held) or candidates


# --- offices, groups, organs -------------------------------------------------------------------------------------------


def _role_at(page: Page, i: int) -> tuple[RoleRow, int] | None:
    """The longest role name whose words start at token `i`, and how many tokens it takes."""
    folded: list[str] = []
    best: tuple[RoleRow, int] | None = None
    for length in range(1, 6):
        if i + length > len(page.tree.tokens):
            break
        folded.extend(words_of(page.tree[i + length - 1].text))
        row = page.gazetteer.roles.get(tuple(folded))
        if row is not None:
            best = (row, length)
    return best


def _belongs_to(page: Page, head: int) -> tuple[str, ...]:
    """States or organisations that qualify the noun `head`: "russe", "de la Russie", "du Kremlin", "de l'Otan"."""
    found: list[str] = []
    for c in sorted(page.tree.subtree(head)):
        if c == head:
            continue
        mention = page.mentions.get(c)
        if mention is None or not mention.actors:
            continue
        path = [c]
        for up in page.tree.ancestors(c):
            if up == head:
                break
            path.append(up)
        if len(path) > 4 or any(
            page.tree[p].pos in ("VERB", "AUX") or page.tree[p].dep.startswith("acl") for p in path
        ):
            continue
        if mention.kind == "adjective":
            found.extend(mention.actors)
        elif mention.kind in ("state", "organisation", "bloc") and all(
            page.tree[p].dep.startswith(("nmod", "conj", "obl", "flat")) for p in path
        ):
            case = page.tree.kid(c, "case")
            if case is not None and page.tree[case].lemma in ("de", "du", "d'", "à", "au", "auprès"):
                found.extend(mention.actors[:1] if mention.kind != "organisation" else mention.actors)
    return tuple(dict.fromkeys(found))


def _mention_roles(page: Page) -> None:
    skip_until = 0
    for i, token in enumerate(page.tree.tokens):
        if i < skip_until or token.pos not in ("NOUN", "PROPN", "ADJ") or i in page.covered:
            continue
        role = _role_at(page, i)
        if role is not None:
            _mention_role(page, i, *role)
            skip_until = i + role[1]
        elif token.lemma in page.reference.organs or token.text.lower() in page.reference.organs:
            owners = _belongs_to(page, i) or _owner_person(page, i)
            if owners:
                page.add(Mention(token.start, token.end, token.text, "title", owners, "organ of a state"))


def _owner_person(page: Page, head: int) -> tuple[str, ...]:
    """ "le régime de Kim Jong-un": the state for which the person acts, then the person."""
    for c in page.tree.kids(head, "nmod"):
        mention = page.mentions.get(c)
        if mention is not None and mention.kind == "person":
            return tuple(reversed(mention.actors))
    return ()


def _mention_role(page: Page, i: int, role: RoleRow, length: int) -> None:
    token, last = page.tree[i], page.tree[i + length - 1]
    owners = _belongs_to(page, i)
    person = _apposed_person(page, i, length)
    plural = "Number=Plur" in token.morph
    start, end = token.start, last.end
    written = page.text[start:end]
    if person is not None:
        mention = page.mentions[person]
        if owners and mention.actors and role.class_ in _OFFICE:
            page.behalf.setdefault(mention.actors[0], owners[0])
            whole = tuple(dict.fromkeys((mention.actors[0], owners[0])))
            page.mentions[person] = structs.replace(mention, actors=whole)
            for head, other in page.mentions.items():
                if other.kind == "person" and other.actors[:1] == mention.actors[:1]:
                    page.mentions[head] = structs.replace(other, actors=whole)
        actors = page.mentions[person].actors
        page.add(Mention(start, end, written, "title", actors, "title of a person named beside it"))
        return
    if role.group and (plural or role.class_ in (None, "other")):
        actors = (role.group, *owners) if owners else (role.group,)
        page.add(Mention(start, end, written, "group", actors, "unnamed group"))
        return
    if not owners:
        return
    holder = page.gazetteer.holder(owners[0], role.class_ or "other", page.layers.published) if not plural else None
    if holder:
        page.add(Mention(start, end, written, "title", (holder, owners[0]), "holder of the office at publication"))
    else:
        page.add(Mention(start, end, written, "title", owners, "office of a state"))


def _apposed_person(page: Page, i: int, length: int) -> int | None:
    """Head token of the person named right after the title at token `i`, or whose apposition the title is."""
    last = page.tree.sentence(i).last
    j = i + length
    commas = 0
    while j < min(last, i + length + 14):
        mention = page.mentions.get(j) if j in page.mentions else None
        if mention is not None and mention.kind == "person":
            return j
        token = page.tree[j]
        if token.text == ",":
            commas += 1
            if commas > 1:
                break
        elif (
            token.pos in ("VERB", "AUX", "PRON", "CCONJ", "SCONJ")
            or token.text in ("(", ":", ";")
            or (commas and token.pos != "PROPN")
        ):
            break
        j += 1
    head = page.tree[i].head
    mention = page.mentions.get(head)
    if (
        mention is not None
        and mention.kind == "person"
        and page.tree[i].dep in ("appos", "nmod", "flat", "flat:name", "amod")
    ):
        return head
    back = i - 1
    while back >= 0 and page.tree[back].pos in ("DET", "ADJ", "ADV"):
        back -= 1
    if back > 0 and page.tree[back].text == ",":
        owner = page.covered.get(back - 1)
        if (
            owner is not None
            and page.mentions[owner].kind == "person"
            and page.tree[i].dep in ("appos", "conj", "nmod", "obl", "ROOT")
        ):
            return owner
    return None
