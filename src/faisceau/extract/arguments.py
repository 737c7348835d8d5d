"""Arguments: the slots of a predicate as its syntax fills them, passives turned round, shared subjects found."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.extract.clauses import FINITE, GERUND, INFINITIVE, PARTICIPLE, Clause, antecedent_of, finite_verb
from faisceau.extract.page import Page
from faisceau.model.tree import Tree

Slots = dict[str, list[int]]
_SLOT_OF_RELATION = {"obj": "obj", "iobj": "iobj", "xcomp": "inf", "ccomp": "que"}
_HYPHENS = frozenset({"-", "‑"})
_FRAGMENT = 12  # tokens of a subject that may have been parted from its verb


def conjuncts(tree: Tree, i: int) -> list[int]:
    """Token `i` and the nouns coordinated with it, in text order; the second half of a word is none: "colonel-major"."""
    found = [i]
    stack = [i]
    while stack:
        for c in tree.kids(stack.pop(), "conj"):
            if tree[c].pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "ADV") and not _is_second_half(tree, c):
                found.append(c)
                stack.append(c)
    return sorted(found)


def _is_second_half(tree: Tree, i: int) -> bool:
    """Whether only a hyphen stands between the token and the one before that, without a space."""
    return i > 1 and tree[i - 1].text in _HYPHENS and tree[i - 2].end == tree[i - 1].start == tree[i].start - 1


def is_passive(page: Page, clause: Clause) -> bool:
    """Whether the grammatical subject of the clause undergoes the act."""
    tree, head = page.tree, clause.head
    lemma = tree[head].lemma
    if lemma in page.grammar.unaccusatives or is_reflexive(page, head):
        return False
    if lemma in page.grammar.statives and not any(page.preposition(c) == page.grammar.by for c in tree.children[head]):
        return False
    if any(tree[c].dep in ("nsubj:pass", "aux:pass") for c in tree.children[head]):
        return True
    return (
        clause.form == PARTICIPLE
        and clause.link in ("acl", "advcl", "conj", "appos", "root", "xcomp", "ccomp")
        and tree.kid(head, "aux") is None
        and not any(tree[c].pos == "PRON" for c in tree.kids(head, "nsubj"))
    )


def is_reflexive(page: Page, head: int) -> bool:
    """Whether the verb has a reflexive clitic."""
    return any(page.lower(c) in page.grammar.reflexives for c in page.tree.children[head])


def slots(page: Page, clauses: list[Clause], n: int) -> Slots:
    """The clause's arguments by slot: subj, obj, iobj, que, inf, and prepositions ("à", "de", "avec" …)."""
    tree, clause = page.tree, clauses[n]
    passive = is_passive(page, clause)
    found: Slots = {}
    for c in sorted(tree.children[clause.head]):
        relative = clause.link == "relcl" and tree[c].pos == "PRON" and page.lower(c) in page.grammar.relatives
        slot = _slot_of_relative(page, c, passive) if relative else _slot(page, c, passive)
        if slot is not None:
            filler = antecedent_of(tree, clause) if relative else c
            found.setdefault(slot, []).extend(i for i in conjuncts(tree, filler) if i not in found.get(slot, ()))
    if not passive and "obj" not in found and (bare := _bare_object(page, clause, found.get("obl", ()))):
        found["obj"] = bare
        found["obl"] = [c for c in found["obl"] if c not in bare]
    subject = "obj" if passive else "subj"
    if subject in found:
        found[subject] = [*_parted_subject(page, clause), *found[subject]]
    elif shared := _shared_subject(page, clauses, n) or _detached_subject(page, clauses, n):
        found[subject] = shared
    return found


def _slot_of_relative(page: Page, i: int, passive: bool) -> str:
    """The slot that the antecedent of relative pronoun `i` fills in its clause."""
    dep = page.tree[i].dep.partition(":")[0]
    if dep == "nsubj":
        return "obj" if passive else "subj"
    if dep in ("obj", "iobj"):
        return dep
    return page.grammar.of if page.lower(i) == page.grammar.genitive_relative else page.preposition(i) or "obj"


def _slot(page: Page, i: int, passive: bool) -> str | None:
    """The slot that token `i` fills in the clause whose head governs it; None where it fills none.

    In the passive the grammatical subject undergoes the act, and the agent acts.
    """
    token, by = page.tree[i], page.grammar.by
    dep = token.dep.partition(":")[0]
    if dep == "nsubj":
        return "obj" if passive else "subj"
    if dep in _SLOT_OF_RELATION:
        return _SLOT_OF_RELATION[dep]
    if token.dep == "obl:agent":
        return "subj" if passive else by
    if dep in ("obl", "nmod") and token.pos != "ADV" and not _joins(page, i):
        preposition = page.preposition(i)
        return "subj" if passive and preposition == by else preposition or "obl"
    return "subj" if dep == "dislocated" or _inverted(page, i) else None


def _parted_subject(page: Page, clause: Clause) -> list[int]:
    """The first names of a list whose last one, after "et", the parser took for the subject of a sentence of its own."""
    opening = page.tree.sentence(clause.head).first
    opens_joined = page.tree.is_root(clause.head) and page.tree[opening].pos == "CCONJ"
    return fragment_before(page, opening) if opens_joined else []


