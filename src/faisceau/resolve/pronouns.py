"""Words that take up actors already named, in text order: nouns, pronouns, possessives.

Phrases ("les deux pays", "ce dernier") are read in `phrases`, nouns that describe somebody in `descriptions`; whom a personal
pronoun takes up is chosen in `antecedents`. Where nothing agrees, nothing is taken up.
"""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from faisceau.model.actors import is_group, is_person
from faisceau.model.layers import Mention
from faisceau.model.tree import Tree
from faisceau.resolve.antecedents import (
    Antecedent,
    antecedents,
    chosen,
    ruled,
    stands_for_nobody,
    together,
)
from faisceau.resolve.descriptions import called, described
from faisceau.resolve.memory import FAR, Candidate, Memory
from faisceau.resolve.page import GLUED, Page, description_of, form_of, is_definite, named_by, role_at
from faisceau.resolve.phrases import counterpart, of_possessor, organ, phrase, state_meant

_NAMING = frozenset({"state", "person", "organisation", "medium", "bloc", "title", "group"})
_EMPTY = ("expl:p", "case", "fixed", "mark")  # relations of pronouns that stand for nobody
_NOMINAL = frozenset({"NOUN", "ADJ", "PROPN", "PRON"})
_DESCRIBED = "takes up actors already named"


def take_up(page: Page, *, learnt: bool = True) -> dict[int, list[Antecedent]]:
    """Add to the page's mentions those that stand for earlier ones; text order, so that chains resolve.

    Returns what each personal pronoun was chosen among, by its token. Not `learnt`: the rule alone chooses, as weights that
    are to be learnt must not depend on those learnt before.
    """
    lang = page.layers.lang or ""
    asked: dict[int, list[Antecedent]] = {}
    memory = Memory(page, called(page))
    for i in range(len(page.tree.tokens)):
        if (mention := page.mentions.get(i)) is not None:
            _settle(memory, i, mention)
        elif (subject := _said_again(page, i)) is not None:
            if (first := page.mentions.get(subject)) is not None and first.actors:
                _record(page, i, "pronoun", first.actors, "says the subject again")
        elif _is_pronoun(page, i):
            asked[i] = antecedents(memory, i)
            _stand_for(memory, i, chosen(asked[i], lang) if learnt else ruled(asked[i]))
        elif _is_possessive(page, i):
            if (owner := _owner(memory, i)) is not None:
                _record(page, i, "pronoun", owner.actors, "possessive of an earlier mention")
        elif _may_take_up(page, i):
            _take_up_noun(memory, i)
    return asked


def _settle(memory: Memory, i: int, mention: Mention) -> None:
    """Have the mention at token `i` mean whom the words before it make it mean, and remember whom it names."""
    page = memory.page
    for meant in (_body_of_state, _of_owner, _group_taken_up):
        mention = page.mentions[i] = meant(memory, i, mention)
    if mention.kind in _NAMING and mention.actors:
        memory.remember(_candidate(memory, i, mention))


def _body_of_state(memory: Memory, i: int, mention: Mention) -> Mention:
    """A body that every state has, "l'armée", is that of the state told with it or meant there."""
    body = memory.page.state_bodies.get(i)
    state = (body[1] or state_meant(memory, i)) if body is not None else None
    return structs.replace(mention, actors=(f"{state}-{body[0]}", state)) if body is not None and state else mention


def _group_taken_up(memory: Memory, i: int, mention: Mention) -> Mention:
    """A group that stands for somebody named before, or for the state whose organ it is."""
    if mention.kind != "group":
        return mention
    taken = described(memory, i)
    if not taken and _is_of_state(memory.page, i, mention):
        state = _state_named_after(memory.page, i) or state_meant(memory, i)
        taken = (state,) if state else ()
    return structs.replace(mention, kind="title", actors=taken, rule=_DESCRIBED) if taken else mention


def _stand_for(memory: Memory, i: int, found: Candidate | None) -> None:
    """Record and remember the pronoun at token `i` as naming the candidate, if there is one."""
    if found is None:
        return
    page, tree = memory.page, memory.page.tree
    _record(page, i, "pronoun", found.actors, "takes up an earlier mention")
    here, subject = tree.sentence_index(i), _is_subject(tree, i)
    memory.remember(replace(found, head=i, sentence=here, subject=subject, quotation=memory.quotation(i)))


def _is_possessive(page: Page, i: int) -> bool:
    return page.tree[i].pos == "DET" and form_of(page, i) in page.reference.possessives


def _may_take_up(page: Page, i: int) -> bool:
    """Whether token `i` may be a noun that takes somebody up; the parser takes some for verbs."""
    pos = page.tree[i].pos
    return i not in page.covered and (pos in _NOMINAL or (pos == "VERB" and description_of(page, i) is not None))


def _is_of_state(page: Page, i: int, mention: Mention) -> bool:
    """Whether an unnamed group is an organ of whatever state is meant: "les autorités", with nothing said of them."""
    tree = page.tree
    if tree[i].lemma not in page.reference.organs_alone and tree[i].text.lower() not in page.reference.organs_alone:
        return False
    return is_group(mention.actors[0]) and is_definite(page, i) and tree.kid(i, "nmod", "amod", "flat") is None


def _state_named_after(page: Page, i: int) -> str | None:
    """The state of the adjective right after token `i`, which the parser may have hung elsewhere."""
    after = page.mentions.get(i + 1)
    return after.actors[0] if after is not None and after.kind == "adjective" else None


