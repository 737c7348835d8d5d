"""Who passes a speaker's words on, and whom a preposition of source governs: "X said, according to Y", "Y writes, quoting X"."""

from __future__ import annotations

from faisceau.extract.page import Page
from faisceau.extract.voices.speakers import Cast, can_speak
from faisceau.extract.voices.zones import Attribution
from faisceau.model.claims import ActorRef

_RELAY = 60  # code points after a speaker in which somebody is named who passes their words on


def passed_on(
    page: Page, found: Attribution, by: tuple[ActorRef, ...], end: int, cast: Cast
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...], int]:
    """Speaker, who passes their words on, and the end of the cue: "X said, according to Y", "Y writes, quoting X"."""
    tree, rules = page.tree, page.attributive.chain
    after = [i for i in tree.within(end, end + _RELAY) if "\n" not in page.text[end : tree[i].start]]
    for place, i in enumerate(after):
        if page.lower(i) in rules.cited and i + 1 < len(tree.tokens) and tree[i + 1].lemma == rules.by:
            head = tree[i + 1].head if tree[i + 1].head > i else i + 2
            return by, cast.at(head) if head < len(tree.tokens) else (), end
        if tree[i].lemma in rules.citing and "Tense=Pres" in tree[i].morph:
            cited = next((j for j in after[place + 1 :] if can_speak(page, j) and cast.at(j)), None)
            return (by, (), end) if cited is None else (cast.at(cited), by, tree[cited].end)
        cue = next((w for w, c in page.attributive.cues if c.position == "any" and page.ends_with(w, i + len(w))), None)
        if cue is not None:
            target = governed(page, i, i + len(cue) - 1)
            chain = cast.at(target) if target is not None and tree[target].pos != "PRON" else ()
            if chain:
                found.relays.add(i)
            return by, chain, end
        if tree[i].text in (".", ";", '"', "«", "“", ":") or "VerbForm=Fin" in tree[i].morph:
            break
    return by, (), end


def governed(page: Page, first: int, last: int) -> int | None:
    """The noun that a prepositional cue governs, or the source that the cue itself names ("de source militaire")."""
    tree = page.tree
    own = (i for i in range(last, first - 1, -1) if tree[i].pos == "NOUN")
    if (named := next(own, None)) is not None and tree[named].lemma.lower() in page.attributive.who.unnamed:
        return named
    head = tree[last].head if tree[last].head > last else tree[first].head
    if head > last and tree[head].pos in ("NOUN", "PROPN", "PRON", "X", "ADJ"):
        return head
    for i in range(last + 1, min(last + 6, tree.sentence(last).last)):
        if "VerbForm=Inf" in tree[i].morph:  # "pour tenter de prendre la ville" is an aim
            return None
        if tree[i].pos in ("NOUN", "PROPN", "PRON"):
            return i
    return None
