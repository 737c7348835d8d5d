"""Who is a person: names that titles, courtesy or their own form introduce, and the titles that stand beside them."""

from __future__ import annotations

from collections.abc import Callable

from faisceau.knowledge.gazetteer import RoleRow, fold, words_of
from faisceau.knowledge.given_names import given_names
from faisceau.model.layers import Token
from faisceau.model.tree import Tree
from faisceau.resolve.names import Name, name_words
from faisceau.resolve.names_network import PERSON
from faisceau.resolve.page import OFFICES, Page, role_at, sort_of

_BEFORE = 8  # tokens that a title may stand before the name
_AFTER = 14  # tokens that a name may stand after the title
_APPOSED = 4  # tokens after a name in which the noun of its apposition stands
_TITLE = 3  # tokens of a title before its head
_STOPS = frozenset({".", ";", ":", "»", "”", "(", ")"})


def introduce_people(page: Page, names: list[Name]) -> None:
    """Learn every person's full name first: headlines use the family name before the text gives it whole."""
    for name in names:
        if name.kind == "person" and len({e.actor for e in name.entries}) == 1:
            for word in words_of(name.text):
                page.people.setdefault(word, name.entries[0].actor)
    things = _things(page, [n for n in names if n.kind == "name" and page.slug(n.text) not in page.in_context])
    people = [n for n in names if n.kind == "name" and page.slug(n.text) not in things and is_person(page, n)]
    actors = {actor for n in names for entry in n.entries for actor in (entry.actor, entry.acts_for)}
    titles = _titles(page, people)
    for name in sorted(people, key=lambda n: len(list(name_words(n.text))) == 1):
        _learn(page, name, actors, titles)
        page.persons.add(page.slug(name.text))


def _things(page: Page, names: list[Name]) -> set[str]:
    """Names that a noun calls a thing once; a name that opens with a given name is one only if it always is."""
    called: dict[str, list[bool]] = {}
    for name in names:
        called.setdefault(page.slug(name.text), []).append(_is_thing(page, name))
    courteous = {page.slug(n.text) for n in names if _is_courteous(page, n)}
    given = {page.slug(n.text) for n in names if _opens_with_given(page, n)}
    return {s for s, told in called.items() if s not in courteous and (all(told) if s in given else any(told))}


def _is_courteous(page: Page, name: Name) -> bool:
    first = page.tree.at(name.start)
    return first is not None and courtesy_before(page.tree, first, page.reference.courtesy) is not None


def _opens_with_given(page: Page, name: Name) -> bool:
    word = next(name_words(name.text), "")
    return " " in name.text and (word in page.gazetteer.given_names or word in given_names())


def _is_thing(page: Page, name: Name) -> bool:
    """Whether a noun that is no title names the sort of thing before it: "le traité New Start"."""
    first = page.tree.at(name.start)
    if first is None or first <= page.tree.sentence(first).first or role_before(page, first) is not None:
        return False
    noun = page.tree[first - 1]
    return noun.pos == "NOUN" and noun.text not in page.reference.courtesy and sort_of(page, first - 1) != "person"


def _titles(page: Page, people: list[Name]) -> dict[str, set[str]]:
    """By name, the classes of office whose title stands right before it anywhere in the article: by the slug of a full name, by
    the last word of any that stands alone."""
    families = {word for name in people for word in [*name_words(name.text)][-1:]}
    full = {first: name for name in people if " " in name.text and (first := page.tree.at(name.start)) is not None}
    inside = {i for name in full.values() for i in page.tree.within(name.start, name.end)}
    found: dict[str, set[str]] = {}
    for i, token in enumerate(page.tree.tokens):
        key = page.slug(full[i].text) if i in full else fold(token.text)
        if (i not in full and (i in inside or key not in families)) or (head := role_before(page, i)) is None:
            continue
        for start in range(
            max(0, head - _TITLE), head + 1
        ):  # "Premier | ministre": the longest title that holds the head
            role = role_at(page, start)
            if role is not None and role[0].class_ and start + role[1] > head:
                found.setdefault(key, set()).add(role[0].class_)
                break
    return found


