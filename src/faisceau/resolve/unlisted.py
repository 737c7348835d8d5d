"""Names that no list, title or noun tells: somebody, where the article has them say, want or do what only somebody does.

"Untel a démenti", "selon Untel", "le patron d'Untel": a company, a militia or a paper that no list knows, or a person by a
given name alone. What only stands where something happens ("à Untel") is a place, and nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faisceau.knowledge.gazetteer import fold
from faisceau.knowledge.given_names import given_names
from faisceau.knowledge.lexicon import Row, lexicon
from faisceau.resolve.names import Name, is_bare_subject, name_words
from faisceau.resolve.names_network import BODY, NOBODY
from faisceau.resolve.page import Page, role_at, sort_of
from faisceau.resolve.people import courtesy_before, noun_after, role_before

#: What a verb does to its content where its subject must have a mind: `content` of the lexicon.
_MINDS = frozenset(
    {"say", "claim", "opine", "promise", "want", "ask", "order", "deny", "fear", "threaten", "know", "doubt", "ask_if",
     "propose"}
)  # fmt: skip
_SAYS = frozenset({"say", "claim", "opine", "deny", "promise"})
_SHORTEST = 3  # letters
_NAMES = ("PROPN", "X")


def introduce_unlisted(page: Page, names: Sequence[Name]) -> None:
    """Learn which unlisted names are somebody's: people go to `page.people`, bodies to `page.bodies`."""
    places: set[str] = set()
    acting: dict[str, list[tuple[Name, int]]] = {}
    for name in names:
        if page.in_context.get(page.slug(name.text)) == BODY:
            _introduce_body(page, name)
            continue
        at = _unknown(page, name)
        key = page.slug(name.text)
        if at is None or page.in_context.get(key) == NOBODY:
            continue
        if _is_place(page, at):
            places.add(key)
        if _is_thing(page, name, at):
            places.add(key)
        if _acts(page, name, at) or page.reference.body_words & set(name.text.split()):
            acting.setdefault(key, []).append((name, at))
    for key, found in acting.items():
        if key in places:
            continue
        if any(_is_person(page, name, at) for name, at in found):
            page.persons.add(key)
            for word in name_words(found[0][0].text):
                page.people.setdefault(word, key)
        else:
            page.bodies.add(key)


def _introduce_body(page: Page, name: Name) -> None:
    """Learn that the name is a body's, unless it is one of a contrast ("le Nord") or of somebody known."""
    contrasted = name.text in {rule.word for rule in page.reference.contrast}
    if not contrasted and not any(word in page.people for word in name_words(name.text)):
        page.bodies.add(page.slug(name.text))


def _unknown(page: Page, name: Name) -> int | None:
    """The head token of a name that nothing has told so far and that is no common word; None for any other."""
    tree = page.tree
    if name.kind != "name" or len(name.text) < _SHORTEST or page.slug(name.text) in page.persons:
        return None
    if name.text.isupper() or name.text in {rule.word for rule in page.reference.contrast}:
        return None
    first = tree.at(name.start)
    if first is None or courtesy_before(tree, first, page.reference.courtesy) is not None:
        return None
    if any(word in page.people for word in name_words(name.text)):
        return None
    inside = tree.within(name.start, name.end)
    if not inside or (len(inside) == 1 and _is_common(page, first)):
        return None
    return next((i for i in inside if tree[i].head not in inside or tree.is_root(i)), first)


def lengthened(page: Page, names: Sequence[Name]) -> list[Name]:
    """The names, those that open with a common noun with the adjectives that belong to them: "la Banque | mondiale"."""
    made = [_lengthened(page, name) for name in names]
    long = sorted({name.text for name, given in zip(made, names, strict=True) if name.text != given.text})
    return [_as_before(page, name, long) for name in made]


def _as_before(page: Page, name: Name, long: Sequence[str]) -> Name:
    """A name of one word that the article also has at length, where the rest of it follows here too."""
    here = [text for text in long if text.startswith(f"{name.text} ") and page.text.startswith(text, name.start)]
    return name._replace(end=name.start + len(here[-1]), text=here[-1]) if here else name


def _lengthened(page: Page, name: Name) -> Name:
    tree = page.tree
    first = tree.at(name.start)
    if name.kind != "name" or " " in name.text or first is None or not _is_common(page, first):
        return name
    before = tree[first - 1] if first > tree.sentence(first).first else None
    if before is None or (
        not tree.has(first - 1, "Definite=Def") and before.text.lower() not in page.reference.contracted
    ):
        return name
    last = first
    while last + 1 < tree.sentence(first).last and _belongs(page, first, last + 1):
        last += 1
    return name._replace(end=tree[last].end, text=page.text[name.start : tree[last].end]) if last > first else name


