"""How far an event is borne out: who its independent witnesses are, and what their accounts differ on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from faisceau.fuse.days import days_of
from faisceau.fuse.denials import is_denial
from faisceau.fuse.origins import Marks, house_of_actor
from faisceau.model.claims import AUTHOR, Claim
from faisceau.model.fused import Relation, Verdict

_SPOKEN = frozenset({"statement", "reaction"})
_UNNAMED = frozenset({"author", "unnamed"})


def outside_source(claim: Claim) -> tuple[str, ...]:
    """Ids of the named source on which the claim rests, () where the article itself vouches.

    A speech act vouched for by its own speaker ("X a déclaré") rests on the article that reports it: what happened is the
    saying. An unnamed source is not known to be the same one twice, so the article answers for it.
    """
    ids = tuple(sorted(actor.id for actor in claim.source.by if actor.id != AUTHOR))
    if not ids or claim.source.kind in _UNNAMED or all(identity.startswith("gen:") for identity in ids):
        return ()
    if claim.kind in _SPOKEN and set(ids) & {actor.id for actor in claim.subject}:
        return ()
    return ids


def _ties(article: str, claims: Sequence[Claim], marks: Mapping[str, Marks]) -> dict[str, str]:
    """What ties an article to other witnesses of this event, each with the words that say so."""
    known = marks.get(article)
    ties = {f"text:{known.text}": "same text"} if known else {}
    sources = {outside_source(claim) for claim in claims}
    if len(sources) == 1 and () not in sources:
        (only,) = sources
        medium = next((house for house in map(house_of_actor, only) if house), None)
        ties[f"house:{medium}" if medium else f"source:{'+'.join(only)}"] = f"all from {', '.join(only)}"
    elif known:
        ties |= {f"house:{house}": f"same house {house}" for house in known.houses}
    return ties


def witnesses(
    claims: Sequence[Claim], marks: Mapping[str, Marks]
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Groups of article ids, one a witness, and why articles were put in one group.

    Articles that share a tie are one witness, and so on along ties: adding a copy of an article, which shares its text's
    tie, never makes one witness more.
    """
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_article[claim.article].append(claim)
    parent = {article: article for article in by_article}

    def root(article: str) -> str:
        while parent[article] != article:
            article = parent[article]
        return article

    holder: dict[str, str] = {}
    why: set[str] = set()
    for article in sorted(by_article):
        for tie, words in sorted(_ties(article, by_article[article], marks).items()):
            other = holder.setdefault(tie, article)
            if other != article:
                why.add(f"one witness: {other}, {article} ({words})")
                first, second = sorted((root(article), root(other)))
                parent[second] = first
    if len(by_article) == 1:
        why.update(
            f"rests on {words[9:]}" for words in _ties(article, claims, marks).values() if words.startswith("all from ")
        )
    groups: dict[str, list[str]] = defaultdict(list)
    for article in sorted(by_article):
        groups[root(article)].append(article)
    return tuple(tuple(group) for _, group in sorted(groups.items())), tuple(sorted(why))


def differences(claims: Sequence[Claim], relations: Sequence[Relation]) -> tuple[str, ...]:
    """What the accounts differ on, of `date`, `denial`, `figure`, `status`, sorted."""
    told = [claim for claim in claims if not is_denial(claim)]
    found: set[str] = set()
    days = [known for known in (days_of(claim.date.value) for claim in told if claim.date) if known]
    if any(not a.meets(b) for i, a in enumerate(days) for b in days[i + 1 :]):
        found.add("date")
    if told and len(told) < len(claims):
        found.add("denial")
    if {"update", "contradict"} & set(relations):
        found.add("figure")
    if len({claim.status for claim in told}) > 1:
        found.add("status")
    return tuple(sorted(found))


def verdict(claims: Sequence[Claim], independent: int, relations: Sequence[Relation]) -> Verdict:
    """The event's verdict. What someone denies is contested whoever bears it out; figures that cannot both be contradict.

    A thing that is only ever denied is contested too, since somebody must have said it; one that is only ever told as not
    being so ("has not answered") is a fact like others.
    """
    if "denial" in differences(claims, ()) or any(claim.status == "denied" for claim in claims):
        return "contested"
    if "contradict" in relations:
        return "contradicted"
    if independent >= 2:
        return "corroborated"
    return "superseded" if "update" in relations else "single_source"