def _learn(page: Page, name: Name, actors: set[str | None], titles: dict[str, set[str]]) -> None:
    listed = list(name_words(name.text))
    person = page.slug(name.text)
    known = page.people.get(listed[-1])
    told = titles.get(listed[0], set())
    if known and known.split("-")[0] == listed[0]:
        person = known
    elif (
        len(listed) == 1
        and not (known and titles.get(known, set()) & told)  # "le président Untel", after "le président Jean Untel"
        and (holder := _in_office(page, listed[0], actors, told))
    ):
        person = page.people[listed[0]] = holder
        page.by_office.add(listed[0])
    if (gender := given_names().get(listed[0])) and len(listed) > 1:
        page.genders.setdefault(person, gender)
    for word in (listed[-1], listed[0], *listed[1:-1]):
        if len(word) > 1 and word not in page.reference.particles:
            page.people.setdefault(word, person)


def _in_office(page: Page, family_name: str, actors: set[str | None], told: set[str]) -> str | None:
    """Who bore the name at publication, or within a year before, in an office of the `told` classes, whose country or body the
    article names: one or nobody.

    Many family names are words or other people's, so that lists give them whole; the title before the name and the country
    decide. Who has just fallen is still called by the office.
    """
    on = page.layers.published
    if on is None:
        return None
    for day in (on, f"{int(on[:4]) - 1}{on[4:]}"):
        terms = [term for term in page.gazetteer.in_office(family_name, day) if term.acts_for in actors]
        if terms:
            held = {term.person for term in terms if term.role in told}
            return held.pop() if len(held) == 1 else None
    return None


def is_person(page: Page, name: Name) -> bool:
    """Whether an unlisted capitalised name is a person's: the first of `_TELLING` that says so or not decides."""
    first = page.tree.at(name.start)
    if first is None:
        return False
    told = (tells(page, name, first) for tells in _TELLING)
    decided = next((answer for answer in told if answer is not None), None)
    if decided is not None:
        return decided
    return page.tree[first].pos == "PROPN" and page.tree.sentence(first).kind == "prose"


def _courtesy(page: Page, name: Name, first: int) -> bool | None:
    """ "M. Untel" is one."""
    return True if courtesy_before(page.tree, first, page.reference.courtesy) is not None else None


def _in_context(page: Page, name: Name, first: int) -> bool | None:
    """What the words in their context surely tell."""
    told = page.in_context.get(page.slug(name.text))
    return None if told is None else told == PERSON


def _title_of_single_word(page: Page, name: Name, first: int) -> bool | None:
    """One word alone is one after a title, or where the article calls somebody so."""
    alone = len(name.text.split()) == 1
    return True if alone and (_follows_title(page, first) or _is_called(page, first)) else None


def _shape(page: Page, name: Name, first: int) -> bool | None:
    """Fewer than two words or more than five, an acronym, or a word in small letters that is no particle are none."""
    parts = name.text.split()
    if not 2 <= len(parts) <= 5 or any(p.isupper() and len(p) > 1 for p in parts):
        return False
    fits = all(p[0].isupper() or next(name_words(p), "") in page.reference.particles for p in parts)
    return None if fits else False


def _words_of_bodies(page: Page, name: Name, first: int) -> bool | None:
    """A word that bodies are called by, in the name or beside it, makes it none."""
    if any(p in page.reference.body_words for p in name.text.split()):
        return False
    beside = (noun_after(page, name), noun_apposed(page, name, first))
    return False if any(n and sort_of(page, n) == "body" for n in beside) else None


def _role(page: Page, name: Name, first: int) -> bool | None:
    """What has a role before it is one, unless the role is a body's: "l'ONG | Secours Untel"."""
    head = role_before(page, first)
    return None if head is None else head != first - 1 or sort_of(page, head) != "body"


def _article(page: Page, name: Name, first: int) -> bool | None:
    """An article right before it makes it none."""
    before = _before(page, first)
    with_article = before is not None and (before.pos == "DET" or before.text.lower() in page.reference.elided)
    return False if with_article else None


def _given_name(page: Page, name: Name, first: int) -> bool | None:
    """What opens with a given name is one."""
    return True if _opens_with_given(page, name) else None


