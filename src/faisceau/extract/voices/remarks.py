"""The voices of remarks: each tells what stands before it in its sentence, and after it where it interrupts what is said."""

from __future__ import annotations

from faisceau.extract.arguments import Slots
from faisceau.extract.page import Page
from faisceau.extract.voices.antecedents import speaker_described, speaker_of_pronoun
from faisceau.extract.voices.incises import Incise, find_incises
from faisceau.extract.voices.relays import passed_on
from faisceau.extract.voices.speakers import Cast
from faisceau.extract.voices.zones import Attribution, Voice


def find_remarks(page: Page, found: Attribution, place: dict[int, int], slots: list[Slots], cast: Cast) -> None:
    """Give each remark its voice and the words that it reports, and the clause of its verb the speaker for its subject."""
    tree = page.tree
    last: tuple[Incise, Voice] | None = None
    for incise in find_incises(page):
        if incise.subject is not None:
            by = cast.at(incise.subject)
            who = incise.subject
        else:
            by, who = speaker_of_pronoun(page, incise, last, cast)
        if not by:
            continue
        by = speaker_described(page, incise, by, last, cast)
        n = place.get(incise.verb)
        end = tree[incise.last].end
        if incise.subject is not None:
            epithet = max(
                (c for c in tree.kids(incise.subject, "amod") if c == incise.subject + 1), default=incise.subject
            )
            end = max(end, tree[epithet].end, by[0].span.end if by[0].span else 0)
        by, chain, end = passed_on(page, found, by, end, cast)
        voice = Voice(by, incise.stance, tree[incise.first].start, end, n, cast.standing(who, by), chain)
        last = (incise, voice)
        found.remarks.append(last)
        found.heads[incise.verb] = voice
        if n is not None:
            found.reports[n] = voice
            _invert(slots[n], who)
        sentence = tree.sentence(incise.first)
        start = sentence.start
        if incise.first == sentence.first and incise.first > 0:
            start = tree.sentence(incise.first - 1).start
        elif incise.first > 0 and tree[incise.first - 1].text == "," and incise.first - 1 == sentence.first:
            start = tree.sentence(max(incise.first - 2, 0)).start
        before = [i for i in tree.within(start, tree[incise.first].start) if "VerbForm=Fin" in tree[i].morph]
        found.add(page, start, tree[incise.first].start, voice, "remark")
        if not before:  # it interrupts what is said
            found.add(page, voice.end, sentence.end, voice, "remark")


def _invert(slots: Slots, who: int) -> None:
    """The speaker after the verb is its subject, whatever the parser took it for."""
    for slot in [s for s, fillers in slots.items() if who in fillers]:
        slots[slot] = [i for i in slots[slot] if i != who]
    slots["subj"] = [who]
