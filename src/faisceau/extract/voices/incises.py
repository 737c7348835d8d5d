"""Remarks that name a speaker beside what is said: ", a estimé X", "ajoute-t-il".

They are found in the order of words, because the parser often loses them: it makes the speaker an object, the verb a
participle, or the remark a sentence of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from faisceau.extract.page import Page
from faisceau.extract.voices.speakers import SPEAKERS, can_speak, mentions_on
from faisceau.extract.voices.speech_verbs import CLOSERS, speech_of
from faisceau.knowledge.lexicon import lexicon

_PAUSES = frozenset({",", "»", '"', "”", "?", "!", "…", "...", "-", "–", "—", "--", ")", "’"})
_OPENERS = frozenset({"«", "“", '"'})
_STOPS = frozenset({".", ";", ":", "«", "“", "(", "?", "!", "…"})
_REACH = 26  # tokens between the verb of a remark and its subject
_COMMAS = 2
_MARKS = frozenset({"»", '"', "”"})
_ASIDES = frozenset({",", "(", ")", "-", "–", "—"})
_LABEL = 4  # words: fewer between marks and without a verb only name something
_GROUP = 12  # tokens of a verb group with its asides


@dataclass(frozen=True)
class Incise:
    """A remark: its verb, the tokens `first:last` (inclusive), its subject noun or, failing one, its subject pronoun."""

    verb: int
    first: int
    last: int
    stance: str
    subject: int | None
    pronoun: int | None


def find_incises(page: Page) -> list[Incise]:
    """Every remark of the article, in text order."""
    return [found for v in range(len(page.tree.tokens)) if (found := _incise(page, v)) is not None]


def _incise(page: Page, v: int) -> Incise | None:
    tree = page.tree
    stance, opening = speech_of(page, v)
    if stance is None and not _may_quote(page, v):
        return None
    first = _group_start(page, opening)
    if stance is None:
        if not _after_speech(page, first):
            return None
        stance = "say"
    rules = page.attributive.incise
    pronoun = next((i for i in range(first, min(v + 3, len(tree.tokens))) if _is_inverted(page, i)), None)
    impersonal = any(tree[i].text == f"-{rules.impersonal}" for i in range(first, min(v + 3, len(tree.tokens))))
    if impersonal or not _after_pause(page, first):
        return None
    if pronoun is not None:
        return Incise(v, first, max(v, pronoun), stance, None, pronoun)
    quoted = first > 0 and (tree[first - 1].text in CLOSERS or (first > 1 and tree[first - 2].text in CLOSERS))
    before = next((c for h in (v, opening) for c in tree.kids(h, "nsubj") if c < first), None)
    if before is not None and not quoted and not _named_alone(page, v) and not _is_parted(page, before, first):
        return None
    if before is not None and quoted and _is_label(page, before):
        return None
    subject = _subject_after(page, v, quoted=quoted)
    return None if subject is None else Incise(v, first, subject, stance, subject, None)


def _may_quote(page: Page, v: int) -> bool:
    """Whether the token is a finite verb that no list knows as one of speech."""
    token = page.tree[v]
    if token.pos != "VERB" or not page.layers.quotations or "VerbForm=Inf" in token.morph:
        return False
    return "VerbForm=Fin" in token.morph or (v > 0 and page.tree[v - 1].pos == "AUX")


def _after_speech(page: Page, first: int) -> bool:
    """Whether token `first` follows the comma after a sentence between marks: any verb reports it there."""
    tree = page.tree
    if first < 2 or tree[first - 1].text != ",":
        return False
    last = tree[first - 2]
    quotation = page.quotation_at(last.start - 2) if last.text in _MARKS else None
    if quotation is None or quotation.end > tree[first - 1].start:
        return False
    inside = tree.within(quotation.start, quotation.end)
    return len(inside) > _LABEL and any("VerbForm=Fin" in tree[i].morph for i in inside)


def _opens_quotation(page: Page, first: int) -> bool:
    """Whether the straight mark before token `first`, or inside the verb group that it begins, opens a quotation."""
    tree = page.tree
    if tree[first - 1].text != '"':
        return False
    quotation = page.quotation_at(tree[first].start)
    return quotation is not None and quotation.start == tree[first].start


def _is_label(page: Page, i: int) -> bool:
    """Whether token `i` is in a quotation of a word or two, which is no speech but the verb's subject."""
    quotation = page.quotation_at(page.tree[i].start)
    if quotation is None:
        return False
    words = [j for j in page.tree.within(quotation.start, quotation.end) if page.tree[j].pos != "PUNCT"]
    return len(words) < _LABEL and not any(page.tree[j].pos in ("VERB", "AUX") for j in words)


def _named_alone(page: Page, v: int) -> bool:
    """Whether the verb is followed by a speaker's name and a pause, whatever subject the parser gave it.

    Only a person's after a verb whose object may be an actor: ", a critiqué l'ONU".
    """
    tree = page.tree
    at = v + 2 if v + 1 < len(tree.tokens) and tree[v + 1].pos == "DET" else v + 1
    mention = page.mentions.get(page.holder.get(at, at))
    if mention is None or not (mention.kind == "person" or (mention.kind in SPEAKERS and _tells_only(page, v))):
        return False
    after = next(iter(tree.within(mention.end, mention.end + 3)), None)
    return after is None or tree[after].text in _PAUSES | _STOPS


