"""Remarks that name a speaker beside what is said: ", a estimé X", "ajoute-t-il".

They are found in the order of words, because the parser often loses them: it makes the speaker an object, the verb a
participle, or the remark a sentence of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from faisceau.extract.page import Page, present_of
from faisceau.extract.stance import attributive
from faisceau.knowledge.gazetteer import fold
from faisceau.knowledge.lexicon import lexicon
from faisceau.model.layers import Mention

#: What a predicate does to its content when that content is somebody's words.
SPEECH = frozenset(
    {
        "say",
        "claim",
        "opine",
        "promise",
        "ask",
        "order",
        "deny",
        "fear",
        "threaten",
        "forecast",
        "doubt",
        "propose",
        "know",
    }
)
SPEAKERS = frozenset({"person", "group", "title", "state", "bloc", "medium", "organisation"})
_PAUSES = frozenset({",", "»", '"', "”", "?", "!", "…", "...", "-", "–", "—", "--", ")", "’"})
_CLOSERS = frozenset({"»", '"', "”", "?", "!"})
_OPENERS = frozenset({"«", "“", '"'})
_STOPS = frozenset({".", ";", ":", "«", "“", "(", "?", "!", "…"})
_REACH = 26  # tokens between the verb of a remark and its subject
_COMMAS = 2
_MARKS = frozenset({"»", '"', "”"})
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


@cache
def speech_verbs(lang: str) -> dict[str, str]:
    """What the verbs that may report direct speech do to their content, by lemma."""
    found: dict[str, str] = {}
    for lemma, rows in lexicon(lang).verbs.items():
        quoting = next((r for r in rows if "«»" in r.with_), None)
        plain = next((r for r in rows if not r.with_ or "que" in r.with_), None)
        # a verb that judges or takes sides does so in direct speech too
        told = plain is not None and plain.content in ("claim", "opine")
        for row in (plain, quoting) if told else (quoting, plain):
            if row is not None and row.content in SPEECH:
                found[lemma] = row.content
                break
    return found


@cache
def _reporting_verbs(lang: str) -> dict[str, str]:
    """As `speech_verbs`, with the verbs that only remarks use so."""
    return speech_verbs(lang) | attributive(lang).incise.verbs


def find_incises(page: Page) -> list[Incise]:
    """Every remark of the article, in text order."""
    return [found for v in range(len(page.tree.tokens)) if (found := _incise(page, v)) is not None]


def _incise(page: Page, v: int) -> Incise | None:
    tree = page.tree
    stance, opening = _stance(page, v)
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
    quoted = first > 0 and (tree[first - 1].text in _CLOSERS or (first > 1 and tree[first - 2].text in _CLOSERS))
    before = next((c for h in (v, opening) for c in tree.kids(h, "nsubj") if c < first), None)
    if before is not None and not quoted and not _named_alone(page, v):
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
    """Whether the verb is followed by a person's name and a pause, whatever subject the parser gave it."""
    tree = page.tree
    mention = page.mentions.get(page.holder.get(v + 1, v + 1))
    if mention is None or mention.kind != "person":
        return False
    after = next(iter(tree.within(mention.end, mention.end + 3)), None)
    return after is None or tree[after].text in _PAUSES | _STOPS


def _stance(page: Page, v: int) -> tuple[str | None, int]:
    """What the verb `v` does to its content, None if it reports nothing; and the first token of the finite verb itself."""
    tree, rules = page.tree, page.attributive.incise
    token = tree[v]
    if token.pos not in ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PROPN", "X") or token.text[:1].isupper():
        return None, v
    if "VerbForm=Inf" in token.morph:
        above = next((i for i in range(v - 1, max(v - 3, -1), -1) if tree[i].lemma == rules.causative), None)
        caused = rules.caused.get(token.lemma)
        return (caused, above) if caused is not None and above is not None else (None, v)
    if token.morph and "VerbForm=Part" in token.morph and "Tense=Pres" in token.morph:
        return None, v
    verbs = _reporting_verbs(page.lang)
    said = _expression(page, v)
    if said is not None:
        return said, v
    if token.pos in ("VERB", "AUX") and token.lemma in verbs:
        finite = (
            "VerbForm=Fin" in token.morph
            or any(tree[i].pos == "AUX" for i in range(max(v - 4, 0), v))
            or _ends_finite(page, v)
        )
        return (verbs[token.lemma] if finite else None), v
    infinitive = _present_of(page, v) or (
        _participle_of(page, v)
        if v and (tree[v - 1].pos in ("AUX", "ADV", "PRON") or tree[v - 1].lemma in rules.auxiliaries)
        else None
    )
    return (None if infinitive is None else verbs.get(infinitive)), v


