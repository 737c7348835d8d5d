"""Subjects that the model mislabels, set right before anything else reads the tree.

"Selon le ministère, des soldats ont franchi la frontière": nothing with a preposition is a subject. Where the model makes one
of it, and hangs the noun after the comma on it as an apposition, that noun is the subject.

"Il a précisé que…": the model often takes the pronoun for the empty one of "il faut que". It is empty only before verbs that
have such a use, an adjective or a passive.

"Kiev accuse Moscou, qui dément": a verb whose subject is such a pronoun right after a noun says something of that noun, whatever
the model hangs it on.

"Pékin, premier créancier du pays, appelle…": a name without a preposition before a finite verb that has no subject is its subject.

"Moscou et Pyongyang démentent": the model may make the first name the root, and the verb its conjunct with the second as subject.

"Paris, Berlin et d'autres demandent": the model may hang a name of the list on the one before it, as if it belonged to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from faisceau.model.layers import Token

_EMPTY = "expl:subj"
_SUBJECT = "nsubj"
_RELATIVE = "acl:relcl"
_BARE = ("obl:mod", "dep")
_OWNED = ("nmod", "appos", "flat")
_WITHIN_NOUN = ("nmod", "flat", "appos", "amod")
_NOMINAL = frozenset({"PROPN", "NOUN"})


class SubjectWords(Struct, frozen=True):
    """`[subjects]` of `languages/<code>/language.toml`: lemmas of verbs and folded forms.

    `impersonal`: verbs whose subject pronoun may be empty; `leading`: those that are as their infinitive is, and empty with the
    clitic `thereof`; `place`: the clitic that makes `having` impersonal; `of`: forms of the preposition that subjects may have
    ("plus de mille soldats"); `relative`: the pronouns that are the subject of a relative clause.
    """

    impersonal: frozenset[str]
    leading: frozenset[str]
    having: str
    place: str
    thereof: str
    of: frozenset[str]
    relative: frozenset[str]


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
            made[other] = replace(made[other], dep="conj", head=i)
            made[verb] = replace(made[verb], dep=token.dep, head=verb)
    return made


def _is_subject(tokens: Sequence[Token], children: dict[int, list[int]], i: int, words: SubjectWords) -> bool:
    """Whether token `i` is a subject that has another label: a pronoun taken for an empty one, a bare name."""
    token = tokens[i]
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
    finite = any("VerbForm=Fin" in tokens[c].morph for c in (verb, *below) if c == verb or tokens[c].pos == "AUX")
    if i > verb or not finite or tokens[verb].pos not in ("VERB", "AUX"):
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


def _verb_of_both(tokens: Sequence[Token], children: dict[int, list[int]], i: int) -> int | None:
    """The finite verb that follows the name at token `i`, "et" and another name; None where none does."""
    if i + 2 >= len(tokens) or tokens[i + 1].pos != "CCONJ":
        return None
    for verb in children.get(i, []):
        below = children.get(verb, [])
        subjects = [c for c in below if tokens[c].dep == _SUBJECT]
        if tokens[verb].dep == "conj" and tokens[verb].pos == "VERB" and len(subjects) == 1 and i + 1 in below:
            return verb if i + 1 < subjects[0] < verb else None
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
