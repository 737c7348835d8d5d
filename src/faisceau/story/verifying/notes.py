"""The notes of a brief: which words of which article each one is, and whether they are still there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from faisceau.export.brief.pieces import clean
from faisceau.story.verifying.checking import Fault
from faisceau.story.verifying.evidence import Bench, Passage

_PLACE = re.compile(r" (\d{1,9}):(\d{1,9})\)")


def _place(text: str, bench: Bench) -> tuple[str, int, int, int, int] | None:
    """The article's id, the code points of the words, and where in the note this stands."""
    for match in _PLACE.finditer(text):
        for article in sorted(bench.dossier.articles, key=lambda a: -len(a.id)):
            opening = f"({clean(article.id)}"
            if text[: match.start()].endswith(opening):
                start, end = int(match[1]), int(match[2])
                if start < end <= len(article.text):
                    return article.id, start, end, match.start() - len(opening), match.end()
    return None


def passage_of(text: str, bench: Bench) -> Passage | None:
    """The words that the note is, as its article has them; None where they cannot be found."""
    found = _place(text, bench)
    if found is None:
        return None
    article, start, end, _, _ = found
    return bench.passage(article, start, end, bench.wording.article(article).text[start:end])


def note_faults(number: int, text: str, bench: Bench) -> Iterator[Fault]:
    """What of a note is not so: its quote, its outlet, its title, its date, its address."""
    shown = f"[{number}] {text}"
    found = _place(text, bench)
    if found is None:
        yield Fault("note_quote", text, shown)
        return
    article, start, end, before, after = found
    known, wording = bench.wording.article(article), bench.wording
    quoted = _even(text[after:])
    held = _even(clean(known.text[start:end]))
    cut = _even(wording.words.text["cut"])
    whole = quoted.removesuffix(cut).strip()
    if not whole or (held != quoted and not (quoted.endswith(cut) and held.startswith(whole))):
        yield Fault("note_quote", text[after:].strip(), shown)
    head = " ".join(text[:before].split())
    date = wording.date(known.published) if known.published else wording.words.text["published_unknown"]
    address = f", {clean(known.url)}" if known.url else ""
    told = f"{clean(wording.outlet(article))}, {clean(wording.headline(article))}, {date}{address}"
    if _even(head).rstrip(",") != _even(told):
        yield Fault("note_source", head, shown)


def _even(text: str) -> str:
    """The words between the marks, spaces as one."""
    text = re.sub(r"[’‘ʼ]", "'", re.sub(r"^\s*[:.]?\s*", "", text))
    return " ".join(re.sub(r"[«»“”]", " ", text).split())
