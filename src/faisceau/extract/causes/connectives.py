"""Ties that no verb makes: phrases ("grâce à X"), marks ("parce que"), infinitives ("pour"), gerunds, words between sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from faisceau.extract.causes.carriers import named_noun
from faisceau.extract.causes.links import NOT, Link, asked, is_barred, tied
from faisceau.extract.causes.phrases import Phrase, clause_before, clause_phrase, noun_phrase, opened_at
from faisceau.extract.clauses import GERUND, INFINITIVE
from faisceau.extract.reading import NEUTRAL, Reading
from faisceau.knowledge.causes import Form, Tie, ties

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SMALL = frozenset({"PRON", "ADV", "PART", "ADP", "AUX"})
_KIND = "kind:"
_ACTORLESS = f"{NOT}actor"
_QUOTES = frozenset('"«“')
_NOMINAL = frozenset({"NOUN", "PROPN", "ADP", "DET", "ADJ"})
_OPENING = 4  # tokens before the complement of words that open a sentence
_NEAR = 12  # tokens between words and what they govern


class Connectives:
    """Finds the links that the connectives of one article make."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._page = reading.page
        self._ties = ties(reading.page.lang)
        self._place = {clause.head: n for n, clause in enumerate(reading.clauses)}

    def links(self) -> Iterator[Link]:
        """Every link but those of gerunds, in no order."""
        for form in ("phrase", "mark", "infinitive", "next"):
            for tie in self._ties.others.get(form, ()):
                for first, last in self._occurrences(tie.words):
                    yield from self._connective(form, tie, first, last)

    def gerund(self, n: int) -> Iterator[Link]:
        """The links of clause `n` with the one above it, where it is a gerund."""
        clause, page = self._reading.clauses[n], self._page
        row = self._reading.rows[n]
        said = row is not None and (row.content in NEUTRAL or row.kind == "statement")
        if clause.form != GERUND or clause.governor is None or said:
            return
        for tie in self._ties.others.get("gerund", ()):
            mark = next((c for c in page.tree.children[clause.head] if page.lower(c) == tie.words), None)
            if mark is None or mark + 1 >= len(page.tree.tokens):
                continue
            phrase = opened_at(clause_phrase(self._reading, n), page.tree[mark + 1].start)
            if phrase is not None:
                yield from tied(self._reading, tie, phrase, clause.governor, page.tree[mark].start, page.tree[mark].end)

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
        """The links of the words `first:after`."""
        tree = self._page.tree
        if after >= len(tree.tokens) or tree.sentence_index(first) != tree.sentence_index(after):
            return
        if first > 0 and is_barred(self._page, tie, first - 1):
            return
        if form == "phrase":
            yield from self._with_complement(tie, first, after)
        elif form == "next":
            yield from self._with_next(tie, first, after)
        else:
            opened = self._opened(first, after, infinitive=form == "infinitive")
            phrase = self._clause_from(opened, after)
            above = self._reading.clauses[opened].governor if opened is not None else None
            if phrase is not None and above is not None:
                yield from tied(self._reading, tie, phrase, above, *self._places(first, after))

    def _with_complement(self, tie: Tie, first: int, after: int) -> Iterator[Link]:
        """What a noun, or a clause that stands for one, brings about with the words before it: "grâce à X"."""
        page, tree = self._page, self._page.tree
        noun = self._complement(first, after)
        if not self._is_of_kind(tie, noun):
            return
        bare = noun is None or tree[noun].pos == "PRON"
        phrase = noun_phrase(page, noun, after) if noun is not None and not bare else None
        start, end = self._places(first, after)
        if bare and (free := self._free_relative(after)) is not None:
            phrase, above_free = free
            if above_free is not None:
                yield from tied(self._reading, tie, phrase, above_free, start, end)
            return
        upward = () if noun is None else (noun, *tree.ancestors(noun))
        above = next((self._place[a] for a in upward if a in self._place), None)
        if phrase is not None and above is not None:
            phrase = self._to_comma(self._before_subject(phrase, self._reading.clauses[above].head), after)
        if phrase is not None and above is not None and self._place.get(phrase.head) != above:
            yield from tied(self._reading, tie, phrase, above, start, end)

    def _with_next(self, tie: Tie, first: int, after: int) -> Iterator[Link]:
        """What the words that open a clause say of it and the clause told before: "par conséquent"."""
        page, tree = self._page, self._page.tree
        start, end = self._places(first, after)
        while after < tree.sentence(first).last and tree[after].pos == "PUNCT":
            after += 1
        if after >= tree.sentence(first).last or (page.preposition(first) is None and tree[after].pos == "ADP"):
            return
        opened = self._opened(first, after, infinitive=False)
        phrase = self._clause_from(opened, after)
        if opened is None or phrase is None:
            return
        if tree[first].pos != "CCONJ" and first > tree.sentence(first).first and tree[first - 1].pos != "PUNCT":
            return
        before = clause_before(self._reading, opened)
        if before is not None:
            cause, effect = (phrase, before) if tie.cause == ("complement",) else (before, phrase)
            yield Link(tie, cause, effect, opened, start, end)

    def _clause_from(self, n: int | None, first: int) -> Phrase | None:
        """The words of clause `n` from token `first` on."""
        return None if n is None else opened_at(clause_phrase(self._reading, n), self._page.tree[first].start)

    def _places(self, first: int, after: int) -> tuple[int, int]:
        """Where the words `first:after` begin and end (code points)."""
        return self._page.tree[first].start, self._page.tree[after - 1].end

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
        wanted = asked(tie)
        if i is not None and _ACTORLESS in tie.with_ and self._page.holder.get(i, i) in self._page.mentions:
            return False
        if not wanted:
            return True
        if i is None:
            return False
        word = named_noun(self._page, i)
        kind = f"{_KIND}{word.variable}" if word is not None else ""
        return kind in wanted or self._page.tree[i].lemma.lower() in wanted

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


def _split(parts: Sequence[str]) -> list[str]:
    """Words as the tokenizer cuts them: an elided one stays with its apostrophe."""
    found: list[str] = []
    for part in parts:
        head, mark, tail = part.partition("'")
        found += [f"{head}'", tail] if mark and tail else [part]
    return found


@lru_cache(4096)
def _spellings(words: str, spelt: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The words as tokens, the last one in each of the forms `spelt` too; some expressions the tokenizer keeps as one."""
    parts = words.split()
    forms = {*spelt, parts[-1]}
    found: list[tuple[str, ...]] = []
    for form in sorted(forms):
        found.append((*_split(parts[:-1]), *_split([form])))
        if len(parts) > 1:
            found.append((" ".join((*parts[:-1], form)),))
    return tuple(dict.fromkeys(found))
