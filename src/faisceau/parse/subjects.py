"""Subjects that the model mislabels, set right before anything else reads the tree.

"Selon le ministère, des soldats ont franchi la frontière": nothing with a preposition is a subject. Where the model makes one
of it, and hangs the noun after the comma on it as an apposition, that noun is the subject.

"Il a précisé que…": the model often takes the pronoun for the empty one of "il faut que". It is empty only before verbs that
have such a use, an adjective or a passive.

"Kiev accuse Moscou, qui dément": a verb whose subject is such a pronoun right after a noun says something of that noun, whatever
the model hangs it on.

"Pékin, premier créancier du pays, appelle…": a name without a preposition before a finite verb that has no subject is its subject.

"Moscou et Pyongyang démentent": the model may make the first name the root, and the verb its conjunct with the last as subject.

"Lima, que Quito accuse d'ingérence, a démenti": the model may take the clause set apart for an adverbial one, or its verb for
that of the sentence. It says of the name before the comma to whom it is done.

"L'armée aurait également tué dix civils": a subject of what "avoir" alone makes a compound past acts, and the model may have it
undergo the act.

"Paris, Berlin et d'autres demandent": the model may hang a name of the list on the one before it, as if it belonged to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from faisceau.model.layers import Token

_EMPTY = "expl:subj"
_SUBJECT = "nsubj"
_UNDERGOING = "nsubj:pass"
_RELATIVE = "acl:relcl"
_BARE = ("obl:mod", "dep")
_OWNED = ("nmod", "appos", "flat")
_WITHIN_NOUN = ("nmod", "flat", "appos", "amod")
_NOMINAL = frozenset({"PROPN", "NOUN"})


class SubjectWords(Struct, frozen=True):
    """`[subjects]` of `languages/<code>/language.toml`: lemmas of verbs and folded forms.

    `impersonal`: verbs whose subject pronoun may be empty; `leading`: those that are as their infinitive is, and empty with the
    clitic `thereof`; `place`: the clitic that makes `having` impersonal; `being`: what makes passives; `of`: forms of the
    preposition that subjects may have ("plus de mille soldats"); `relative`: the pronouns that are the subject of a relative
    clause, `relative_object` those that are its object.
    """

    impersonal: frozenset[str]
    leading: frozenset[str]
    having: str
    being: str
    place: str
    thereof: str
    of: frozenset[str]
    relative: frozenset[str]
    relative_object: frozenset[str]


def with_subjects(tokens: Sequence[Token], words: SubjectWords) -> list[Token]:
    """The tokens of an article with such subjects relabelled."""
    made = list(tokens)
    children: dict[int, list[int]] = {}
    for i, token in enumerate(made):
        if token.head != i:
            children.setdefault(token.head, []).append(i)
    for i, token in enumerate(made):
        if _is_listed(made, children, i):
            made[i] = replace(token, dep="conj")
        elif (noun := _done_to(made, children, i, words)) is not None:
            _set_apart(made, children, i, noun)
        elif _is_subject(made, children, i, words):
            made[i] = replace(token, dep=_SUBJECT)
        elif token.dep == _SUBJECT and (noun := _antecedent(made, i, words)) is not None:
            made[token.head] = replace(made[token.head], dep=_RELATIVE, head=noun)
        elif token.dep == _SUBJECT and (subject := _after_complement(made, children, i, words)) is not None:
            made[i] = replace(token, dep=_BARE[0])
            made[subject] = replace(made[subject], dep=_SUBJECT, head=token.head)
        elif token.head == i and token.pos in _NOMINAL and (verb := _verb_of_both(made, children, i)) is not None:
            other = next(c for c in children[verb] if made[c].dep == _SUBJECT)
            made[i] = replace(token, dep=_SUBJECT, head=verb)
            for name in (c for c in range(i + 1, other + 1) if c == other or _follows_comma(made, c)):
                made[name] = replace(made[name], dep="conj", head=i)
            made[verb] = replace(made[verb], dep=token.dep, head=verb)
    return made


def _is_subject(tokens: Sequence[Token], children: dict[int, list[int]], i: int, words: SubjectWords) -> bool:
    """Whether token `i` is a subject that has another label: a pronoun taken for an empty one, a bare name, who acts."""
    token = tokens[i]
    if token.dep == _UNDERGOING:
        built = {tokens[c].lemma for c in children.get(token.head, []) if tokens[c].dep.startswith("aux")}
        return words.having in built and words.being not in built
    if token.dep == _EMPTY:
        return not _may_be_empty(tokens, children, token.head, words)
    return token.dep in _BARE and token.pos == "PROPN" and _lacks(tokens, children, token.head, i)


def _is_listed(tokens: Sequence[Token], children: dict[int, list[int]], i: int) -> bool:
    """Whether the bare name at token `i` stands after a comma in a list that goes on to "and", and hangs on the list's first."""
    token, first = tokens[i], tokens[i].head
    if token.pos != "PROPN" or tokens[first].pos != "PROPN" or not token.dep.startswith(_OWNED):
        return False
    if not (first < i and tokens[i - 1].text == "," and all(t.pos in ("PROPN", "PUNCT") for t in tokens[first:i])):
        return False
    if any(tokens[c].dep in ("case", "det") for c in children.get(i, [])):
        return False
    rest = [c for c in (*children.get(first, []), *children.get(i, [])) if c > i and tokens[c].dep == "conj"]
    return any(tokens[k].dep == "cc" and i < k for c in rest for k in children.get(c, []))


