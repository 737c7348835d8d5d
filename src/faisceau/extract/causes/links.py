"""Where words tie a cause to an effect: verbs, phrases, conjunctions, infinitives, gerunds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from faisceau.extract.causes.carriers import named_noun
from faisceau.extract.causes.phrases import Phrase, clause_phrase, noun_phrase, only_says
from faisceau.extract.clauses import GERUND, INFINITIVE, PARTICIPLE
from faisceau.extract.predicates import Surroundings
from faisceau.extract.reading import NEUTRAL, Reading
from faisceau.knowledge.causes import Form, Tie, ties

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SMALL = frozenset({"PRON", "ADV", "PART", "ADP", "AUX"})
_NOT = "not:"
_KIND = "kind:"
_ACTORLESS = "not:actor"
_QUOTES = frozenset('"«“')
_NOMINAL = frozenset({"NOUN", "PROPN", "ADP", "DET", "ADJ"})
_OPENING = 4  # tokens before the complement of words that open a sentence
_NEAR = 12  # tokens between words and what they govern
_AROUND = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ", "ADV"})


@dataclass(frozen=True)
class Link:
    """One tie found: `n` is the clause that states it, `cue_start:cue_end` its words (code points).

    `doer` is the token of who is made to do the effect: "X contraint Y à partir".
    """

    tie: Tie
    cause: Phrase
    effect: Phrase
    n: int
    cue_start: int
    cue_end: int
    doer: int | None = None


class Finder:
    """Finds the links of one article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._page = reading.page
        self._ties = ties(reading.page.lang)
        self._place = {clause.head: n for n, clause in enumerate(reading.clauses)}

    def links(self) -> Iterator[Link]:
        """Every link, in no order; one place may give several, of which the caller keeps one."""
        for n in range(len(self._reading.clauses)):
            yield from self._verb(n)
            yield from self._gerund(n)
        for form in ("phrase", "mark", "infinitive", "next"):
            for tie in self._ties.others.get(form, ()):
                for first, last in self._occurrences(tie.words):
                    yield from self._connective(form, tie, first, last)

    # --- verbs ----------------------------------------------------------------------------------------------------------

    def _verb(self, n: int) -> Iterator[Link]:
        reading, page = self._reading, self._page
        clause, filled = reading.clauses[n], reading.slots[n]
        marks = {page.tree[c].lemma.lower() for c in page.tree.kids(clause.head, "mark", "case")}
        if clause.form == INFINITIVE and clause.link == "acl" and page.grammar.of in marks:
            return  # "les moyens de freiner X" do not freiner
        lemma = page.tree[clause.head].lemma.lower()
        if any(page.lower(c) in page.grammar.reflexives for c in page.tree.children[clause.head]):
            lemma = f"s'{lemma}" if lemma[:1] in "aeéêiouyh" else f"se {lemma}"
        around = Surroundings(page, clause.head)
        for tie in self._verb_ties(lemma, page.lower(clause.head)):
            below = "inf" in tie.with_ and bool(self._under(n, "inf"))
            wanted = [condition for condition in tie.with_ if not condition.startswith(_NOT)]
            if wanted and not below and not any(around.holds(condition) for condition in wanted):
                continue
            cause = self._told_before(n) if "subj" in tie.cause else None
            cause = cause or self._slot(n, filled, tie.cause)
            effect = self._rest(n, cause) if "clause" in tie.effect else self._slot(n, filled, tie.effect)
            if cause is not None and effect is not None and not self._is_barred(tie, cause.head):
                token = page.tree[clause.head]
                doer = self._doer(n, filled) if effect.clause is not None and "inf" in tie.effect else None
                if "gerund" in tie.effect:  # what is done in answer is done by who answers
                    doer = next(iter(filled.get("subj", ())), None)
                yield Link(tie, cause, effect, n, token.start, token.end, doer)
                if tie.effect != ("gerund",):
                    return

    def _is_barred(self, tie: Tie, i: int) -> bool:
        """Whether token `i` is a word with which the tie's words mean something else: "faire face à"."""
        return f"{_NOT}{self._page.tree[i].lemma.lower()}" in tie.with_

    def _told_before(self, n: int) -> Phrase | None:
        """What a present participle after a comma goes on from: the clause before it, "X a livré Y, permettant de…"."""
        clause, tree = self._reading.clauses[n], self._page.tree
        first = clause.head
        while first > tree.sentence(first).first and tree[first - 1].pos in ("PRON", "ADV"):
            first -= 1
        if clause.form not in (PARTICIPLE, GERUND) or first == 0 or tree[first - 1].text != ",":
            return None
        if not tree[clause.head].text.endswith(self._page.grammar.present_participle):
            return None
        start = self._sentence_start(first)
        told = [
            m
            for m, c in enumerate(self._reading.clauses)
            if (c.finite or c.link == "ccomp") and start <= c.start < tree[first].start
        ]
        above = clause.governor if clause.governor in told else max(told, default=None)
        held = clause_phrase(self._reading, above) if above is not None else None
        if held is None or held.start >= tree[first].start:
            return None
        return self._trimmed(replace(held, end=min(held.end, tree[first].start)))

    def _sentence_start(self, i: int) -> int:
        """Where the sentence of token `i` begins (code point), past the seams at which the parser broke it without a stop."""
        tree = self._page.tree
        first = tree.sentence(i).first
        while (
            first > 0
            and tree[first - 1].pos != "PUNCT"
            and "\n" not in self._page.text[tree[first - 1].end : tree[first].start]
        ):
            first = tree.sentence(first - 1).first
        return tree[first].start

    def _rest(self, n: int, cause: Phrase | None) -> Phrase | None:
        """The clause without its complement that is the cause and the words that govern it."""
        held = clause_phrase(self._reading, n)
        if held is None or cause is None:
            return None
        case = [c for c in self._page.tree.children[cause.head] if self._page.tree[c].dep == "case"]
        start = min([cause.start, *(self._page.tree[c].start for c in case)])
        rest = _without(held, start, max(cause.end, start))
        return self._trimmed(rest) if rest is not None else None

    def _doer(self, n: int, filled: dict[str, list[int]]) -> int | None:
        """Who is made to do something by clause `n`: its object, else whom it is permitted to."""
        nouns = (i for name in ("obj", "inf", "à") for i in filled.get(name, ()) if i not in self._place)
        hung = (
            c for c in self._page.tree.children[self._reading.clauses[n].head] if self._page.tree[c].dep == "advmod"
        )
        return next((i for i in (*nouns, *hung) if self._page.tree[i].pos in ("NOUN", "PROPN")), None)

    def _verb_ties(self, lemma: str, form: str) -> tuple[Tie, ...]:
        """The ties of a verb by its lemma, else, where the model took it for a noun, by what its form may be one of."""
        verbs = self._ties.verbs
        if lemma in verbs:
            return verbs[lemma]
        for ending, infinitive in self._page.grammar.present_endings:
            stem = form.removesuffix(ending) + infinitive
            if form.endswith(ending) and stem in verbs:
                return verbs[stem]
        return ()

    def _slot(self, n: int, filled: dict[str, list[int]], names: Sequence[str]) -> Phrase | None:
        """What fills the first of these slots: a noun with its complements, or the clause that it heads."""
        page = self._page
        for name in names:
            found = [*filled.get(name, ())]
            if name == "inf":  # a noun that the parser takes for a complement of the kind is none
                found = [i for i in found if i in self._place] or self._under(n, name)
            if name == "subj" and not found and self._reading.clauses[n].link == "acl":
                found = [page.tree[self._reading.clauses[n].head].head]  # "les quotas limitent…" read as one noun
            for i in found or self._under(n, name):
                place = self._place.get(i)
                if place is not None and page.tree[i].pos in ("VERB", "AUX"):
                    return self._from(clause_phrase(self._reading, place), self._marked(i) if name == "gerund" else 0)
                if page.tree[i].pos not in _NOUNS:
                    continue
                if page.tree[i].pos == "PRON":
                    before = self._taken_up(i, n) if name == "subj" else None
                    if before is None:
                        continue  # a bare pronoun names nothing
                    return before
                return noun_phrase(page, i, without=self._reading.clauses[n].head)
        return None

    def _marked(self, i: int) -> int:
        """Where the mark of gerund `i` begins (code point)."""
        marks = self._page.grammar.gerund_marks
        return next((self._page.tree[c].start for c in self._page.tree.children[i] if self._page.lower(c) in marks), 0)

    def _under(self, n: int, name: str) -> list[int]:
        """Clauses that hang on clause `n` as its infinitive, or its "à" and "de" with an infinitive."""
        if name == "gerund":
            return [c.head for c in self._reading.clauses if c.governor == n and c.form == GERUND]
        if name not in ("inf", "à", "de"):
            return []
        return [
            clause.head
            for clause in self._reading.clauses
            if clause.governor == n and clause.form == INFINITIVE and clause.link in ("xcomp", "obl", "advcl", "ccomp", "acl")
            and not self._opened_by_aim(clause.head)
        ]  # fmt: skip

    def _opened_by_aim(self, head: int) -> bool:
        aims = {tie.words.partition(" ")[0] for tie in self._ties.others.get("infinitive", ())} - {"de"}
        return any(self._page.lower(c) in aims for c in self._page.tree.kids(head, "mark", "case"))

    def _taken_up(self, i: int, n: int) -> Phrase | None:
        """What "ce", "cela" and "ce qui" take up: the clause before."""
        if self._page.lower(i) not in self._page.grammar.presentatives | {"cela", "ceci", "ça"}:
            return None
        above = self._reading.clauses[n].governor
        if self._reading.clauses[n].link == "relcl" and above is not None:
            held, stop = clause_phrase(self._reading, above), self._page.tree[i].start
            if held is not None and held.start < stop:
                return self._trimmed(replace(held, end=stop))
        return self._before(n)

    def _before(self, n: int) -> Phrase | None:
        """The nearest clause told before clause `n`: the one above it, else the last main one."""
        clauses = self._reading.clauses
        start = clauses[n].start
        for m in range(len(clauses) - 1, -1, -1):
            clause = clauses[m]
            if m in self._reading.voices.reports or only_says(self._reading, m):
                continue  # what is said comes before, not the saying
            told = clause.link in ("root", "conj", "parataxis", "ccomp") or clause.governor == n  # its own "if"
            if clause.finite and clause.end <= start and told:
                return clause_phrase(self._reading, m)
        return None

    # --- what is no verb ------------------------------------------------------------------------------------------------

    def _gerund(self, n: int) -> Iterator[Link]:
        clause, page = self._reading.clauses[n], self._page
        row = self._reading.rows[n]
        said = row is not None and (row.content in NEUTRAL or row.kind == "statement")
        if clause.form != GERUND or clause.governor is None or said:
            return
        for tie in self._ties.others.get("gerund", ()):
            mark = next((c for c in page.tree.children[clause.head] if page.lower(c) == tie.words), None)
            if mark is None or mark + 1 >= len(page.tree.tokens):
                continue
            phrase = self._from(clause_phrase(self._reading, n), page.tree[mark + 1].start)
            if phrase is not None:
                yield from self._tied(tie, phrase, clause.governor, page.tree[mark].start, page.tree[mark].end)

    def _occurrences(self, words: str) -> Iterator[tuple[int, int]]:
        """First token of each place with these words and the token after."""
        page = self._page
        last = words.rpartition(" ")[2]
        spelt = tuple(sorted(form for form, lemma in page.grammar.prepositions.items() if lemma == last))
        for tokens in _spellings(words, spelt):
            for first in page.occurrences(tokens):
                if len(tokens) == 1 and page.tree[first].pos in ("AUX", "VERB", "DET"):
                    continue  # "a" the verb, not "à"
                yield first, first + len(tokens)

    def _connective(self, form: Form, tie: Tie, first: int, after: int) -> Iterator[Link]:
        page, tree = self._page, self._page.tree
        if after >= len(tree.tokens) or tree.sentence_index(first) != tree.sentence_index(after):
            return
        start, end = tree[first].start, tree[after - 1].end
        if first > 0 and self._is_barred(tie, first - 1):
            return
        if form == "phrase":
            noun = self._complement(first, after)
            if not self._is_of_kind(tie, noun):
                return
            bare = noun is None or tree[noun].pos == "PRON"
            phrase = noun_phrase(page, noun, after) if noun is not None and not bare else None
            if bare and (free := self._free_relative(after)) is not None:
                phrase, above_free = free
                if above_free is not None:
                    yield from self._tied(tie, phrase, above_free, start, end)
                return
            upward = () if noun is None else (noun, *tree.ancestors(noun))
            above = next((self._place[a] for a in upward if a in self._place), None)
            if phrase is not None and above is not None:
                phrase = self._to_comma(self._before_subject(phrase, self._reading.clauses[above].head), after)
            if phrase is not None and above is not None and self._place.get(phrase.head) != above:
                yield from self._tied(tie, phrase, above, start, end)
            return
        if form == "next":
            while after < tree.sentence(first).last and tree[after].pos == "PUNCT":
                after += 1
            if after >= tree.sentence(first).last or (page.preposition(first) is None and tree[after].pos == "ADP"):
                return
        opened = self._opened(first, after, infinitive=form == "infinitive")
        if opened is None:
            return
        phrase = self._from(clause_phrase(self._reading, opened), tree[after].start)
        if phrase is None:
            return
        if form == "next":
            if tree[first].pos != "CCONJ" and first > tree.sentence(first).first and tree[first - 1].pos != "PUNCT":
                return
            before = self._before(opened)
            if before is not None:
                cause, effect = (phrase, before) if tie.cause == ("complement",) else (before, phrase)
                yield Link(tie, cause, effect, opened, start, end)
            return
        above = self._reading.clauses[opened].governor
        if above is not None:
            yield from self._tied(tie, phrase, above, start, end)

    def _before_subject(self, phrase: Phrase, verb: int) -> Phrase:
        """A phrase in front of its clause without what the parser put to it of the subject: "face à l'Est, Nord et Sud ont…".

        Where a comma is in it and none between it and the verb, the comma ends it.
        """
        tree = self._page.tree
        inside = list(tree.within(phrase.start, phrase.end))
        if not inside or inside[-1] >= verb or any(tree[i].text == "," for i in range(inside[-1] + 1, verb)):
            return phrase
        comma = next((i for i in inside if tree[i].text == "," and i > phrase.head), None)
        return phrase if comma is None else replace(phrase, end=tree[comma - 1].end)

    def _to_comma(self, phrase: Phrase, after: int) -> Phrase:
        """A phrase that opens its sentence, up to its comma: what stands between is of it, whatever the parser says."""
        tree = self._page.tree
        sentence, inside = tree.sentence(after), list(tree.within(phrase.start, phrase.end))
        opens = after - sentence.first <= _OPENING or tree[after - 2].pos in ("PUNCT", "CCONJ")
        if not inside or not opens:
            return phrase
        at = inside[-1] + 1
        while at < sentence.last and tree[at].pos in _NOMINAL:
            at += 1
        if at == inside[-1] + 1 or at >= sentence.last or tree[at].text != ",":
            return phrase
        return replace(phrase, end=tree[at - 1].end)

    def _is_of_kind(self, tie: Tie, i: int | None) -> bool:
        """Whether noun `i` is one that the tie asks for, or names a variable of such a kind, where it asks for any."""
        asked = {condition for condition in tie.with_ if not condition.startswith(_NOT)}
        if i is not None and _ACTORLESS in tie.with_ and self._page.holder.get(i, i) in self._page.mentions:
            return False
        if not asked:
            return True
        if i is None:
            return False
        word = named_noun(self._page, i)
        kind = f"{_KIND}{word.variable}" if word is not None else ""
        return kind in asked or self._page.tree[i].lemma.lower() in asked

    def _free_relative(self, first: int) -> tuple[Phrase, int | None] | None:
        """A relative clause that stands for a noun, "ce que X a livré", and the clause that it is a complement of.

        The parser often takes the clause after its comma for a part of it: a finite one that begins right there is above.
        """
        page, tree, clauses = self._page, self._page.tree, self._reading.clauses
        sentence = tree.sentence(first)
        if page.lower(first) not in page.grammar.presentatives or first + 1 >= sentence.last:
            return None
        if page.lower(first + 1) not in page.grammar.relatives:
            return None
        opening = {c.tokens[0]: n for n, c in enumerate(clauses) if c.finite and c.tokens}
        comma = next((i for i in range(first, sentence.last - 1) if tree[i].text == "," and i + 1 in opening), None)
        above = opening[comma + 1] if comma is not None else None
        if comma is None:
            comma = next((i for i in range(first, sentence.last) if tree[i].pos == "PUNCT"), sentence.last)
            place = [n for n, c in enumerate(clauses) if c.finite and first > c.head and c.head >= sentence.first]
            above = max(place, default=None)
        inside = [n for n, c in enumerate(clauses) if tree[first].start <= c.start and c.end <= tree[comma - 1].end]
        return Phrase(first, tree[first].start, tree[comma - 1].end, min(inside, default=None), free=True), above

    def _from(self, phrase: Phrase | None, start: int) -> Phrase | None:
        """The phrase without the words that open it."""
        if phrase is None or phrase.end <= start:
            return None
        return replace(phrase, start=max(phrase.start, start))

    def _complement(self, first: int, after: int) -> int | None:
        """The noun that the words `first:after` govern: it hangs on them or holds them, else the first one."""
        tree = self._page.tree
        nouns = [i for i in range(after, min(tree.sentence(first).last, after + _NEAR)) if tree[i].pos in _NOUNS]
        stop = next((i for i in range(after, tree.sentence(first).last) if self._parts(i, after)), None)
        nouns = [i for i in nouns if stop is None or i < stop]
        held = [i for i in nouns if any(first <= c < after for c in tree.children[i])]
        return next(iter(held or nouns), None)

    def _parts(self, i: int, after: int) -> bool:
        """Whether token `i` is a mark that ends a complement begun at `after`; a quotation mark that opens it does not."""
        token = self._page.tree[i]
        return token.pos == "PUNCT" and not (i == after and token.text in _QUOTES)

    def _opened(self, first: int, after: int, *, infinitive: bool) -> int | None:
        """The clause that the words `first:after` open: an infinitive with nothing but small words before it."""
        tree, sentence = self._page.tree, self._page.tree.sentence(first)
        if infinitive:
            for i in range(after, min(sentence.last, after + _NEAR)):
                place = self._place.get(i)
                if place is not None and self._reading.clauses[place].form == INFINITIVE:
                    return place
                if place is not None and tree[after - 1].pos == "AUX" and tree[after - 1].head == i:
                    return place  # "pour avoir livré"
                if tree[i].pos not in _SMALL:
                    return None
            return None
        inside = [n for n, c in enumerate(self._reading.clauses) if c.finite and after in c.tokens]
        return min(inside, key=lambda n: len(self._reading.clauses[n].tokens), default=None)

    def _tied(self, tie: Tie, phrase: Phrase, above: int, start: int, end: int) -> Iterator[Link]:
        """The complement and the clause that holds it, without the complement's own words."""
        held = clause_phrase(self._reading, above)
        if held is None:
            return
        rest = _without(held, min(start, phrase.start), max(end, phrase.end))
        if rest is None:
            return
        rest = self._trimmed(rest)
        if rest is None:
            return
        cause, effect = (phrase, rest) if tie.cause == ("complement",) else (rest, phrase)
        yield Link(tie, cause, effect, above, start, end)

    def _trimmed(self, phrase: Phrase) -> Phrase | None:
        tree = self._page.tree
        tokens = list(tree.within(phrase.start, phrase.end))
        while tokens and tree[tokens[0]].pos in ("PUNCT", "CCONJ"):
            tokens.pop(0)
        while tokens and tree[tokens[-1]].pos in _AROUND and tokens[-1] != phrase.head:
            tokens.pop()
        return Phrase(phrase.head, tree[tokens[0]].start, tree[tokens[-1]].end, phrase.clause) if tokens else None