def _noun_of_people(page: Page, name: Name, first: int) -> bool | None:
    """What a noun for people calls is one."""
    before = _before(page, first)
    called = before is not None and before.pos == "NOUN" and sort_of(page, first - 1) == "person"
    return True if called else None


def _other_context(page: Page, name: Name, first: int) -> bool | None:
    """After another noun, a quotation mark or a word of place it is none, but for "Pour Jean Untel, …"."""
    before = _before(page, first)
    if before is None:
        return None
    opens = first - 1 == page.tree.sentence(first).first
    if opens and fold(before.text) in page.reference.judging:
        return None
    of_place = fold(before.text) in page.reference.locatives
    return False if before.pos == "NOUN" or before.text in ("«", '"', "“") or of_place else None


def _before(page: Page, first: int) -> Token | None:
    """The token before the name in its sentence."""
    return page.tree[first - 1] if first > page.tree.sentence(first).first else None


#: In the order of certainty: each says whether the name at a token is a person's, or None where it cannot tell.
_TELLING: tuple[Callable[[Page, Name, int], bool | None], ...] = (
    _courtesy,
    _in_context,
    _title_of_single_word,
    _shape,
    _words_of_bodies,
    _role,
    _article,
    _given_name,
    _noun_of_people,
    _other_context,
)


def noun_after(page: Page, name: Name) -> int | None:
    """The noun of the apposition right after the name: "Untel, le groupe…"; None where none follows."""
    tree = page.tree
    inside = tree.within(name.start, name.end)
    comma = inside[-1] + 1 if inside else len(tree.tokens)
    if comma >= len(tree.tokens) or tree[comma].text != ",":
        return None
    at = comma + 1
    while at < min(comma + _APPOSED, len(tree.tokens) - 1) and tree[at].pos in ("DET", "ADJ"):
        if tree[at].text.lower() in page.reference.contracted:  # "Untel, du groupe…"
            return None
        at += 1
    return at if at < len(tree.tokens) and tree[at].pos == "NOUN" else None


def noun_apposed(page: Page, name: Name, first: int) -> int | None:
    """The noun that the name at token `first` tells after a comma: "une société émiratie, | Untel"; None where it tells none,
    or where the name opens with a given one ("le patron de la banque, Jean Untel")."""
    tree = page.tree
    if first < 2 or tree[first - 1].text != "," or _opens_with_given(page, name):
        return None
    at = first - 2
    while at > 0 and tree[at].pos in ("ADJ", "PROPN") and tree[at].text.islower():
        at -= 1
    return (
        at if tree[at].pos == "NOUN" and tree[at].text.islower() and tree[at - 1].pos in ("DET", "ADP", "ADJ") else None
    )


def _follows_title(page: Page, first: int) -> bool:
    """Whether a family name alone stands right after the title of one person: "le président | Untel"."""
    if not page.tree[first].text[0].isupper() or page.tree[first].text.isupper():
        return False
    if page.tree[min(first + 1, len(page.tree.tokens) - 1)].pos == "DET":
        return False  # "le président Debout la …": a longer name, of no person
    for back in range(first - 1, max(first - 4, -1), -1):
        role = role_at(page, back)
        if role is not None and back + role[1] == first:
            noun = page.tree[back]
            return serves(role[0]) and "Number=Plur" not in noun.morph and page.tree[back - 1].pos in ("DET", "ADP")
    return False


def _is_called(page: Page, first: int) -> bool:
    """Whether one word is the name of the person whom the noun before it calls: "l'artiste Untel", "son frère, Jean"."""
    tree = page.tree
    word = tree[first].text
    back = first - 1
    given = fold(word) in given_names()
    while given and back > 0 and tree[back].pos in ("ADJ", "PUNCT") and tree[back].text not in _STOPS:
        back -= 1
    if back < 1 or word.isupper() or not word[0].isupper() or sort_of(page, back) != "person":
        return False
    return tree[back - 1].pos == "DET" and "Number=Plur" not in tree[back].morph


def courtesy_before(tree: Tree, first: int, courtesy: frozenset[str]) -> int | None:
    """The token "M." or "Mme" right before token `first`."""
    return first - 1 if first and tree[first - 1].text in courtesy else None


