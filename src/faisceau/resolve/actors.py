"""Who the article's names, titles, groups and pronouns stand for, seen from the article alone.

Order matters and is the order of certainty: listed names, people introduced with a title, offices with a holder, unnamed
groups, then phrases and pronouns that take up somebody already named. What stays unknown has no actors: never a guess.
"""

from __future__ import annotations

from msgspec import structs

from faisceau.knowledge.gazetteer import RoleRow, fold, gazetteer, slug, words_of
from faisceau.model.layers import Layers, Mention
from faisceau.model.tree import Tree
from faisceau.resolve.names import Name, find_names, name_words
from faisceau.resolve.page import Page, has_complement, is_definite, role_at, sort_of
from faisceau.resolve.people import apposed_person, courtesy_before, introduce_people, is_former, serves
from faisceau.resolve.pronouns import take_up
from faisceau.resolve.words import reference

_OWNERS = frozenset({"adjective", "state"})
_ACRONYM = range(2, 9)  # letters


def resolve_actors(layers: Layers, text: str) -> Layers:
    """`layers` with `mentions`, in text order, resolved as far as the article allows."""
    if layers.lang is None or not layers.tokens:
        return layers
    page = Page(text, layers, Tree(layers), gazetteer(layers.lang), reference(layers.lang))
    names = find_names(text, page.tree, page.gazetteer, page.reference)
    introduce_people(page, names)
    for name in names:
        _mention_name(page, name)
    _mention_aliases(page)
    _mention_openers(page)
    _mention_bodies(page, names)
    _mention_state_bodies(page)
    _mention_abbreviated(page, names)
    _mention_contrasts(page)
    _mention_roles(page)
    take_up(page)
    mentions = sorted(page.mentions.values(), key=lambda m: (m.start, -m.end))
    return structs.replace(layers, mentions=tuple(mentions))


# --- names ------------------------------------------------------------------------------------------------------------


def _mention_name(page: Page, name: Name) -> None:
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


def _mention_abbreviated(page: Page, names: list[Name]) -> None:
    """ "le Mouvement pour la justice (MPJ)": the long name before an abbreviation in brackets is the same actor."""
    tree = page.tree
    for name in names:
        at = tree.at(name.start)
        if at is None or at < 2 or tree[at - 1].text != "(" or name.kind not in ("name", "organisation"):
            continue
        mention = page.mentions.get(page.covered.get(at, at))
        if mention is None or not mention.actors or mention.kind != "organisation":
            continue
        start = _long_name(page, at - 1)
        if start is not None:
            end = tree[at - 2].end
            written = page.text[tree[start].start : end]
            for i in range(start, at - 1):
                page.mentions.pop(i, None)
                page.covered.pop(i, None)
            page.add(Mention(tree[start].start, end, written, "organisation", mention.actors, "name of an acronym"))


def _long_name(page: Page, bracket: int) -> int | None:
    """The capitalised noun that opens the name before a bracket; it stands after an article or a preposition."""
    tree = page.tree
    found: int | None = None
    for i in range(bracket - 1, max(bracket - 14, tree.sentence(bracket).first), -1):
        token = tree[i]
        if token.pos in ("VERB", "AUX", "PRON", "SCONJ") or token.text in (",", ";", ":", "(", ")", '"', "«", "»"):
            break
        if token.text[0].isupper() and token.pos in ("NOUN", "PROPN", "ADJ"):
            opens = tree[i - 1].pos in ("DET", "ADP") or tree[i - 1].lemma in ("du", "des")
            if opens and "Definite=Ind" not in tree[i - 1].morph:
                found = i
                if tree[i - 1].pos == "DET" and not _is_contracted(tree, i - 1):
                    break
    if found is not None and (head := page.covered.get(found)) is not None and page.mentions[head].kind == "person":
        return None
    return found


def _is_contracted(tree: Tree, i: int) -> bool:
    """Whether the article stands after a preposition inside the name: "pour la Justice"."""
    return i > 0 and tree[i - 1].pos == "ADP"


def _mention_aliases(page: Page) -> None:
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


def _mention_openers(page: Page) -> None:
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


def _mention_state_bodies(page: Page) -> None:
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


def _mention_bodies(page: Page, names: list[Name]) -> None:
    """ "la société Untel", "la Cour suprême": bodies that no list knows, by the noun before the name or that opens it."""
    unknown = [
        n for n in names if n.kind == "name" and (at := page.tree.at(n.start)) is not None and at not in page.covered
    ]
    told = {n.text for n in unknown if _is_body(page, n)}
    for name in unknown:
        if name.text in told:
            page.add(
                Mention(name.start, name.end, name.text, "organisation", (body_id(name.text),), "body by its noun")
            )


def _is_body(page: Page, name: Name) -> bool:
    first = page.tree.at(name.start)
    if first is None or not name.text[0].isupper():
        return False
    back = first - 1
    if back > 0 and page.tree[back].pos == "ADJ" and page.tree[back].text.islower():
        back -= 1
    noun = page.tree[back] if back >= 0 else None
    if noun is None or not noun.text.islower() or "Number=Plur" in noun.morph:
        return False
    return sort_of(page, back) == "body"


def body_id(name: str) -> str:
    """The id of a body that no list knows: the upper-case slug of its name."""
    return slug(name).upper()


def _mention_contrasts(page: Page) -> None:
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


# --- offices, groups, organs -------------------------------------------------------------------------------------------


