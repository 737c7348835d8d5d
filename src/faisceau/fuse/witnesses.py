"""Who the independent witnesses of an event are: articles that share a tie are one, and so on along ties.

What ties two articles is, for instance, a text that both carry, or a medium on which both rest. A tie can make one witness of
two and never two of one. So a copy is no further witness, nor is an article that has all it tells from sources that are in the
story themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faisceau.fuse.marks import Marks
from faisceau.fuse.origins import house_of_actor
from faisceau.knowledge.folding import fold
from faisceau.model.actors import is_group
from faisceau.model.claims import AUTHOR, ActorRef, Claim
from faisceau.model.fused import Tie, TieKind, Witness
from faisceau.model.groups import Groups

VERBATIM = 12  # words that two do not write alike by chance
_SPOKEN = frozenset({"statement", "reaction"})
_UNNAMED = frozenset({"unnamed", "anonymous"})
_QUOTED = re.compile(r"«[^»]*»?|“[^”]*”?|\"[^\"]*\"?")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, order=True)
class Bond:
    """What an article may have in common with others: the same `key` ties them; `kind` and `name` say why."""

    key: str
    kind: TieKind
    name: str


def _is_unnamed(claim: Claim) -> bool:
    by = [actor.id for actor in claim.source.by if actor.id != AUTHOR]
    return bool(by) and (claim.source.kind in _UNNAMED or all(is_group(identity) for identity in by))


def _medium(actors: Sequence[ActorRef]) -> Bond | None:
    known = sorted((house, actor.name) for actor in actors if (house := house_of_actor(actor.id)))
    return Bond(f"house:{known[0][0]}", "cites", known[0][1]) if known else None


def rests_on(claim: Claim, marks: Marks | None) -> Bond | None:
    """On whom a claim rests if not on its article: a medium, a named source, one that is not named; None where it vouches.

    A speech act vouched for by its own speaker ("X a déclaré") rests on the article that reports it, since what happened
    is the saying, unless the words name the medium that had it. Several articles that have a thing from a source that is
    called alike and not named show one source, not several; a conditional without any source shows none.
    """
    by = tuple(actor for actor in claim.source.by if actor.id != AUTHOR)
    passed_on = _medium(claim.source.chain)
    if passed_on is None and marks is not None:
        cited = sorted((each.house, each.name) for each in marks.cited_at(claim.start, claim.end))
        passed_on = Bond(f"house:{cited[0][0]}", "cites", cited[0][1]) if cited else None
    if by and not _is_unnamed(claim):
        own_speech = claim.kind in _SPOKEN and {a.id for a in by} & {a.id for a in claim.subject}
        if own_speech:
            return passed_on
        names = sorted((actor.id, actor.name) for actor in by)
        key = "+".join(identity for identity, _ in names)
        return _medium(by) or Bond(f"source:{key}", "source", ", ".join(name for _, name in names))
    if passed_on:
        return passed_on
    if by:
        key = "+".join(sorted(actor.id for actor in by))
        return Bond(f"unnamed:{key}", "unnamed", ", ".join(sorted(actor.name for actor in by)))
    return Bond("unnamed:", "unnamed", "") if claim.status == "reported_conditional" else None


def _own_words(claim: Claim) -> Bond | None:
    """The very words of a claim, what others say in it left out, where they are too many to be written twice by chance."""
    words = _WORD.findall(fold(_QUOTED.sub(" ", claim.quote)))
    return Bond(f"words:{' '.join(words)}", "words", "") if len(words) >= VERBATIM else None


@dataclass(frozen=True, slots=True)
class _Standing:
    """What binds an article to others of an event. `sources`: where it has everything from several others, their keys."""

    bonds: tuple[Bond, ...]
    links: frozenset[str]
    sources: frozenset[str] = frozenset()


def _standing(article: str, claims: Sequence[Claim], known: Marks | None) -> _Standing:
    bonds = {Bond(f"text:{known.text}", "text", "")} if known else set[Bond]()
    bonds |= {Bond(f"house:{house}", "house", name) for house, name in known.houses.items()} if known else set()
    bonds |= {bond for bond in map(_own_words, claims) if bond}
    links = known.links if known else frozenset[str]()
    found = {claim.id: rests_on(claim, known) for claim in claims}
    sources = {bond.key: bond for bond in sorted(bond for bond in found.values() if bond)}
    if None in found.values():
        return _Standing(tuple(sorted(bonds)), links)
    if len(sources) == 1:
        return _Standing(tuple(sorted({*bonds, *sources.values()})), links)
    return _Standing(tuple(sorted(bonds)), links, frozenset(sources))


def witnesses(claims: Sequence[Claim], marks: Mapping[str, Marks]) -> tuple[Witness, ...]:
    """The independent witnesses among the articles of these claims, each with what makes it one, sorted.

    An article that has everything from several others is one more witness only if it alone brings one of them.
    """
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_article[claim.article].append(claim)
    standing = {article: _standing(article, by_article[article], marks.get(article)) for article in sorted(by_article)}
    groups = Groups(standing)
    holders: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, set[Bond]] = defaultdict(set)
    ties: list[Tie] = []
    for article, known in standing.items():
        for bond in known.bonds:
            holders[bond.key].append(article)
            kinds[bond.key].add(bond)
    for key, articles in sorted(holders.items()):
        # Where some cite a medium and another is its own, the citing is what has to be said.
        bond = min(kinds[key])
        names = sorted({each.name for each in kinds[key]}) if key.startswith("house:") else [bond.name]
        if len(articles) > 1 or bond.kind in {"cites", "source", "unnamed"}:
            ties.append(Tie(bond.kind, ", ".join(names), tuple(articles)))
        groups.join(articles)
    for article, known in standing.items():
        for target in sorted(known.links & standing.keys()):
            ties.append(Tie("link", "", tuple(sorted((article, target)))))
            groups.join([article, target])
    ties += _join_secondary(standing, holders, groups)
    return _collected(tuple(standing), groups, ties)


def _join_secondary(
    standing: Mapping[str, _Standing], holders: Mapping[str, Sequence[str]], groups: Groups[str]
) -> list[Tie]:
    """Articles that have everything from several others are put to one that has the same, where all of these are there."""
    ties: list[Tie] = []
    told: dict[frozenset[str], str] = {}
    for article, known in standing.items():
        if not known.sources:
            continue
        first = told.setdefault(known.sources, article)
        present = [holders[key][0] for key in sorted(known.sources) if holders.get(key)]
        other = first if first != article else present[0] if len(present) == len(known.sources) else None
        if other is not None and other != article:
            ties.append(Tie("cites", "", tuple(sorted((article, other)))))
            groups.join([article, other])
    return ties


def _collected(articles: Sequence[str], groups: Groups[str], ties: Sequence[Tie]) -> tuple[Witness, ...]:
    members: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        members[groups.root(article)].append(article)
    why: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        why[groups.root(tie.articles[0])].append(tie)
    return tuple(
        Witness(tuple(group), tuple(sorted(set(why[root]), key=lambda tie: (tie.kind, tie.name, tie.articles))))
        for root, group in sorted(members.items())
    )


_WORDS: Mapping[TieKind, str] = {
    "text": "same text",
    "house": "same house {name}",
    "cites": "resting on {name}",
    "source": "all from {name}",
    "unnamed": "all from an unnamed source: {name}",
    "link": "one leads to the other",
    "words": "in the same words",
}


def reasons(found: Sequence[Witness]) -> tuple[str, ...]:
    """Why articles are one witness, in words, sorted."""
    told = set[str]()
    for witness in found:
        for tie in witness.ties:
            name = tie.name or ("nobody says which" if tie.kind == "unnamed" else "the same sources")
            words = _WORDS[tie.kind].format(name=name)
            told.add(
                f"one witness: {', '.join(tie.articles)} ({words})"
                if len(tie.articles) > 1
                else f"{tie.articles[0]}: {words}"
            )
    return tuple(sorted(told))
