"""From a dossier to a brief: which rows become sentences, and in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from faisceau.export.brief.pieces import Pieces, Plain, clean
from faisceau.export.brief.structure import Brief, Heading, Note, Paragraph, Piece, Section, Sentence
from faisceau.export.brief.template import SectionPlan, Template
from faisceau.export.links import web_address
from faisceau.export.phrases import say
from faisceau.export.rules import Rules
from faisceau.export.wording import Wording
from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.figures import FigureRow
from faisceau.model.dossier.ledger import LedgerRow
from faisceau.model.dossier.naming import Note as Evidence
from faisceau.model.dossier.rules import CheckRow, RuleRow
from faisceau.model.dossier.statements import Entry
from faisceau.model.dossier.summary import Sentence as Summed
from faisceau.model.dossier.whole import Dossier
from faisceau.model.passages import Passage  # fmt: skip

# Cases of a rule whose words are shown; the others are cited.
_SHOWN = 2
_LONGEST_QUOTE = 4000  # code points of a note's words; more is cut, and said to be
_DASH = " — "


class Phrases:
    """The rows of a dossier as sentences in the words of one language."""

    def __init__(self, dossier: Dossier, wording: Wording) -> None:
        self._wording, self._words = wording, wording.words
        self._dress, self._rules = Plain(wording), Rules(wording)
        self._figures = {row.figure: row for row in dossier.figure_rows}
        self._dossier = dossier

    def rows(self, show: str) -> Sequence[Any]:
        """What a section has to show."""
        held: dict[str, Sequence[Any]] = {
            "timeline": self._dossier.timeline.dated,
            "undated": self._dossier.timeline.undated,
            "figures": self._dossier.figure_rows,
        }
        return held[show] if show in held else getattr(self._dossier, show)

    def sentence(self, row: Any) -> Sentence:
        """One row in words."""
        told: dict[type, Callable[[Any], Pieces]] = {
            Summed: self._summed,
            EventRow: self._event,
            FigureRow: self._figure,
            LedgerRow: self._exchange,
            RuleRow: self._rule,
            CheckRow: self._check,
            Entry: self._entry,
        }
        return Sentence(told[type(row)](row).parts)

    def _summed(self, sentence: Summed) -> Pieces:
        made = say(sentence, self._wording, self._dress, self._figures)
        assert isinstance(made, Pieces)
        return made

    def _told(self, passage: Passage) -> Pieces:
        return self._dress.fill(
            f"{{quote}}{_DASH}{{status}} {{notes}}",
            quote=self._dress.quote(passage.lead),
            status=self._wording.status(passage),
            notes=self._dress.notes(passage.notes),
        )

    def _event(self, row: EventRow) -> Pieces:
        verdict = self._wording.verdict(row)
        date, told = self._wording.date(row.date), self._told(row.told)
        line = self._dress.fill(f"{{date}}{_DASH}{{told}}{_DASH}{{verdict}}", date=date, told=told, verdict=verdict)
        if row.against is None:
            return line
        against = f"{self._words.sentence['join']}{self._words.text['against']}{self._wording.colon}"
        return self._dress.fill("{line}{against}{told}", line=line, against=against, told=self._told(row.against))

    def _figure(self, row: FigureRow) -> Pieces:
        accounts = [
            self._dress.fill(
                "{amount} ({who}) {notes}",
                amount=self._wording.quantity(line.quantity),
                who=self._wording.voices(line.told.voices),
                notes=self._dress.notes(line.told.notes),
            )
            for line in row.lines
        ]
        return self._dress.fill(
            "{of}{colon}{accounts}", of=row.of, colon=self._wording.colon, accounts=self._join(accounts)
        )

    def _exchange(self, row: LedgerRow) -> Pieces:
        amounts = ", ".join(self._wording.quantity(quantity) for quantity in row.quantity)
        return self._dress.fill(
            f"{{ends}}{{colon}}{{good}}{{amounts}}, {{date}}{_DASH}{{told}}{_DASH}{{verdict}}",
            ends=self._wording.ends(row),
            colon=self._wording.colon,
            good=row.good,
            amounts=f" ({amounts})" if amounts else "",
            date=self._wording.date(row.date),
            told=self._told(row.told),
            verdict=self._words.verdict[row.verdict],
        )

    def _rule(self, row: RuleRow) -> Pieces:
        concern, words, colon = row.concern, self._words, self._wording.colon
        about = [part for part in (self._rules.reference(concern.id), self._rules.regime(concern.id)) if part]
        about += [] if self._rules.is_ban(concern.id) else [words.rule["not_banned"]]
        questions = " ".join(self._rules.questions(concern))
        others = tuple(dict.fromkeys(note for case in row.cases[_SHOWN:] for note in case.told.notes))
        return self._dress.fill(
            "{title} ({about}, § {id}){colon}{why}.{asked} {label}{colon}{told}{more}",
            title=self._dress.strong(self._rules.title(concern.id)),
            about=", ".join(about),
            id=concern.id,
            colon=colon,
            why=self._rules.why(concern, dated=len(row.cases) == 1),
            asked=f" {words.rule['would_decide']}{colon}{questions}" if questions else "",
            label=words.rule["cases"],
            told=self._join([self._told(case.told) for case in row.cases[:_SHOWN]]),
            more=self._dress.fill(" {notes}", notes=self._dress.notes(others)) if others else "",
        )

    def _check(self, row: CheckRow) -> Pieces:
        return self._dress.fill(
            f"{{quote}} {{notes}}{_DASH}{{said}}{{source}}",
            quote=self._dress.quote(row.note),
            notes=self._dress.notes((row.note,)),
            said=self._rules.check(row.check),
            source=self._dress.link(web_address(self._rules.source(row.check))),
        )

    def _entry(self, entry: Entry) -> Pieces:
        if not entry.actors:
            return self._told(entry.told)
        who = self._dress.strong(self._wording.actors_told(entry.actors, entry.told.notes))
        return self._dress.fill("{who}{colon}{told}", who=who, colon=self._wording.colon, told=self._told(entry.told))

    def _join(self, parts: list[Pieces]) -> Pieces:
        template = self._words.sentence["join"].join(f"{{p{i}}}" for i in range(len(parts)))
        return self._dress.fill(template, **{f"p{i}": part for i, part in enumerate(parts)})


def brief_of(dossier: Dossier, lang: str, template: Template, *, as_in_dossier: bool = False) -> Brief:
    """The brief that the template asks for, in `lang`.

    Notes are numbered as the brief first cites them, or by the numbers of the page if `as_in_dossier`.
    """
    wording = Wording(dossier, lang)
    phrases = Phrases(dossier, wording)
    sections = [section for plan in template.section for section in _section(plan, phrases, wording)]
    cited = dict.fromkeys(
        number for section in sections for p in section.paragraphs for s in p.sentences for number in s.notes
    )
    ordered = sorted(cited) if as_in_dossier else list(cited)
    numbers = {old: old if as_in_dossier else new for new, old in enumerate(ordered, start=1)}
    own = template.title is not None and bool(template.title.strip())
    return Brief(
        lang=lang,
        title=Heading(clean(template.title or "") if own else clean(dossier.name), own),
        facts=facts_of(dossier, wording),
        own=own_words(template.words),
        own_label=wording.words.brief["own"],
        legend=wording.words.brief["legend"],
        sections=tuple(_renumbered(section, numbers) for section in sections),
        notes_heading=wording.words.text["citations"],
        notes=tuple(note_of(wording.note(number), numbers[number], wording) for number in ordered),
        notes_at=template.notes,
    )


def facts_of(dossier: Dossier, wording: Wording) -> tuple[str, ...]:
    """From when to when the articles are, how many, and of how many independent origins."""
    published = sorted(article.published for article in dossier.articles if article.published)
    span = [wording.date(f"{published[0]}/{published[-1]}")] if published else []
    return (*span, wording.count("articles", len(dossier.articles)), wording.count("origins", dossier.origins))


def own_words(text: str) -> tuple[str, ...]:
    """Paragraphs of the author: an empty line parts them."""
    return tuple(clean(part).strip() for part in re.split(r"\n\s*\n", text) if part.strip())


def note_of(evidence: Evidence, number: int, wording: Wording) -> Note:
    """A note in words."""
    article = wording.article(evidence.article)
    quote = evidence.quote
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE] + wording.words.text["cut"]
    return Note(
        number=number,
        article=clean(evidence.article),
        start=evidence.start,
        end=evidence.end,
        outlet=clean(wording.outlet(evidence.article)),
        title=clean(wording.headline(evidence.article)),
        date=wording.date(article.published) if article.published else wording.words.text["published_unknown"],
        address=clean(article.url or ""),
        linked=web_address(article.url) is not None,
        quote=wording.words.text["words_of"].replace("{words}", clean(quote)),
        before_quote=wording.colon,
    )


def _section(plan: SectionPlan, phrases: Phrases, wording: Wording) -> Iterator[Section]:
    rows = phrases.rows(plan.show)
    if not rows and plan.if_empty == "leave_out":
        return
    shown = rows[: plan.most]
    frame = "" if rows else wording.words.empty.get(plan.show, wording.words.brief["nothing"])
    if len(shown) < len(rows):
        frame = wording.words.brief["left_out"].format(n=wording.number(len(rows) - len(shown)))
    own = plan.heading is not None and bool(plan.heading.strip())
    yield Section(
        show=plan.show,
        heading=Heading(clean(plan.heading or "") if own else wording.words.section[plan.show], own),
        own=own_words(plan.words),
        paragraphs=tuple(Paragraph((phrases.sentence(row),)) for row in shown),
        frame=frame,
    )


def _renumbered(section: Section, numbers: dict[int, int]) -> Section:
    def pieces(sentence: Sentence) -> Iterable[Piece]:
        for piece in sentence.pieces:
            yield Piece(piece.sort, piece.words, tuple(numbers[number] for number in piece.notes))

    made = tuple(
        Paragraph(tuple(Sentence(tuple(pieces(sentence))) for sentence in paragraph.sentences))
        for paragraph in section.paragraphs
    )
    return Section(section.show, section.heading, section.own, made, section.frame)
