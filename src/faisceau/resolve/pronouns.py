"""Phrases and pronouns that take up actors already named: "les deux pays", "ce dernier", "il", "son".

The antecedent is the nearest earlier mention that agrees in number and gender, subjects before others, and at most two
sentences back. Where nothing agrees, nothing is taken up.
"""

from __future__ import annotations

from dataclasses import dataclass

from faisceau.model.layers import Layers, Mention
from faisceau.model.tree import Tree
from faisceau.resolve.words import Reference

_NAMING = frozenset({"state", "person", "organisation", "medium", "bloc", "title", "group"})
_REACH = 2  # sentences


@dataclass(frozen=True)
class _Candidate:
    head: int
    sentence: int
    subject: bool
    plural: bool
    gender: str
    person: bool
    actors: tuple[str, ...]


def take_up(tree: Tree, layers: Layers, mentions: dict[int, Mention], reference: Reference) -> None:
    """Add to `mentions` (by head token) those that stand for earlier ones; text order, so chains resolve."""
    seen: list[_Candidate] = []
    for i, token in enumerate(tree.tokens):
        mention = mentions.get(i)
        if mention is not None:
            if mention.kind in _NAMING and mention.actors:
                seen.append(_candidate(tree, i, mention))
            continue
        if token.pos == "PRON" and token.text.lower().lstrip("-") in reference.pronouns:
            found = _antecedent(tree, i, seen, reference)
            if found is not None:
                mentions[i] = Mention(
                    token.start, token.end, token.text, "pronoun", found.actors, "takes up an earlier mention"
                )
                seen.append(
                    _Candidate(
                        i,
                        tree.sentence_index(i),
                        _is_subject(tree, i),
                        found.plural,
                        found.gender,
                        found.person,
                        found.actors,
                    )
                )
        elif "Poss=Yes" in token.morph and token.pos == "DET":
            found = _owner(tree, i, seen)
            if found is not None:
                mentions[i] = Mention(
                    token.start, token.end, token.text, "pronoun", found.actors, "possessive of an earlier mention"
                )
        elif token.pos in ("NOUN", "ADJ", "PROPN", "PRON"):
            phrase = _phrase(tree, layers, i, seen, reference)
            if phrase:
                mentions[i] = Mention(
                    token.start, token.end, token.text, "title", phrase, "takes up actors already named"
                )
                seen.append(
                    _Candidate(i, tree.sentence_index(i), _is_subject(tree, i), len(phrase) > 1, "", False, phrase)
                )


def _candidate(tree: Tree, i: int, mention: Mention) -> _Candidate:
    token = tree[i]
    coordinated = any(True for _ in tree.kids(i, "conj"))
    actors = mention.actors
    gender = "Fem" if "Gender=Fem" in token.morph else "Masc" if "Gender=Masc" in token.morph else ""
    for d in tree.kids(i, "det", "amod"):
        if "Gender=Fem" in tree[d].morph:
            gender = "Fem"
        elif "Gender=Masc" in tree[d].morph and not gender:
            gender = "Masc"
    if mention.kind == "person":
        gender = ""
    plural = coordinated or "Number=Plur" in token.morph or mention.kind == "group"
    person = mention.kind in ("person", "title")
    return _Candidate(i, tree.sentence_index(i), _is_subject(tree, i), plural, gender, person, actors)


def _is_subject(tree: Tree, i: int) -> bool:
    return tree[i].dep.startswith("nsubj")


def _impersonal(tree: Tree, i: int) -> bool:
    token = tree[i]
    return token.dep.startswith("expl") or (
        tree[token.head].lemma in ("falloir", "agir") and token.text.lower() == "il"
    )


