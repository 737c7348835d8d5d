"""Which words a reporting verb governs: its content clauses, also those that the parser hung elsewhere, and listed items."""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.extract.clauses import Clause
from faisceau.extract.page import Page

_QUE_REACH = 18  # tokens between a reporting verb and the word that opens its content


def contents(page: Page, clause: Clause) -> Iterator[tuple[int, int]]:
    """Bounds of what a reporting verb says: its content clauses, also those coordinated or hung elsewhere."""
    tree, head = page.tree, clause.head
    sentence = tree.sentence(head)
    heads = {c for c in tree.kids(head, "ccomp", "xcomp", "csubj") if c > head}
    for noun in (head, *tree.kids(head, "obj", "obl", "advmod")):
        heads.update(c for c in tree.kids(noun, "obl", "advcl", "acl") if c > head and is_infinitive(page, c))
    opened = _opener(page, head, sentence.last)
    if opened is not None:
        heads.add(tree[opened].head if tree[opened].head > opened else opened)
        for j in range(opened + 1, sentence.last):
            if page.lower(j) in page.grammar.complementizers and tree[j - 1].pos == "CCONJ" and tree[j].head > j:
                heads.add(tree[j].head)
    for h in sorted(heads):
        below = [i for i in tree.subtree(h) if i > head and sentence.first <= i < sentence.last]
        if below:
            last = below[-1] if opened is None else _through_verb(page, below, opened, sentence.last)
            yield tree[below[0]].start, tree[last].end


def _through_verb(page: Page, below: list[int], opened: int, end: int) -> int:
    """The last token of a content clause; where the parser broke it off before its verb, on to the pause after that."""
    tree = page.tree
    if opened not in below or any("VerbForm=Fin" in tree[i].morph for i in below):
        return below[-1]
    seen = False
    for i in range(below[-1] + 1, end):
        if tree[i].text in (";", ":", ".") or (tree[i].text == "," and seen):
            return i - 1
        seen = seen or "VerbForm=Fin" in tree[i].morph
    return end - 1 if seen else below[-1]


def is_infinitive(page: Page, i: int) -> bool:
    """Whether token `i` heads an infinitive, simple or compound."""
    tree = page.tree
    return "VerbForm=Inf" in tree[i].morph or any("VerbForm=Inf" in tree[c].morph for c in tree.kids(i, "aux"))


def announced_items(page: Page, clause: Clause) -> tuple[int, int] | None:
    """Bounds of the items that a reporting sentence announces with a colon."""
    tree = page.tree
    n = tree.sentence_index(clause.head)
    sentences = tree.sentences
    if (clause.link != "root" and not clause.finite) or not page.text[
        sentences[n].start : sentences[n].end
    ].rstrip().endswith(":"):
        return None
    last = n
    while last + 1 < len(sentences) and sentences[last + 1].kind == "item":
        last += 1
    return None if last == n else (sentences[n + 1].start, sentences[last].end)


def _opener(page: Page, head: int, last: int) -> int | None:
    """The conjunction that opens the content of the reporting verb `head`, before any other finite verb."""
    tree = page.tree
    commas = 0
    for j in range(head + 1, min(head + _QUE_REACH, last)):
        commas += tree[j].text == ","
        if page.lower(j) in page.grammar.complementizers and tree[j].pos in ("SCONJ", "PRON"):
            other = page.lower(j - 1) in page.attributive.incise.subordinating  # "alors que"
            if tree[j].pos != "SCONJ" or other or (tree[j - 1].text == "," and commas == 1):
                return None
            return j
        if tree[j].pos in ("VERB", "AUX") and "VerbForm=Fin" in tree[j].morph:
            return None
    return None
