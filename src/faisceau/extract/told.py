"""Quotations as readers count them: words between marks that somebody said, and what clauses tell in somebody's voice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from faisceau.extract.clauses import INFINITIVE
from faisceau.extract.page import Page
from faisceau.extract.reading import Reading
from faisceau.extract.voices.reports import spoken_by
from faisceau.extract.voices.speech_verbs import SPEECH
from faisceau.extract.voices.zones import Attribution, Voice, Zone
from faisceau.model.actors import is_group
from faisceau.model.claims import ActorRef
from faisceau.model.layers import Quotation

_EDGES = " \t\r\n\u00a0\u202f,;:"
_TAIL = _EDGES + '. "«»“”'
_MARKS = _EDGES + '.!?…«»“”„‹›"()-–—'
_GLUED = re.compile(r"(?<=[a-zé»\"”)])[.!?…](?=[\"«“A-ZÉÀ])")  # a sentence that ends without a space
_OPENING = ' «“"„\u00a0\u202f'
_PAUSES = frozenset({",", ";", ":", ".", "!", "?", "…", "...", "-", "–", "—", "(", "»", "”"})
_STANCES = frozenset({"statement", "reaction", "assessment"})
_NAMING = frozenset({"person", "organisation", "state", "bloc", "medium", "group"})
_ENDING = frozenset({"PUNCT", "VERB", "AUX", "SCONJ", "PRON"})  # parts of speech that end the description of a speaker
_GOVERNED = frozenset({"xcomp", "ccomp"})
_COVERED = 0.9  # share of a told stretch between marks from which it is a direct quotation
_DASHES = ("-", "–", "—")
_BEYOND = 3  # code points from the end of a stretch to words between marks that belong to it
_SAME = 0.7  # share of words in common from which two stretches are one
_TOUCHING = 12  # code points between two stretches of one voice that are one
_FEWEST = 3  # words of a told stretch


def quotations_told(reading: Reading) -> tuple[Quotation, ...]:
    """Direct and indirect quotations in text order. Marks around names, titles and borrowed words give none."""
    page, voices = reading.page, reading.voices
    verbs = {id(voice): head for head, voice in voices.heads.items()}
    marked = page.layers.quotations
    told = _told(page, voices, marked)
    found = [_as_quotation(page, start, end, voice, verbs, "indirect") for start, end, voice in told]
    reach = 0
    for quotation in marked:
        inner, reach = quotation.end <= reach, max(reach, quotation.end)
        if (
            inner
            or _is_heading(page, quotation)
            or any(start <= quotation.start and quotation.end <= end + 2 for start, end, _ in told)
        ):
            continue
        voice = voices.quotations.get(quotation.start) or label(reading, quotation)
        if voice is not None:
            for start, end in _parted(page, voices, quotation):
                found.append(_as_quotation(page, start, end, voice, verbs, "direct"))
        elif _is_speech(page, quotation):
            found.append(quotation)
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def label(reading: Reading, quotation: Quotation) -> Voice | None:
    """Who chose a few words between marks: the subject of the act of speech that they complete; None for a name."""
    page, clauses = reading.page, reading.clauses
    at = next(iter(page.tree.within(quotation.start, quotation.end)), page.tree.at(quotation.start))
    if at is None or page.text[quotation.start].isupper():
        return None
    place = {clause.head: n for n, clause in enumerate(clauses)}
    speaks = False
    for i in (at, *page.tree.ancestors(at)):
        n = place.get(i)
        if n is None or quotation.start <= page.tree[i].start < quotation.end:
            continue
        row = reading.rows[n]
        acts = page.tree[i].lemma in page.attributive.label.verbs
        acts = acts or (row is not None and (row.kind in _STANCES or row.content in SPEECH))
        speaks = speaks or (acts and page.tree[i].start < quotation.start)
        if clauses[n].form == INFINITIVE and clauses[n].link in _GOVERNED:
            continue
        if speaks:
            voice = spoken_by(page, clauses, reading.slots, reading.voices, n)
            span = voice.by[0].span if voice is not None else None
            return None if span is not None and quotation.start <= span.start < quotation.end else voice
        if clauses[n].form == INFINITIVE:
            return None
    return None


def _as_quotation(page: Page, start: int, end: int, voice: Voice, verbs: dict[int, int], kind: str) -> Quotation:
    who = voice.by[0]
    head = verbs.get(id(voice))
    cue = page.text[voice.start : voice.end] if head is None else _verb_group(page, head)
    return Quotation(start, end, _name(page, who), who.span, cue, kind)


def _name(page: Page, who: ActorRef) -> str:
    """The speaker as written; of a pronoun the last name before it, of somebody unnamed the words that describe them."""
    if who.span is None:
        return who.name
    at = page.tree.at(who.span.start)
    if at is None:
        return who.name
    mention = page.mentions.get(page.holder.get(at, at))
    if page.tree[at].pos in ("PRON", "DET") or (mention is not None and mention.kind == "pronoun"):
        named = [m for m in page.layers.mentions if m.kind in _NAMING and m.actors[:1] == (who.id,)]
        before = [m for m in named if m.start < who.span.start]
        return before[-1].text if before else named[0].text if named else who.name
    if not is_group(who.id):
        return who.name.rstrip(_TAIL)
    last = at
    for i in sorted(set(page.tree.subtree(at))):
        if i > at and (i != last + 1 or page.tree[i].pos in _ENDING):
            break
        last = max(last, i)
    return page.text[who.span.start : page.tree[last].end].rstrip(_TAIL)


def _verb_group(page: Page, head: int) -> str:
    """The verb with the auxiliaries and clitics beside it, as written."""
    tree = page.tree
    first = min((c for c in tree.kids(head, "aux", "expl") if c < head), default=head)
    last = max((c for c in tree.children[head] if c == head + 1 and page.lower(c).startswith("-")), default=head)
    return page.text[tree[first].start : tree[last].end]


def _is_heading(page: Page, quotation: Quotation) -> bool:
    """Whether the words stand between dashes as the heading of a section."""
    before = page.text[max(quotation.start - 6, 0) : quotation.start].rstrip(_OPENING)
    after = page.text[quotation.end : quotation.end + 6].lstrip(' »”"?!\u00a0\u202f')
    return before.endswith(_DASHES) and after.startswith(_DASHES)


def _is_speech(page: Page, quotation: Quotation) -> bool:
    """Whether words between marks that nobody is told to have said are speech all the same: a whole sentence."""
    inside = page.tree.within(quotation.start, quotation.end)
    return any("VerbForm=Fin" in page.tree[i].morph for i in inside) and len(inside) > 4


def _parted(page: Page, voices: Attribution, quotation: Quotation) -> Iterator[tuple[int, int]]:
    """The parts of a quotation that remarks of its own interrupt; the whole if none does."""
    at = quotation.start
    for _, voice in voices.remarks[bisect_left(voices.remarks, quotation.start, key=lambda r: r[1].start) :]:
        if voice.start >= quotation.end:
            break
        if voice.end < quotation.end and page.text[at : voice.start].rstrip().endswith((",", "?", "!", "…")):
            part = _tight(page.text, at, voice.start, _EDGES)
            if part[1] > part[0]:
                yield part
            at = voice.end
    part = _tight(page.text, at, quotation.end, _EDGES + "." if at > quotation.start else " \n")
    if part[1] > part[0]:
        yield part


def _told(page: Page, voices: Attribution, marked: tuple[Quotation, ...]) -> list[tuple[int, int, Voice]]:
    """Stretches told in a voice without marks around them, none twice, the words that attribute left out."""
    pieces: list[tuple[int, int, Voice]] = []
    for zone in _zones(voices):
        if zone.sort == "content" and not _is_content(page, zone):
            continue
        for start, end in _content_of(page, zone):
            left, right = _tight(page.text, start, end, _EDGES)
            right = _to_mark(page, left, right)
            stops = page.text[right - 1 : right] == "." and page.text[right - 2 : right] != ".."
            pieces.append((left, right - stops, zone.voice))
    spans = [(voice.start, voice.end) for _, voice in voices.remarks]
    found: list[tuple[int, int, Voice]] = []
    for start, end, voice in _merged(page, [p for p in pieces if p[1] > p[0]]):
        words = [i for i in page.tree.within(start, end) if page.tree[i].pos != "PUNCT"]
        if len(words) < _FEWEST or any(left <= start < right for left, right in spans):
            continue
        if not _between_marks(page, start, end, voice, voices, marked):
            found.append((start, end, voice))
    return found


def _zones(voices: Attribution) -> list[Zone]:
    """Every zone of speech once, in text order."""
    unique = {(z.start, z.end, z.sort, id(z.voice)): z for zones in voices.zones.values() for z in zones}
    return [z for _, z in sorted(unique.items(), key=lambda p: p[0][:3]) if z.voice.stance in SPEECH]


def _is_content(page: Page, zone: Zone) -> bool:
    """Whether what a verb governs is words: a clause, or what the speaker says of themselves, not what is asked of others."""
    tree = page.tree
    inside = tree.within(zone.start, zone.end)
    top = next((i for i in inside if tree[i].head not in inside or tree.is_root(i)), None)
    if top is None:
        return False
    beside = [top, *tree.kids(top, "aux", "cop", "mark", "aux:pass", "aux:tense")]
    if any("VerbForm=Fin" in tree[i].morph or page.lower(i) in page.grammar.complementizers for i in beside):
        return True
    if any("VerbForm=Inf" in tree[i].morph for i in beside):
        return tree[inside[0]].pos != "ADP"
    above = tree[top].head
    return any(page.lower(c) in page.grammar.reflexives for c in tree.children[above] if c < above)


def _content_of(page: Page, zone: Zone) -> Iterator[tuple[int, int]]:
    """What the zone tells, without the words that name the speaker."""
    voice = zone.voice
    start, end = zone.start, zone.end
    stops = (m.start() + 1 for m in _GLUED.finditer(page.text, start, end))
    glued = [stop for stop in stops if page.quotation_at(stop - 1) is None]
    if zone.sort == "content":
        yield start, _to_pause(page, end) if not glued else glued[0]
        return
    start = max((g for g in glued if g <= voice.start), default=start)
    end = min((g for g in glued if g >= voice.end), default=end)
    if zone.sort != "cue":
        opened = page.text.rfind(": ", start, min(end, voice.start))
        if opened >= 0 and not page.quotes_in(opened, opened + 1):
            start = opened + 1
        yield start, end
        return
    cue_start, cue_end = _cue_group(page, voice)
    if cue_start >= zone.end or cue_end <= zone.start:
        return  # a sentence that goes on without the cue
    if not page.text[cue_end:end].strip(_MARKS):
        yield start, cue_start
        return
    before = [i for i in page.tree.within(start, cue_start) if page.tree[i].pos not in ("PUNCT", "CCONJ", "ADV")]
    yield (start, end) if before else (cue_end, end)


def _to_pause(page: Page, end: int) -> int:
    """The end of a content clause that the parser cut short: on to the next pause of its sentence."""
    tree = page.tree
    at = tree.at(end - 1)
    if at is None or at + 1 >= len(tree.tokens):
        return end
    i = at + 1
    last = tree.sentence(i - 1).last
    while i < last and tree[i].text not in _PAUSES and tree[i].pos not in ("CCONJ", "SCONJ"):
        end = tree[i].end
        i += 1
    return end


def _to_mark(page: Page, start: int, end: int) -> int:
    """The end of a stretch that breaks off inside words between marks, or just before them: their end."""
    if page.text[end - 1] in ".!?…":
        return end
    for quotation in page.layers.quotations:
        if quotation.start > end + _BEYOND:
            break
        if start < quotation.start and quotation.end > end and not page.text[end : quotation.start].strip(_OPENING):
            return quotation.end
    return end


def _cue_group(page: Page, voice: Voice) -> tuple[int, int]:
    """Bounds of a preposition with the speaker's whole name, appositions included."""
    tree = page.tree
    inside = tree.within(voice.start, voice.end)
    if not len(inside):
        return voice.start, voice.end
    sentence = tree.sentence(inside[0])
    top = next((i for i in inside if tree[i].head not in inside and tree[i].pos != "ADP"), inside[-1])
    below = [i for i in tree.subtree(top) if inside[0] <= i < sentence.last]
    last = inside[-1]
    for i in below:
        if i > last + 1 and not all(tree[j].pos == "PUNCT" for j in range(last + 1, i)):
            break
        last = max(last, i)
    return voice.start, tree[last].end


