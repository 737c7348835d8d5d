"""A finished brief, perhaps edited since, read again and held against the story: what in it is not in the evidence of its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from faisceau.export.brief.layout import Phrases, facts_of
from faisceau.export.brief.pieces import clean
from faisceau.export.words import languages, words
from faisceau.model.dossier.whole import Dossier
from faisceau.story.verifying.blocks import REFERENCE, Block, ReadBrief, read_brief
from faisceau.story.verifying.checking import Fault, item_faults, trailing_faults
from faisceau.story.verifying.evidence import Bench, Passage
from faisceau.story.verifying.notes import note_faults, passage_of

_SHOWN = (
    "summary", "established", "contested", "diverging", "timeline", "undated", "ledger", "rules", "checks", "statements",
    "figures", "needs", "reactions", "forecasts", "assessments",
)  # fmt: skip


class Verification(Struct, frozen=True):
    """What came of it: how many blocks and notes were checked, the author's own words, which nothing bears out, and the faults."""

    lang: str
    checked: int
    notes: int
    own: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is borne out."""
        return not self.faults


class Verifier:
    """Holds briefs against one story."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._benches: dict[str, Bench] = {}

    def verify(self, data: bytes, lang: str | None = None) -> Verification:
        """One brief. `lang` is its language, found from its words if None.

        Raises `FaisceauError` (bad_option, encoding, too_large) for what is no brief that can be read back.
        """
        brief = read_brief(data)
        spoken = lang or _language(brief)
        if spoken not in self._benches:
            self._benches[spoken] = Bench(self._dossier, spoken)
        return _Reading(brief, self._benches[spoken]).verification()


def verify(data: bytes, dossier: Dossier, lang: str | None = None) -> Verification:
    """One brief held against the story, as `Verifier.verify`."""
    return Verifier(dossier).verify(data, lang)


def _language(brief: ReadBrief) -> str:
    if brief.lang in languages():
        return str(brief.lang)
    text = "\n".join(block.text for block in brief.blocks)

    def told(lang: str) -> int:
        known = words(lang)
        labels = (*known.section.values(), *known.verdict.values(), *known.empty.values(), *known.status.values())
        return sum(text.count(label.partition("{")[0]) for label in labels if label.partition("{")[0])

    return max(languages(), key=told)


class _Reading:
    def __init__(self, brief: ReadBrief, bench: Bench) -> None:
        self._brief, self._bench = brief, bench
        self._words, self._dossier = bench.wording.words, bench.dossier
        self._phrases = Phrases(bench.dossier, bench.wording)
        self._own: list[str] = []
        self._checked = 0

    def verification(self) -> Verification:
        """Everything checked, in the order of the brief."""
        faults: list[Fault] = []
        passages: dict[int, Passage] = {}
        for number, text in sorted(self._brief.notes.items()):
            faults += note_faults(number, text, self._bench)
            passage = passage_of(text, self._bench)
            if passage is not None:
                passages[number] = passage
        items = 0
        for block in self._brief.blocks:
            items = 0 if block.sort == "heading" else items
            faults += self._block(block, passages, items)
            items += bool(REFERENCE.search(block.text))
        lang = self._bench.wording.lang
        return Verification(lang, self._checked, len(self._brief.notes), tuple(self._own), tuple(faults))

    def _block(self, block: Block, passages: dict[int, Passage], items: int) -> Iterator[Fault]:
        text = block.text
        if _flat(text).startswith(
            _flat(self._words.brief["own"] + self._words.text["colon"].rstrip())
        ) or self._is_own_heading(block):
            self._own.append(text)
            return
        self._checked += 1
        if block.sort == "heading":
            if _flat(text) not in {_flat(heading) for heading in self._headings()}:
                yield Fault("heading", text, text)
        elif REFERENCE.search(text):
            yield from item_faults(text, passages, self._bench)
            shown = REFERENCE.sub(lambda m: f"[{m[1]}]", text)
            for found in trailing_faults(text, self._bench.wording.lang):
                yield Fault("no_note", found, shown)
        elif not self._is_frame(text, items):
            yield Fault("no_note", text, text)

    def _is_own_heading(self, block: Block) -> bool:
        mark = self._words.brief["own_mark"]
        return block.sort == "heading" and block.text.endswith(f" {mark}")

    def _headings(self) -> set[str]:
        return {clean(self._dossier.name), self._words.text["citations"], *self._words.section.values()}

    def _is_frame(self, text: str, items: int) -> bool:
        """Whether the program says this of the story itself: its period and counts, what was looked for, what is left out."""
        brief, rows = self._words.brief, {show: len(self._phrases.rows(show)) for show in _SHOWN}
        known = {" · ".join(facts_of(self._dossier, self._bench.wording)), brief["legend"]}
        known |= {self._words.empty.get(show, brief["nothing"]) for show, number in rows.items() if number == 0}
        known |= {brief["left_out"].format(n=self._bench.wording.number(n - items)) for n in rows.values() if n > items}
        return _flat(text) in {_flat(each) for each in known}


def _flat(text: str) -> str:
    """Words with one kind of space and of apostrophe."""
    return " ".join(re.sub(r"[’‘ʼ]", "'", text).split())


__all__ = ["Fault", "Verification", "Verifier", "verify"]
