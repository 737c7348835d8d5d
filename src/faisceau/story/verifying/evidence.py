"""What the notes of a sentence bear out: their words, and what was read in them: numbers, dates, actors, who vouches."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from faisceau import knowledge
from faisceau.export.brief.pieces import clean
from faisceau.export.rules import Rules
from faisceau.export.wording import Wording
from faisceau.knowledge import goods
from faisceau.knowledge.gazetteer import StateRow, all_names, words_of
from faisceau.model.claims import AUTHOR, Claim, Quantity
from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.rules import RuleRow
from faisceau.model.dossier.whole import Dossier
from faisceau.story.verifying.actor_words import words_by_actor
from faisceau.story.verifying.said import brief_languages, dates_said, numbers_said

#: What a brief calls an event that is denied and that nobody affirms; its label, by this key, stands among those of the verdicts.
ONLY_DENIED = "only_denied"

Date = tuple[int | None, int | None, int | None]
_MARKS = re.compile("[«»“”]")


class Passage(Struct, frozen=True):
    """The words of a note that were found in its article; `claims` are those that have exactly these words."""

    article: str
    quote: str
    claims: tuple[str, ...]


class Evidence(Struct, frozen=True):
    """What may stand in a sentence. `words` and names are folded; `phrases` may stand in it as they are, the `quoting` ones
    with quotation marks in them.

    `counts` are, by key of the interface's plurals, the numbers that it may count.
    """

    quotes: tuple[str, ...]
    quoting: tuple[str, ...]
    phrases: tuple[str, ...]
    words: frozenset[str]
    actors: frozenset[str]
    numbers: frozenset[float]
    dates: frozenset[Date]
    vouching: frozenset[str]
    ends: tuple[str, ...]
    verdicts: frozenset[str]
    counts: dict[str, frozenset[int]]
    more: frozenset[int]


class Bench:
    """A story laid out to look evidence up in, in the words of one language."""

    def __init__(self, dossier: Dossier, lang: str) -> None:
        self.dossier = dossier
        self.wording = Wording(dossier, lang)
        self._rules = Rules(self.wording)
        self._claims = {claim.id: claim for claim in dossier.claims}
        self._at: dict[tuple[str, int, int], list[str]] = defaultdict(list)
        for claim in dossier.claims:
            self._at[claim.article, claim.start, claim.end].append(claim.id)
        self._note_of = {note.claim: note.number for note in dossier.notes}
        self._actors = {actor.id: actor for actor in dossier.actors}
        self._events = {event.id: event for event in dossier.events}
        self._event_of = {claim: event.id for event in dossier.events for claim in event.claims}
        self._rows: dict[str, EventRow] = {
            row.event: row
            for row in (
                *dossier.timeline.dated, *dossier.timeline.undated, *dossier.established, *dossier.contested,
            )
        }  # fmt: skip

        self.long_names = _long_names(dossier)

    def passage(self, article: str, start: int, end: int, quote: str) -> Passage:
        """The claims whose words are exactly these."""
        return Passage(article, quote, tuple(self._at.get((article, start, end), ())))

    def evidence(self, cited: Iterable[Passage], around: Iterable[Passage]) -> Evidence:
        """What `cited` bear out, in an item that cites `around`, which includes them.

        Words, numbers and who vouches come from the notes cited; what is of a whole event (its date, its verdict, how many
        origins it has) from all those of the item.
        """
        cited, around = list(cited), list(around)
        claims = [self._claims[id_] for passage in cited for id_ in passage.claims]
        ids = {claim.id for claim in claims}
        item = {id_ for passage in around for id_ in passage.claims}
        # The first note of a passage is the one whose claim it is about; several claims may have the same words.
        events = {self._event_of[id_] for id_ in item if id_ in self._event_of}
        quotes = tuple(clean(" ".join(passage.quote.split())) for passage in cited)
        exchanges = [each for each in self.dossier.exchanges if item & set(each.claims)]
        figures = [each for each in self.dossier.figures if ids & {account.claim for account in each.accounts}]
        rules = [rule for rule in self.dossier.rules if item & _noted(rule, self.dossier)]
        shown = [quantity for each in exchanges if ids & set(each.claims) for quantity in each.quantity]
        shown += [account.quantity for each in figures for account in each.accounts if account.claim in ids]
        phrases = [self.wording.quote(self._note_of[claim.id]) for claim in claims if claim.id in self._note_of]
        phrases += [phrase for rule in rules for phrase in self._rule(rule)]
        for row in self.dossier.checks:
            if self._claim_of(row.note) in ids:
                phrases += [self._rules.check(row.check), self._rules.source(row.check) or ""]
        phrases += [each.of for each in figures] + [each.good for each in exchanges if ids & set(each.claims)]
        lines = [r for r in self.dossier.ledger if any(r.exchange == each.id for each in exchanges)]
        ends = [self.wording.ends(r) for r in lines]  # and without the marks of names taken from the context
        ends += [f"{self.wording.actors(r.from_)} → {self.wording.actors(r.to)}" for r in lines]
        told = sorted({clean(each) for each in phrases if each.strip()}, key=lambda p: (-len(p), p))
        return Evidence(
            quotes=quotes,
            quoting=tuple(phrase for phrase in told if _MARKS.search(phrase)),
            phrases=tuple(phrase for phrase in told if not _MARKS.search(phrase)),
            words=self._words(claims, quotes, cited),
            actors=frozenset(_actors(claims)),
            numbers=frozenset(_numbers(quotes, [*shown, *(i.quantity for c in claims for i in c.items if i.quantity)])),
            dates=frozenset(self._dates(claims, quotes, events, [e.date for e in exchanges])),
            vouching=frozenset(self._vouching(claims, cited)),
            ends=tuple(sorted({clean(each) for each in ends}, key=len, reverse=True)),
            verdicts=frozenset(self._verdicts(events)) | {each.verdict for each in exchanges},
            counts=self._counts(events),
            more=frozenset(self._more(claims, cited)),
        )

    def _verdicts(self, events: Iterable[str]) -> Iterator[str]:
        for id_ in events:
            yield self._events[id_].verdict
            if id_ in self._rows and self._rows[id_].is_only_denied:
                yield ONLY_DENIED

    def _rule(self, row: RuleRow) -> list[str]:
        concern, rules, words = row.concern, self._rules, self.wording.words
        about = [rules.reference(concern.id), rules.regime(concern.id), words.rule["not_banned"], f"§ {concern.id}"]
        why = [rules.why(concern, dated=dated) for dated in (True, False)]
        questions = rules.questions(concern)
        decide = f"{words.rule['would_decide']}{self.wording.colon}{' '.join(questions)}"
        cases = f"{words.rule['cases']}{self.wording.colon}".strip()
        return [rules.title(concern.id), *about, *why, *(f"{each}." for each in why), decide, *questions, cases]

    def _claim_of(self, number: int) -> str:
        return self.wording.note(number).claim

    def _words(self, claims: list[Claim], quotes: tuple[str, ...], cited: list[Passage]) -> frozenset[str]:
        found = {word for quote in quotes for word in words_of(quote)}
        called = words_by_actor()
        for claim in claims:
            told = [claim.place or ""]
            for ref in (*claim.subject, *claim.object, *claim.source.by, *claim.source.chain):
                known = self._actors.get(ref.id)
                told += [ref.name, *(known.names.values() if known else ()), known.written if known else ""]
                found |= called.get(ref.id, frozenset())
            if claim.flow:
                for end in (claim.flow.from_, claim.flow.to):
                    found |= called.get(end or "", frozenset())
            for item in claim.items:
                told += [item.name, *(goods.label(item.category, lang) for lang in brief_languages() if item.category)]
            found |= {word for name in told for word in words_of(name)}
        for passage in cited:
            found |= set(words_of(self.wording.outlet(passage.article)))
        return frozenset(found)

    def _dates(
        self, claims: list[Claim], quotes: tuple[str, ...], events: set[str], others: list[str | None]
    ) -> Iterable[Date]:
        values = [claim.date.value for claim in claims if claim.date]
        values += [self._events[id_].date or "" for id_ in events] + [other or "" for other in others]
        for value in values:
            for end in value.split("/"):
                for day in dates_said(end.partition("T")[0]):
                    yield day[2:]
        for quote in quotes:
            for day in dates_said(quote):
                yield day[2:]

    def _vouching(self, claims: list[Claim], cited: list[Passage]) -> Iterable[str]:
        for claim in claims:
            for ref in claim.source.by:
                if ref.id != AUTHOR:
                    yield from (clean(self.wording.named(ref.id)), clean(self.wording.actor(ref.id)), clean(ref.name))
        for passage in cited:
            speaks = [self._claims[id_] for id_ in passage.claims]
            if not speaks or any(ref.id == AUTHOR for claim in speaks for ref in claim.source.by):
                yield clean(self.wording.outlet(passage.article))

    def _counts(self, events: set[str]) -> dict[str, frozenset[int]]:
        independent = {self._events[id_].independent for id_ in events}
        affirmed = {self._rows[id_].affirmed for id_ in events if id_ in self._rows}
        denied = {self._rows[id_].denied for id_ in events if id_ in self._rows}
        summed = {each.independent for each in self.dossier.summary if each.event in events}
        return {
            "origins": frozenset(independent | summed),
            "corroborated": frozenset(affirmed or independent),
            "affirmed": frozenset(affirmed),
            "denied": frozenset(denied),
        }

    def _more(self, claims: list[Claim], cited: list[Passage]) -> Iterable[int]:
        """How many names a list may leave out: those beyond the most that it shows."""
        voices = {
            self.wording.outlet(claim.article) if ref.id == AUTHOR else ref.id
            for claim in claims
            for ref in claim.source.by
        }
        actors = {ref.id for claim in claims for ref in (*claim.subject, *claim.object)}
        return {len(voices) - 4, len(actors) - 12}


def _actors(claims: list[Claim]) -> Iterable[str]:
    for claim in claims:
        for ref in (*claim.subject, *claim.object, *claim.source.by, *claim.source.chain):
            yield ref.id
        if claim.flow:
            yield from (end for end in (claim.flow.from_, claim.flow.to) if end)


def _long_names(dossier: Dossier) -> tuple[tuple[str, frozenset[str]], ...]:
    """Names of several words, folded, with the actors that they name, the longest first: those of the story, and of all States."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in dossier.actors:
        for name in (*actor.names.values(), actor.written):
            found[" ".join(words_of(name))].add(actor.id)
    for state in knowledge.load_rows("actors/states.tsv", StateRow):
        for name in all_names(state.names):
            found[" ".join(words_of(name))].add(state.id)
    named = {name: frozenset(actors) for name, actors in found.items() if " " in name}
    return tuple(sorted(named.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _noted(row: RuleRow, dossier: Dossier) -> set[str]:
    return {dossier.notes[number - 1].claim for case in row.cases for number in case.told.notes}


def _numbers(quotes: tuple[str, ...], quantities: list[Quantity]) -> Iterable[float]:
    for quantity in quantities:
        yield from (each for each in (quantity.value, quantity.min, quantity.max) if each is not None)
    for quote in quotes:
        for lang in brief_languages():
            yield from (said.value for said in numbers_said(quote, lang))
