"""Words, their tree and sentences: a spaCy model, fed so that it does not break on news.

Three repairs come before parsing, because a parser that has gone wrong cannot be mended after: blocks of the page
(headings, items, sentences glued without a space) are parsed as sentences of their own; names that the tokenizer cuts at
their hyphens stay whole; furniture is never shown to the model. Offsets stay those of the article's text throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import spacy
from msgspec import Struct
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc, Span

from faisceau import knowledge
from faisceau.model.layers import Furniture, Sentence, Token
from faisceau.model.text import as_seen
from faisceau.parse.names import with_names
from faisceau.parse.second_look import PresentForm, joined, look_again
from faisceau.parse.subjects import SubjectWords, with_subjects


class LanguageFacts(Struct, frozen=True):
    """`languages/<code>/language.toml`."""

    name: dict[str, str]
    model: str
    stand_in: str
    enclitics: tuple[str, ...]
    abbreviations: tuple[str, ...]
    lemmas: dict[str, str]
    familiar: dict[str, str]
    presents: tuple[PresentForm, ...]
    subjects: SubjectWords
    openers: tuple[str, ...]
    elided_openers: str
    small: str
    capitals: str


class _Cuts(NamedTuple):
    """Where a line that the page put together is cut: at a full stop without a space, a heading without one, an intertitle."""

    glued: re.Pattern[str]
    headed: re.Pattern[str]
    intertitle: re.Pattern[str]


class Block(NamedTuple):
    """Code points `start:end` that hold one or more whole sentences; `kind` as in `Sentence.kind`."""

    start: int
    end: int
    kind: str


_ITEM = re.compile(r"(?:[-–—•*·▪►]|\d{1,2}[.)])\s+(?=\S)")
_TERMINAL = re.compile(r"[.!?…:;,»”\")\]]\s*$")
_HEADING_MAX = 140  # code points; a longer line without a full stop is prose whose end was lost
_WRAP_WIDTH = range(45, 110)  # code points of a line in a hard-wrapped text


@cache
def facts(lang: str) -> LanguageFacts:
    """How `lang` is written. Raises `FaisceauError` (bad_knowledge) for a language without a folder."""
    return knowledge.load_toml(f"languages/{lang}/language.toml", LanguageFacts)


@cache
def _model(lang: str) -> Language:
    nlp = spacy.load(facts(lang).model, exclude=["ner"])
    for _, component in nlp.pipeline:
        if isinstance(component, Lemmatizer) and component.lookups.has_table("lemma_index"):
            # it asks whether a word is in lists of tens of thousands: the same answer from sets, far sooner
            index = component.lookups.get_table("lemma_index")
            for name in list(index):
                index[name] = frozenset(index[name])
    return nlp


def parse_syntax(
    text: str, lang: str, furniture: Sequence[Furniture] = ()
) -> tuple[tuple[Token, ...], tuple[Sentence, ...]]:
    """Tokens and sentences of `text`, in code points of `text`; nothing inside `furniture` is read."""
    nlp = _model(lang)
    blocks = tuple(_blocks(text, furniture, lang))
    words: list[str] = []
    shown: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    sent_starts: list[bool | int | None] = []
    kinds: list[str] = []
    for block in blocks:
        first = True
        for start, end, stand_in in _words(nlp, text, block, facts(lang)):
            words.append(text[start:end])
            shown.append(stand_in or as_seen(text[start:end]) or text[start:end])
            spaces.append(end < len(text) and text[end].isspace())
            starts.append(start)
            sent_starts.append(True if first else None)
            kinds.append(block.kind)
            first = False
    if not words:
        return (), ()
    doc = Doc(nlp.vocab, words=shown, spaces=spaces, sent_starts=sent_starts)
    for _, component in nlp.pipeline:
        doc = component(doc)
    known = facts(lang)
    opens = frozenset(i for i, start in enumerate(sent_starts) if start)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for each in _mended(nlp, doc, words, shown, opens, lang):
        begin = len(tokens)
        for t in each.parsed:
            i = each.offset + t.i
            plain = words[i] if shown[i] == known.stand_in != words[i] else known.lemmas.get(t.lemma_, t.lemma_)
            tokens.append(
                Token(
                    start=starts[i],
                    end=starts[i] + len(words[i]),
                    text=words[i],
                    lemma=each.lemma if i == each.verb else plain,
                    pos=t.pos_,
                    morph=str(t.morph),
                    dep=t.dep_,
                    head=each.offset + t.head.i,
                )
            )
        sentences.append(Sentence(tokens[begin].start, tokens[-1].end, begin, len(tokens), kinds[begin]))
    return tuple(with_subjects(with_names(tokens), known.subjects)), tuple(sentences)


class _Mended(NamedTuple):
    """A sentence as parsed at last: its tokens, what their indices lack, and the verb found in it, of another lemma."""

    parsed: Doc | Span
    offset: int = 0
    verb: int = -1
    lemma: str = ""


def _mended(
    nlp: Language, doc: Doc, words: Sequence[str], shown: Sequence[str], opens: frozenset[int], lang: str
) -> Iterator[_Mended]:
    """The sentences in order: those that the model cut in the middle put together, those without a verb looked at again."""
    whole = dict(joined(nlp, doc, words, shown, opens))
    looked = {
        first: _Mended(again, first, verb, lemma)
        for first, again, verb, lemma in look_again(nlp, doc, shown, facts(lang).presents, lang)
    }
    reached = 0
    for sentence in doc.sents:
        first = sentence.start
        if first < reached:
            continue
        if first in whole:
            reached = first + len(whole[first])
            yield _Mended(whole[first], first)
        else:
            yield looked.get(first, _Mended(sentence))


def _blocks(text: str, furniture: Sequence[Furniture], lang: str) -> Iterator[Block]:
    """Runs of text that no sentence crosses, without furniture, in order."""
    cuts = _cuts(lang)
    wrapped = _is_wrapped(text)
    cut = 0
    for piece in [*((f.start, f.end) for f in furniture), (len(text), len(text))]:
        if piece[0] > cut:
            yield from _lines(text, cut, piece[0], wrapped, cuts)
        cut = max(cut, piece[1])


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken at a width: most end in mid-sentence at about the same length."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 6:
        return False
    broken = sum(len(line) in _WRAP_WIDTH and not _TERMINAL.search(line) for line in lines)
    return broken > 0.5 * len(lines)


def _lines(text: str, start: int, end: int, wrapped: bool, cuts: _Cuts) -> Iterator[Block]:
    boundary = re.compile(r"\n\s*\n" if wrapped else r"\n")
    at = start
    for mark in [*boundary.finditer(text, start, end), None]:
        stop = mark.start() if mark else end
        line = text[at:stop]
        body = line.strip()
        if body:
            first = at + len(line) - len(line.lstrip())
            yield from _sentences_apart(text, first, first + len(body), cuts)
        at = mark.end() if mark else end


@cache
def _cuts(lang: str) -> _Cuts:
    """How `lang` tells that a sentence begins: "rouvert.|Les navires", "l'ONU.|En Ituri", "Un court délai|Le gouvernement"."""
    known = facts(lang)
    small, capital = known.small, known.capitals
    before = rf"[{small}0-9»”\")\]]"
    openers = [rf"(?:{'|'.join(map(re.escape, known.openers))})\s"] if known.openers else []
    openers += [rf"[{known.elided_openers}]['’][{capital}{small}]"] if known.elided_openers else []
    return _Cuts(
        glued=re.compile(
            rf"(?<={before}{before})(?:[.!?…]+[\"”»]?|[.!?…]?[\"”»][.!?…]+)"
            rf"(?=[\"«“]?[-–—]?\s?[\"«“]?[{capital}][{small}'’\s])"
            rf"|(?<=[{capital}]{{2}})[.!?…]+(?=[{capital}](?:[{small}]+[\s'’,]|['’]))"
        ),
        headed=re.compile(rf"(?<=[{small}]{{3}})(?={'|'.join(openers) or '(?!)'})"),
        intertitle=re.compile(rf"-\s[^-\n.]{{3,60}}\s-(?=\s?[{capital}\"«“])"),
    )


def _sentences_apart(text: str, start: int, end: int, cuts: _Cuts) -> Iterator[Block]:
    """One line's blocks: cut at glued full stops and headings, intertitles set apart, the mark of an item left out."""
    item = _ITEM.match(text, start, end)
    if item and item.end() < end:
        start = item.end()
    kind = (
        "item"
        if item
        else "heading"
        if end - start <= _HEADING_MAX and not _TERMINAL.search(text[start:end])
        else "prose"
    )
    at = start
    places = sorted(
        [(m.end(), m.end(), "") for m in cuts.glued.finditer(text, start, end)]
        + [(m.start(), m.start(), "") for m in cuts.headed.finditer(text, start, end)]
        + [(m.start(), m.end(), "heading") for m in cuts.intertitle.finditer(text, start, end)]
    )
    for left, right, between in places:
        if left < at:
            continue
        if text[at:left].strip():
            yield Block(at, left, kind if kind != "heading" else "prose")
        if between:
            yield Block(left + 1, right - 1, between)
        at = right
    if text[at:end].strip():
        yield Block(at, end, kind)