def _split(parts: Sequence[str]) -> list[str]:
    """Words as the tokenizer cuts them: an elided one stays with its apostrophe."""
    found: list[str] = []
    for part in parts:
        head, mark, tail = part.partition("'")
        found += [f"{head}'", tail] if mark and tail else [part]
    return found


@lru_cache(4096)
def _spellings(words: str, spelt: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The words as tokens, "à" and "de" in every contracted form (`spelt` are forms of the last word); some expressions the
    tokenizer keeps as one."""
    parts = words.split()
    forms = {*spelt, parts[-1]}
    forms |= {"au", "aux"} if parts[-1] == "à" else {"du", "des", "d'"} if parts[-1] == "de" else set()
    found: list[tuple[str, ...]] = []
    for form in sorted(forms):
        found.append((*_split(parts[:-1]), *_split([form])))
        if len(parts) > 1:
            found.append((" ".join((*parts[:-1], form)),))
    return tuple(dict.fromkeys(found))


def _without(held: Phrase, start: int, end: int) -> Phrase | None:
    """The larger part of a phrase that `start:end` leaves; the whole where they do not meet."""
    if end <= held.start or start >= held.end:
        return held
    left, right = (held.start, start), (end, held.end)
    low, high = max(left, right, key=lambda part: part[1] - part[0])
    return Phrase(held.head, low, high, held.clause) if high > low else None