def _between_marks(
    page: Page, start: int, end: int, voice: Voice, voices: Attribution, marked: tuple[Quotation, ...]
) -> bool:
    """Whether the stretch is nothing but words between marks, or a part of them told by the same voice."""
    covered = 0
    for quotation in marked:
        if quotation.start >= end:
            break
        if quotation.end <= start:
            continue
        if quotation.start <= start and end <= quotation.end:
            own = voices.quotations.get(quotation.start)
            return not quotation.start <= voice.start or (own is not None and own.by[0].id == voice.by[0].id)
        covered += min(end, quotation.end) - max(start, quotation.start)
        if quotation.start < start or quotation.end > end:
            return True
    outside = "".join(c for c in _outside(page.text, start, end, marked) if c not in _MARKS)
    return covered > 0 and len(outside) <= (1 - _COVERED) * (end - start)


def _outside(text: str, start: int, end: int, marked: tuple[Quotation, ...]) -> str:
    kept, at = [], start
    for quotation in marked:
        if quotation.end > at and quotation.start < end:
            kept.append(text[at : max(quotation.start, at)])
            at = max(at, quotation.end)
    kept.append(text[at:end])
    return "".join(kept)


def _merged(page: Page, found: list[tuple[int, int, Voice]]) -> list[tuple[int, int, Voice]]:
    """Stretches of one voice that touch as one; of two voices on nearly the same words, the one told last."""
    merged: list[tuple[int, int, Voice]] = []
    for start, end, voice in sorted(found, key=lambda f: (f[0], -f[1])):
        if merged:
            left, right, last = merged[-1]
            interrupted = right <= voice.start and voice.end <= start
            if last is voice and (start - right < _TOUCHING or interrupted):
                merged[-1] = (left, max(right, end), voice)
                continue
            if min(right, end) - max(left, start) >= _SAME * (max(right, end) - min(left, start)):
                merged[-1] = max(merged[-1], (start, end, voice), key=lambda m: m[2].start)
                continue
        merged.append((start, end, voice))
    return merged


def _tight(text: str, start: int, end: int, edges: str) -> tuple[int, int]:
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return start, end


__all__ = ["quotations_told"]
