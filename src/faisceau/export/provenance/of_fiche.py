"""The provenance of a what-if: which claims, articles, changes and assumptions gave which answer."""

from __future__ import annotations

import msgspec
from rdflib import PROV, RDF, URIRef

from faisceau.export.provenance.trail import Trail
from faisceau.model.dependence import Shortfall
from faisceau.model.ids import content_id
from faisceau.model.whatif import Fiche, Verdict


def fiche_provenance(fiche: Fiche) -> bytes:
    """PROV-O of a fiche, in Turtle."""
    trail = Trail()
    asked = msgspec.json.encode(fiche.scenario).decode()
    id_ = content_id("w", (fiche.story, fiche.map_id, asked))
    whole = trail.entity("map", fiche.map_id, fiche.story)
    scenario = trail.entity("scenario", id_, facts={"asked": asked})
    trail.graph.add((scenario, RDF.type, PROV.Plan))
    claims = {}
    for note in fiche.notes:
        claims[note.number] = trail.claim(note.cause)
        group = trail.entity("source-group", note.group)
        trail.graph.add((group, RDF.type, PROV.Collection))
        trail.tell(group, PROV.hadMember, trail.entity("article", note.cause.article))
    edits = {edit.number: trail.edit(edit) for edit in fiche.edits}
    trail.tell(whole, PROV.wasDerivedFrom, *claims.values(), *edits.values())
    used = (whole, scenario, *claims.values(), *edits.values())
    asking = trail.activity("whatif", id_, used, "a what-if put to the map")
    assumed = _assumed(fiche, edits)
    for verdict in fiche.verdicts:
        facts = {"variable": verdict.variable, "answer": verdict.answer}
        answer = trail.entity("answer", (id_, verdict.variable), facts=facts)
        trail.tell(answer, PROV.wasGeneratedBy, asking)
        trail.tell(answer, PROV.wasDerivedFrom, *(claims[n] for n in _notes(verdict)), *_used(verdict, assumed))
    for shortfall in fiche.shortfalls:
        _short(trail, id_, asking, shortfall)
    return trail.turtle()


def _notes(verdict: Verdict) -> tuple[int, ...]:
    return tuple(dict.fromkeys(n for chain in verdict.chains for step in chain.steps for n in step.notes))


def _assumed(fiche: Fiche, edits: dict[int, URIRef]) -> dict[tuple[str, str], tuple[URIRef, ...]]:
    """For each arc that an analyst assumed, the edits by which."""
    found = {}
    for arc in fiche.assumptions:
        own = arc.assumption
        found[arc.cause, arc.effect] = tuple(
            edits[edit.number]
            for edit in fiche.edits
            if own
            and edit.action == "assume"
            and (edit.author, edit.reason, edit.date) == (own.author, own.reason, own.date)
        )
    return found


def _used(verdict: Verdict, assumed: dict[tuple[str, str], tuple[URIRef, ...]]) -> tuple[URIRef, ...]:
    steps = (step for chain in verdict.chains for step in chain.steps if step.ground == "assumption")
    return tuple(dict.fromkeys(edit for step in steps for edit in assumed.get((step.cause, step.effect), ())))


def _short(trail: Trail, id_: str, asking: URIRef, shortfall: Shortfall) -> None:
    facts = {"actor": shortfall.actor, "category": shortfall.category, "left": "; ".join(shortfall.left)}
    answer = trail.entity("shortfall", (id_, shortfall.actor, shortfall.category), facts=facts)
    trail.tell(answer, PROV.wasGeneratedBy, asking)
    for words in (*shortfall.needed, *(w for lost in shortfall.lost for w in lost.words)):
        claim = trail.words(words.claim, words.article, words.quote)
        trail.tell(answer, PROV.wasDerivedFrom, claim)
        trail.tell(asking, PROV.used, claim)