def _bare_object(page: Page, clause: Clause, bare: Sequence[int]) -> list[int]:
    """What follows an active verb without a preposition and tells no time: "livré mardi douze camions" has its object there,
    which the parser, misled by the day before it, hangs as an oblique."""
    tree, head = page.tree, clause.head
    if tree[head].pos != "VERB" or is_reflexive(page, head):
        return []
    return [c for c in bare if c > head and c not in page.time_tokens and tree[c].pos in ("NOUN", "PROPN")]


def _joins(page: Page, i: int) -> bool:
    """Whether noun `i` only joins its clause to the one before: "en échange", with nothing said of what for."""
    return (
        page.preposition(i) in page.grammar.within
        and page.lower(i) in page.grammar.joining
        and all(page.tree[c].dep in ("case", "punct") for c in page.tree.children[i])
    )


def _inverted(page: Page, i: int) -> bool:
    """Whether token `i` is a pronoun after its verb: "-t-il", or "elles" where the hyphen stands alone."""
    token = page.tree[i]
    if token.pos != "PRON" or i <= token.head:
        return False
    return token.text.startswith("-") or page.tree[i - 1].text == "-"


def _detached_subject(page: Page, clauses: list[Clause], n: int) -> list[int]:
    """The subject of a finite verb that the parser left without one.

    A verb joined to a noun by "et" shares the subject of the clause before it; elsewhere the subject is an actor right
    before the verb that no preposition governs.
    """
    tree, clause = page.tree, clauses[n]
    verb = finite_verb(tree, clause.head)
    if not clause.finite or verb is None or not tree.has(verb, "Person=3") or _has_dummy(tree, clause.head):
        return []
    sentence = tree.sentence(verb)
    if clause.link == "conj":
        before = next((m for m in range(n - 1, -1, -1) if clauses[m].finite), None)
        if before is not None and clauses[before].head >= sentence.first:
            return slots(page, clauses, before).get("subj", [])
        return []
    if clause.link not in ("root", "parataxis", "ccomp", "advcl"):
        return []
    first = min(verb, *(c for c in tree.children[clause.head] if tree[c].pos in ("PRON", "ADV", "AUX")), clause.head)
    at = first - 1
    while at >= sentence.first and tree[at].pos in ("PUNCT", "ADV"):
        at -= 1
    if at < sentence.first:
        return fragment_before(page, sentence.first)
    head = page.holder.get(at, at)
    if head not in page.mentions or tree.kid(head, "case") is not None or tree[head].dep.startswith(("obj", "obl")):
        return []
    return conjuncts(tree, head)


def _has_dummy(tree: Tree, head: int) -> bool:
    """Whether an "il" that is nobody is the verb's subject."""
    return any(tree[c].dep in ("expl", "expl:subj") for c in tree.children[head])


def fragment_before(page: Page, first: int) -> list[int]:
    """Actors of a noun phrase that the parser took for a sentence of its own, though no full stop ends it."""
    tree = page.tree
    if first == 0:
        return []
    before = tree.sentence(first - 1)
    between = page.text[tree[first - 1].end : tree[first].start]
    if tree[first - 1].pos == "PUNCT" or "\n" in between or before.last - before.first > _FRAGMENT:
        return []
    root = next((i for i in range(before.first, before.last) if tree.is_root(i)), None)
    if root is None or page.holder.get(root, root) not in page.mentions or tree.kid(root, "case") is not None:
        return []
    return conjuncts(tree, root)


def _shared_subject(page: Page, clauses: list[Clause], n: int) -> list[int]:
    """The subject that the clause takes from another: coordination, control, participle, relative without its own."""
    tree = page.tree
    clause = clauses[n]
    head = clause.head
    if clause.link in ("acl", "appos") and clause.form in (PARTICIPLE, GERUND, INFINITIVE):
        noun = antecedent_of(tree, clause)
        return conjuncts(tree, noun) if tree[noun].pos in ("NOUN", "PROPN", "PRON") else []
    if clause.governor is None:
        return []
    upper = clauses[clause.governor]
    if clause.link in ("conj", "advcl", "xcomp", "parataxis") or clause.form in (INFINITIVE, GERUND):
        if clause.link == "conj" and clause.form == FINITE and upper.form != FINITE:
            return []
        above = slots(page, clauses, clause.governor)
        if clause.link == "xcomp" and not is_passive(page, upper):
            controlled = [i for i in above.get("obj", []) if tree[i].pos in ("PROPN", "NOUN", "PRON") and i < head]
            return controlled or above.get("iobj", []) or above.get("subj", [])
        return above.get("subj", []) or above.get("obj", []) if is_passive(page, upper) else above.get("subj", [])
    return []


def noun_slots(page: Page, i: int) -> Slots:
    """Complements of an event noun by preposition; "poss" and "adj" are found by the caller among mentions."""
    tree = page.tree
    found: Slots = {}
    for c in sorted(tree.children[i]):
        dep = tree[c].dep.partition(":")[0]
        if dep in ("nmod", "obl") and page.holder.get(c, c) == c:  # not the second half of a name
            slot = page.preposition(c) or "nmod"
            found.setdefault(slot, []).extend(conjuncts(tree, c))
    # the parser often hangs the second complement on the first
    for c in list(found.get(page.grammar.of, ())):
        for d in tree.kids(c, "nmod"):
            second = page.preposition(d)
            if second and second != page.grammar.of and second not in found:
                found[second] = conjuncts(tree, d)
    return found