def _words(nlp: Language, text: str, block: Block, known: LanguageFacts) -> list[tuple[int, int, str | None]]:
    """The block's words as `(start, end, stand_in)`: what the model is shown instead, None for the word itself.

    The model tags by shape and vector: a familiar family name stands in for a name put together again at its hyphens,
    which it would take for an adverb, and a plain word for a wording that it misparses.
    """
    pieces = list(_elided(text, block, nlp))
    words: list[tuple[int, int, str | None]] = []
    i = 0
    while i < len(pieces):
        start, end = pieces[i]
        j = i + 1
        if text[start].isupper() and text[start:end].isalpha():
            while j + 1 < len(pieces) and _continues_name(text, pieces[j - 1 : j + 2], known):
                end = pieces[j + 1][1]
                j += 2
        stand_in = known.stand_in if j > i + 1 and text[start:end].rpartition("-")[2].islower() else None
        if stand_in and words and words[-1][1] + 1 == start:
            before = text[words[-1][0] : words[-1][1]]
            if before.istitle() and before.lower() not in nlp.Defaults.stop_words:
                start = words.pop()[0]  # "Kim" + "Jong-un": the model misreads a family name left alone
        plain = _plain(text, pieces[i : i + 3], known) if stand_in is None else None
        if plain is not None:
            stand_in, length = plain
            end, j = pieces[i + length - 1][1], i + length
        words.append((start, end, stand_in))
        i = j
    return words


