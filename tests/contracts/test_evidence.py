"""Whatever an article holds, reading it never fails, and every word that a claim shows is where the claim says it is."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faisceau.model.claims import ActorRef, Claim
from faisceau.model.ids import bytes_id
from faisceau.model.layers import Layers
from faisceau.model.text import Article, Span
from faisceau.parse.syntax import parse_syntax
from faisceau.run.analysis import Analysis, analyse

WHO = (
    "Moscou", "la Norvège", "le Kremlin", "Mme Léa Morvan", "M. Kim Jong-un", "l’ONU", "Washington", "l’armée malienne",
    "plusieurs diplomates", "le ministre", "elle", "ils", "l'Union européenne", "Séoul", "un responsable américain", "on",
)  # fmt: skip
DOES = (
    "a livré cinq mille obus à", "aurait promis du blé à", "dément avoir vendu 12 % de son pétrole à", "condamne", "accuse",
    "a rencontré mardi dernier", "s’est rendu en", "pourrait sanctionner d’ici à juin 2025", "n’a jamais menacé", "craint",
    "vend-il 450 kg, 900 kg et 450 kg d'acier à", "a été reçue le 3 mai 2024 par", "veut, selon une source, rejoindre", "est",
)  # fmt: skip
SAYS = (
    "en raison de", "malgré", "pour", "ce qui freine", "permet à", "grâce à", "dépend de", "si bien que", "afin d’éviter",
    "« Nous ne céderons pas », a déclaré", "selon", "d’après l’AFP, qui cite", "a-t-il ajouté", "c’est en mai que", "dont",
    "\"C'est faux\" s'est défendue", "— Jamais de la vie ! —", "au moins 4", "des dizaines de", "l’an passé", "et", "mais", "qui",
    "« “Rien” n’est sûr », prévient", "parce que", "c'est du vrai", "ce à quoi", "jeudi", "(photo AFP)", "Lire aussi :",
)  # fmt: skip
STRANGE = (
    "\u00a0", "\u202f", "\r\n", "\n\n", "\r", "\t", "\x0b", "\x0c", "\u2028", "\x85", "\u200b", "\u200d", "\ufeff", "\u00ad",
    "e\u0301", "\u0301", "🇫🇷", "👩🏽‍🚀", "𝕸𝖔𝖘", "שלום", "\u202eabc\u202c", "الرياض", "平壤", "ﬁ", "İ", "ß", "ǅ",
    "’", "'", "`", "«", "»", "“", "”", "„", '"', "‹", "›", "-", "–", "—", "--", "...", "…", "!?", ".", ",", ";", ":", "(", ")",
    "[1]", "§", "%", "€", "1er", "10 000", "3,5", "²", "½", "٣", "*", "#", "|", "<b>", "https://example.org/a?b=c", "@x", "-il",
    "-elle", "d’", "l'", "\x00", "\x1b", "\ufffd", "\U0010ffff",
)  # fmt: skip
GLUE = st.sampled_from((" ", " ", " ", " ", "", ". ", ".", ", ", "\n", "\u00a0"))
PIECE = st.one_of(
    *(st.sampled_from(words) for words in (WHO, DOES, SAYS, STRANGE)),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)
PUBLISHED = st.sampled_from((None, "2024-06-20", "2023", "2024-02"))


@st.composite
def clauses(draw: st.DrawFn) -> str:
    """Somebody does something to somebody, with whatever between."""
    parts = [draw(st.sampled_from(WHO)), draw(st.sampled_from(DOES)), draw(st.sampled_from(WHO))]
    if draw(st.booleans()):
        parts.insert(draw(st.integers(0, 3)), draw(PIECE))
    return " ".join(parts)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """French-like prose, with what the web does to it."""
    parts = draw(st.lists(st.one_of(clauses(), clauses(), PIECE), min_size=1, max_size=14))
    text = "".join(part + draw(GLUE) for part in parts)
    return Article("a.txt", text, bytes_id(text.encode("utf-8")), draw(PUBLISHED), lang="fr")


calm = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@given(articles())
@calm
def test_whatever_the_text_every_word_is_in_its_place(article: Article) -> None:
    result = analyse(article)
    assert_in_place(article, result)
    assert analyse(article) == result


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
@calm
def test_text_that_is_not_french_at_all_is_read_too(text: str) -> None:
    article = Article("a.txt", text, bytes_id(text.encode("utf-8")), lang="fr")
    assert_in_place(article, analyse(article))


@given(articles())
@settings(calm, max_examples=15)
def test_nothing_changes_on_the_way_through_json(article: Article) -> None:
    result = analyse(article)
    assert msgspec.json.decode(msgspec.json.encode(result), type=Analysis) == result
    for claim in result.claims:
        assert msgspec.json.decode(msgspec.json.encode(claim), type=Claim) == claim


CASES = {
    "nothing": "",
    "white space": " \n\t\u00a0\r\n ",
    "one word": "Moscou",
    "one mark": "«",
    "a clause around a quotation with a clause of its own": (
        'Et elle est ferme : "Il n’y a pas de secret, c’est de la rumeur" s’est-elle justifiée, avant d’ajouter : "Je suis '
        'très attentive à tout, j’ai de la mémoire".'
    ),
    "the same share three times in a claim": "Oslo a cédé 50 %, 12 % et 50 % de la mine à Lilongwe.",
    "quotations that never close": "« Moscou a livré des obus à Séoul, a dit M. Morvan. “ Rien, “ rien, « rien. " * 3,
    "one long sentence": "Moscou a livré des obus à Séoul et " * 60,
    "line ends of all kinds": "Moscou a livré des obus.\r\nSéoul dément.\rOslo a signé.\u2028Paris a menacé Rome.\x85Fin.",
    "marks that combine": "Moscou a livre\u0301 des obus a\u0300 Se\u0301oul, a de\u0301clare\u0301 Le\u0301a Morvan.",
    "right to left": "Moscou \u202eal tivré\u202c a livré des obus à الرياض selon שלום.",
}


@pytest.mark.parametrize("name", CASES)
def test_texts_that_were_once_a_problem_or_might_be(name: str) -> None:
    text = CASES[name]
    article = Article("a.txt", text, bytes_id(text.encode("utf-8")), "2024-06-20", lang="fr")
    assert_in_place(article, analyse(article))


def test_what_was_read_before_does_not_count() -> None:
    text = "Mardi, Moscou a livré des obus à Séoul, selon Mme Morvan. Elle l’a confirmé jeudi."
    article = Article("a.txt", text, bytes_id(text.encode("utf-8")), "2024-06-20", lang="fr")
    before = analyse(article)
    for case in CASES.values():
        analyse(Article("b.txt", case, bytes_id(case.encode("utf-8")), "2021-01-01", lang="fr"))
    assert analyse(article) == before
    assert parse_syntax(text, "fr") == (before.layers.tokens, before.layers.sentences)


def assert_in_place(article: Article, result: Analysis) -> None:
    text = article.text
    for claim in result.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.article == article.id
        for span in spans(claim):
            assert 0 <= span.start < span.end <= len(text), claim
    assert len({claim.id for claim in result.claims}) == len(result.claims)
    for cause in result.causes:
        cause.check(text)
        assert cause.article == article.id
        assert cause.start <= min(cause.cause.start, cause.effect.start)
        assert cause.end >= max(cause.cause.end, cause.effect.end)
    for start, end in marks(result.layers):
        assert 0 <= start < end <= len(text)
    for token in result.layers.tokens:
        assert text[token.start : token.end] == token.text
    for quantity in result.layers.quantities:
        assert text[quantity.start : quantity.end] == quantity.text
    for time in result.layers.times:
        assert text[time.start : time.end] == time.text


def spans(claim: Claim) -> Iterator[Span]:
    """Every span that a claim has."""
    refs: list[ActorRef] = [*claim.subject, *claim.object, *claim.source.by, *claim.source.chain]
    held = [claim.predicate_span, *(ref.span for ref in refs), *(item.span for item in claim.items)]
    yield from (span for span in [*held, claim.date.span if claim.date else None] if span is not None)


def marks(layers: Layers) -> Iterator[tuple[int, int]]:
    """The bounds of everything in the layers."""
    for layer in (layers.sentences, layers.furniture, layers.quotations, layers.mentions):
        for mark in layer:
            yield mark.start, mark.end
