"""Links as causal claims: how firmly, according to whom, under which condition."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.extract.attribution import source_of
from faisceau.extract.candidates import Candidate, candidates
from faisceau.extract.causes.ends import Variables
from faisceau.extract.causes.links import Finder, Link
from faisceau.extract.reading import Reading, read
from faisceau.extract.status import firmness
from faisceau.model.causes import Cause, End, with_content_id
from faisceau.model.claims import AUTHOR, Status
from faisceau.model.layers import Layers
from faisceau.model.system import Modality, Sign, times
from faisceau.model.text import Article

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
    variables = Variables(reading, found)
    kept: dict[tuple[int, int], Cause] = {}
    for link in Finder(reading).links():
        cause, effect = variables.end(link.cause), variables.end(link.effect)
        if cause.start < effect.end and effect.start < cause.end:
            continue  # words that cause themselves
        if (cause.variable is None and effect.variable is None) or cause.variable == effect.variable:
            continue
        if link.tie.form == "verb" and variables.is_actor(link.cause) and not _acts_on_others(variables, link):
            continue
        made = _made(reading, link, cause, effect)
        key = (link.cue_start, min(cause.start, effect.start))
        other = kept.get(key)
        if other is None or _told(made) > _told(other):
            kept[key] = made
    return tuple(sorted(kept.values(), key=lambda each: (each.start, each.end, each.id)))


def _acts_on_others(variables: Variables, link: Link) -> bool:
    """Whether what an actor brings about or hinders is others' doing: their own acts are claims, not causes."""
    own, others = variables.actors(link.cause), variables.actors(link.effect)
    return bool(others - own) and not own & others


def _told(cause: Cause) -> tuple[int, int]:
    """How much is known of a claim: variables, then words."""
    return (cause.cause.variable is not None) + (cause.effect.variable is not None), cause.end - cause.start


def _made(reading: Reading, link: Link, cause: End, effect: End) -> Cause:
    page = reading.page
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
            sign=_sign(reading, link),
            modality=_modality(reading, link),
            speaker=tuple(ref.id for ref in voice.by) if voice is not None and voice.by else (AUTHOR,),
            condition=_condition(reading, link),
            cue=page.text[link.cue_start : link.cue_end],
        )
    )


def _sign(reading: Reading, link: Link) -> Sign:
    """The tie's sign, turned for each end told as not being so: "faute d'accord, X n'a pas livré"."""
    sign = link.tie.sign
    if link.tie.form == "verb":
        return sign
    for phrase in (link.cause, link.effect):
        if phrase.clause is not None:
            firm = firmness(reading.page, reading.clauses, reading.rows, phrase.clause, None)
            sign = times(sign, firm.polarity)
    return sign


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
    return _MODALITY[firm.status]


def _condition(reading: Reading, link: Link) -> str | None:
    """The words of an "if" clause of the same sentence."""
    page = reading.page
    sentence = page.tree.sentence_index(reading.clauses[link.n].head)
    for clause in reading.clauses:
        if page.tree.sentence_index(clause.head) != sentence or clause.link != "advcl":
            continue
        mark = page.tree.kid(clause.head, "mark")
        if mark is not None and page.lower(mark) in page.grammar.conditions:
            return page.text[min(page.tree[mark].start, clause.start) : clause.end]
    return None
