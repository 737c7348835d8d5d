"""Names and nationalities on the page: where the gazetteer's words stand, and capitalised names that it does not list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faisceau.knowledge.gazetteer import Entry, Gazetteer, fold
from faisceau.knowledge.given_names import given_names
from faisceau.model.tree import Tree
from faisceau.resolve.words import Reference

_WORD = re.compile(r"\w+")
_JOINS = re.compile(r"(?:[ \u00a0\u202f]|[-‑–]|['’])?$")
_HYPHENED = {"prefix": True, "medium": False}  # whether more hangs on by a hyphen: "russo-", not "La Croix-Rouge"
_LONGEST = 7  # words of a name
_NO_NAME_POS = frozenset({"DET", "ADP", "PRON", "ADV", "CCONJ", "SCONJ", "VERB", "AUX", "NUM", "INTJ"})
_JOINING_POS = frozenset({"ADP", "DET", "CCONJ", "SCONJ"})


class Word(NamedTuple):
    """A word of the text, `start:end` in code points, with its folded form."""

    start: int
    end: int
    raw: str
    folded: str


class Name(NamedTuple):
    """A name found at `start:end`; `entries` are what the gazetteer says it may stand for, () if it lists none.

    `kind` is the mention's kind, "name" for a capitalised name of unknown sort.
    """

    start: int
    end: int
    text: str
    kind: str
    entries: tuple[Entry, ...]


def words(text: str) -> list[Word]:
    """Every word of `text`."""
    return [Word(m.start(), m.end(), m.group(), fold(m.group())) for m in _WORD.finditer(text)]


def find_names(text: str, tree: Tree, gazetteer: Gazetteer, reference: Reference) -> list[Name]:
    """Names in text order, none overlapping: the longest listed name first, then runs of capitalised words."""
    stream = words(text)
    folded = [w.folded for w in stream]
    titled = _titles(stream, folded, gazetteer)
    found: list[Name] = []
    i = 0
    while i < len(stream):
        token = tree.at(stream[i].start)
        if token is None or tree[token].text in reference.courtesy:  # furniture, outside every sentence, or "M."
            i += 1
            continue
        name, length = _listed(text, stream, folded, i, gazetteer)
        if name is None and i:
            name, length = _contracted(text, stream, i, gazetteer, reference)
        run = 0
        opens = i not in titled and stream[i].raw not in reference.not_actors
        if opens and (name is None or name.kind in ("state", "place")):
            listed_after = _begins_name(tree, token) and any(gazetteer.matches(folded, i + 1))  # "Mama Merkel"
            run = 0 if listed_after else _run(text, stream, i, tree, reference)
            run = _before_listed(text, stream, folded, i, run, gazetteer, reference)
            no_name = _is_nationality(gazetteer, folded, i) or _ends_title(stream, i, gazetteer, reference)
            run = _before_given(stream, i, run, reference, no_name=no_name)
        if name is not None and not _swallowed(name, length, run, i, stream, reference):
            found.append(name)
        elif run:
            found.append(_name(text, stream, i, run, "name", ()))
            length = run
        i += max(length, 1)
    return found


def _titles(stream: Sequence[Word], folded: Sequence[str], gazetteer: Gazetteer) -> frozenset[int]:
    """Words of titles that run over several words: the capital of "ministre de la Défense" begins no name."""
    held: set[int] = set()
    for i in range(len(stream)):
        longest = max(
            (n for n in gazetteer.role_lengths(folded[i]) if tuple(folded[i : i + n]) in gazetteer.roles), default=0
        )
        if i + 1 < len(stream) and _is_nationality(gazetteer, folded, i + 1):
            apart = [folded[i], *folded[i + 2 : i + 8]]
            inner = max(
                (n for n in gazetteer.role_lengths(folded[i]) if tuple(apart[:n]) in gazetteer.roles), default=0
            )
            longest = max(longest, inner + 1 if inner > 1 else 0)
        if longest > 1 or (longest == 1 and stream[i].raw[0].islower()):
            held.update(range(i, i + longest))
    return frozenset(held)


def _is_nationality(gazetteer: Gazetteer, folded: Sequence[str], at: int) -> bool:
    return any(
        length == 1 and any(e.kind == "adjective" for e in entries) for length, entries in gazetteer.matches(folded, at)
    )


def _swallowed(name: Name, length: int, run: int, at: int, stream: Sequence[Word], reference: Reference) -> bool:
    """Whether a listed state or place is only the beginning of a longer name: "Paris Hilton", "Washington Square".

    After a preposition, or when it has several words, the name that follows is somebody else's: "à Ankara David Smith".
    """
    if run <= length:
        return False
    apart = length > 1 or (at > 0 and stream[at - 1].folded in reference.locatives)
    return not (apart and run - length >= 2)


def _name(text: str, stream: Sequence[Word], at: int, length: int, kind: str, entries: tuple[Entry, ...]) -> Name:
    start, end = stream[at].start, stream[at + length - 1].end
    return Name(start, end, text[start:end], kind, entries)


def _joined(text: str, stream: Sequence[Word], at: int, length: int) -> bool:
    """Whether only spaces, hyphens or apostrophes stand between the words."""
    return all(
        (_JOINS.match(text[a.end : b.start]) is not None and a.end != b.start)
        or (len(a.raw) == 1 and text[a.end : b.start] in (". ", ".-", "."))  # an initial
        for a, b in zip(stream[at : at + length - 1], stream[at + 1 : at + length], strict=True)
    )


def _listed(
    text: str, stream: Sequence[Word], folded: Sequence[str], at: int, gazetteer: Gazetteer
) -> tuple[Name | None, int]:
    for length, entries in gazetteer.matches(folded, at):
        if not _joined(text, stream, at, length):
            continue
        start, end = stream[at].start, stream[at + length - 1].end
        written = text[start:end]
        hyphen_after = end < len(text) and text[end] in "-‑–" and text[end + 1 : end + 2].isalpha()
        fitting = tuple(
            e
            for e in entries
            if e.fits(written) and _HYPHENED.get(e.kind, hyphen_after) == hyphen_after and _nationality_fits(e, written)
        )
        if not fitting:
            continue
        kinds = {e.kind for e in fitting}
        if kinds & {"adjective", "prefix"}:
            kind = "adjective" if written[0].islower() or "prefix" in kinds else "state"
            fitting = tuple(e for e in fitting if e.kind in ("adjective", "prefix"))
        else:
            kind = next(
                k for k in ("person", "medium", "organisation", "seat", "state", "capital", "place") if k in kinds
            )
            fitting = tuple(e for e in fitting if e.kind == kind)
            kind = "state" if kind in ("seat", "capital") else kind
        return _name(text, stream, at, length, kind, fitting), length
    return None, 0


def _contracted(
    text: str, stream: Sequence[Word], at: int, gazetteer: Gazetteer, reference: Reference
) -> tuple[Name | None, int]:
    """A listed medium whose article is contracted with the preposition before it: "au | Monde", of "Le Monde"."""
    article = reference.contracted.get(stream[at - 1].folded)
    if article is None or not _joined(text, stream, at - 1, 2):
        return None, 0
    whole = [article, *(word.folded for word in stream[at : at + _LONGEST])]
    for length, entries in gazetteer.matches(whole, 0):
        rest = length - 1
        if rest < 1 or not _joined(text, stream, at, rest):
            continue
        written = f"{article.capitalize()} {text[stream[at].start : stream[at + rest - 1].end]}"
        if fitting := tuple(e for e in entries if e.kind == "medium" and e.fits(written)):
            return _name(text, stream, at, rest, "medium", fitting), rest
    return None, 0


def _nationality_fits(entry: Entry, written: str) -> bool:
    return entry.kind != "adjective" or len(entry.surface) > 3 or written[0].isupper()


def _run(text: str, stream: Sequence[Word], at: int, tree: Tree, reference: Reference) -> int:
    """How many words from `at` on form one capitalised name; 0 if none starts here."""
    if not _is_name_word(stream[at], tree, first=True):
        return 0
    length = 1
    reach = at + 1
    while reach < len(stream) and _joined(text, stream, reach - 1, 2) and reach - at < _LONGEST:
        hyphenated = text[stream[reach - 1].end : stream[reach].start] in ("-", "‑") and stream[reach].raw.isalpha()
        if _is_name_word(stream[reach], tree, first=False) or (hyphenated and _one_token(stream, reach, tree)):
            length = reach - at + 1
        elif stream[reach].folded not in reference.particles:
            break
        reach += 1
    return length


def _before_listed(
    text: str,
    stream: Sequence[Word],
    folded: Sequence[str],
    at: int,
    run: int,
    gazetteer: Gazetteer,
    reference: Reference,
) -> int:
    """The run cut before a listed name that a preposition brings in: "le Nord de la | France"."""
    for i in range(at + 2, at + run):
        if not stream[i - 1].raw[0].isupper() and stream[i].raw[0].isupper():
            name, _ = _listed(text, stream, folded, i, gazetteer)
            if i >= at + 3 and stream[i - 1].folded in reference.of_the and stream[at].folded in given_names():
                return i - 1 - at  # "Jean Untel | du King's College"
            brought = name is not None and name.kind == "person" and _is_genitive(stream[i - 1], reference)
            if brought or (name is not None and name.kind in ("state", "organisation")):
                while run > 1 and (at + run - 1 >= i or not stream[at + run - 1].raw[0].isupper()):
                    run -= 1
                return run
    return run


def _ends_title(stream: Sequence[Word], at: int, gazetteer: Gazetteer, reference: Reference) -> bool:
    """Whether the word ends a title, as what somebody is in charge of: "ministre de l'Economie | Jean Untel"."""
    before = stream[max(at - 2, 0) : at]  # "de l' | Economie"
    return stream[at].folded in gazetteer.portfolios and any(_is_genitive(word, reference) for word in before)


def _before_given(stream: Sequence[Word], at: int, run: int, reference: Reference, *, no_name: bool) -> int:
    """The run cut before a person's full name: "RN | Jean Untel", "Ligue de | Jean Untel", "le Serbe | Jean Untel".

    `no_name`: the first word is a nationality or the end of a title.
    """
    given = given_names()
    if stream[at].folded in given:
        return run
    for i in range(at + 1, at + run - 1):
        apart = no_name or stream[at].raw.isupper() or stream[at].raw in reference.body_words
        brought = _is_genitive(stream[i - 1], reference) or (i - 1 == at and apart)
        if brought and stream[i].raw[0].isupper() and stream[i].folded in given:
            length = i - at
            while length > 1 and not stream[at + length - 1].raw[0].isupper():
                length -= 1
            return length
    return run


def _is_genitive(word: Word, reference: Reference) -> bool:
    """Whether the word is "de" in any of its forms."""
    return word.folded in reference.genitives or word.folded + "'" in reference.genitives


def _one_token(stream: Sequence[Word], at: int, tree: Tree) -> bool:
    """Whether a word and the one before it are one token: the second half of "Jong-un"."""
    return tree.at(stream[at].start) == tree.at(stream[at - 1].start)


def _is_name_word(word: Word, tree: Tree, *, first: bool) -> bool:
    if not word.raw[0].isupper() or not word.raw[0].isalpha():
        return False
    i = tree.at(word.start)
    if i is None:
        return False
    token = tree[i]
    opens = i == tree.sentence(i).first
    if first and token.pos in _JOINING_POS:
        return False
    if token.pos in _NO_NAME_POS and (opens or (first and len(word.raw) < 3)):
        return False
    told = token.pos == "PROPN" or word.raw.isupper() or is_bare_subject(tree, i) or _begins_name(tree, i)
    return told or not (opens and first)


def _begins_name(tree: Tree, i: int) -> bool:
    """Whether token `i`, a common noun to the model, has no article and the rest of a name right after it: "Ewa Nowak"."""
    if tree[i].pos != "NOUN" or i + 1 >= len(tree.tokens) or tree.kid(i, "det", "nummod", "case") is not None:
        return False
    rest = tree[i + 1]
    return rest.pos == "PROPN" and rest.head == i and rest.dep == "flat:name" and rest.text[:1].isupper()


def is_bare_subject(tree: Tree, i: int) -> bool:
    """Whether token `i` is a subject without an article, right before its verb, as common nouns never are."""
    token = tree[i]
    following = tree[i + 1] if i + 1 < len(tree.tokens) else token
    alone = token.pos == "NOUN" and token.dep == "nsubj" and tree.kid(i, "det", "nummod", "case") is None
    return alone and following.pos in ("AUX", "VERB") and "VerbForm=Fin" in following.morph


def name_words(text: str) -> Iterator[str]:
    """The folded words of a name."""
    return (fold(m.group()) for m in _WORD.finditer(text))
