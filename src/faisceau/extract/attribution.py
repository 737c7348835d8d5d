"""Who vouches: the speaker of each quotation and the source of each clause, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass, field

from faisceau.extract.arguments import Slots
from faisceau.extract.clauses import Clause
from faisceau.extract.page import Page
from faisceau.extract.roles import actors_of
from faisceau.knowledge.gazetteer import slug
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import ActorRef
from faisceau.model.layers import Quotation
from faisceau.model.text import Span

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
_NEAR = 160  # code points between a quotation and the clause that reports it


@dataclass(frozen=True)
class Voice:
    """Who vouches for something, how they put it (a `content` class) and the cue words at `start:end`."""

    by: tuple[ActorRef, ...]
    stance: str
    start: int
    end: int
    clause: int | None = None


@dataclass
class Attribution:
    """The voices of an article: by reporting clause, by quotation (its start), by sentence."""

    reports: dict[int, Voice] = field(default_factory=dict)
    quotations: dict[int, Voice] = field(default_factory=dict)
    sentences: dict[int, list[Voice]] = field(default_factory=dict)


def attribute(page: Page, clauses: list[Clause], rows: list[Row | None], slots: list[Slots]) -> Attribution:
    """Find every voice of the article."""
    found = Attribution()
    for n, clause in enumerate(clauses):
        row = rows[n]
        if row is None or row.content not in SPEECH:
            continue
        if not slots[n].get("subj"):
            _invert(page, clause, slots[n])
        by = _speakers(page, slots[n])
        if by:
            found.reports[n] = Voice(by, row.content, clause.start, clause.end, n)
    _prepositional(page, found)
    _speak(page, clauses, found)
    return found


def _invert(page: Page, clause: Clause, slots: Slots) -> None:
    """ "…, a déclaré X": the first actor after a verb of saying without a subject is its subject, whatever its label."""
    if not clause.finite or clause.link in ("relcl", "acl"):
        return
    for slot in ("obj", "obl", "nmod", "inf", page.grammar.to):
        for i in slots.get(slot, ()):
            if i > clause.head and _can_speak(page, i) and page.preposition(i) is None:
                slots["subj"] = [i]
                slots[slot] = [j for j in slots[slot] if j != i]
                return
    for i in page.tree.subtree(clause.head):
        if i > clause.head and i in page.mentions and _can_speak(page, i) and page.preposition(i) is None:
            slots["subj"] = [i]
            return


def _speakers(page: Page, slots: Slots) -> tuple[ActorRef, ...]:
    refs: list[ActorRef] = []
    for i in slots.get("subj", ()):
        refs.extend(actors_of(page, i, deep=False))
    if not refs:
        for i in slots.get("subj", ()):
            refs.extend(actors_of(page, i, deep=True) or _unnamed(page, i))
    return tuple(dict.fromkeys(refs))


def _unnamed(page: Page, i: int) -> list[ActorRef]:
    """A speaker whom no list knows, named by the noun: vague, but not nobody."""
    token = page.tree[i]
    if token.pos == "PROPN":
        return [ActorRef(slug(token.text) or token.text, token.text, Span(token.start, token.end))]
    if token.pos != "NOUN":
        return []
    return [ActorRef(f"gen:{slug(token.lemma)}", token.text, Span(token.start, token.end))]


def _prepositional(page: Page, found: Attribution) -> None:
    """ "selon X", "d'après X", "pour X": the voice of its sentence."""
    tree = page.tree
    held: set[int] = set()
    for words, cue in page.attributive.cues:
        opening = cue.position == "initial"
        for first in page.occurrences(words):
            last = first + len(words) - 1
            if first in held or (
                opening and first != tree.sentence(first).first and tree[first - 1].text not in (",", "«", '"', "“")
            ):
                continue
            held.update(range(first, last + 1))
            target = _governed(page, first, last)
            if target is None:
                continue
            named = cue.of != "any"
            by = actors_of(page, target, deep=not named) or ([] if named else _unnamed(page, target))
            if not by or (named and not _can_speak(page, target)):
                continue
            inside = tree.subtree(target)
            end = max(tree[j].end for j in inside if j <= target + 12)
            voice = Voice(tuple(by), cue.stance, tree[first].start, end)
            found.sentences.setdefault(tree.sentence_index(first), []).append(voice)


def _governed(page: Page, first: int, last: int) -> int | None:
    """The noun that a prepositional cue governs."""
    tree = page.tree
    head = tree[last].head if tree[last].head > last else tree[first].head
    if head > last and tree[head].pos in ("NOUN", "PROPN", "PRON", "X", "ADJ"):
        return head
    for i in range(last + 1, min(last + 6, tree.sentence(last).last)):
        if tree[i].pos in ("NOUN", "PROPN", "PRON"):
            return i
    return None


def _can_speak(page: Page, i: int) -> bool:
    mention = page.mentions.get(page.holder.get(i, i))
    return mention is not None and mention.kind in (
        "person",
        "group",
        "title",
        "state",
        "bloc",
        "medium",
        "organisation",
    )


# --- quotations ---------------------------------------------------------------------------------------------------------


def _speak(page: Page, clauses: list[Clause], found: Attribution) -> None:
    """Give each quotation its voice: a reporting clause beside it, a cue of its sentence, a name after a dash, else the
    voice of the quotation before it in the paragraph."""
    previous: tuple[Quotation, Voice] | None = None
    for quotation in page.layers.quotations:
        voice = _reported(page, clauses, found, quotation) or _cued(page, found, quotation) or _signed(page, quotation)
        if voice is None and previous is not None and "\n" not in page.text[previous[0].end : quotation.start]:
            between = page.text[previous[0].end : quotation.start]
            if len(between) < _NEAR * 2:
                voice = previous[1]
        if voice is not None:
            found.quotations[quotation.start] = voice
            page.speakers[quotation.start] = list(voice.by)
            previous = (quotation, voice)


def _reported(page: Page, clauses: list[Clause], found: Attribution, quotation: Quotation) -> Voice | None:
    best: tuple[float, Voice] | None = None
    for n, voice in found.reports.items():
        clause = clauses[n]
        head = page.tree[clause.head]
        if quotation.start <= head.start < quotation.end:
            continue
        after = head.start >= quotation.end
        gap = page.text[quotation.end : head.start] if after else page.text[head.end : quotation.start]
        if "\n" in gap.strip(" \n") or len(gap) > _NEAR:
            continue
        same = _same_sentence(page, clause.head, quotation)
        if not same and not (after and len(gap) < 40):
            if not (not after and gap.rstrip(' «“"').endswith(":")):
                continue
        if after and ("." in gap.strip(' .,»”"') or "?" in gap.strip('?!»”" ,')):
            continue
        score = len(gap) + (0 if after else 15)
        if best is None or score < best[0]:
            best = (score, voice)
    return best[1] if best else None


def _same_sentence(page: Page, i: int, quotation: Quotation) -> bool:
    sentence = page.tree.sentence(i)
    return sentence.start <= quotation.end and quotation.start <= sentence.end


def _cued(page: Page, found: Attribution, quotation: Quotation) -> Voice | None:
    inside = page.tree.within(quotation.start, quotation.end)
    for i in (inside[0], inside[-1]) if len(inside) else ():
        for voice in found.sentences.get(page.tree.sentence_index(i), ()):
            return voice
    return None


def _signed(page: Page, quotation: Quotation) -> Voice | None:
    """A quotation followed by a dash and a name is that person's."""
    return signature(page, quotation.end)


