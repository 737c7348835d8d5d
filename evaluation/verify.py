"""The verifier of briefs against generated tampering: `python -m evaluation.verify [--story DIR] [--each N] [--seed S]`.

A brief of the story is written in both languages; one thing is then changed in one item, and the brief that holds this item is
written in a form, read back and verified. Counted by kind of change: how many are caught. Beside them, changes that leave
everything borne out (items moved or left out, dashes and apostrophes written otherwise, a quotation cut shorter, words that say
who says so put otherwise): how many are wrongly refused, and how many items of untouched briefs are. Without `--story`, the
shipped example is read first. Which changes were missed is printed with `--missed`.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from faisceau.export.brief import Brief, brief_of, default_template, write_brief
from faisceau.export.brief.structure import Paragraph, Piece, Section, Sentence
from faisceau.export.wording import Wording
from faisceau.model.dossier.whole import Dossier
from faisceau.story import build, open_story
from faisceau.story.verifying import Verifier
from faisceau.story.verifying.said import dates_said, numbers_said

EXAMPLE = Path(__file__).parents[1] / "examples" / "pyongyang"
FORMS = ("md", "html", "docx")
LANGS = ("fr", "en")
ADDED = {
    "fr": ("Selon toute apparence, la paix est proche.", "Berlin a livré des chars.", "Le ministre a démissionné."),
    "en": ("By all appearances, peace is near.", "Berlin delivered tanks.", "The minister has resigned."),
}
_WORD = re.compile(r"[^\W\d_]{4,}")
Draw = random.Random
Change = Callable[[Brief, Sentence, "Case"], Brief | None]


class Case:
    """What a change may draw from."""

    def __init__(self, dossier: Dossier, brief: Brief, seed: int) -> None:
        self.dossier, self.brief, self.draw = dossier, brief, Draw(seed)
        self.wording = Wording(dossier, brief.lang)
        self.sentences = list(brief.sentences())
        self.actors = sorted(
            {self.wording.actor(a.id) for a in dossier.actors if a.kind in ("state", "person", "organisation")}
        )
        self.words = sorted({m for note in brief.notes for m in _WORD.findall(note.quote)})


def alone(brief: Brief, *sentences: Sentence) -> Brief:
    """A brief of these sentences only, with the notes that they cite."""
    cited = {number for sentence in sentences for number in sentence.notes}
    heading = brief.sections[0].heading
    section = Section("summary", heading, paragraphs=tuple(Paragraph((each,)) for each in sentences))
    order = [number for sentence in sentences for number in sentence.notes]
    numbers = {old: new for new, old in enumerate(dict.fromkeys(order), start=1)}
    notes = {note.number: replace(note, number=numbers[note.number]) for note in brief.notes if note.number in cited}
    section = replace(section, paragraphs=tuple(Paragraph((_numbered(each, numbers),)) for each in sentences))
    return replace(brief, sections=(section,), notes=tuple(notes[old] for old in numbers))


def _numbered(sentence: Sentence, numbers: dict[int, int]) -> Sentence:
    return Sentence(tuple(replace(p, notes=tuple(numbers[n] for n in p.notes)) for p in sentence.pieces))


def _put(sentence: Sentence, at: int, words: str) -> Sentence:
    pieces = list(sentence.pieces)
    pieces[at] = replace(pieces[at], words=words)
    return Sentence(tuple(pieces))


def _places(sentence: Sentence, *sorts: str) -> list[int]:
    return [at for at, piece in enumerate(sentence.pieces) if piece.sort in sorts and piece.words.strip()]


def number(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """One number, in the sentence or in its quotation."""
    found = []
    for at in _places(sentence, "text", "quote"):
        words = sentence.pieces[at].words
        days = [(day.start, day.end) for day in dates_said(words)]
        lang = "fr" if sentence.pieces[at].sort == "quote" else brief.lang
        found += [
            (at, said) for said in numbers_said(words, lang)
            if words[said.start].isdigit() and not any(a < said.end and said.start < b for a, b in days)
            and not re.search(r"(?:unscr|RES|§|op)\W?[\w/().-]*$", words[: said.start])
        ]  # fmt: skip
    if not found:
        return None
    at, said = case.draw.choice(found)
    words = sentence.pieces[at].words
    other = re.sub(
        r"\d", lambda m: case.draw.choice([d for d in "123456789" if d != m[0]]), words[said.start : said.end], count=1
    )
    return alone(brief, _put(sentence, at, words[: said.start] + other + words[said.end :]))


def date(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """One date: its day, or its year."""
    found = [
        (at, m) for at in _places(sentence, "text")
        for m in re.finditer(r"\b\d{1,2}(?=(?:er)? [^\W\d]+ 20\d\d)|(?<=[^\W\d] )20\d\d\b", sentence.pieces[at].words)
    ]  # fmt: skip
    if not found:
        return None
    at, match = case.draw.choice(found)
    words, old = sentence.pieces[at].words, int(match[0])
    new = old + case.draw.choice((-2, -1, 1, 2)) if old > 31 else (old + case.draw.randint(1, 26) - 1) % 28 + 1
    if new == old:
        new = old % 28 + 1
    return alone(brief, _put(sentence, at, words[: match.start()] + str(new) + words[match.end() :]))


def name(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """One actor for another that the sentence does not name."""
    found = [
        (at, each)
        for at in _places(sentence, "text", "strong")
        for each in case.actors
        if each in sentence.pieces[at].words
    ]
    others = [each for each in case.actors if each not in sentence.words]
    if not found or not others:
        return None
    at, old = case.draw.choice(found)
    return alone(brief, _put(sentence, at, sentence.pieces[at].words.replace(old, case.draw.choice(others), 1)))


def quote(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """One word of a quotation."""
    found = [(at, m) for at in _places(sentence, "quote") for m in _WORD.finditer(sentence.pieces[at].words)]
    if not found:
        return None
    at, match = case.draw.choice(found)
    words = sentence.pieces[at].words
    other = case.draw.choice([word for word in case.words if word != match[0]])
    return alone(brief, _put(sentence, at, words[: match.start()] + other + words[match.end() :]))


def added_before(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """A sentence of one's own before the item's."""
    words = case.draw.choice(ADDED[brief.lang])
    return alone(brief, Sentence((Piece("text", f"{words} "), *sentence.pieces)))


def added_after(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """A sentence of one's own after the last note."""
    words = case.draw.choice(ADDED[brief.lang])
    return alone(brief, Sentence((*sentence.pieces, Piece("text", f". {words}"))))


