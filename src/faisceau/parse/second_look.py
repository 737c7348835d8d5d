"""A second look at sentences that the model parsed without a finite verb, or cut in the middle.

"La visite marque un tournant": the model may take a verb in the present for a noun or an adjective, and then the whole
tree is wrong. Where a sentence has no finite verb but a word that could be one, it is parsed again with a verb in that
word's place that the model does not mistake; the new tree is kept only if that verb heads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from spacy.language import Language
from spacy.tokens import Doc, Span

from faisceau.knowledge.gazetteer import fold
from faisceau.knowledge.lexicon import lexicon

_MISTAKEN = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "X"})
_BEFORE_NOUN = frozenset({"DET", "ADP", "NUM"})
_ENDS = '.!?…:;»”")'  # marks after which a sentence may begin with a small letter
_CLOSED = '.!?…:;»”"'  # marks after which a comma opens the remark on what was said
_OPEN = "«“("  # marks that end no sentence
_NEVER_FIRST = ",.!?)»”"
_NAMED = frozenset({"PROPN", "NOUN", "ADJ", "ADP", "X"})  # what the first part of a name, or its title, is taken for
_NAMES = frozenset({"PROPN", "NOUN", "X"})  # what the second part is: a sentence begins with no bare noun
_INITIALS = 5  # letters: longer capitals are a heading's
_SHORTEST = 5  # words: a shorter sentence may well have no verb


class PresentForm(Struct, frozen=True):
    """How infinitives in `infinitive` form a present in `ending`, and the plain verb shown in its place."""

    infinitive: str
    ending: str
    shown: str


def look_again(
    nlp: Language, doc: Doc, shown: Sequence[str], forms: Sequence[PresentForm], lang: str
) -> Iterator[tuple[int, Doc, int, str]]:
    """`(first token, new parse of the sentence, verb's token, its infinitive)` for each sentence mended."""
    for sentence in doc.sents:
        if len(sentence) < _SHORTEST or any("VerbForm=Fin" in str(t.morph) for t in sentence):
            continue
        for i, verb, stand_in in _candidates(sentence, tuple(forms), lang):
            words = [stand_in if j == i else shown[j] for j in range(sentence.start, sentence.end)]
            again = _parsed_as_one(nlp, sentence, words)
            mended = again[i - sentence.start]
            if (
                mended.head.i == mended.i
                and mended.pos_ == "VERB"
                and any(c.dep_.startswith("nsubj") for c in mended.children)
            ):
                yield sentence.start, again, i, verb
                break


def joined(
    nlp: Language, doc: Doc, words: Sequence[str], shown: Sequence[str], opens: frozenset[int]
) -> Iterator[tuple[int, Doc]]:
    """`(first token, new parse)` of what the model cut in the middle: "Moscou et Pyongyang | démentent", "Outre les obus | ,
    l'usine livre", "la chancelière | Ursula Untel". A block of the page that begins there, at one of the tokens `opens`, ends
    what is before it.
    """
    sentences = list(doc.sents)
    at = 0
    while at < len(sentences):
        last = at
        while last + 1 < len(sentences) and _goes_on(doc, sentences[last + 1].start, words, opens):
            last += 1
        if last > at:
            first, end = sentences[at].start, sentences[last].end
            yield first, _parsed_as_one(nlp, doc[first:end], shown[first:end])
        at = last + 1


def _goes_on(doc: Doc, i: int, words: Sequence[str], opens: frozenset[int]) -> bool:
    """Whether the sentence that the model begins at token `i` goes on with the one before it: it begins with a small letter or
    a mark that begins none, or it is the second half of a name or of a compound."""
    if i in opens:
        return False
    word, before = words[i], words[i - 1]
    if word[0] in _NEVER_FIRST:
        return before[-1] not in _CLOSED
    if before[-1] in _ENDS:
        return False
    if word[0] == "-":  # "l'état | -major", "la France | - c'est son droit -": a heading's dash has neither
        return not doc[i - 1].whitespace_ or words[min(i + 1, len(words) - 1)][0].islower()
    if before[-1] in _OPEN or word[0].islower():
        return True
    heading = word.isupper() or (before.isupper() and len(before) > _INITIALS)
    named = doc[i].pos_ in _NAMES and doc[i - 1].pos_ in _NAMED and bool(doc[i - 1].whitespace_)
    return named and not heading


def _parsed_as_one(nlp: Language, span: Span, shown: Sequence[str]) -> Doc:
    starts: list[bool | int | None] = [True, *[False] * (len(shown) - 1)]
    again = Doc(nlp.vocab, words=list(shown), spaces=[bool(t.whitespace_) for t in span], sent_starts=starts)
    for _, component in nlp.pipeline:
        again = component(again)
    return again


def _candidates(sentence: Span, forms: tuple[PresentForm, ...], lang: str) -> Iterator[tuple[int, str, str]]:
    known = _presents(lang, forms)
    for t in list(sentence)[1:]:
        before = t.nbor(-1)
        if t.pos_ in _MISTAKEN and t.text.islower() and before.pos_ not in _BEFORE_NOUN and fold(t.text) in known:
            verb, shown = known[fold(t.text)]
            yield t.i, verb, shown


@cache
def _presents(lang: str, forms: tuple[PresentForm, ...]) -> dict[str, tuple[str, str]]:
    """Folded present form → infinitive and plain verb, for every verb of the lexicon that says something."""
    table: dict[str, tuple[str, str]] = {}
    for lemma in sorted(lexicon(lang).verbs):
        infinitive = lemma.rpartition(" ")[2].rpartition("'")[2]
        for form in forms:
            if infinitive.endswith(form.infinitive):
                stem = fold(infinitive[: len(infinitive) - len(form.infinitive)])
                table.setdefault(stem + form.ending, (infinitive, form.shown))
    return table
