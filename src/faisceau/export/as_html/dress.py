"""How the page writes the parts of a line: quotes, notes, marks. Everything that comes from input is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from faisceau.export.links import named
from faisceau.export.strange import spelled
from faisceau.export.wording import Wording
from faisceau.model.claims import ActorRef
from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.figures import FigureLink, FigureRow
from faisceau.model.fused import Event
from faisceau.model.passages import Passage, Voice


def plain(value: object) -> object:
    """Text with its strange characters spelled out; anything else, and what is already markup, as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return spelled(value)
    return value


class Html:
    """The dress of a line in the page."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._references: dict[int, Markup] = {}

    def fill(self, template: str, **parts: str) -> str:
        """The template with its parts, those that are not yet markup escaped."""
        return escape(template).format(**{key: plain(part) for key, part in parts.items()})

    def quote(self, number: int) -> str:
        """The words of a note, leading to them."""
        return Markup('<a class="q" href="{}">{}</a>').format(self.place(number), plain(self._wording.quote(number)))

    def notes(self, numbers: tuple[int, ...]) -> str:
        """References to notes."""
        return Markup('<span class="ns">{}</span>').format(Markup("<wbr>").join(map(self._reference, numbers)))

    def _reference(self, number: int) -> Markup:
        """A note's number, leading to its words. Rows cite the same notes again and again."""
        if number not in self._references:
            one = Markup('<a class="n" href="{}" title="{}" aria-label="{}">[{}]</a>')
            label = self._wording.text("note", number=number)
            self._references[number] = one.format(self.place(number), self._where(number), label, number)
        return self._references[number]

    def who(self, ids: Iterable[str], numbers: Sequence[int]) -> Markup:
        """Names in a list. One that none of the notes' words hold leads to where the article has it, and says so."""
        # As plain strings, already escaped: markup added to a string would escape it again.
        return Markup(self._wording.listed([str(self._named(id_, numbers)) for id_ in ids]))

    def _named(self, id_: str, numbers: Sequence[int]) -> Markup:
        wording, name = self._wording, escape(plain(self._wording.actor(id_)))
        apart = wording.from_context(id_, numbers)
        if apart is None or apart[1].span is None or apart[0] not in wording.rank:
            return name
        article, ref = apart
        address = wording.links.words(article, named(apart[1].span.start))
        title = wording.text("named_there", words=wording.text("words_of", words=ref.name))
        return Markup('<a class="ctx" href="{}" title="{}">{}</a>').format(address, plain(title), name)

    def event_mark(self, row: EventRow, *, label: bool = True) -> str:
        """The mark of an event's row, in the words for what is only denied where it is."""
        return self.mark(row.verdict, row.affirmed, label=label, told=self._wording.verdict(row))

    def mark(self, verdict: str, independent: int, *, label: bool = True, told: str | None = None) -> str:
        """The verdict's mark with its words beside it, or read out only."""
        wording = self._wording
        if told is None:
            told = wording.words.verdict[verdict]
            if verdict == "corroborated":
                told = wording.count("corroborated", independent)
        count = str(independent) if verdict == "corroborated" and not label else ""
        return Markup(
            '<span class="v v-{}"><svg class="i" aria-hidden="true"><use href="#m-{}"/></svg>{}<span class="{}">{}</span></span>'
        ).format(verdict, verdict, Markup("<b>{}×</b>").format(count) if count else "", "vt" if label else "sr", told)

    def status(self, passage: Passage) -> str:
        """The status with its holder, and its mark."""
        key = passage.status
        mark = Markup('<svg class="i" aria-hidden="true"><use href="#s-{}"/></svg>').format(key)
        return Markup('<span class="st st-{}">{}{}</span>').format(
            key, "" if key == "asserted" else mark, plain(self._wording.status(passage))
        )

    def names_holder(self, passage: Passage) -> bool:
        """Whether the status, as worded, already says who holds it."""
        return self._wording.words.status[self._wording.status_key(passage)].find("{voices}") >= 0

    @staticmethod
    def alone(rows: tuple[FigureRow, ...]) -> list[FigureRow]:
        """The figures that one account only gives."""
        return [row for row in rows if len(row.lines) == 1]

    @staticmethod
    def relations(links: tuple[FigureLink, ...]) -> list[tuple[str, tuple[int, ...]]]:
        """Relations with the notes that stand in them: those that agree together, the others pair by pair."""
        agreeing = sorted({note for link in links if link.relation == "agree" for note in (link.a, link.b)})
        pairs = [(str(link.relation), (link.a, link.b)) for link in links if link.relation != "agree"]
        return [*([("agree", tuple(agreeing))] if agreeing else []), *dict.fromkeys(pairs)]

    def ties(self, event: Event) -> list[tuple[str, list[str]]]:
        """Why articles of the event are one witness, in words, each with the articles that the page shows."""
        found: list[tuple[str, list[str]]] = []
        for tie in (tie for witness in event.witnesses for tie in witness.ties):
            articles = [article for article in tie.articles if article in self._wording.rank]
            if articles and (len(articles) > 1 or tie.kind != "text"):
                found.append((self._wording.tie(tie), articles))
        return found

    def card_status(self, number: int) -> str:
        """The status of one claim on its card."""
        claim = self._wording.claim(number)
        voices = tuple(Voice(ref.id, claim.article) for ref in claim.source.by)
        return self.status(Passage(number, (number,), voices, claim.status))

    def number_of(self, claim: str) -> int:
        """The number of a claim's note."""
        return self._wording.note_of(claim)

    def reasons(self, codes: tuple[str, ...]) -> list[str]:
        """Why claims were taken for one event, each reason once; those about witnesses are said with these."""
        told = self._wording.words.web
        keys = dict.fromkeys(f"reason_{code.partition(':')[0]}" for code in codes)
        return [told[key] for key in keys if key in told]

    @staticmethod
    def ids(refs: tuple[ActorRef, ...]) -> list[str]:
        """The actors' ids, each once."""
        return list(dict.fromkeys(ref.id for ref in refs))

    def place(self, number: int) -> str:
        """The address of a note's words."""
        return self._wording.place(number)

    def _where(self, number: int) -> object:
        article = self._wording.article(self._wording.note(number).article)
        return plain(f"{self._wording.outlet(article.id)}, {self._wording.date(article.published)}")
