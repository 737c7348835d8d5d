"""Links as causal claims: how firmly, according to whom, under which condition."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.causes.bonds import bound
from faisceau.extract.causes.ends import Ends
from faisceau.extract.causes.finding import find_links
from faisceau.extract.causes.links import Link
from faisceau.extract.causes.phrases import Phrase, only_says
from faisceau.extract.reading import Reading, read
from faisceau.extract.status import firmness
from faisceau.extract.voices.sources import source_of
from faisceau.model.causes import Cause, End, Entailed, with_content_id
from faisceau.model.claims import AUTHOR, Status
from faisceau.model.layers import Layers
from faisceau.model.system import Modality
from faisceau.model.text import Article
from faisceau.model.variables import is_told

_MODALITY: dict[Status, Modality] = {
    "asserted": "asserted",
    "reported_conditional": "hedged",
    "alleged": "hedged",
    "opinion": "hedged",
    "forecast": "hedged",
    "denied": "denied",
    "promised": "hypothetical",
    "hypothetical": "hypothetical",
}


def extract_causes(article: Article, layers: Layers) -> tuple[Cause, ...]:
    """The article's causal claims in text order, none twice on the same two ends."""
    reading = read(article, layers)
    if reading is None:
        return ()
    return causes_of(reading, candidates(reading))


def causes_of(reading: Reading, found: Sequence[Candidate]) -> tuple[Cause, ...]:
    """The causal claims of a reading whose candidates are known."""
    ends = Ends(reading, found)
    kept: dict[tuple[int, int], Cause] = {}
    for link in find_links(reading):
        if _is_said(reading, link.cause) or _is_said(reading, link.effect):
            continue
        cause, effect = ends.end(link.cause), ends.end(link.effect, link.doer)
        cause = ends.under_pressure(link.cause, cause, (link.effect, effect))
        cause = ends.kept_from(link.cause, cause, link.n if link.tie.form == "verb" else -1)
        if link.tie.form == "next" and not is_told(cause.variable):
            cause = ends.by_subject(link.cause, cause)
        also: list[Entailed] = []
        if link.tie.bond is not None:
            cause, effect, also = bound(ends, link, cause, effect)
        effect = ends.let(cause, link.effect, effect) if link.tie.sign == "+" else effect
        if link.tie.bond == "need" and effect.variable is None:
            continue  # a need of nothing that is anybody's
        also += ends.beside(link.cause, cause, link.effect, effect, link.tie.sign)
        if cause.start < effect.end and effect.start < cause.end:
            continue  # words that cause themselves
        if cause.variable is not None and cause.variable == effect.variable and "?" not in cause.variable:
            continue
        if (
            link.tie.form == "verb"
            and link.tie.bond is None
            and ends.variables.is_actor(link.cause)
            and not _acts_on_others(ends, link)
        ):
            continue
        made = _made(reading, link, (cause, effect), also)
        key = (link.cue_start, min(cause.start, effect.start))
        other = kept.get(key)
        if other is None or _told(made) > _told(other):
            kept[key] = made
    return tuple(sorted(kept.values(), key=lambda each: (each.start, each.end, each.id)))


def _is_said(reading: Reading, phrase: Phrase) -> bool:
    """Whether the phrase is a clause that only says something: what is said is tied, not the saying."""
    return phrase.clause is not None and not phrase.free and only_says(reading, phrase.clause)


def _acts_on_others(ends: Ends, link: Link) -> bool:
    """Whether what an actor brings about or hinders is others' doing: their own acts are claims, not causes."""
    own, others = ends.variables.actors(link.cause), ends.variables.actors(link.effect)
    return bool(others - own) and not own & others


def _told(cause: Cause) -> tuple[int, int]:
    """How much is known of a claim: variables, then words."""
    return (cause.cause.variable is not None) + (cause.effect.variable is not None), cause.end - cause.start


def _made(reading: Reading, link: Link, ends: tuple[End, End], also: Sequence[Entailed]) -> Cause:
    page, (cause, effect) = reading.page, ends
    start, end = min(cause.start, effect.start, link.cue_start), max(cause.end, effect.end, link.cue_end)
    voice = source_of(page, reading.clauses, link.n, reading.voices)
    return with_content_id(
        Cause(
            article=page.article.id,
            id="",
            start=start,
            end=end,
            quote=page.text[start:end],
            cause=cause,
            effect=effect,
            sign=link.tie.sign,
            modality=_modality(reading, link),
            speaker=tuple(ref.id for ref in voice.by) if voice is not None and voice.by else (AUTHOR,),
            condition=_condition(reading, link),
            cue=page.text[link.cue_start : link.cue_end],
            also=tuple(dict.fromkeys(also)),
        )
    )


def _modality(reading: Reading, link: Link) -> Modality:
    """What the wording makes of the effect, else what the status of its clause does."""
    page, clause = reading.page, reading.clauses[link.n]
    if link.tie.modality is not None:
        return link.tie.modality
    sentence = page.tree.sentence(clause.head)
    if page.tree[sentence.last - 1].text == "?":
        return "question"
    governor = reading.rows[clause.governor] if clause.governor is not None else None
    own = reading.rows[link.n]
    if any(row is not None and row.content == "fear" for row in (governor, own)):
        return "fear"
    voice = source_of(page, reading.clauses, link.n, reading.voices)
    firm = firmness(page, reading.clauses, reading.rows, link.n, voice)
    if firm.polarity == "-" and link.tie.form == "verb":
        return "denied"
    modality = _MODALITY[firm.status]
    return "hypothetical" if modality in ("asserted", "hedged") and _condition(reading, link) else modality


def _condition(reading: Reading, link: Link) -> str | None:
    """The words of an "if" in the same sentence: up to the comma that ends it, or the sentence's end."""
    page, tree = reading.page, reading.page.tree
    sentence = tree.sentence(reading.clauses[link.n].head)
    for i in range(sentence.first, sentence.last):
        if tree[i].pos != "SCONJ" or page.lower(i) not in page.grammar.conditions:
            continue
        stop = next((j for j in range(i, sentence.last) if tree[j].pos == "PUNCT"), sentence.last)
        if tree[i].start < link.cue_start < tree[stop - 1].end:
            return None  # the tie stands within the condition
        return page.text[tree[i].start : tree[stop - 1].end]
    return None