def _belongs_to(page: Page, head: int) -> tuple[str, ...]:
    """States or organisations that qualify the noun `head`: "russe", "de la Russie", "du Kremlin", "de l'Otan"."""
    found: list[str] = []
    for c in page.tree.subtree(head):
        mention = page.mentions.get(c)
        if c == head or mention is None or not mention.actors:
            continue
        path = [c]
        for up in page.tree.ancestors(c):
            if up == head:
                break
            path.append(up)
        if len(path) > 4 or any(
            page.tree[p].lemma in page.reference.outside
            or page.tree[p].pos in ("VERB", "AUX")
            or page.tree[p].dep.startswith(("acl", "appos"))
            for p in path
        ):
            continue
        if mention.kind == "adjective":
            found.extend(mention.actors)
        elif mention.kind in ("state", "organisation", "bloc") and all(
            page.tree[p].dep.startswith(("nmod", "conj", "obl", "flat")) for p in path
        ):
            case = page.tree.kid(c, "case")
            if case is not None and fold(page.tree[case].text) in page.reference.genitives:
                found.extend(mention.actors[-1:])
    return tuple(dict.fromkeys(found))


def _mention_roles(page: Page) -> None:
    for mention in list(page.mentions.values()):
        opening = page.tree.at(mention.start) if mention.kind == "organisation" and mention.actors else None
        if opening is not None and (held := role_at(page, opening)) is not None and held[0].group:
            page.groups.setdefault(page.tree[opening].lemma, mention.actors)
    skip_until = 0
    for i, token in enumerate(page.tree.tokens):
        if i < skip_until or token.pos not in ("NOUN", "PROPN", "ADJ") or i in page.covered:
            continue
        role = role_at(page, i)
        if token.pos == "ADJ" and token.dep == "amod" and (role is None or role[1] == 1):
            continue
        if role is not None and token.lemma not in page.reference.counterparts:
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
    noun = _noun(page.tree, i, length)
    token, last = page.tree[noun], page.tree[i + length - 1]
    owners = _belongs_to(page, noun)
    person = apposed_person(page, i, length)
    plural = "Number=Plur" in token.morph
    start, end = page.tree[i].start, last.end
    written = page.text[start:end]
    if person is not None:
        _give_office(page, i, role, person, owners)
        actors = page.mentions[person].actors
        page.add(Mention(start, end, written, "title", actors, "title of a person named beside it"))
        return
    if owners and token.lemma in page.reference.organs:
        page.add(Mention(start, end, written, "title", owners, "organ of a state"))
        return
    if role.group and (plural or role.class_ in (None, "other")):
        armed = _named_group(page, i, length)
        if armed is not None:
            page.groups.setdefault(token.lemma, armed)
        told = page.groups.get(token.lemma) if plural and not owners and is_definite(page.tree, i) else None
        actors = armed or owners or told or (role.group,)
        page.add(Mention(start, end, written, "group", actors, "unnamed group"))
        return
    if is_former(page, i):
        return
    term = _sole_holder(page, i, length, owners)
    if term is not None:
        page.add(Mention(start, end, written, "title", term, "holder of the office at publication"))
        return
    if not owners:
        return
    holder = (
        None
        if plural
        else page.gazetteer.holder(owners[0], role.class_ or "other", page.layers.published, words_of(role.role_fr))
    )
    if holder:
        page.add(Mention(start, end, written, "title", (holder, owners[0]), "holder of the office at publication"))
    else:
        page.add(Mention(start, end, written, "title", owners, "office of a state"))


def _noun(tree: Tree, i: int, length: int) -> int:
    """The head of a title: the noun of "Premier ministre"."""
    return next((j for j in range(i, i + length) if not i <= tree[j].head < i + length), i)


def _named_group(page: Page, i: int, length: int) -> tuple[str, ...] | None:
    """ "les rebelles Houthis": the organisation named right after the noun for its members."""
    head = page.covered.get(i + length)
    mention = page.mentions.get(head) if head is not None else None
    return mention.actors if mention is not None and mention.kind == "organisation" and mention.actors else None


def _sole_holder(page: Page, i: int, length: int, owners: tuple[str, ...]) -> tuple[str, ...] | None:
    """The holder of an office that the words name in full: "porte-parole du Kremlin", "guide suprême"."""
    words: list[str] = []
    found: tuple[str, ...] | None = None
    for j in range(i, min(i + length + 5, page.tree.sentence(i).last)):
        words.extend(words_of(page.tree[j].text))
        if j < i + length - 1 or (j == i + length - 1 and tuple(words) not in page.reference.sole_offices):
            continue
        term = page.gazetteer.holder_of(tuple(words), page.layers.published)
        if term is not None and (not owners or term.acts_for in owners):
            found = (term.person, term.acts_for)
    return found


def _give_office(page: Page, i: int, role: RoleRow, person: int, owners: tuple[str, ...]) -> None:
    """The person named beside a title acts for the state or body that the title belongs to, unless it is past."""
    mention = page.mentions[person]
    if not mention.actors:
        return
    who = mention.actors[0]
    if owners or not has_complement(page, i):  # "le président de l'Assemblée" heads no state
        page.offices.setdefault(who, set()).add(role.class_ or "other")
    gender = _gender(page.tree, i)
    if gender:
        page.genders.setdefault(who, gender)
    if who in page.behalf or page.gazetteer.behalf(who, page.layers.published) is not None or not serves(role):
        return
    if is_former(page, i):
        page.behalf[who] = None
    elif owners:
        page.behalf[who] = owners[0]
    else:
        return
    whole = page.person_actors(who)
    for head, other in page.mentions.items():
        if other.actors[:1] == (who,):
            page.mentions[head] = structs.replace(other, actors=whole)


def _gender(tree: Tree, i: int) -> str | None:
    for c in (*tree.kids(i, "det"), *tree.kids(i, "amod")):
        for gender in ("Fem", "Masc"):
            if tree.has(c, f"Gender={gender}") and tree.has(c, "Number=Sing"):
                return gender
    return None
