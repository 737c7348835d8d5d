"""A brief in Markdown: each line cited, the notes with outlet, date, address and quote. Numbers as in the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from faisceau.export.links import web_address
from faisceau.export.phrases import say
from faisceau.export.rules import Rules
from faisceau.export.strange import spelled
from faisceau.export.wording import Wording
from faisceau.model.dossier import CheckRow, Dossier, Entry, EventRow, FigureRow, LedgerRow, Passage, RuleRow

# What Markdown, or a page made from it, would take for its own.
_SPACES = re.compile(r"\s+")
# Cases of a rule whose words are shown; the others are cited.
_SHOWN = 2
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


class _Markdown:
    """The dress of a sentence in Markdown."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self.cited: set[int] = set()

    def fill(self, template: str, **parts: str) -> str:
        dressed = {key: part if isinstance(part, _Safe) else safe(part) for key, part in parts.items()}
        return _Safe(template.format(**dressed))

    def quote(self, number: int) -> str:
        return _Safe(safe(self._wording.quote(number)))

    def notes(self, numbers: tuple[int, ...]) -> str:
        self.cited.update(numbers)
        return _Safe("".join(f"[{number}]" for number in numbers))


class _Safe(str):
    """Markdown already."""

    __slots__ = ()


def safe(text: str) -> str:
    """Text that Markdown shows as it is; control characters by their code."""
    return _SPECIAL.sub(r"\\\1", spelled(_SPACES.sub(" ", text)))


def render(dossier: Dossier, lang: str) -> bytes:
    """The brief in `lang`."""
    wording = Wording(dossier, lang)
    dress = _Markdown(wording)
    body = list(_body(dossier, wording, dress))
    return ("\n".join([*body, *_notes(dossier, wording, dress.cited)]).rstrip() + "\n").encode()


def _body(dossier: Dossier, wording: Wording, dress: _Markdown) -> Iterator[str]:
    figures = {row.figure: row for row in dossier.figure_rows}
    rules = Rules(wording)
    counts = (wording.count("articles", len(dossier.articles)), wording.count("origins", dossier.origins))
    published = sorted(article.published for article in dossier.articles if article.published)
    span = [wording.date(f"{published[0]}/{published[-1]}")] if published else []
    yield f"# {safe(dossier.name)}"
    yield f"\n{' · '.join([*span, *counts])}"
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("summary", (say(sentence, wording, dress, figures) for sentence in dossier.summary)),
        ("established", (_event(row, wording, dress) for row in dossier.established)),
        ("contested", (_event(row, wording, dress) for row in dossier.contested)),
        ("diverging", (_figure(row, wording, dress) for row in dossier.diverging)),
        ("ledger", (_exchange(row, wording, dress) for row in dossier.ledger)),
        ("rules", (_rule(row, rules, wording, dress) for row in dossier.rules)),
        ("checks", (_check(row, rules, dress) for row in dossier.checks)),
        ("needs", (_entry(entry, wording, dress) for entry in dossier.needs)),
        ("reactions", (_entry(entry, wording, dress) for entry in dossier.reactions)),
        ("forecasts", (_entry(entry, wording, dress) for entry in dossier.forecasts)),
        ("assessments", (_entry(entry, wording, dress) for entry in dossier.assessments)),
    )
    for key, items in sections:
        yield f"\n## {wording.words.section[key]}\n"
        lines = [f"- {item}" for item in items]
        yield from lines or [wording.words.empty[key]]


def _told(passage: Passage, wording: Wording, dress: _Markdown) -> str:
    return f"{dress.quote(passage.lead)} — {safe(wording.status(passage))} {dress.notes(passage.notes)}"


def _event(row: EventRow, wording: Wording, dress: _Markdown) -> str:
    verdict = (
        wording.count("corroborated", row.affirmed)
        if row.verdict == "corroborated"
        else wording.words.verdict[row.verdict]
    )
    line = f"{safe(wording.date(row.date))} — {_told(row.told, wording, dress)} — {verdict}"
    return line if row.against is None else f"{line}{_against(row.against, wording, dress)}"


def _against(passage: Passage, wording: Wording, dress: _Markdown) -> str:
    return f"{wording.words.sentence['join']}{wording.words.text['against']}{wording.colon}{_told(passage, wording, dress)}"


def _figure(row: FigureRow, wording: Wording, dress: _Markdown) -> str:
    told = (
        f"{safe(wording.quantity(line.quantity))} ({safe(wording.voices(line.told.voices))}) {dress.notes(line.told.notes)}"
        for line in row.lines
    )
    return f"{safe(row.of)}{wording.colon}{wording.words.sentence['join'].join(told)}"


def _exchange(row: LedgerRow, wording: Wording, dress: _Markdown) -> str:
    amounts = f" ({', '.join(safe(wording.quantity(q)) for q in row.quantity)})" if row.quantity else ""
    ends = f"{safe(wording.actors(row.from_))} → {safe(wording.actors(row.to))}"
    verdict = wording.words.verdict[row.verdict]
    what = f"{ends}{wording.colon}{safe(row.good)}{amounts}, {safe(wording.date(row.date))}"
    return f"{what} — {_told(row.told, wording, dress)} — {verdict}"


def _rule(row: RuleRow, rules: Rules, wording: Wording, dress: _Markdown) -> str:
    concern, words = row.concern, wording.words
    about = [part for part in (rules.reference(concern.id), rules.regime(concern.id)) if part]
    about += [] if rules.is_ban(concern.id) else [words.rule["not_banned"]]
    questions = rules.questions(concern)
    asked = f" {words.rule['would_decide']}{wording.colon}{safe(' '.join(questions))}" if questions else ""
    named = f"**{safe(rules.title(concern.id))}** ({safe(', '.join(about))}, § {safe(concern.id)})"
    told = words.sentence["join"].join(_told(case.told, wording, dress) for case in row.cases[:_SHOWN])
    others = tuple(dict.fromkeys(note for case in row.cases[_SHOWN:] for note in case.told.notes))
    more = f" {dress.notes(others)}" if others else ""
    why = safe(rules.why(concern, dated=len(row.cases) == 1))
    return f"{named}{wording.colon}{why}.{asked} {words.rule['cases']}{wording.colon}{told}{more}"


def _check(row: CheckRow, rules: Rules, dress: _Markdown) -> str:
    source = web_address(rules.source(row.check))
    return f"{dress.quote(row.note)} {dress.notes((row.note,))} — {safe(rules.check(row.check))}{f' <{source}>' if source else ''}"


def _entry(entry: Entry, wording: Wording, dress: _Markdown) -> str:
    who = f"**{safe(wording.actors(entry.actors))}**{wording.colon}" if entry.actors else ""
    return f"{who}{_told(entry.told, wording, dress)}"


def _notes(dossier: Dossier, wording: Wording, cited: set[int]) -> Iterator[str]:
    yield f"\n## {wording.words.text['citations']}\n"
    for note in dossier.notes:
        if note.number not in cited:
            continue
        article = wording.article(note.article)
        url = web_address(article.url)
        where = [safe(wording.outlet(note.article)), safe(wording.headline(note.article))]
        where.append(wording.date(article.published) if article.published else wording.words.text["published_unknown"])
        # Angle brackets keep an address whole; one that is not of the web is shown as text.
        where += [f"<{url}>"] if url else [safe(article.url)] if article.url else []
        quote = wording.words.text["words_of"].format(words=safe(note.quote))
        yield f"- [{note.number}] {', '.join(where)} ({safe(note.article)} {note.start}:{note.end}){wording.colon}{quote}"
