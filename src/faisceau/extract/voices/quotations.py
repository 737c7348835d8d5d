"""Whose words stand between marks: the voice that the words around a quotation name, else that of its neighbour."""

from __future__ import annotations

from bisect import bisect_left

from faisceau.extract.page import Page
from faisceau.extract.voices.signatures import pull_quotes, signature
from faisceau.extract.voices.speakers import Cast, can_speak
from faisceau.extract.voices.zones import Attribution, Voice
from faisceau.model.layers import Quotation

_SCARE = 4  # words: a shorter quotation without a verb only borrows a term
_CARRIED = 320  # code points over which a speaker goes on in the same paragraph
_SENTENCE = 6  # tokens between marks from which they may be a sentence by themselves
_SETTING = 80  # code points between a quotation and its remark that may say where it was said
_CLOSING = ' »”"\u00a0\u202f'
_OPENING = ' «“"„\u00a0\u202f\r\n'


def give_quotations(page: Page, found: Attribution, cast: Cast) -> None:
    """Give each quotation its voice; where nothing beside it names one, the voice of its neighbour in the paragraph."""
    quotations = page.layers.quotations
    voices = [_beside(page, found, q, cast) for q in quotations]
    for n, quotation in enumerate(quotations):
        if voices[n] is None and n and _carries(page, quotations[n - 1], quotation) and not _is_scare(page, quotation):
            voices[n] = voices[n - 1]
    for n in range(len(quotations) - 2, -1, -1):
        between = page.text[quotations[n].end : quotations[n + 1].start]
        if voices[n] is None and not between.strip(' .,!?…»«“”"\u00a0\r\n') and not _is_scare(page, quotations[n]):
            voices[n] = voices[n + 1]
    for quotation, voice in zip(quotations, voices, strict=True):
        if voice is not None:
            found.quotations.setdefault(quotation.start, voice)
            page.speakers.setdefault(quotation.start, list(voice.by))
    for start, end, voice in pull_quotes(page, cast):
        found.add(page, start, end, voice, "quotation")


def _carries(page: Page, before: Quotation, quotation: Quotation) -> bool:
    between = page.text[before.end : quotation.start]
    return "\n" not in between and len(between) < _CARRIED and before.end <= quotation.start


def _is_scare(page: Page, quotation: Quotation) -> bool:
    """Whether the marks only borrow a word or two."""
    inside = page.tree.within(quotation.start, quotation.end)
    words = [i for i in inside if page.tree[i].pos != "PUNCT"]
    return len(words) < _SCARE and not any(page.tree[i].pos in ("VERB", "AUX") for i in words)


def _beside(page: Page, found: Attribution, quotation: Quotation, cast: Cast) -> Voice | None:
    """The voice that the words around a quotation give it."""
    return (
        _remarked(page, found, quotation)
        or _introduced(page, found, quotation, cast)
        or (None if _is_scare(page, quotation) else _inside_zone(page, found, quotation))
        or signature(page, quotation.end, cast)
        or _interrupted(page, found, quotation)
        or _announced(page, found, quotation, cast)
    )


def _announced(page: Page, found: Attribution, quotation: Quotation, cast: Cast) -> Voice | None:
    """The voice of whole sentences between marks after a sentence about somebody: who speaks or acts in it."""
    tree = page.tree
    inside = tree.within(quotation.start, quotation.end)
    before = page.text[: quotation.start].rstrip(_OPENING)
    if len(inside) < _SENTENCE or _is_scare(page, quotation) or not before.endswith((".", "!", "?", ":")):
        return None
    if "\n" in page.text[len(before) : quotation.start] and not before.endswith(":"):
        return None
    at = tree.at(len(before) - 1)
    if at is None or page.quotation_at(len(before) - 2) is not None:
        return None
    sentence = tree.sentence(at)
    told = [i for i in range(sentence.first, at) if i in found.heads]
    if told:
        return found.heads[told[-1]]
    for i in range(sentence.first, at):
        mention = page.mentions.get(i)
        named = mention is not None and mention.kind in ("person", "title") and tree[i].dep.startswith("nsubj")
        if named and page.quotation_at(tree[i].start) is None and (by := cast.at(i)):
            return Voice(by, "say", tree[i].start, tree[i].end, None, cast.standing(i, by))
    return None


