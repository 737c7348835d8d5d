"""An article's text with its evidence: every character of it, in order, and nothing else that a reader could copy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from faisceau.export.links import named
from faisceau.export.strange import STRANGE
from faisceau.export.wording import Wording
from faisceau.knowledge.page import front_matter_end
from faisceau.model.claims import Status
from faisceau.model.dossier.pages import ArticlePage, Card, Segment
from faisceau.model.dossier.whole import Dossier
from faisceau.model.text import Span

_LINE = re.compile(r"[^\n]*\n+|[^\n]+\Z")


class Block(NamedTuple):
    """A paragraph with its markup, the cards of the claims that begin in it, and whether it is of the file's front matter."""

    markup: Markup
    cards: tuple[Card, ...]
    front: bool = False


def article_blocks(page: ArticlePage, dossier: Dossier, wording: Wording) -> tuple[Block, ...]:
    """The page's paragraphs. Their texts together are the article's text."""
    text = wording.article(page.article).text
    begins, cuts = _places(page.article, dossier)
    numbers = {note.claim: note.number for note in dossier.notes}
    status = {claim.id: claim.status for claim in dossier.claims}
    blocks = []
    front = front_matter_end(text)
    for match in _LINE.finditer(text):
        start, end = match.span()
        inside = [segment for segment in page.segments if segment.start < end and start < segment.end]
        opened = {claim for segment in inside if start <= segment.start < end for claim in segment.opens}
        markup = Markup("").join(
            _why(
                begins.get(piece.start, ()),
                _piece(text, piece, page.number, (numbers, status, wording)),
                page.number,
                wording,
            )
            for segment in _cut(inside, start, end)
            for piece in _split(segment, cuts)
        )
        blocks.append(Block(markup, tuple(c for c in page.cards if c.claim in opened), start < front))
    return tuple(blocks)


def _places(article: str, dossier: Dossier) -> tuple[dict[int, list[str]], list[int]]:
    """What else than claims lines lead to in an article, by where it begins, and every place where one begins or ends: causal
    claims, and the names of actors that claims take from their context."""
    spans = {cause.id: Span(cause.start, cause.end) for cause in dossier.causes if cause.article == article}
    claims = (claim for claim in dossier.claims if claim.article == article)
    names = {ref.span for claim in claims for ref in claim.from_context if ref.span}
    spans |= {named(span.start): span for span in sorted(names)}
    begins: dict[int, list[str]] = {}
    for id_, span in spans.items():
        begins.setdefault(span.start, []).append(id_)
    return begins, sorted({place for span in spans.values() for place in (span.start, span.end)})


def _split(segment: Segment, cuts: Sequence[int]) -> Iterator[Segment]:
    """The segment cut at these places; what opens before it and closes after it still does."""
    edges = [segment.start, *(cut for cut in cuts if segment.start < cut < segment.end), segment.end]
    for start, end in pairwise(edges):
        yield Segment(
            start,
            end,
            segment.claims,
            segment.opens if start == segment.start else (),
            segment.closes if end == segment.end else (),
        )


def _why(begun: Sequence[str], words: Markup, number: int, wording: Wording) -> Markup:
    """The words, marked as those at which causal claims or names begin: a fiche, the map and actors lead there."""
    for each in begun:
        words = Markup('<span class="why" id="{}">{}</span>').format(wording.links.anchor(number, each), words)
    return words


def _cut(segments: list[Segment], start: int, end: int) -> Iterator[Segment]:
    """The segments within a paragraph; one that crosses its edge opens before it and closes after it."""
    for segment in segments:
        first, last = max(segment.start, start), min(segment.end, end)
        yield Segment(
            first,
            last,
            segment.claims,
            segment.opens if first == segment.start else (),
            segment.closes if last == segment.end else (),
        )


def _piece(text: str, piece: Segment, number: int, known: tuple[dict[str, int], dict[str, Status], Wording]) -> Markup:
    numbers, status, wording = known
    words = exact(text[piece.start : piece.end])
    if not piece.claims:
        return words
    marked = Markup('<mark class="d{} st-{}" data-c="{}">{}</mark>').format(
        min(len(piece.claims), 3),
        status[piece.claims[0]],
        " ".join(wording.links.anchor(number, claim) for claim in piece.claims),
        words,
    )
    for claim in reversed(piece.opens):
        marked = Markup('<span class="at" id="{}">{}</span>').format(wording.links.anchor(number, claim), marked)
    # The note's number is drawn by the style sheet, so that the article's text stays the article's text.
    closing = Markup('<a class="e" href="#{}" data-n="{}" aria-label="{}"></a>')
    return marked + Markup("").join(
        closing.format(wording.links.card(number, claim), numbers[claim], wording.text("card", number=numbers[claim]))
        for claim in piece.closes
    )


def exact(text: str) -> Markup:
    """The characters themselves, escaped; a strange one is kept, held apart and shown by its code."""
    parts = []
    at = 0
    for match in STRANGE.finditer(text):
        parts += [_escaped(text[at : match.start()]), _strange(match.group())]
        at = match.end()
    return Markup("").join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> Markup:
    # A page's reader turns a bare carriage return into a line feed; a reference to it stays.
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def _strange(character: str) -> Markup:
    # No page can hold the character U+0000: its code alone stands for it.
    held = "" if character == "\0" else character
    return Markup('<bdi class="u" data-u="{}">{}</bdi>').format(f"{ord(character):04X}", held)