def _antecedent(tree: Tree, i: int, seen: list[_Candidate], reference: Reference) -> _Candidate | None:
    token = tree[i]
    inverted = token.text.startswith("-")
    if (_impersonal(tree, i) and not inverted) or "Person=1" in token.morph or "Person=2" in token.morph:
        return None
    form = token.text.lower().lstrip("-")
    gender = reference.pronouns[form]
    plural = form in ("ils", "elles", "leur", "ceux-ci", "celles-ci", "eux")
    here = tree.sentence_index(i)
    best: tuple[float, _Candidate] | None = None
    for c in reversed(seen):
        back = here - c.sentence
        if back > _REACH:
            break
        if c.actors[0].startswith("gen:") and not c.subject:
            continue
        if c.plural != plural and not (plural and len(c.actors) > 1 and not c.person):
            continue
        if gender and c.gender and gender != c.gender:
            continue
        if back == 0 and tree[c.head].head == tree[i].head and not token.dep.startswith("nsubj"):
            continue  # subject and object of one verb are two actors
        score = 3.0 - 1.2 * back + (1.5 if c.subject else 0) - 0.001 * (i - c.head)
        if best is None or score > best[0]:
            best = (score, c)
    if best is None:
        return None
    chosen = best[1]
    if plural and not chosen.plural:
        return chosen
    if plural:
        together: list[str] = list(chosen.actors)
        for k in tree.kids(chosen.head, "conj"):
            for c in seen:
                if c.head == k:
                    together.extend(c.actors)
        return _Candidate(
            chosen.head,
            chosen.sentence,
            chosen.subject,
            True,
            chosen.gender,
            chosen.person,
            tuple(dict.fromkeys(together)),
        )
    return chosen


def _owner(tree: Tree, i: int, seen: list[_Candidate]) -> _Candidate | None:
    """A possessive belongs to the subject of its clause, else to the last subject before it."""
    plural = tree[i].lemma in ("leur", "leurs") or tree[i].text.lower() in ("leur", "leurs")
    here = tree.sentence_index(i)
    for c in reversed(seen):
        if here - c.sentence > 1:
            return None
        if c.subject and (c.plural == plural) and c.head != tree[i].head:
            return c
    return None


def _phrase(tree: Tree, layers: Layers, i: int, seen: list[_Candidate], reference: Reference) -> tuple[str, ...]:
    """Actors that an anaphoric phrase headed by token `i` takes up, () if it is none."""
    inside = tree.subtree(i)
    left = [j for j in inside if j <= i and i - j <= 3]
    right = [j for j in inside if i < j <= i + 3]
    for first in left:
        for last in [i, *right]:
            span = " ".join(tree[j].text.replace("’", "'") for j in range(first, last + 1)).lower().replace("' ", "'")
            rule = reference.phrases.get(span)
            if rule is None:
                continue
            if rule.count == 1 and (
                any(True for _ in tree.kids(i, "nmod")) or any(True for _ in tree.kids(i, "amod", "appos", "flat"))
            ):
                continue
            return _last(seen, rule.kind, rule.count)
    return ()


def _last(seen: list[_Candidate], kind: str, count: int) -> tuple[str, ...]:
    """The last `count` distinct actors of the kind, in the order in which they were named."""
    if count > 1:
        return _foremost(seen, kind, count)
    found: list[str] = []
    for c in reversed(seen):
        chosen: tuple[str, ...]
        if kind == "person" and c.person and len(c.actors) == 2:
            chosen = c.actors if count == 1 else c.actors[:1]
        else:
            chosen = tuple(
                a for a in c.actors if (a.islower() and ":" not in a) == (kind == "person") and not a.startswith("gen:")
            )
        new = [a for a in chosen if a not in found]
        if not new:
            continue
        found = [*new, *found]
        if len(found) >= count:
            return tuple(found[-max(count, len(chosen)) :])
    return tuple(found) if len(found) == count else ()


def _foremost(seen: list[_Candidate], kind: str, count: int) -> tuple[str, ...]:
    """The `count` actors of the kind most often named so far, in the order of their first mention."""
    times: dict[str, int] = {}
    for c in seen:
        for actor in c.actors:
            if not actor.startswith("gen:") and actor.islower() == (kind == "person"):
                times[actor] = times.get(actor, 0) + 1
    best = sorted(times, key=lambda a: -times[a])[:count]  # dicts keep the order of first mention; the sort is stable
    return tuple(a for a in times if a in best) if len(best) == count else ()