def added_alone(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """A paragraph of one's own, not marked as such."""
    made = alone(brief, sentence)
    return replace(made, sections=(replace(made.sections[0], frame=case.draw.choice(ADDED[brief.lang])),))


def swapped(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """The notes of two sentences exchanged."""
    others = [each for each in case.sentences if not set(each.notes) & set(sentence.notes)]
    if not others:
        return None
    other = case.draw.choice(others)
    return alone(brief, _cited(sentence, other.notes), _cited(other, sentence.notes))


def _cited(sentence: Sentence, notes: tuple[int, ...]) -> Sentence:
    return Sentence(tuple(replace(p, notes=notes) if p.sort == "notes" else p for p in sentence.pieces))


def noted(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """One word of a note's quote."""
    made = alone(brief, sentence)
    at = case.draw.randrange(len(made.notes))
    held = made.notes[at]
    found = list(_WORD.finditer(held.quote))
    if not found:
        return None
    match = case.draw.choice(found)
    other = case.draw.choice([word for word in case.words if word != match[0]])
    changed = replace(held, quote=held.quote[: match.start()] + other + held.quote[match.end() :])
    return replace(made, notes=(*made.notes[:at], changed, *made.notes[at + 1 :]))


def note_moved(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """A note's outlet or date for another's."""
    made = alone(brief, sentence)
    at = case.draw.randrange(len(made.notes))
    held, field = made.notes[at], case.draw.choice(("outlet", "date"))
    others = sorted({getattr(note, field) for note in brief.notes} - {getattr(held, field)})
    if not others:
        return None
    changed = replace(held, **{field: case.draw.choice(others)})
    return replace(made, notes=(*made.notes[:at], changed, *made.notes[at + 1 :]))


def direction(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """Giver and receiver exchanged."""
    head = sentence.pieces[0].words
    match = re.match(r"(.+?) → (.+?)(\s?:)", head)
    if not match or match[1] == match[2]:
        return None
    return alone(brief, _put(sentence, 0, f"{match[2]} → {match[1]}{match[3]}{head[match.end() :]}"))


def verdict(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """Another verdict."""
    labels = [label for key, label in case.wording.words.verdict.items() if key != "corroborated"]
    found = [(at, each) for at in _places(sentence, "text") for each in labels if each in sentence.pieces[at].words]
    if not found:
        return None
    at, old = case.draw.choice(found)
    other = case.wording.words.verdict["corroborated"]
    return alone(brief, _put(sentence, at, sentence.pieces[at].words.replace(old, other, 1)))


def source(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    """Another actor of the sentence as the one who vouches."""
    cue = case.wording.text("according", voices="")
    found = [at for at in _places(sentence, "text") if cue in sentence.pieces[at].words]
    if not found:
        return None
    at = case.draw.choice(found)
    before, _, after = sentence.pieces[at].words.partition(cue)
    others = [each for each in case.actors if each not in after]
    return alone(brief, _put(sentence, at, f"{before}{cue}{case.draw.choice(others)} "))


def _plainer(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    pieces = tuple(
        replace(p, words=p.words.replace(" — ", ", ").replace("’", "'").replace("\u202f", " ")) for p in sentence.pieces
    )
    return alone(brief, Sentence(pieces))


def _shorter(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    at = _places(sentence, "quote")[:1]
    if not at or sentence.pieces[at[0]].words.count(" ") < 8:
        return None
    words = sentence.pieces[at[0]].words
    opening, closing = case.wording.words.text["words_of"].split("{words}")
    inner = words.removeprefix(opening).removesuffix(closing)
    if re.search(r"[«»“”]", inner):
        return None
    kept = " ".join(inner.split()[:-2])
    return alone(brief, _put(sentence, at[0], f"{opening}{kept}{closing}"))


def _otherwise(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    said, other = ("selon ", "d’après ") if brief.lang == "fr" else ("according to ", "as told by ")
    # The words of a provision are not the brief's to put otherwise.
    if "§" in sentence.words or not any(said in sentence.pieces[at].words for at in _places(sentence, "text")):
        return None
    return alone(
        brief,
        Sentence(
            tuple(replace(p, words=p.words.replace(said, other)) if p.sort == "text" else p for p in sentence.pieces)
        ),
    )


def _moved(brief: Brief, sentence: Sentence, case: Case) -> Brief | None:
    return alone(brief, *case.draw.sample([each for each in case.sentences if each is not sentence], 3), sentence)


TAMPERING: dict[str, Change] = {
    "one number": number, "one date": date, "one name": name, "one word of a quotation": quote, "sentence before": added_before,
    "sentence after": added_after, "paragraph added": added_alone, "notes swapped": swapped, "word of a note": noted,
    "note's outlet or date": note_moved, "direction": direction, "verdict": verdict, "who says so": source,
}  # fmt: skip
HARMLESS: dict[str, Change] = {
    "punctuation and spaces": _plainer, "quotation cut shorter": _shorter, "'selon' put otherwise": _otherwise,
    "items moved, left out": _moved,
}  # fmt: skip


def trials(dossier: Dossier, change: Change, each: int, seed: int) -> Iterator[tuple[str, Brief]]:
    """Up to `each` changed briefs in each form and language."""
    for lang in LANGS:
        brief = brief_of(dossier, lang, default_template())
        for form in FORMS:
            case = Case(dossier, brief, seed)
            order = list(case.sentences)
            case.draw.shuffle(order)
            made = (change(brief, sentence, case) for sentence in order)
            for found, _ in zip((m for m in made if m is not None), range(each), strict=False):
                yield form, found


def measure(
    dossier: Dossier, each: int, seed: int, missed: bool = False
) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Caught of tried by kind of tampering; refused of tried by kind of harmless change, untouched items among them."""
    verifier = Verifier(dossier)
    counts: list[dict[str, tuple[int, int]]] = []
    for changes, wrong in ((TAMPERING, True), (HARMLESS, False)):
        found: dict[str, tuple[int, int]] = {}
        for kind, change in changes.items():
            tried = refused = 0
            for form, brief in trials(dossier, change, each, seed):
                result = verifier.verify(write_brief(form, brief))
                tried, refused = tried + 1, refused + (not result.holds)
                if missed and result.holds == wrong:
                    told = [f"{fault.code}: {fault.found}" for fault in result.faults]
                    print(
                        f"  {kind} [{brief.lang} {form}]", " // ".join(s.words for s in brief.sentences())[:300], told
                    )
            found[kind] = (refused, tried)
        counts.append(found)
    tried = refused = 0
    for lang in LANGS:
        for form in FORMS:
            result = verifier.verify(write_brief(form, brief_of(dossier, lang, default_template())))
            tried += result.checked + result.notes
            refused += len({fault.sentence for fault in result.faults})
    counts[1]["untouched"] = (refused, tried)
    return counts[0], counts[1]


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--story", type=Path, help="a story that is built already")
    parser.add_argument("--each", type=int, default=20, help="changes of a kind in each form and language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="print what was missed or wrongly refused")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        story = open_story(given.story) if given.story else build(EXAMPLE, Path(folder) / "story")
        tampered, harmless = measure(story.dossier(), given.each, given.seed, given.missed)
    for title, found in (("Tampering caught", tampered), ("Harmless, refused", harmless)):
        refused, tried = (sum(pair[side] for pair in found.values()) for side in (0, 1))
        print(f"{title}: {refused} of {tried}")
        for kind, (some, of) in found.items():
            print(f"  {kind:28} {some:5} of {of}")


if __name__ == "__main__":
    main()