def _remarked(page: Page, found: Attribution, quotation: Quotation) -> Voice | None:
    """The remark that follows the closing mark."""
    n = bisect_left(found.remarks, quotation.end, key=lambda r: r[1].start)
    if n == len(found.remarks):
        return None
    voice = found.remarks[n][1]
    gap = page.text[quotation.end : voice.start]
    if len(gap) < 12 and gap.count("\n") < 3 and not gap.strip(' .,!?…»”"\u00a0\n-–—()'):
        return voice
    return voice if _is_setting(page, quotation.end, voice.start) else None


def _is_setting(page: Page, start: int, end: int) -> bool:
    """Whether only where or when it was said stands there, between commas: "«…», à son arrivée au port, a dit X"."""
    gap = page.text[start:end].strip(_CLOSING)
    if len(gap) > _SETTING or not gap.startswith(",") or not gap.endswith(","):
        return False
    inside = [i for i in page.tree.within(start, end) if page.tree[i].pos != "PUNCT"]
    if "\n" in gap or not inside or page.tree[inside[0]].pos != "ADP":
        return False
    return all(page.tree[i].pos not in ("VERB", "AUX") for i in inside)


def _interrupted(page: Page, found: Attribution, quotation: Quotation) -> Voice | None:
    """The remark that parts a quotation without closing its marks: "«The bridge, X said, will not hold.»"."""
    n = bisect_left(found.remarks, quotation.start, key=lambda r: r[1].start)
    if n == len(found.remarks) or found.remarks[n][1].end >= quotation.end:
        return None
    voice = found.remarks[n][1]
    return voice if page.text[voice.end :].lstrip().startswith((",", ".", ":")) else None


def _introduced(page: Page, found: Attribution, quotation: Quotation, cast: Cast) -> Voice | None:
    """The speaker of the sentence that ends in a colon just before the quotation."""
    before = page.text[max(quotation.start - 12, 0) : quotation.start].rstrip(' «“"„\u00a0\n')
    if not before.endswith(":"):
        return None
    tree = page.tree
    colon = max(quotation.start - 12, 0) + len(before) - 1
    at = tree.at(colon)
    if at is None:
        return None
    first = max(tree.sentence(at).first, at - 60)
    for i in range(at - 1, first - 1, -1):
        if i in found.heads:
            return found.heads[i]
    for i in range(first, at):
        if tree[i].dep.startswith("nsubj") and can_speak(page, i):
            by = cast.at(i)
            if by:
                return Voice(by, "say", tree[first].start, colon, None, cast.standing(i, by))
    line = page.text.rfind("\n", 0, colon) + 1
    for i in range(first, at):
        mention = page.mentions.get(i)
        if mention is not None and mention.kind == "person" and tree[i].start >= line and (by := cast.at(i)):
            return Voice(by, "say", tree[i].start, colon, None, cast.standing(i, by))
    return None


def _inside_zone(page: Page, found: Attribution, quotation: Quotation) -> Voice | None:
    """The voice of the zone that holds the quotation, or of the reporting verb that governs its words."""
    tree = page.tree
    inside = tree.within(quotation.start, quotation.end)
    if not len(inside):
        return None
    zones = [
        z
        for z in found.zones.get(tree.sentence_index(inside[0]), ())
        if z.start <= quotation.start < z.end and not quotation.start <= z.voice.start < quotation.end
    ]
    governing: Voice | None = None
    top = next((i for i in inside if tree[i].head not in inside or tree.is_root(i)), inside[0])
    for a in tree.ancestors(top):
        if a in found.heads and a not in inside:
            governing = found.heads[a]
            break
    if zones:
        smallest = min(zones, key=lambda z: z.end - z.start)
        if governing is None or smallest.sort == "content" or smallest.voice.stance == governing.stance:
            return smallest.voice
    return governing or (zones[0].voice if zones else None)