def signature(page: Page, offset: int) -> Voice | None:
    """The name after a dash that opens the next line, or closes this one, after the code point `offset`."""
    rest = page.text[offset : offset + 120]
    body = rest.lstrip(' .!?…»”"\n\u00a0')
    if not body.startswith(page.attributive.signature.dashes):
        return None
    at = offset + len(rest) - len(body) + 1
    for i in page.tree.within(at, at + 40):
        mention = page.mentions.get(page.holder.get(i, i))
        if mention is not None and mention.kind == "person" and mention.actors:
            return Voice(
                tuple(ActorRef(a, mention.text, Span(mention.start, mention.end)) for a in mention.actors[:1]),
                "opine",
                mention.start,
                mention.end,
            )
        if page.tree[i].pos in ("VERB", "AUX"):
            return None
    return None


def source_of(page: Page, clauses: list[Clause], n: int, found: Attribution) -> Voice | None:
    """The voice that vouches for clause `n`; None where the article speaks."""
    clause = clauses[n]
    quotation = page.quotation_at(clause.start) or page.quotation_at(page.tree[clause.head].start)
    if quotation is not None and quotation.start in found.quotations and _mostly_inside(clause, quotation):
        return found.quotations[quotation.start]
    at: int | None = n
    while at is not None:
        here = clauses[at]
        above = here.governor
        if (
            above is not None
            and above in found.reports
            and here.link in ("ccomp", "xcomp", "csubj", "parataxis", "advcl", "conj", "acl")
        ):
            voice = found.reports[above]
            if here.link in ("ccomp", "xcomp") or (
                here.link == "parataxis" and voice.stance in ("say", "claim", "opine")
            ):
                return voice
        for m, voice in found.reports.items():
            # "…, a indiqué X": the reporting clause hangs on what it reports
            if clauses[m].governor == at and clauses[m].link == "parataxis" and clauses[m].finite and m != n:
                return voice
        at = above if here.link in ("ccomp", "xcomp", "conj", "advcl", "relcl", "acl", "csubj", "appos") else None
    sentence = page.tree.sentence_index(clause.head)
    for voice in found.sentences.get(sentence, ()):
        if not any(r.span and clause.start <= r.span.start < clause.end and n in found.reports for r in voice.by):
            return voice
    return None


def _mostly_inside(clause: Clause, quotation: Quotation) -> bool:
    inside = min(clause.end, quotation.end) - max(clause.start, quotation.start)
    return inside >= 0.6 * (clause.end - clause.start)
