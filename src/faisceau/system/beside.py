"""What a fiche shows beside its answers: the grid of needs and suppliers and the camps, without the sources left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from faisceau.knowledge.criticality import criticality
from faisceau.model.alignment import ActorTie, Alignment, TieEvent
from faisceau.model.dependence import Criticality, Need, Supplier, Supplying, Words
from faisceau.model.dossier.whole import Dossier
from faisceau.model.passages import Passage
from faisceau.model.whatif import CitedWords, Fiche
from faisceau.system.alignment import DatedTie, windows
from faisceau.system.supply import coverage

_GRADES: tuple[Criticality, ...] = ("vital", "important", "unstated")
Change = Callable[[Passage], Passage | None]


class Beside(Struct, frozen=True):
    """The grid and the camps."""

    needs: tuple[Need, ...]
    alignment: Alignment


def beside(dossier: Dossier, left_out: Collection[str]) -> Beside:
    """Those of the dossier, less what is quoted from no article but those `left_out`; notes keep the dossier's numbers.

    Camps are divided anew by the ties that remain. An event's date stays the one that all its accounts gave.
    """
    whole = Beside(dossier.dependence.needs, dossier.alignment)
    if not left_out:
        return whole
    article = {note.number: note.article for note in dossier.notes}
    quote = {note.number: note.quote for note in dossier.notes}
    lang = {each.id: each.lang for each in dossier.articles}

    def kept(passage: Passage) -> Passage | None:
        notes = tuple(number for number in passage.notes if article[number] not in left_out)
        if not notes:
            return None
        voices = tuple(voice for voice in passage.voices if voice.article not in left_out)
        return Passage(passage.lead if passage.lead in notes else notes[0], notes, voices, passage.status)

    needs = [
        replace(
            need,
            criticality=_grade(need.needed, quote, lang, article) if need.needed else "unstated",
            coverage=coverage(need.suppliers),
        )
        for need in _needs(whole.needs, kept)
    ]
    ties = tuple(_ties(whole.alignment.ties, kept))
    dated = [
        DatedTie(tie.a, tie.b, each.sign, each.event, each.date) for tie in ties for each in tie.events if each.date
    ]
    unit, found = windows(dated)
    undated = sum(1 for tie in ties for each in tie.events if each.date is None)
    return Beside(tuple(needs), Alignment(ties, found, unit, undated))


def with_beside(found: Fiche, shown: Beside, quotes: Mapping[int, Words]) -> Fiche:
    """The fiche with the grid and the camps. `quotes` are the words of the dossier's notes, which are numbered anew here."""
    numbers: dict[int, int] = {}

    def renumbered(passage: Passage) -> Passage:
        given = [numbers.setdefault(note, len(found.notes) + len(numbers) + 1) for note in passage.notes]
        return Passage(numbers[passage.lead], tuple(given), passage.voices, passage.status)

    needs = tuple(_needs(shown.needs, renumbered))
    alignment = replace(shown.alignment, ties=tuple(_ties(shown.alignment.ties, renumbered)))
    cited = tuple(CitedWords(number, quotes[note]) for note, number in numbers.items())
    return replace(found, needs=needs, alignment=alignment, cited=cited)


def _needs(needs: Sequence[Need], change: Change) -> Iterator[Need]:
    """The needs with their passages changed; what is left without any is not there."""
    for need in needs:
        needed = change(need.needed) if need.needed else None
        suppliers = tuple(Supplier(each.actor, tuple(_supplies(each, change))) for each in need.suppliers)
        suppliers = tuple(each for each in suppliers if each.supplies)
        if needed or suppliers:
            yield replace(need, needed=needed, suppliers=suppliers)


def _supplies(supplier: Supplier, change: Change) -> Iterator[Supplying]:
    for each in supplier.supplies:
        told = change(each.told)
        if told:
            yield replace(each, told=told)


def _ties(ties: Sequence[ActorTie], change: Change) -> Iterator[ActorTie]:
    for tie in ties:
        events = tuple(_events(tie, change))
        if events:
            signs = {each.sign for each in events}
            yield replace(tie, sign="both" if len(signs) > 1 else next(iter(signs)), events=events)


def _events(tie: ActorTie, change: Change) -> Iterator[TieEvent]:
    for each in tie.events:
        told = change(each.told)
        if told:
            yield replace(each, told=told)


def _grade(
    needed: Passage, quote: Mapping[int, str], lang: Mapping[str, str], article: Mapping[int, str]
) -> Criticality:
    grades = {criticality(quote[number], lang[article[number]]) for number in needed.notes}
    return next(grade for grade in _GRADES if grade in grades)


__all__ = ["Beside", "beside", "with_beside"]