def _plain(text: str, pieces: Sequence[tuple[int, int]], known: LanguageFacts) -> tuple[str, int] | None:
    """The plain word for the wording that the pieces begin with, and how many of them it takes."""
    for length in range(len(pieces), 0, -1):
        wording = " ".join(text[a:b].replace("’", "'") for a, b in pieces[:length])
        if wording in known.familiar:
            return known.familiar[wording], length
    return None


def _continues_name(text: str, pieces: Sequence[tuple[int, int]], known: LanguageFacts) -> bool:
    """Whether a hyphen and a word follow the first of three pieces without a gap, and the word is no enclitic."""
    (_, end), hyphen, word = pieces
    follows = text[word[0] : word[1]]
    return (
        text[hyphen[0] : hyphen[1]] in ("-", "‑")
        and end == hyphen[0]
        and hyphen[1] == word[0]
        and follows.isalpha()
        and follows not in known.enclitics
    )


def _elided(text: str, block: Block, nlp: Language) -> Iterator[tuple[int, int]]:
    """The model's own tokens without white space; an article elided before a quotation mark ("l’«") is one word."""
    held: tuple[int, int] | None = None
    for token in nlp.tokenizer(text[block.start : block.end]):
        if token.is_space:
            continue
        start, end = block.start + token.idx, block.start + token.idx + len(token)
        dashes = text.find("--", start, end)
        if start < dashes or (dashes == start and end - start > 2):  # "--" sets words apart without a space
            if held:
                yield held
                held = None
            yield from ((a, b) for a, b in ((start, dashes), (dashes, dashes + 2), (dashes + 2, end)) if a < b)
            continue
        if held and text[start:end] in "'’" and held[1] == start:
            yield held[0], end
            held = None
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held
