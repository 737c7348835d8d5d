"""Whether the act around an expression is told as past, present or to come: from the tree, else from the words."""

from __future__ import annotations

from faisceau.knowledge.dates import TenseWords
from faisceau.knowledge.wording import fold
from faisceau.model.layers import Token
from faisceau.model.tree import Tree


def tense_at(tree: Tree, at: int, words: TenseWords) -> str | None:
    """past, present, future, due or None: the tense of the nearest verb above the token at code point `at`.

    due: what stood to come some time ago, "devait débuter le 10 mars", "prévu le 10 mars, a été annulé"; whether it has come is
    not said.
    """
    index = tree.at(at)
    if index is None:
        return None
    infinitive = False
    for i in [index, *tree.ancestors(index)]:
        token = tree[i]
        if not _is_predicate(tree, i) and fold(token.text) not in words.future_participles:
            continue
        form = _form(tree, i, words)
        if form == "future" and _was_put_off(tree, i, words):
            return "due"
        if infinitive and token.lemma in words.future_verbs:
            if token.lemma in words.accomplished and _is_compound(tree, i, words):
                return "past"
            return "due" if form == "past" else "future"
        if form == "infinitive":
            if token.dep.startswith("acl"):  # "un entretien à paraître"
                return "future"
            infinitive = True
        elif form:
            return form
    return "future" if infinitive else None


def _is_predicate(tree: Tree, i: int) -> bool:
    return tree[i].pos in ("VERB", "AUX") or tree.kid(i, "cop", "aux") is not None


def _form(tree: Tree, i: int, words: TenseWords) -> str | None:
    token = tree[i]
    auxiliaries = [tree[c] for c in tree.kids(i, "aux", "cop")]
    perfect = _is_compound(tree, i, words)
    if fold(token.text) in words.future_participles and not perfect:
        return "future"
    if "VerbForm=Inf" in token.morph:
        return "past" if perfect else "infinitive"
    tenses = [t for a in auxiliaries if (t := _feature(a, words))]
    if "VerbForm=Part" in token.morph or tenses:
        if not tenses and any("VerbForm=Inf" in a.morph for a in auxiliaries):
            return "infinitive"
        if not tenses:
            return "past" if "Tense=Past" in token.morph else None
        if "future" in tenses:
            return "future"
        if perfect or "past" in tenses:
            return "past"
        return tenses[0] if tenses[0] != "conditional" else "future"
    tense = _feature(token, words) or (tenses[0] if tenses else None)
    return "future" if tense == "conditional" else tense


def _was_put_off(tree: Tree, i: int, words: TenseWords) -> bool:
    """Whether what the participle at token `i` tells as to come is told as put off since."""
    if "VerbForm=Part" not in tree[i].morph:
        return False
    above = next((a for a in tree.ancestors(i) if tree[a].pos in ("VERB", "AUX")), None)
    return above is not None and tree[above].lemma in words.put_off and _form(tree, above, words) in ("past", "future")


def _is_compound(tree: Tree, i: int, words: TenseWords) -> bool:
    return any(_is_perfect(tree, c, words) for c in tree.kids(i, "aux"))


def _is_perfect(tree: Tree, i: int, words: TenseWords) -> bool:
    """Whether the auxiliary makes a compound past, not a passive."""
    return tree[i].dep == "aux:tense" or tree[i].lemma == words.perfect_auxiliary


def _feature(token: Token, words: TenseWords) -> str | None:
    if "VerbForm=Fin" not in token.morph:
        return None
    return next((tense for mark, tense in words.features.items() if mark in token.morph), None)


def tense_around(before: str, after: str, words: TenseWords) -> str | None:
    """past, future or None from the folded words of the sentence before and after an expression: without a tree."""
    for piece in (before.split()[::-1], after.split()):
        for word in piece:
            bare = word.strip('.,;:()"«»')
            if bare in words.future_words:
                return "future"
            if bare in words.past_auxiliaries:
                return "past"
            if len(bare) > 4 and bare.endswith(words.future_endings):
                return "future"
            if len(bare) > 5 and bare.endswith(words.past_endings):
                return "past"
    return None