def role_before(page: Page, first: int) -> int | None:
    """Head of a title that stands right before token `first` ("le ministre ukrainien | Dmytro Kuleba")."""
    for back in range(first - 1, max(first - 1 - _BEFORE, -1), -1):
        token = page.tree[back]
        if token.pos in ("VERB", "AUX", "SCONJ") or token.text in _STOPS:
            return None
        if token.pos in ("NOUN", "PROPN") and (role := role_at(page, back)) is not None:
            return back if role[0].group is None or "Number=Plur" not in token.morph else None
    return None


def apposed_person(page: Page, i: int, length: int) -> int | None:
    """Head token of the person named right after the title at token `i`, or whose apposition the title is."""
    return _named_after(page, i, length) or _named_before(page, i)


def _named_after(page: Page, i: int, length: int) -> int | None:
    commas = 0
    bracket = False
    for j in range(i + length, min(page.tree.sentence(i).last, i + length + _AFTER)):
        mention = page.mentions.get(j)
        if mention is not None and mention.kind == "person" and not bracket:
            return None if page.tree.kid(j, "case") is not None or page.tree[j - 1].pos == "ADP" else j
        token = page.tree[j]
        if token.text in ("(", ")"):
            bracket = token.text == "("
            continue
        if bracket:
            continue
        if token.text == ",":
            commas += 1
        if (
            commas > 1
            or token.pos in ("VERB", "AUX", "PRON", "CCONJ", "SCONJ")
            or token.text in _STOPS
            or (commas and token.pos != "PROPN" and token.text != "," and not _is_of_a_compatriot(page, j))
            or (j > i + length and _is_complement(page, j) and role_at(page, j) is not None)
        ):
            return None
    return None


def _is_of_a_compatriot(page: Page, j: int) -> bool:
    """Whether token `j` is of the words that say where the person named right after them is from: ", l'Américaine | Jo Untel"."""
    return compatriot(page, j + 1 if page.tree[j].pos == "DET" else j) is not None


def compatriot(page: Page, j: int) -> int | None:
    """Head token of the person whom token `j`, a people's name in the singular, says a land of: "le Libanais | Jo Untel"."""
    if (
        j < 1
        or j + 1 >= page.tree.sentence(j).last
        or page.tree[j - 1].pos != "DET"
        or "Plur" in page.tree[j - 1].morph
    ):
        return None
    people, head = page.mentions.get(j), page.covered.get(j + 1)
    if people is None or head is None or people.kind != "state" or people.end != page.tree[j].end:
        return None
    return head if page.mentions[head].kind == "person" and page.mentions[head].actors else None


def _is_complement(page: Page, j: int) -> bool:
    """Whether a preposition introduces token `j`: the name after "le conseiller du président" is the president's."""
    return page.tree[j - 1].pos == "ADP" or page.tree[j - 1].lemma in page.reference.of_the


def _named_before(page: Page, i: int) -> int | None:
    tree = page.tree
    token = tree[i]
    head = token.head
    mention = page.mentions.get(head)
    if (
        mention is not None
        and mention.kind == "person"
        and token.dep.partition(":")[0] in ("appos", "nmod", "flat", "amod")
        and tree.kid(i, "case") is None
    ):
        return head
    back = i - 1
    while back >= 0 and tree[back].pos in ("DET", "ADJ", "ADV"):
        back -= 1
    if back > 0 and tree[back].text == ",":
        owner = page.covered.get(back - 1)
        if (
            owner is not None
            and page.mentions[owner].kind == "person"
            and token.dep.partition(":")[0] in ("appos", "conj", "nmod", "obl", "ROOT")
        ):
            return owner
    return None


def is_former(page: Page, i: int) -> bool:
    """Whether the title at token `i` is said to be past: "ancien ministre", "ex-président"."""
    tree, words = page.tree, page.reference
    if tree[i].text.lower().startswith(words.former_prefix) or (i and fold(tree[i - 1].text) in words.former):
        return True
    return any(fold(tree[c].text) in words.former for c in tree.kids(i, "amod"))


def serves(role: RoleRow) -> bool:
    """Whether whoever has the role acts for a state or a body: an expert or a researcher does not."""
    return role.class_ in OFFICES