def _lacks(tokens: Sequence[Token], children: dict[int, list[int]], verb: int, i: int) -> bool:
    """Whether the finite verb at token `verb` has no subject, and the name at token `i` before it no preposition."""
    below = children.get(verb, [])
    if i > verb or not _is_finite(tokens, children, verb) or tokens[verb].pos not in ("VERB", "AUX"):
        return False
    if any(tokens[c].dep.startswith((_SUBJECT, "expl")) for c in below):
        return False
    return not any(tokens[c].dep in ("case", "mark") for c in children.get(i, []))


def _antecedent(tokens: Sequence[Token], i: int, words: SubjectWords) -> int | None:
    """The noun right before the relative pronoun at token `i`, or before the comma before it, of which its verb says something;
    None where the model has it so already, or where that noun hangs on the verb."""
    verb = tokens[i].head
    if (
        tokens[i].text.lower() not in words.relative
        or tokens[i].pos != "PRON"
        or verb < i
        or tokens[verb].dep == _RELATIVE
    ):
        return None
    comma = i > 1 and tokens[i - 1].text == ","
    noun = i - 2 if comma else i - 1
    if noun < 0 or tokens[noun].pos not in _NOMINAL or tokens[verb].head == verb:
        return None
    while comma and tokens[noun].dep.startswith(_WITHIN_NOUN) and tokens[tokens[noun].head].pos in _NOMINAL:
        noun = tokens[noun].head  # what is set apart is said of the whole phrase
    above = noun
    while tokens[above].head != above:
        above = tokens[above].head
        if above == verb:
            return None
    return noun


def _done_to(tokens: Sequence[Token], children: dict[int, list[int]], i: int, words: SubjectWords) -> int | None:
    """The noun before the comma before the object pronoun at token `i`, to which the verb of its clause does something; None where
    the model has it so, or the noun is not the subject of the sentence's verb."""
    if tokens[i].text.lower() not in words.relative_object or i < 2 or tokens[i - 1].text != ",":
        return None
    noun = i - 2
    while tokens[noun].dep.startswith(_WITHIN_NOUN) and tokens[tokens[noun].head].pos in _NOMINAL:
        noun = tokens[noun].head
    if tokens[noun].dep != _SUBJECT or tokens[noun].pos not in _NOMINAL:
        return None
    verb, above = _clause_of(tokens, i, noun), tokens[noun].head
    if (
        verb <= i
        or tokens[verb].pos != "VERB"
        or tokens[verb].dep == _RELATIVE
        or not _is_finite(tokens, children, verb)
    ):
        return None
    if any(tokens[c].dep == "obj" and c > i for c in children.get(verb, [])):
        return None
    if above == verb:
        return noun if _verb_after(tokens, children, verb) is not None and _actors(tokens, noun, i, verb) else None
    own = any(tokens[c].dep == _SUBJECT and i < c for c in children.get(verb, []))
    return noun if own and tokens[verb].head == above and above > verb else None


def _clause_of(tokens: Sequence[Token], i: int, noun: int) -> int:
    """The verb of the clause that the pronoun at token `i` opens; the model may hang the pronoun on a name in it."""
    head = tokens[i].head
    return tokens[noun].head if tokens[head].pos in _NOMINAL and head > i else head