def _expression(page: Page, v: int) -> str | None:
    """What the verb and the words after it do to their content together: "a mis en garde"."""
    tree = page.tree
    for words, stance in page.attributive.incise.expression_words.get(tree[v].lemma, ()):
        if [page.lower(i) for i in range(v + 1, min(v + 1 + len(words), len(tree)))] == words:
            return stance
    return None


def _present_of(page: Page, v: int) -> str | None:
    """The verb that the word is a present of, as it is written."""
    return present_of(page.lang, page.lower(v))


def _participle_of(page: Page, v: int) -> str | None:
    """The verb that the word is a past participle of, as it is written."""
    form = page.lower(v)
    for ending, infinitive in page.attributive.incise.participles:
        if form.endswith(ending):
            verb = form[: len(form) - len(ending)] + infinitive
            return verb if verb in page.attributive.incise.verbs else page.lexicon.unaccented.get(fold(verb))
    return None


def _ends_finite(page: Page, v: int) -> bool:
    return _present_of(page, v) is not None or any(
        page.lower(v).endswith(ending) and page.tree[v - 1].text in _CLOSERS | {","}
        for ending, _ in page.grammar.present_endings
        if v > 0 and len(ending) > 1
    )


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
    if tree[first - 1].text in _PAUSES or tree[first - 1].text.endswith(tuple(_CLOSERS)):
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
        if token.text in _STOPS or token.text in _CLOSERS or "\n" in page.text[tree[i - 1].end : token.start]:
            return None
        if page.lower(i) in page.grammar.complementizers or page.lower(i) in page.grammar.relatives:
            return None
        if token.text == ",":
            commas += 1
            if commas > _COMMAS:
                return None
        elif token.pos in ("VERB", "AUX") and i not in page.holder:
            return None
        elif token.pos == "ADP" and i not in page.holder:
            i = _after_complement(page, i)
            continue
        elif token.pos in ("NOUN", "PROPN", "X") and i not in page.time_tokens:
            named = can_speak(page, i) or quoted or (tree[i].head == v and tree[i].dep == "nsubj")
            return i if named or any(a.kind in SPEAKERS | {"adjective"} for a in _below(page, i)) else None
        elif i in page.holder and can_speak(page, i):
            return i
        i += 1
    return None


def _below(page: Page, i: int) -> list[Mention]:
    """Mentions that hang directly on noun `i`: "the South Korean committee"."""
    return [page.mentions[c] for c in page.tree.children[i] if c in page.mentions]


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


def can_speak(page: Page, i: int) -> bool:
    """Whether the noun stands for somebody who can be quoted: an actor, or a noun of people and bodies."""
    mention = page.mentions.get(page.holder.get(i, i))
    if mention is not None:
        return mention.kind in SPEAKERS
    who = page.attributive.who
    lemma = page.tree[i].lemma.lower()
    if lemma in who.unnamed or lemma in who.expert or lemma in who.group or lemma in who.technical:
        return True
    return page.tree[i].pos == "PROPN" or any(True for _ in page.tree.kids(i, "flat"))


def vouches(page: Page, i: int) -> bool:
    """Whether the subject of a reporting verb can vouch: who can speak, a pronoun, a text, somebody's body or people."""
    token = page.tree[i]
    if token.pos == "PRON" or can_speak(page, i):
        return True
    documents = any(token.lemma.lower() in d.nouns for d in page.attributive.document)
    return documents or any(m.kind == "adjective" for m in _below(page, i))
