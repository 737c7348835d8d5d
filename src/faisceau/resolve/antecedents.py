"""Whom a pronoun takes up: who was named before it, what is seen of each, and the most probable of them or nobody.

The rule: the nearest earlier mention that agrees in number and gender, subjects before others, at most two sentences back.
Where the language has weights for it (`knowledge/weights.py`), they choose, and what the rule says is among what they weigh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from faisceau.knowledge.weights import has_weights_for, weights
from faisceau.model.actors import is_group
from faisceau.resolve.antecedents_seen import (
    NOTHING_ELSE,
    PRONOUN,
    RULE,
    SPEAKS,
    TOLD_APART,
    VOUCHES,
    agreement,
    place_of,
    seen,
    seen_of_nobody,
    sort_of_candidate,
)
from faisceau.resolve.memory import Candidate, Memory
from faisceau.resolve.page import Page, form_of, is_main

_REACH = 2  # sentences that the rule looks back
_FURTHER = 4  # sentences that the weights look back
_MOST = 12  # actors that they choose among
_FITS = frozenset({"same.same", "open.same"})
_SURE = 0.5  # times as probable as nobody: more are right and fewer wrong than by the rule (docs/decisions/0006)
_FEW = 2


@dataclass(frozen=True)
class Antecedent:
    """Somebody whom a pronoun may take up, None for nobody who acts: of what sort they are, and the names of what is seen."""

    candidate: Candidate | None
    sort: str
    seen: tuple[str, ...]


def chosen(options: Sequence[Antecedent], lang: str) -> Candidate | None:
    """The most probable of the options, nobody only where clearly so; of those of one sort (person, State…) the rule's.

    The rule's in a language without weights for it, and where it is a subject, hardly anybody else is named and no noun for a
    thing agrees: articles long enough to learn from say little of such beginnings.
    """
    rule = ruled(options)
    if rule is not None and SPEAKS in options[-1].seen:
        return rule
    alone = len(options) <= _FEW + 1 and NOTHING_ELSE in options[-1].seen
    if not has_weights_for(lang, PRONOUN) or (alone and rule is not None and rule.subject):
        return rule
    *odds, nobody = weights(lang, PRONOUN).choice([option.seen for option in options])
    best = max(range(len(odds)), key=lambda n: (round(odds[n], 9), -n), default=None)
    if best is None or (odds[best] <= _SURE * nobody and VOUCHES not in options[-1].seen):
        return None
    nearest = next((n for n, option in enumerate(options) if RULE in option.seen), best)
    return options[nearest if options[nearest].sort == options[best].sort else best].candidate


def ruled(options: Sequence[Antecedent]) -> Candidate | None:
    """The rule's choice among the options."""
    return next((option.candidate for option in options if RULE in option.seen), None)


def stands_for_nobody(page: Page, i: int) -> bool:
    """Whether the pronoun at token `i` is impersonal, or of the first or second person."""
    morph = page.tree[i].morph
    return _impersonal(page, i) or "Person=1" in morph or "Person=2" in morph


def _impersonal(page: Page, i: int) -> bool:
    tree = page.tree
    token = tree[i]
    clitic = page.reference.impersonal.get(tree[token.head].lemma)
    if clitic and any(tree[c].text.lower() == clitic for c in tree.children[token.head]):
        return True
    return token.dep.startswith("expl") and not token.text.startswith("-") and not _has_object(page, token.head)


def _has_object(page: Page, head: int) -> bool:
    """Whether a pronoun is the verb's object: then its "il" is somebody, whatever the label."""
    tree = page.tree
    return any(tree[c].pos == "PRON" and c < head for c in tree.kids(head, "obj", "iobj"))


def by_rule(memory: Memory, i: int) -> Candidate | None:
    """The nearest earlier mention that agrees, subjects before others."""
    page, tree = memory.page, memory.page.tree
    form = form_of(page, i)
    plural = form in page.reference.plurals
    here, quoted = tree.sentence_index(i), memory.quotation(i)
    best: tuple[float, Candidate] | None = None
    for c in reversed(memory.seen):
        back = here - c.sentence
        if back > _REACH:
            break
        if (is_group(c.actors[0]) and not c.subject) or not _agrees(page, form, c) or _of_one_verb(page, c, i):
            continue
        score = 3.0 - 1.2 * back + (1.5 if c.subject else 0) - 0.001 * (i - c.head)
        score += 0.5 * (c.subject and is_main(page, c.head)) + 0.4 * c.person - 1.5 * (c.quotation != quoted)
        if best is None or score > best[0]:
            best = (score, c)
    if best is None:
        return None
    return together(memory, best[1]) if plural and best[1].plural else best[1]


