"""Whom the nouns of offices, organs and groups stand for: a person named beside them, the holder on the day, or whose they are."""

from __future__ import annotations

from msgspec import structs

from faisceau.knowledge.gazetteer import RoleRow, fold, words_of
from faisceau.model.layers import Mention
from faisceau.model.tree import Tree
from faisceau.resolve.page import Page, has_complement, is_definite, role_at, sort_of
from faisceau.resolve.people import apposed_person, compatriot, is_former, serves

_FULL = 8  # tokens after a title in which the rest of an office's name is sought


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
        if _is_set_off(page, head, path[-1]) or _is_of_second_office(page, head, path):
            continue
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
            if case is not None and _is_genitive(page, case):
                found.extend(mention.actors[-1:])
    return tuple(dict.fromkeys(found))


def mention_roles(page: Page) -> None:
    """Note whom the nouns of offices, organs and groups stand for, but for those of names."""
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
        else:
            _mention_organ(page, i)


def _mention_organ(page: Page, i: int) -> None:
    """Note whom the noun of an organ or a body at token `i` stands for: the body named right after it, or whose organ it is."""
    token = page.tree[i]
    organ = token.lemma in page.reference.organs or token.text.lower() in page.reference.organs
    if not organ and sort_of(page, i) != "body":
        return
    if (called := _name_after(page, i)) is not None:
        rule = "noun of the body named right after it"
        page.add(Mention(token.start, token.end, token.text, "organisation", called.actors, rule))
    elif organ and (owners := _belongs_to(page, i) or _owner_person(page, i)):
        page.add(Mention(token.start, token.end, token.text, "title", owners, "organ of a state"))


def _is_of_second_office(page: Page, head: int, path: list[int]) -> bool:
    """Whether it belongs to a noun listed after the name of who holds the office at `head`: "le président Untel et chef | de X"."""
    tree = page.tree
    named = min(tree.kids(head, "flat"), default=None)
    return named is not None and any(p != path[0] and p > named and tree[p].dep == "conj" for p in path)


def _is_set_off(page: Page, head: int, kid: int) -> bool:
    """Whether a comma parts the noun from what hangs on it, and nothing is listed: "pour des experts, face à ce pays, …"."""
    case = page.tree.kid(kid, "case")
    listed = page.tree[kid].dep.startswith("conj") or (case is not None and _is_genitive(page, case))
    return not listed and any(token.text == "," for token in page.tree.tokens[head + 1 : kid])


def _is_genitive(page: Page, case: int) -> bool:
    return fold(page.tree[case].text) in page.reference.genitives


def mention_compatriots(page: Page) -> None:
    """Give the people's name before a person's to the person: "le Libanais Jo Untel" is one man, and no State."""
    for i in list(page.mentions):
        person = compatriot(page, i)
        if person is not None:
            actors = page.mentions[person].actors
            page.mentions[i] = structs.replace(
                page.mentions[i], kind="title", actors=actors, rule="title of a person named beside it"
            )


def _name_after(page: Page, i: int) -> Mention | None:
    """The body that the noun at token `i` calls, with no more than adjectives between: "la société russe Rosneft"."""
    after = i + 1
    while after < page.tree.sentence(i).last and page.tree[after].pos == "ADJ":
        after += 1
    mention = page.mentions.get(page.covered.get(after, after))
    return mention if mention is not None and mention.kind == "organisation" and mention.actors else None


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
    person = apposed_person(page, i, length) if token.text.lower() not in page.reference.nobodys else None
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
        told = page.groups.get(token.lemma) if plural and not owners and is_definite(page, i) else None
        own = () if role.group in page.reference.private else owners
        actors = armed or own or told or (role.group,)
        page.add(Mention(start, end, written, "group", actors, "unnamed group"))
        return
    if is_former(page, i):
        return
    term = None if _is_one_of_them(page, noun) else _sole_holder(page, i, length, owners)
    if term is not None:
        page.add(Mention(start, end, written, "title", term, "holder of the office at publication"))
        return
    if not owners:
        return
    holder = (
        None
        if plural or _is_one_of_them(page, noun) or _is_of_a_part(page, noun, i + length)
        else page.gazetteer.holder(owners[0], role.class_ or "other", page.layers.published, role.words)
    )
    if holder:
        page.add(Mention(start, end, written, "title", (holder, owners[0]), "holder of the office at publication"))
    else:
        page.add(Mention(start, end, written, "title", owners, "office of a state"))


def _is_one_of_them(page: Page, noun: int) -> bool:
    """Whether the office is one among others: "un porte-parole du Kremlin"."""
    return any(page.tree.has(d, "Definite=Ind") for d in page.tree.kids(noun, "det"))


def _is_of_a_part(page: Page, noun: int, after: int) -> bool:
    """Whether the office is of something within the State: "le président du parti chilien"."""
    tree = page.tree
    return any(
        c >= after
        and tree[c].pos == "NOUN"
        and c not in page.covered
        and any(tree[k].lemma in page.reference.of_the or _is_genitive(page, k) for k in tree.kids(c, "case"))
        for c in tree.kids(noun, "nmod")
    )


def _noun(tree: Tree, i: int, length: int) -> int:
    """The head of a title: the noun of "Premier ministre"."""
    return next((j for j in range(i, i + length) if not i <= tree[j].head < i + length), i)


def _named_group(page: Page, i: int, length: int) -> tuple[str, ...] | None:
    """ "les rebelles Houthis": the organisation named right after the noun for its members."""
    head = page.covered.get(i + length)
    mention = page.mentions.get(head) if head is not None else None
    return mention.actors if mention is not None and mention.kind == "organisation" and mention.actors else None


def _sole_holder(page: Page, i: int, length: int, owners: tuple[str, ...]) -> tuple[str, ...] | None:
    """The holder of an office that the words name in full: "porte-parole du Kremlin", "guide suprême".

    Of an office that many have ("ce chef militaire") the words name whose it is, or nobody is meant that they could tell.
    Whose it is may stand within: "l'émissaire de l'ONU pour la Libye" is the body's "émissaire pour la Libye".
    """
    head = [token.text for token in page.tree.tokens[i : i + length]]
    sole = page.reference.sole_offices
    found: tuple[str, ...] | None = None
    for after in (_after(page, i + length, ()), _after(page, i + length, owners)):
        for end in range(len(after) + 1):
            words = tuple(word for text in (*head, *after[:end]) for word in words_of(text))
            if words not in sole and not (end and (owners or any(text[:1].isupper() for text in after[:end]))):
                continue
            term = page.gazetteer.holder_of(words, page.layers.published)
            if term is not None and (not owners or term.acts_for in owners):
                found = (term.person, term.acts_for)
    return found


def _after(page: Page, start: int, owners: tuple[str, ...]) -> list[str]:
    """The few words from token `start` to the end of its sentence that may belong to a title, those of its owners left out."""
    tokens = page.tree.tokens
    last = page.tree.sentence(start).last if start < len(tokens) else start
    taken: list[int] = []
    for j in range(start, min(start + _FULL, last)):
        mention = page.mentions.get(page.covered.get(j, j))
        if mention is None or not set(mention.actors) & set(owners):
            taken.append(j)
            continue
        while taken and taken[-1] == j - 1 and tokens[taken[-1]].pos in ("ADP", "DET"):
            j = taken.pop()
    return [tokens[j].text for j in taken]


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