def _belongs(page: Page, noun: int, i: int) -> bool:
    """Whether token `i` is an adjective of the noun that says neither a nationality nor a rank."""
    token = page.tree[i]
    if token.head != noun or token.dep != "amod" or not token.text.isalpha() or not token.text.islower():
        return False
    return not any(e.kind == "adjective" for _, found in page.gazetteer.matches([fold(token.text)], 0) for e in found)


def _is_common(page: Page, i: int) -> bool:
    """Whether the capitalised word at token `i` is a common noun: "l'Eglise"."""
    token = page.tree[i]
    if token.pos not in _NAMES and not is_bare_subject(page.tree, i):
        return True
    word = token.text.lower()
    if sort_of(page, i) is not None or word in lexicon(page.layers.lang or "").nouns or role_at(page, i) is not None:
        return True
    return any(fold(word) in title for title in page.gazetteer.roles)  # "la Défense", of "ministre de la Défense"


def _is_place(page: Page, at: int) -> bool:
    """Whether something happens there: "à Untel", "dans Untel", told as time or place."""
    tree = page.tree
    where = page.reference.settings | page.reference.scenes
    told = any(fold(tree[c].text) in where for c in tree.kids(at, "case"))
    return told and tree[at].dep in ("obl:mod", "nmod", "obl")


def _is_thing(page: Page, name: Name, at: int) -> bool:
    """Whether a noun before it that calls neither a person nor a body says what it is: "le vaccin Untel"."""
    tree = page.tree
    first = tree.at(name.start)
    if first is None or first <= tree.sentence(first).first or role_before(page, first) is not None:
        return False
    noun = tree[first - 1]
    return noun.pos == "NOUN" and noun.text.islower() and sort_of(page, first - 1) is None


def _acts(page: Page, name: Name, at: int) -> bool:
    """Whether the article has the name say, want or do, has it vouch, or speaks of its people."""
    tree = page.tree
    while tree[at].dep == "conj" and tree[at].head != at:
        at = tree[at].head
    token = tree[at]
    if any(fold(tree[c].text) in page.reference.vouching for c in tree.kids(at, "case")):
        return True
    if token.dep == "nsubj" and tree[token.head].pos == "VERB" and len(list(tree.kids(token.head, "nsubj"))) == 1:
        verbs = [token.head, *tree.kids(token.head, "xcomp")]  # "pourrait | réclamer"
        return any(_needs_somebody(row) for verb in verbs for row in _rows(page, verb))
    if token.dep == "nmod" and tree[token.head].lemma in page.reference.of_bodies:
        return page.tree.kid(at, "case") is not None
    first = tree.at(name.start)
    if (noun := noun_after(page, name)) is not None and sort_of(page, noun) == "body":
        return True
    if first is None or first == 0:
        return False
    before = tree[first - 1]
    closed = first > 1 and tree[first - 2].text[:1] in (",", '"', "»", "”")
    return closed and before.pos == "VERB" and any(row.content in _SAYS for row in _rows(page, first - 1))


def _needs_somebody(row: Row) -> bool:
    if row.content in _MINDS:
        return True
    return row.plover is not None and row.roles.get("subj") == "subject"


def _rows(page: Page, verb: int) -> Iterator[Row]:
    """The plain rows of the verb at token `verb`."""
    known = lexicon(page.layers.lang or "")
    lemma = page.tree[verb].lemma.lower()
    for row in known.verbs.get(known.unaccented.get(fold(lemma), lemma), ()):
        if not row.with_ or row.with_ == ("«»",):
            yield row


def _is_person(page: Page, name: Name, at: int) -> bool:
    """Whether the name is a person's: a given name alone, or an age or a noun for people stands beside it."""
    tree = page.tree
    first = tree.at(name.start)
    if first is None or (first and tree[first - 1].pos == "DET"):
        return False
    if " " not in name.text and fold(name.text) in given_names():
        return True
    last = tree.within(name.start, name.end)[-1]
    after = [tree[i].text for i in range(last + 1, min(last + 4, len(tree.tokens)))]
    if any(word.isdigit() for word in after) and page.reference.ages & set(after):
        return True
    noun = noun_after(page, name)
    if noun is None:
        return False
    sort = sort_of(page, noun)
    return sort == "person" or (sort is None and "Definite=Ind" in tree[last + 2].morph)