def _is_parted(page: Page, before: int, first: int) -> bool:
    """Whether one comma alone stands between the noun and the verb group at token `first`: no subject stands so before its verb."""
    tree = page.tree
    return tree[first - 1].text == "," and not any(tree[i].text in _ASIDES for i in range(before, first - 1))


def _tells_only(page: Page, v: int) -> bool:
    """Whether the verb has words for its object, never an actor: "préciser", not "accuser"."""
    rows = lexicon(page.lang).verbs.get(page.tree[v].lemma.lower(), ())
    return any(row.content == "say" for row in rows) and all(row.roles.get("obj") != "object" for row in rows)


def _is_inverted(page: Page, i: int) -> bool:
    text = page.lower(i)
    return text.startswith("-") and text.lstrip("-") in page.attributive.incise.inverted


def _group_start(page: Page, v: int) -> int:
    """The first token of the verb group that ends at `v`: auxiliaries, clitics, adverbs, asides."""
    tree, rules = page.tree, page.attributive.incise
    i = v
    while i > 0 and v - i < _GROUP and "\n" not in page.text[tree[i - 1].end : tree[i].start]:
        aside = next((len(words) for words in rules.aside_words if page.ends_with(words, i)), 0)
        if aside:
            i -= aside
            continue
        token, word = tree[i - 1], page.lower(i - 1)
        adverb = token.pos == "ADV" and word not in page.grammar.complementizers
        if not (
            adverb
            or token.pos == "AUX"
            or token.lemma in rules.auxiliaries
            or word.startswith("-")
            or word in rules.clitics | rules.openers
        ):
            break
        i -= 1
    return i


def _after_pause(page: Page, first: int) -> bool:
    """Whether what stands before token `first` parts the remark from what is said."""
    tree = page.tree
    if first == 0:
        return False
    if _opens_quotation(page, first):
        return False
    if tree[first - 1].text in _PAUSES or tree[first - 1].text.endswith(tuple(CLOSERS)):
        return True
    if page.lower(first) in page.attributive.incise.openers:
        return True
    return "\n" in page.text[tree[first - 1].end : tree[first].start] and tree[first].text[:1].islower()


def _subject_after(page: Page, v: int, *, quoted: bool) -> int | None:
    """The noun after the verb that can speak, complements with prepositions passed over; any noun after a quotation."""
    tree = page.tree
    commas, i, end = 0, v + 1, min(v + _REACH, len(tree.tokens))
    while i < end:
        token = tree[i]
        if tree[i - 1].pos == "DET" and token.text in _OPENERS:
            i += 1
            continue
        if _ends_remark(page, i):
            return None
        if token.text == ",":
            commas += 1
            if commas > _COMMAS:
                return None
        elif token.pos in ("VERB", "AUX") and i not in page.holder:
            return None
        elif token.pos == "ADP" and i not in page.holder:
            after = _after_complement(page, i)
            if _is_one_of(page, i) and can_speak(page, after - 1):
                return after - 1
            i = after
            continue
        elif token.pos in ("NOUN", "PROPN", "X") and i not in page.time_tokens:
            return i if quoted or _may_be_subject(page, i, v) else None
        elif i in page.holder and can_speak(page, i):
            return i
        i += 1
    return None


def _ends_remark(page: Page, i: int) -> bool:
    """Whether no subject of a remark can stand behind token `i`: a stop, a mark, a line's end, a clause of its own."""
    tree, word = page.tree, page.lower(i)
    stops = tree[i].text in _STOPS or tree[i].text in CLOSERS or "\n" in page.text[tree[i - 1].end : tree[i].start]
    return stops or word in page.grammar.complementizers or word in page.grammar.relatives


def _may_be_subject(page: Page, i: int, v: int) -> bool:
    """Whether the noun after the verb can speak, is its subject to the parser, or is somebody's."""
    own = page.tree[i].head == v and page.tree[i].dep == "nsubj"
    return own or can_speak(page, i) or any(a.kind in SPEAKERS | {"adjective"} for a in mentions_on(page, i))


def _is_one_of(page: Page, i: int) -> bool:
    """Whether preposition `i` tells out of whom somebody speaks: "a dit un | des gardes"."""
    before = page.tree[i - 1]
    return before.pos in ("PRON", "NUM", "DET") and page.tree[i].lemma == page.grammar.of


def _after_complement(page: Page, i: int) -> int:
    """The token after the noun that preposition `i` governs, with the words of its name."""
    tree = page.tree
    at = i + 1
    while at < len(tree.tokens) and tree[at].pos in ("DET", "ADJ", "NUM", "ADP", "ADV") and at not in page.holder:
        at += 1
    if at >= len(tree.tokens):
        return at
    head = page.holder.get(at)
    last = at
    if head is not None:
        while last + 1 < len(tree.tokens) and page.holder.get(last + 1) == head:
            last += 1
    else:
        while last + 1 < len(tree.tokens) and tree[last + 1].dep.startswith("flat") and tree[last + 1].head == at:
            last += 1
    return last + 1
