"""What fiches and thesis sheets say alike: steps of chains, notes, the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faisceau.export.fiche.dress import Block, foreign, reference
from faisceau.export.variables import VariableWords
from faisceau.export.wording import Wording
from faisceau.model.claims import AUTHOR
from faisceau.model.dossier.whole import Dossier
from faisceau.model.system import Sign
from faisceau.model.theses import ThesisSheet
from faisceau.model.whatif import CitedWords, Fiche, QuoteNote, Step, Told

Sheet = Fiche | ThesisSheet
_OURS = frozenset({"steps", "mark"})


class Teller:
    """Puts the parts of a sheet in the words of `names`."""

    def __init__(self, names: VariableWords) -> None:
        self.names = names
        self.wording = Wording(Dossier(name="", actors=names.actors), names.lang)
        self._words = names.words.whatif

    def say(self, key: str, **values: object) -> str:
        """The words of a key, what comes from outside made harmless; `steps` and `mark` are already ours."""
        told = {name: value if name in _OURS else foreign(str(value)) for name, value in values.items()}
        return self._words[key].format(**told)

    def label(self, variable: str) -> str:
        """A variable in words."""
        return foreign(self.names.label(variable))

    def corpus(self, corpus: Sheet) -> str:
        """How many articles, from when to when; nothing is said beyond the last."""
        one, other = self.names.words.plural["articles"]
        articles = (one if corpus.articles in self.names.words.language.one else other).format(n=corpus.articles)
        if corpus.first is None:
            return self.say("corpus_undated", articles=articles)
        told = self.say("corpus", articles=articles, first=corpus.first, last=corpus.last)
        return f"{told} {self.say('undated', n=corpus.undated)}" if corpus.undated else told

    def steps(self, chain: Told) -> str:
        """A chain's arcs with their notes."""
        return " ; ".join(self.step(step) for step in chain.steps)

    def step(self, step: Step) -> str:
        """One arc with its notes."""
        told = self.say(
            "step_plus" if step.sign == "+" else "step_minus",
            cause=self.label(step.cause),
            effect=self.label(step.effect),
        )
        ground = "" if step.ground == "cited" else self.say(f"ground_{step.ground}")
        return f"{told}{ground}{self.references(step.notes)}"

    def references(self, notes: tuple[int, ...]) -> str:
        """References to notes."""
        return "".join(f" {reference(number)}" for number in notes)

    def sign(self, sign: Sign) -> str:
        """The mark of a sign."""
        return self.say("sign_plus" if sign == "+" else "sign_minus")

    def notes(self, notes: tuple[QuoteNote, ...], cited: Sequence[CitedWords] = ()) -> Iterator[Block]:
        """The words cited, where there are any: those of causal claims, then others."""
        if notes or cited:
            yield Block("title", self.say("notes"), 2)
        for note in notes:
            yield Block("item", self._note(note), note=note.number)
        for each in cited:
            yield Block("item", self._cited(each), note=each.number)

    def _cited(self, each: CitedWords) -> str:
        words = each.words
        date = words.published or self.names.words.text["undated"]
        return self.say("note_cited", mark=reference(each.number), quote=words.quote, article=words.article, date=date)

    def _note(self, note: QuoteNote) -> str:
        cause = note.cause
        who = ", ".join(self.say("author") if s == AUTHOR else self.names.actor(s) for s in cause.speaker)
        return self.say(
            "note",
            mark=reference(note.number),
            quote=cause.quote,
            who=who,
            article=cause.article,
            date=note.published or self.names.words.text["undated"],
            modality="" if cause.modality == "asserted" else self.say(f"modality_{cause.modality}"),
        )
