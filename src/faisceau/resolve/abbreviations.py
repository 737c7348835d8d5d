"""Abbreviations that the article itself spells out: "le Comité pour la paix (CPP)".

What an article spells out wins over a list: letters that the list has for one body stand for another where the words
beside them say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from faisceau.knowledge.gazetteer import words_of
from faisceau.model.layers import Mention
from faisceau.model.tree import Tree
from faisceau.resolve.names import Name
from faisceau.resolve.page import Page

_TELLING = 4  # letters that a word has at least, to tell one body's name from another's


def bodies_meant(page: Page, names: Sequence[Name]) -> list[Name]:
    """The names, without the listed bodies that the article cannot mean.

    Those are bodies founded after its publication, and those whose abbreviation it spells out otherwise.
    """
    others = {actor for name in names for actor in _spelt_otherwise(page, name)}
    return [_without(page, name, others) if name.kind == "organisation" else name for name in names]


def _without(page: Page, name: Name, others: set[str]) -> Name:
    on = page.layers.published
    kept = tuple(
        e
        for e in name.entries
        if e.actor not in others and (on is None or page.gazetteer.founded.get(e.actor, on) <= on)
    )
    return name if kept == name.entries else name._replace(entries=kept, kind=name.kind if kept else "name")


def _spelt_otherwise(page: Page, name: Name) -> Iterable[str]:
    """The listed bodies of an abbreviation whose names are not what the article spells out beside it."""
    if name.kind != "organisation" or not name.text.isupper() or (spelt := _spelt_out(page, name)) is None:
        return
    told = words_of(spelt)
    if not _abbreviates(name.text, told):
        return
    for actor in {e.actor for e in name.entries}:
        listed = [words_of(surface) for surface in page.gazetteer.names_of(actor)]
        long = [words for words in listed if _abbreviates(name.text, words)]
        if long and not any(_alike(told, words) for words in long):
            yield actor


def _spelt_out(page: Page, name: Name) -> str | None:
    """The words that an abbreviation stands for, where one of the two is in brackets right after the other."""
    tree = page.tree
    at = tree.at(name.start)
    if at is None:
        return None
    if at >= 2 and tree[at - 1].text == "(":
        start = _long_name(page, at - 1)
        return None if start is None else page.text[tree[start].start : tree[at - 2].end]
    last = tree.sentence(at).last
    if at + 1 < last and tree[at + 1].text == "(":
        end = next((i for i in range(at + 2, last) if tree[i].text == ")"), None)
        return page.text[tree[at + 2].start : tree[end].start] if end is not None else None
    return None


def _abbreviates(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters are, in order, what several words begin with; words in between may be left out."""
    begins = iter(word[0] for word in words)
    return len(words) > 1 and all(letter in begins for letter in letters.casefold())


def _alike(told: Sequence[str], listed: Sequence[str]) -> bool:
    """Whether two names share half of the words that tell, as variants of one name do."""
    one, other = ({word for word in words if len(word) >= _TELLING} for words in (told, listed))
    return 2 * len(one & other) >= min(len(one), len(other))


def mention_abbreviated(page: Page, names: list[Name]) -> None:
    """ "le Mouvement pour la justice (MPJ)": the long name before an abbreviation in brackets is the same actor."""
    tree = page.tree
    for name in names:
        at = tree.at(name.start)
        if at is None or at < 2 or tree[at - 1].text != "(" or name.kind not in ("name", "organisation"):
            continue
        mention = page.mentions.get(page.covered.get(at, at))
        if mention is None or not mention.actors or mention.kind != "organisation":
            continue
        start = _long_name(page, at - 1)
        if start is not None:
            end = tree[at - 2].end
            written = page.text[tree[start].start : end]
            for i in range(start, at - 1):
                page.mentions.pop(i, None)
                page.covered.pop(i, None)
            page.add(Mention(tree[start].start, end, written, "organisation", mention.actors, "name of an acronym"))


def _long_name(page: Page, bracket: int) -> int | None:
    """The capitalised noun that opens the name before a bracket; it stands after an article or a preposition."""
    tree = page.tree
    found: int | None = None
    for i in range(bracket - 1, max(bracket - 14, tree.sentence(bracket).first), -1):
        token = tree[i]
        if token.pos in ("VERB", "AUX", "PRON", "SCONJ") or token.text in (",", ";", ":", "(", ")", '"', "«", "»"):
            break
        if token.text[0].isupper() and token.pos in ("NOUN", "PROPN", "ADJ"):
            opens = tree[i - 1].pos in ("DET", "ADP") or tree[i - 1].lemma in page.reference.of_the
            if opens and "Definite=Ind" not in tree[i - 1].morph:
                found = i
                if tree[i - 1].pos == "DET" and not _is_contracted(tree, i - 1):
                    break
    if found is not None and (head := page.covered.get(found)) is not None and page.mentions[head].kind == "person":
        return None
    return found


def _is_contracted(tree: Tree, i: int) -> bool:
    """Whether the article stands after a preposition inside the name: "pour la Justice"."""
    return i > 0 and tree[i - 1].pos == "ADP"
