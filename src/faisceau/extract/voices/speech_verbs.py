"""Which verbs report speech, and what they do to the words that they report.

The lexicon says it of a lemma; the parser often gives a remark's verb another lemma or class, so a form is also read as it
is written."""

from __future__ import annotations

from functools import cache

from faisceau.extract.page import Page, present_of
from faisceau.extract.stance import attributive
from faisceau.knowledge.gazetteer import fold
from faisceau.knowledge.lexicon import lexicon

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

#: Marks that close a quotation, or a sentence in it.
CLOSERS = frozenset({"»", '"', "”", "?", "!"})


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


def speech_of(page: Page, v: int) -> tuple[str | None, int]:
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
        page.lower(v).endswith(ending) and page.tree[v - 1].text in CLOSERS | {","}
        for ending, _ in page.grammar.present_endings
        if v > 0 and len(ending) > 1
    )