def _verb_after(tokens: Sequence[Token], children: dict[int, list[int]], verb: int) -> int | None:
    """The finite verb without a subject that follows the comma after the clause of `verb`, and hangs on it."""
    for c in children.get(verb, []):
        finite = tokens[c].pos == "VERB" and tokens[c].dep in ("advcl", "conj", "parataxis") and c > verb
        if finite and _is_finite(tokens, children, c):
            below = children.get(c, [])
            first = min([c, *below])
            if (
                not any(tokens[k].dep.startswith((_SUBJECT, "mark", "cc")) for k in below)
                and tokens[first - 1].text == ","
            ):
                return c
    return None


def _actors(tokens: Sequence[Token], noun: int, i: int, verb: int) -> list[int]:
    """The names between the object pronoun at token `i` and its verb that the model hangs on the noun before, or on the verb."""
    return [n for n in range(i + 1, verb) if tokens[n].pos in _NOMINAL and tokens[n].head in (noun, verb)]


def _set_apart(made: list[Token], children: dict[int, list[int]], i: int, noun: int) -> None:
    """Make the clause of the object pronoun at token `i` say something of the noun, and give the noun its own verb."""
    verb = _clause_of(made, i, noun)
    if made[noun].head == verb:
        after = _verb_after(made, children, verb)
        assert after is not None
        for actor in _actors(made, noun, i, verb):
            made[actor] = replace(made[actor], dep=_SUBJECT, head=verb)
        is_root = made[verb].head == verb
        made[after] = replace(made[after], dep=made[verb].dep, head=after if is_root else made[verb].head)
        made[noun] = replace(made[noun], head=after)
    made[verb] = replace(made[verb], dep=_RELATIVE, head=noun)
    made[i] = replace(made[i], dep="obj", pos="PRON", head=verb)


def _is_finite(tokens: Sequence[Token], children: dict[int, list[int]], verb: int) -> bool:
    return any(
        "VerbForm=Fin" in tokens[c].morph
        for c in (verb, *children.get(verb, []))
        if c == verb or tokens[c].pos == "AUX"
    )


def _follows_comma(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].pos == "PROPN" and tokens[i - 1].text == ","


def _verb_of_both(tokens: Sequence[Token], children: dict[int, list[int]], i: int) -> int | None:
    """The finite verb that follows the noun at token `i`, others after commas, "et" and the last; None where none does."""
    for verb in children.get(i, []):
        below = children.get(verb, [])
        subjects = [c for c in below if tokens[c].dep == _SUBJECT]
        if tokens[verb].dep != "conj" or tokens[verb].pos != "VERB" or len(subjects) != 1 or not i < subjects[0] < verb:
            continue
        last = subjects[0]
        joins = next((c for c in below if tokens[c].pos == "CCONJ" and i < c < last), None)
        if joins is None:
            continue
        first = (t.pos == "PROPN" or t.text == "," or t.head == i for t in tokens[i + 1 : joins])
        rest = (t.head == last for t in tokens[joins + 1 : last])
        if all(first) and all(rest):
            return verb
    return None


def _may_be_empty(tokens: Sequence[Token], children: dict[int, list[int]], verb: int, words: SubjectWords) -> bool:
    """Whether the verb at token `verb` has a use without a subject."""
    token = tokens[verb]
    below = children.get(verb, [])
    if token.pos not in ("VERB", "AUX") or any(tokens[c].dep in ("cop", "aux:pass") for c in below):
        return True
    if token.lemma in words.impersonal:
        return True
    if token.lemma == words.having:
        return any(tokens[c].text.lower() == words.place for c in below)
    if token.lemma in words.leading:
        if any(tokens[c].text.lower() == words.thereof for c in below):  # "il en va autrement"
            return True
        return any(tokens[c].dep == "xcomp" and _may_be_empty(tokens, children, c, words) for c in below)
    return False


def _after_complement(
    tokens: Sequence[Token], children: dict[int, list[int]], i: int, words: SubjectWords
) -> int | None:
    """The subject that hangs on the complement at token `i`; None where `i` is none."""
    below = children.get(i, [])
    if not any(tokens[c].dep == "case" and tokens[c].text.lower() not in words.of for c in below):
        return None
    for c in below:
        apart = tokens[c].dep == "appos" and i < c < tokens[i].head and any(t.text == "," for t in tokens[i:c])
        if apart and not any(tokens[k].dep == "case" for k in children.get(c, [])):
            return c
    return None