def _take_up_noun(memory: Memory, i: int) -> None:
    page = memory.page
    if page.tree[i].lemma in page.reference.counterparts:
        actors, length = counterpart(memory, i), 1
    elif actors := of_possessor(page, i) or phrase(memory, i) or organ(memory, i):
        length = 1
    else:
        actors, length = described(memory, i), _words_of_title(page, i)
    if not actors:
        return
    last = page.tree[i + length - 1]
    start = page.tree[i].start
    if length > 1:
        head = page.add(Mention(start, last.end, page.text[start : last.end], "title", actors, _DESCRIBED))
    else:
        head = i
        _record(page, i, "title", actors, _DESCRIBED)
    if head == i:
        memory.remember(_named_again(memory, i, actors))


def _words_of_title(page: Page, i: int) -> int:
    role = role_at(page, i)
    return role[1] if role is not None else 1


def _named_again(memory: Memory, i: int, actors: tuple[str, ...]) -> Candidate:
    tree = memory.page.tree
    plural = len({a for a in actors if not is_person(a)}) > 1
    return Candidate(i, tree.sentence_index(i), _is_subject(tree, i), plural, "", "title", actors, memory.quotation(i))


def _record(page: Page, i: int, kind: str, actors: tuple[str, ...], rule: str) -> None:
    token = page.tree[i]
    written = token.text.rstrip(GLUED) or token.text
    page.mentions[i] = Mention(token.start, token.start + len(written), written, kind, actors, rule)


def _said_again(page: Page, i: int) -> int | None:
    """The subject that the pronoun at token `i` only says again: "Paris a, lui, refusé", "les rebelles, soutenus eux par…"."""
    tree = page.tree
    token = tree[i]
    here = tree.sentence(i)
    if token.pos != "PRON" or token.text.lower() not in page.reference.tonic or not here.first < i < here.last - 1:
        return None
    before, after = tree[i - 1], tree[i + 1]
    if any("VerbForm=Inf" in tree[j].morph for j in range(i + 1, min(i + 3, here.last))):  # "peut lui en livrer"
        return None
    set_off = before.text == "," and after.text == ","
    if not (set_off or before.pos in ("VERB", "AUX")) or tree.kid(i, "case") is not None:
        return None
    verbs = (j for j in range(i - 1, here.first, -1) if tree[j].pos in ("VERB", "AUX"))
    verb = i - 1 if not set_off else next(verbs, None)
    if verb is None:
        return None
    governor = tree[verb].head if tree[verb].pos == "AUX" else verb
    if tree[governor].dep.startswith("acl") and tree.kid(governor, "nsubj") is None:
        return tree[governor].head
    return next((j for j in tree.kids(governor, "nsubj") if j < verb), None)


def _is_pronoun(page: Page, i: int) -> bool:
    token = page.tree[i]
    if token.pos != "PRON" or form_of(page, i) not in page.reference.pronouns or token.dep.startswith(_EMPTY):
        return False
    if stands_for_nobody(page, i):
        return False
    return form_of(page, i) not in page.reference.articles or token.dep.startswith(("obj", "iobj"))


def _candidate(memory: Memory, i: int, mention: Mention) -> Candidate:
    tree = memory.page.tree
    token = tree[i]
    coordinated = any(c in memory.page.mentions for c in tree.kids(i, "conj"))
    actors = mention.actors
    gender = "Fem" if "Gender=Fem" in token.morph else "Masc" if "Gender=Masc" in token.morph else ""
    for d in tree.kids(i, "det", "amod"):
        if "Gender=Fem" in tree[d].morph:
            gender = "Fem"
        elif "Gender=Masc" in tree[d].morph and not gender:
            gender = "Masc"
    if is_person(actors[0]):
        gender = memory.page.gender_of(actors[0])
    elif token.pos == "PROPN" and tree.kid(i, "det") is None:
        gender = ""
    plural = coordinated or (("Number=Plur" in token.morph or mention.kind == "group") and not is_person(actors[0]))
    return Candidate(
        i, tree.sentence_index(i), _is_subject(tree, i), plural, gender, mention.kind, actors, memory.quotation(i)
    )


def _is_subject(tree: Tree, i: int) -> bool:
    """Whether token `i` is a subject, one of several, or the name of one: "l'armateur grec | Untel"."""
    noun = tree[named_by(tree, i)]
    return noun.dep.startswith("nsubj") or (noun.dep == "conj" and tree[noun.head].dep.startswith("nsubj"))


def _owner(memory: Memory, i: int) -> Candidate | None:
    """A possessive belongs to the subject of the nearest clause above it, else to the last subject before it."""
    page, tree = memory.page, memory.page.tree
    token = tree[i]
    if "Person=1" in token.morph or "Person=2" in token.morph:
        return None
    plural = form_of(page, i) in page.reference.plurals
    here = tree.sentence_index(i)
    above = list(tree.ancestors(i))
    for c in reversed(memory.seen):
        if here - c.sentence > 1:
            return None
        if c.subject and c.plural == plural and c.head not in above:
            return together(memory, c) if plural else c
    return None


def _of_owner(memory: Memory, i: int, mention: Mention) -> Mention:
    """ "le responsable du CICR": the person last named who acts for the body, rather than nobody in particular."""
    page = memory.page
    if (
        mention.kind not in ("title", "group")
        or len(mention.actors) != 1
        or "Number=Plur" in page.tree[i].morph
        or not is_definite(page, i)
    ):
        return mention
    role = role_at(page, i)
    if role is None or page.tree[i].lemma in page.reference.organs:
        return mention
    owner = mention.actors[0]
    for c in reversed(memory.seen[-FAR:]):
        if (
            c.person
            and owner in c.actors[1:]
            and (role[0].class_ == "other" or role[0].class_ in page.classes(c.actors[0]))
        ):
            return structs.replace(mention, actors=c.actors[:2], rule="person named before who has the office")
    return mention


__all__ = ["take_up"]