def _agrees(page: Page, form: str, c: Candidate) -> bool:
    """Whether the candidate's number, and its gender where it is known, are the pronoun's."""
    plural = form in page.reference.plurals
    if c.plural != plural and not (plural and len(c.actors) > 1 and not c.person):
        return False
    gender = page.reference.pronouns[form]
    return not gender or not c.gender or gender == c.gender


def _of_one_verb(page: Page, c: Candidate, i: int) -> bool:
    """Whether both are arguments of one verb: its subject and its object are two actors."""
    tree = page.tree
    return tree[c.head].head == tree[i].head and c.head != i and tree.sentence_index(i) == c.sentence


def together(memory: Memory, chosen: Candidate) -> Candidate:
    """The candidate with the actors coordinated with it."""
    tree = memory.page.tree
    actors = list(chosen.actors)
    stack = list(tree.kids(chosen.head, "conj"))
    while stack:
        k = stack.pop()
        mention = memory.page.mentions.get(k)
        if mention is not None:
            actors.extend(mention.actors)
        stack.extend(tree.kids(k, "conj"))
    return replace(chosen, plural=True, actors=tuple(dict.fromkeys(actors)))


def antecedents(memory: Memory, i: int) -> list[Antecedent]:
    """Who agrees, of those named in the sentences before, nearest first, each once by their nearest mention; nobody last."""
    page = memory.page
    here = page.tree.sentence_index(i)
    form = form_of(page, i)
    plural = form in page.reference.plurals
    by_the_rule = by_rule(memory, i)
    near: dict[tuple[str, ...], list[Candidate]] = {}
    opens = memory.opens(i) if page.tree[i].text.startswith("-") else None
    if opens is not None:  # a remark on quoted words: "…", a-t-il dit
        here = opens
    for c in reversed(memory.seen):
        if here - c.sentence > _FURTHER:
            break
        if not _agrees(page, form, c) or _of_one_verb(page, c, i):
            continue
        meant = together(memory, c) if plural and c.plural else c
        near.setdefault(meant.actors, []).append(meant)
    if opens is not None:
        near = _tellers(page, near)
    options = []
    fitting: Counter[str] = Counter()
    for rank, (actors, mentions) in enumerate(list(near.items())[:_MOST]):
        sort, place = sort_of_candidate(page, mentions[0]), place_of(page, mentions[0])
        told = set(seen(memory, i, mentions, rank))
        rule = RULE if by_the_rule is not None and by_the_rule.actors == actors else f"no.{RULE}"
        told |= {rule, f"{rule}+{form}", f"{rule}+{sort}+{page.tree[i].dep}"}
        if (agrees := agreement(page, form, mentions[0])) in _FITS:
            before = {name: min(fitting[name], TOLD_APART) for name in ("any", place, sort)}
            told |= {
                f"fitting={before['any']}+{place}",
                f"fitting={before['any']}+{agrees}+{form}",
                f"fitting.{place}={before[place]}+{form}",
                f"fitting.{sort}={before[sort]}+{place}",
            }
            fitting.update(("any", place, sort))
        options.append(Antecedent(mentions[0], sort, tuple(sorted(told))))
    return [*options, Antecedent(None, "nobody", tuple(sorted(set(seen_of_nobody(memory, i, by_the_rule)))))]


def _tellers(page: Page, near: dict[tuple[str, ...], list[Candidate]]) -> dict[tuple[str, ...], list[Candidate]]:
    """Who may have said the words before a remark: nobody whom only quotations name, where the article itself names people."""
    told = {actors: found for actors, found in near.items() if any(c.quotation < 0 for c in found)}
    return told if any(sort_of_candidate(page, found[0]) in ("person", "group") for found in told.values()) else near
