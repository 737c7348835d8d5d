"""Why each claim of an article is as it is: the same decisions made again, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from faisceau.extract.barred import barred
from faisceau.extract.claims import Decided, decided
from faisceau.extract.reading import Reading, read
from faisceau.extract.roles import OBJECT, SUBJECT
from faisceau.extract.weighing import CLAIM, NO_CLAIM, Weighed
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import ActorRef, Claim
from faisceau.model.explained import Cue, Explanation, FieldReason, Weight
from faisceau.model.layers import Layers
from faisceau.model.text import Article, Span


def explain_claims(
    article: Article, layers: Layers, vectors: NDArray[np.float32] | None = None
) -> tuple[Explanation, ...]:
    """An explanation of every claim that `extract_claims` gives of the same article, in the same order."""
    reading = read(article, layers, vectors)
    if reading is None:
        return ()
    return tuple(Explanation(each.claim, tuple(_fields(reading, each))) for each in decided(reading))


def _fields(reading: Reading, found: Decided) -> Iterator[FieldReason]:
    each, claim = found.weighed, found.claim
    rules, odds = each.candidate.claim, each.odds
    doubts = ", ".join(each.candidate.doubts)
    yield FieldReason(
        "claim",
        claim.quote,
        f"doubted: {doubts}" if doubts else "a claim",
        each.probability if odds else None,
        (_cue(reading, claim.predicate_span, "predicate"),),
        _shown(odds.reasons("keep", CLAIM, NO_CLAIM)) if odds else (),
    )
    construction = _construction(each.candidate.rows)
    for name, decision, value, ruled in (
        ("kind", "kind", str(claim.kind), str(rules.kind)),
        ("plover", "root", str(claim.plover), str(rules.plover)),
        ("status", "status", str(claim.status), str(rules.status)),
    ):
        labels = odds.labels(decision) if odds else {}
        against = _next_best(labels, value)
        cues = _status_cues(reading, claim) if name == "status" else ()
        told = f"{ruled} ({construction})" if name != "status" else ruled
        shown = _shown(odds.reasons(decision, value, against)) if odds and against and value in labels else ()
        yield FieldReason(name, value, told, labels.get(value), cues, shown)
    yield from _roles(reading, each, claim)
    source, ruled_source = claim.source, rules.source
    cue = _first(reading, source.cue, claim) if source.cue else None
    yield FieldReason(
        "source",
        ", ".join(r.id for r in source.by),
        f"{', '.join(r.id for r in ruled_source.by)} ({ruled_source.kind})",
        _vouching(each, source.by[0].id) if source != ruled_source else None,
        tuple(c for c in (cue, *(_named(reading, r) for r in source.by)) if c is not None),
    )
    if claim.date is not None or found.ruled.date is not None:
        yield _date(reading, found)
    for item in claim.items:
        cues = (_cue(reading, item.span, "item"),) if item.span is not None else ()
        counted = item.quantity.text if item.quantity else "not counted"
        yield FieldReason("item", item.name, f"{item.category or 'no category'}, {counted}", None, cues)


def _date(reading: Reading, found: Decided) -> FieldReason:
    when, ruled = found.claim.date, found.ruled.date
    chosen, odds = found.date, found.weighed.odds
    rule = f"{ruled.value} {ruled.basis or ''} {ruled.precision or ''}".strip() if ruled is not None else "unknown"
    cues = (_cue(reading, when.span, "time"),) if when is not None and when.span is not None else ()
    shown = odds.date_reasons(chosen.options.moments, chosen.taken) if odds and chosen.options else []
    return FieldReason("date", when.value if when else "unknown", rule, chosen.probability, cues, _shown(shown))


def _roles(reading: Reading, each: Weighed, claim: Claim) -> Iterator[FieldReason]:
    rules = each.candidate.claim
    odds = each.odds.roles(each.parties) if each.odds else {}
    out = barred(reading, each.candidate, each.parties, claim.kind, claim.source)
    for role, chosen, ruled in ((SUBJECT, claim.subject, rules.subject), (OBJECT, claim.object, rules.object)):
        by_rule = ", ".join(r.id for r in ruled) or "nobody"
        if odds and out[role]:
            kept_out = ", ".join(each.parties[n].ref.id for n in sorted(out[role]))
            by_rule = f"{by_rule} (kept out by the words: {kept_out})"
        if not chosen:
            found = odds.get(role)
            shown = each.odds.role_reasons(role, each.parties, len(each.parties)) if each.odds else []
            yield FieldReason(role, "nobody", by_rule, found[-1] if found else None, (), _shown(shown))
        for ref in chosen:
            cue = _named(reading, ref)
            cues = (cue,) if cue is not None else ()
            n = next((n for n, p in enumerate(each.parties) if p.ref.id == ref.id), None)
            if n is None or ref == each.counterpart:
                rule = "the other end of the exchange that it answers" if ref == each.counterpart else by_rule
                yield FieldReason(role, ref.id, rule, None, cues)
                continue
            shown = each.odds.role_reasons(role, each.parties, n) if each.odds else []
            yield FieldReason(role, ref.id, by_rule, odds[role][n], cues, _shown(shown))


def _vouching(each: Weighed, actor: str) -> float | None:
    """How probable the network finds it that the actor vouches."""
    found = each.odds.vouching(each.parties) if each.odds is not None else None
    n = next((n for n, party in enumerate(each.parties) if party.ref.id == actor), None)
    return found[0][n] if found is not None and n is not None else None


def _construction(rows: tuple[Row | None, Row | None]) -> str:
    row = rows[1] or rows[0]
    if row is None:
        return "no construction of the lexicon"
    return f"construction: {row.lemma}{' + ' + '|'.join(row.with_) if row.with_ else ''}"


def _shown(found: Sequence[tuple[str, float]]) -> tuple[Weight, ...]:
    return tuple(Weight(name, round(weight, 2)) for name, weight in found)


def _next_best(found: dict[str, float], value: str) -> str | None:
    return max((label for label in sorted(found) if label != value), key=lambda label: found[label], default=None)


def _cue(reading: Reading, span: Span, what: str) -> Cue:
    return Cue(span, reading.page.text[span.start : span.end], what)


def _named(reading: Reading, ref: ActorRef) -> Cue | None:
    return _cue(reading, ref.span, ref.id) if ref.span is not None else None


def _status_cues(reading: Reading, claim: Claim) -> tuple[Cue, ...]:
    cue = _first(reading, claim.status_cue, claim) if claim.status_cue else None
    return (cue,) if cue is not None else ()


def _first(reading: Reading, words: str | None, claim: Claim) -> Cue | None:
    """The cue's words where they stand nearest to the claim, in its sentence or before it."""
    if not words:
        return None
    text = reading.page.text
    at = text.find(words, claim.start, claim.end)
    if at < 0:
        at = text.rfind(words, 0, claim.start)
    if at < 0:
        at = text.find(words, claim.end)
    return Cue(Span(at, at + len(words)), words, "cue") if at >= 0 else None
