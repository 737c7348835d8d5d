"""Predicates: the construction of the lexicon that each clause is an instance of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from msgspec import structs

from faisceau.extract.arguments import is_reflexive
from faisceau.extract.clauses import Clause
from faisceau.extract.page import Page, present_of
from faisceau.knowledge.gazetteer import fold
from faisceau.knowledge.goods import category_of
from faisceau.knowledge.lexicon import Row, lexicon
from faisceau.model.claims import Plover


@dataclass(frozen=True)
class Surroundings:
    """What stands around a predicate, as the conditions of a construction ask for it."""

    page: Page
    head: int

    @cached_property
    def words(self) -> frozenset[tuple[str, str]]:
        """`(preposition, lemma)` of every complement with a preposition."""
        page, tree = self.page, self.page.tree
        found = (
            (page.preposition(c), ligated(tree[c].lemma.lower()))
            for c in tree.kids(self.head, "obj", "obl", "nmod", "xcomp", "iobj")
        )
        return frozenset((preposition, lemma) for preposition, lemma in found if preposition)

    @cached_property
    def direct(self) -> frozenset[str]:
        """Lemmas of what the verb takes directly: object, passive subject, predicate, the antecedent of a participle.

        A number that counts ("des dizaines de morts") gives way to what it counts.
        """
        tree = self.page.tree
        heads = list(tree.kids(self.head, "obj", "xcomp", "amod", "advmod", "compound", "nsubj:pass", "ccomp", "obl"))
        heads = [c for c in heads if self.page.preposition(c) is None or tree[c].dep == "obj"]
        if tree[self.head].dep in ("acl", "acl:relcl"):
            heads.append(tree[self.head].head)
        for c in heads:  # grows: "des dizaines de milliers de morts"
            heads += [d for d in tree.kids(c, "nmod") if tree[c].pos == "NOUN" and self._counts(c)]
        return frozenset(ligated(tree[c].lemma.lower()) for c in heads)

    def _counts(self, i: int) -> bool:
        token = self.page.tree[i]
        return any(q.start <= token.start < q.end for q in self.page.layers.quantities)

    def holds(self, condition: str) -> bool:
        """Whether one condition of a `with` cell is met; the forms are listed at the top of `verbs.tsv`."""
        if condition in _SPECIAL:
            return _SPECIAL[condition](self)
        preposition, colon, noun = condition.rpartition(":")
        if colon and not noun:
            return any(p == preposition for p, _ in self.words)
        return (preposition, noun) in self.words if colon else noun in self.direct

    def has_clause(self, dep: str, feature: str) -> bool:
        """Whether a clause hangs on the predicate by `dep`, its head with the morphological feature."""
        tree = self.page.tree
        return any(feature in tree[c].morph for c in tree.kids(self.head, dep))

    def objects(self) -> list[int]:
        """Direct objects and passive subjects of the predicate."""
        return list(self.page.tree.kids(self.head, "obj", "nsubj:pass"))

    def acts(self) -> bool:
        """Whether the subject or a complement is an event noun with a root."""
        tree = self.page.tree
        heads = tree.kids(self.head, "obj", "nsubj:pass", "nsubj", "obl")
        return any(
            tree[i].pos == "NOUN"
            and (row := event_row(self.page, i)) is not None
            and row.kind in _DONE
            and row.plover is not None
            for i in heads
        )

    def is_quoted(self) -> bool:
        """Whether the predicate reports direct speech: an inverted subject, or a quotation beside it."""
        tree = self.page.tree
        if any(tree[c].text.startswith("-") and tree[c].pos == "PRON" for c in tree.children[self.head]):
            return True
        sentence = tree.sentence(self.head)
        subject = tree.kid(self.head, "nsubj")
        near = any(q.start <= sentence.end and sentence.start <= q.end for q in self.page.layers.quotations)
        return near and subject is not None and subject > self.head


def _mentions(kinds: frozenset[str], around: Surroundings) -> bool:
    page = around.page
    found = (page.mentions.get(page.holder.get(i, i)) for i in around.objects())
    return any(m is not None and m.kind in kinds for m in found)


#: The condition of a construction that takes its root from its event noun.
ACT = "@act"
_ACTORS = frozenset({"state", "person", "organisation", "medium", "bloc", "title", "group", "pronoun"})
_SPECIAL: dict[str, Callable[[Surroundings], bool]] = {
    "inf": lambda a: a.has_clause("xcomp", "VerbForm=Inf") or a.has_clause("obl", "VerbForm=Inf"),
    "que": lambda a: a.page.tree.kid(a.head, "ccomp") is not None,
    "si": lambda a: any(
        a.page.lower(d) in a.page.grammar.conditions
        for c in a.page.tree.kids(a.head, "ccomp")
        for d in a.page.tree.kids(c, "mark")
    ),
    "«»": lambda a: a.is_quoted(),
    "y": lambda a: any(a.page.lower(c) == a.page.grammar.there for c in a.page.tree.children[a.head]),
    "@actor": lambda a: _mentions(_ACTORS, a),
    "@place": lambda a: _mentions(frozenset({"place", "state"}), a),
    ACT: lambda a: a.acts(),
    "@good": lambda a: any(category_of(a.page.tree[i].text, a.page.lang) for i in a.page.tree.kids(a.head, "obj")),
}


def construction(page: Page, clause: Clause) -> tuple[str, Row | None]:
    """The lemma that carries the act ("apporter soutien", "se rendre") and its row, None where the lexicon has none."""
    return construction_at(page, clause.head)


def construction_at(page: Page, head: int) -> tuple[str, Row | None]:
    """As `construction`, of the predicate that stands at token `head`."""
    tree = page.tree
    token = tree[head]
    lemma = ligated(token.lemma.lower().replace("’", "'"))
    around = Surroundings(page, head)
    copula = tree.kid(head, "cop")
    if copula is not None:
        predicate = (page.preposition(head) or "", lemma)
        row = _predicates(page.lang, tree[copula].lemma.lower()).get(predicate)
        if row is not None:
            row = _with_event(page, head, row) if row.content == "continue" else row
            return f"{tree[copula].lemma} {lemma}", row
        if lemma in page.grammar.unaccusatives:
            return _verb(page, head, lemma, around)
    elif token.pos in ("VERB", "AUX"):
        return _verb(page, head, lemma, around)
    elif tree.kid(head, "nsubj") is not None and (infinitive := _mistagged(page, head)) is not None:
        return _verb(page, head, infinitive, around)
    if token.pos in ("ADJ", "VERB"):
        return lemma, best(page.lexicon.adjectives.get(lemma, ()), around)
    return lemma, noun_row(page, head)


def noun_row(page: Page, i: int) -> Row | None:
    """The row of an event noun: of the noun with its adjective ("exercice conjoint") before that of the noun."""
    lemma = ligated(page.tree[i].lemma.lower())
    for c in page.tree.kids(i, "amod"):
        row = page.lexicon.nouns.get(f"{lemma} {page.tree[c].lemma.lower()}")
        if row is not None:
            return row
    return page.lexicon.nouns.get(lemma)


def event_row(page: Page, i: int) -> Row | None:
    """As `noun_row`; of a noun that names no act, the row of what it is of: "des efforts de médiation"."""
    row = noun_row(page, i)
    if row is not None and (row.plover is not None or row.kind != "event"):
        return row
    inner = (c for c in page.tree.kids(i, "nmod") if page.tree[c].pos == "NOUN" and page.tree.kid(c, "det") is None)
    return next((found for c in inner if (found := noun_row(page, c)) is not None), row)


def ligated(lemma: str) -> str:
    """The lemma as the lexicon spells it, where the article parts its ligature: "manoeuvre" is "manœuvre"."""
    return lemma.replace("oeu", "œu")


def _mistagged(page: Page, head: int) -> str | None:
    """The verb that a word is a present of, where the model took it for a noun or left it unlemmatised."""
    return present_of(page.lang, fold(page.tree[head].text))


@cache
def _predicates(lang: str, verb: str) -> dict[tuple[str, str], Row]:
    """The first row of the verb for each `(preposition, lemma)` that is a condition of one by itself."""
    found: dict[tuple[str, str], Row] = {}
    for row in lexicon(lang).verbs.get(verb, ()):
        for condition in row.with_:
            preposition, _, noun = condition.rpartition(":")
            found.setdefault((preposition, noun), row)
    return found


def _verb(page: Page, head: int, lemma: str, around: Surroundings) -> tuple[str, Row | None]:
    rows: tuple[Row, ...] = ()
    name = lemma
    if is_reflexive(page, head):
        for joined in reflexive_forms(page, lemma):
            if joined in page.lexicon.verbs:
                rows, name = page.lexicon.verbs[joined], joined
    if lemma not in page.lexicon.verbs and not rows:
        name = lemma = _mistagged(page, head) or lemma
    rows = rows or page.lexicon.verbs.get(lemma, ())
    row = _as_predicate(page, head) or best(rows, around)
    if row is not None and row.plover is None:
        row = _with_event(page, head, row)
    if "VerbForm=Part" in page.tree[head].morph and (row is None or not row.kind):
        row = _predicates(page.lang, page.grammar.copula).get(("", page.lower(head))) or row
        row = row if row is not None and row.kind else best(page.lexicon.adjectives.get(lemma, ()), around) or row
    return name, row


def reflexive_forms(page: Page, lemma: str) -> list[str]:
    """The verb with each of the reflexive marks before it, as lists of verbs have it: "se rendre", "s'allier"."""
    marks = sorted(page.grammar.reflexives)
    return [f"{mark}{lemma}" if mark.endswith("'") else f"{mark} {lemma}" for mark in marks]


def _as_predicate(page: Page, head: int) -> Row | None:
    """The row of a participle that the copula makes a predicate ("est disposé à"), where the lexicon has it so."""
    if "VerbForm=Part" not in page.tree[head].morph or page.tree.kid(head, "aux:pass") is None:
        return None
    form = page.lower(head)
    for ending in page.grammar.agreements:
        if form.endswith(ending):
            row = _predicates(page.lang, page.grammar.copula).get(("", form.removesuffix(ending)))
            if row is not None and row.content is not None:
                return row
    return None


#: Kinds of what can be done, held or begun: a verb takes no plan or judgement from its noun.
_DONE = frozenset({"event", "incident", "exchange", "sanction_act", "statement", "reaction"})
#: Of these, what an act stays that some other act is done to: "multiplier les livraisons" is an exchange.
_LASTING = frozenset({"incident", "exchange", "sanction_act"})
_FORCE: frozenset[Plover] = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
_FRIENDLY: frozenset[Plover] = frozenset({"CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT"})


def _with_event(page: Page, head: int, row: Row) -> Row:
    """A verb without a root of its own has that of its event noun, the opposite one where it ends or prevents the act.

    A verb that says nothing ("effectuer", "avoir lieu") is of its noun's kind too.
    """
    light = row.content in ("begin", "continue") or (row.kind or row.content) is None
    told = ACT in (part for alternative in row.with_ for part in alternative.split("+"))
    if not (light or told or (row.kind in ("event", "incident") and row.content in (None, "fail", "prevent"))):
        return row
    taken = page.tree.kid(head, "obj", "xcomp", "ccomp") is not None
    found = (c for dep in ("obj", "nsubj", "obl") for c in page.tree.kids(head, dep))
    for c in found:
        if page.tree[c].pos != "NOUN" or (page.preposition(c) is not None and not told):
            continue
        if taken and page.tree[c].dep == "nsubj" and not (light or told):
            continue  # what an act does to something else is no act of its kind
        event = event_row(page, c)
        if event is None or event.kind not in _DONE:
            continue
        if light:
            return structs.replace(row, kind=event.kind, plover=event.plover, status=event.status or row.status)
        if event.plover is not None:
            root = undone(event.plover) if row.content in ("fail", "prevent") else event.plover
            kind = event.kind if row.kind == "event" and event.kind in _LASTING else row.kind
            return structs.replace(row, kind=kind, plover=root)
    return row


def undone(root: Plover) -> Plover:
    """The root of ending or preventing an act: relations cut, force withdrawn, a sanction or demand given up."""
    if root in _FRIENDLY:
        return "SANCTION"
    return "RETREAT" if root in _FORCE else "CONCEDE"


def best(rows: tuple[Row, ...], around: Surroundings) -> Row | None:
    """The row with most conditions that hold; the plain row where none does."""
    found: Row | None = None
    score = -1
    for row in rows:
        held = max((_held(part, around) for part in row.with_), default=0)
        if held > score and (held or not row.with_):
            found, score = row, held
    return found


def _held(alternative: str, around: Surroundings) -> int:
    """How many conditions the alternative has, if all hold; -1 otherwise. A noun counts more than a bare pattern."""
    conditions = alternative.split("+")
    for condition in conditions:
        if not around.holds(condition):
            return -1
    return sum(1 if c in _SPECIAL or c.endswith(":") else 2 for c in conditions)
