"""Clauses: each predicate of a sentence with its bounds and the clause that governs it.

A clause is headed by a verb, a noun or adjective with a copula, or a participle or infinitive that states something of
its own. Labels are Universal Dependencies'.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from faisceau.model.tree import Tree

FINITE, PARTICIPLE, GERUND, INFINITIVE, VERBLESS = "finite", "participle", "gerund", "infinitive", "verbless"
_EDGE_POS = frozenset({"PUNCT", "CCONJ"})
_PAUSES = frozenset({",", "-", "--", "–", "—", "("})
_QUOTES = frozenset('«“"„')
_LONG = 45  # code points: a longer adjunct before the subject is left out of the claim


@dataclass
class Clause:
    """One predicate. `head` is its token; `start:end` code points of its own words; `link` how it hangs on `governor`.

    `governor` is the index of the governing clause in the list that `find_clauses` gives, None for a main clause.
    """

    head: int
    form: str
    link: str
    governor: int | None = None
    tokens: list[int] = field(default_factory=list)
    start: int = 0
    end: int = 0
    scenery: int = 0  # where the words set before the subject begin, left out of the claim but read for its date
    set_apart: bool = False  # by a comma or a dash: a remark of its own

    @property
    def finite(self) -> bool:
        """Whether the clause has a finite verb."""
        return self.form == FINITE


def find_clauses(tree: Tree, marks: frozenset[str]) -> list[Clause]:
    """Every clause of the article, in order of its head; `marks` are the prepositions that open an infinitive."""
    clauses: list[Clause] = []
    index: dict[int, int] = {}
    for i in range(len(tree.tokens)):
        form = _form(tree, i)
        if form is None:
            continue
        link = "root" if tree.is_root(i) else tree[i].dep.partition(":")[0]
        if tree[i].dep == "acl:relcl":
            link = "relcl"
        index[i] = len(clauses)
        clauses.append(Clause(i, form, link))
    for clause in clauses:
        clause.governor = next((index[a] for a in tree.ancestors(clause.head) if a in index), None)
        clause.set_apart = _set_apart(tree, clause)
    for clause in clauses:
        _bound(tree, clause, clauses, index, marks)
    return [c for c in clauses if c.tokens]


def finite_verb(tree: Tree, i: int) -> int | None:
    """The finite verb or auxiliary of the predicate headed by `i`, None if it has none."""
    if "VerbForm=Fin" in tree[i].morph:
        return i
    for c in tree.kids(i, "aux", "cop"):
        if "VerbForm=Fin" in tree[c].morph:
            return c
    return None


def antecedent_of(tree: Tree, clause: Clause) -> int:
    """The noun that a relative or participial clause says something of.

    The parser often hangs a participle on the last noun before it: where the two disagree in gender or number, the
    nearest noun above that agrees is the antecedent, or the one that is counted ("trente camions de vivres et
    de tentes envoyés par X").
    """
    noun = tree[clause.head].head
    if clause.form != PARTICIPLE:
        return noun
    agreeing: list[int] = []
    for at in (noun, *tree.ancestors(noun)):
        if tree[at].pos not in ("NOUN", "PROPN", "PRON") or at > clause.head:
            break
        if _agree(tree[at].morph, tree[clause.head].morph):
            agreeing.append(at)
    counted = [at for at in agreeing if tree.kid(at, "nummod") is not None]
    return (counted or agreeing or [noun])[0]


def _agree(noun: str, participle: str) -> bool:
    """Whether no gender or number marked on both differs."""
    marks = dict(f.split("=", 1) for f in noun.split("|") if "=" in f)
    return all(
        marks.get(name, value) == value
        for name, value in (f.split("=", 1) for f in participle.split("|") if "=" in f)
        if name in ("Gender", "Number")
    )


def _form(tree: Tree, i: int) -> str | None:
    """What sort of clause token `i` heads, None if it heads none."""
    token = tree[i]
    dep = token.dep.partition(":")[0]
    if dep in ("aux", "cop", "det", "case", "mark", "fixed", "flat", "punct", "cc", "expl"):
        return None
    verbal = token.pos in ("VERB", "AUX")
    has_copula = tree.kid(i, "cop") is not None
    if finite_verb(tree, i) is not None:
        return FINITE if verbal or has_copula or tree.kid(i, "nsubj") is not None else None
    if not verbal:
        if has_copula:
            return INFINITIVE
        return VERBLESS if tree.is_root(i) and token.pos in ("NOUN", "PROPN", "ADJ", "PRON") else None
    if dep == "amod":
        return None
    if "VerbForm=Inf" in token.morph:
        return INFINITIVE
    if "VerbForm=Part" in token.morph:
        return GERUND if "Tense=Pres" in token.morph else PARTICIPLE
    return FINITE if tree.is_root(i) else None


def _bound(tree: Tree, clause: Clause, clauses: list[Clause], index: dict[int, int], marks: frozenset[str]) -> None:
    """Give the clause its tokens: its subtree without clauses that stand for themselves, trimmed at the edges."""
    pruned: set[int] = set()
    for i in tree.subtree(clause.head):
        if i != clause.head and i in index and _stands_alone(tree, clauses[index[i]]):
            pruned.add(i)
    kept = tree.subtree(clause.head, frozenset(pruned))
    sentence = tree.sentence(clause.head)
    kept = [i for i in kept if sentence.first <= i < sentence.last]
    kept = _before_colon(tree, clause, kept)
    outer = kept[0] if kept else 0
    kept = _without_preamble(tree, clause, kept)
    if clause.link == "ccomp" and clause.finite:
        for n, i in enumerate(kept[:3]):  # "redoute avant | tout que X livre": the clause begins after its "que"
            if tree[i].dep == "mark" and tree[i].head == clause.head and n + 1 < len(kept):
                kept = kept[n + 1 :]
                break
    while kept and (_edge(tree, kept[0], clause) or _is_mark(tree, kept[0], clause, marks)):
        kept.pop(0)
    while kept and _edge(tree, kept[-1], clause):
        kept.pop()
    if kept and clause.link in ("relcl", "acl"):
        kept = _with_antecedent(tree, clause, kept)
    clause.tokens = _without_interruption(tree, clause, kept, pruned)
    if clause.tokens:
        clause.scenery = tree[min(clause.tokens[0], outer)].start
        clause.start, clause.end = tree[clause.tokens[0]].start, tree[clause.tokens[-1]].end


def _before_colon(tree: Tree, clause: Clause, kept: list[int]) -> list[int]:
    """Words quoted after a colon are not the clause's own."""
    for n, i in enumerate(kept[:-1]):
        if i > clause.head and tree[i].text == ":" and tree[kept[n + 1]].text in _QUOTES:
            return kept[:n]
    return kept


def _without_preamble(tree: Tree, clause: Clause, kept: list[int]) -> list[int]:
    """A long adjunct set before the subject with a comma is scenery; a short one often dates the act and stays."""
    subject = tree.kid(clause.head, "nsubj")
    if subject is None or not clause.finite:
        return kept
    first = tree.subtree(subject)[0]
    left = [i for i in kept if i < first]
    if left and tree[left[-1]].text == "," and tree[left[-1]].end - tree[left[0]].start > _LONG:
        return [i for i in kept if i >= first]
    return kept


def _with_antecedent(tree: Tree, clause: Clause, kept: list[int]) -> list[int]:
    """A relative or participial clause says something of its antecedent: the noun phrase before it belongs to its words."""
    antecedent = antecedent_of(tree, clause)
    if antecedent >= kept[0] or kept[0] - antecedent > 16:
        return kept
    left = antecedent
    for c in tree.subtree(antecedent):
        if c < left and tree[c].head == antecedent and tree[c].dep in ("det", "amod", "nummod"):
            left = min(left, c)
    return [*range(left, kept[0]), *kept]


def _without_interruption(tree: Tree, clause: Clause, kept: list[int], pruned: set[int]) -> list[int]:
    """Where a clause of its own parts the subject from the verb, the words from the verb on state the claim."""
    for a, b in pairwise(kept):
        if b - a > 4 and b <= clause.head and any(a < p < b for p in pruned):
            rest = [i for i in kept if i >= b]
            while rest and tree[rest[0]].pos in _EDGE_POS:
                rest.pop(0)
            return rest
    return kept


def _edge(tree: Tree, i: int, clause: Clause) -> bool:
    """Whether token `i`, at an edge of the clause, is none of its words."""
    return i != clause.head and tree[i].pos in _EDGE_POS


def _is_mark(tree: Tree, i: int, clause: Clause, marks: frozenset[str]) -> bool:
    """Whether token `i` only opens the clause as what another governs."""
    token = tree[i]
    opens = token.dep == "mark" and token.head == clause.head and clause.link in ("ccomp", "advcl", "xcomp")
    return opens and i != clause.head and (clause.finite or token.lemma in marks)


def _stands_alone(tree: Tree, clause: Clause) -> bool:
    """Whether a clause inside another is left out of the other's words."""
    if clause.link in ("conj", "parataxis", "ccomp", "csubj"):
        return True
    if clause.link == "advcl":
        return clause.set_apart or tree.subtree(clause.head)[0] == tree.sentence(clause.head).first
    return clause.link in ("relcl", "acl", "appos") and clause.set_apart


def _set_apart(tree: Tree, clause: Clause) -> bool:
    leftmost = tree.subtree(clause.head)[0]
    return tree[leftmost].text in _PAUSES or (leftmost > 0 and tree[leftmost - 1].text in _PAUSES)
