"""Articles to layers: sentences, words, furniture, quotations, times, quantities; mentions are resolved later."""

from __future__ import annotations

from faisceau import knowledge
from faisceau.model.layers import Layers
from faisceau.model.text import Article
from faisceau.parse.furniture import find_furniture
from faisceau.parse.quantities import find_quantities
from faisceau.parse.quotations import find_quotations
from faisceau.parse.syntax import parse_syntax
from faisceau.parse.times import find_times


def is_analysed(lang: str) -> bool:
    """Whether articles in `lang` can be parsed."""
    return lang in knowledge.languages()


def parse(article: Article) -> Layers:
    """Every layer that words alone give. An article in a language without analysis has its furniture only."""
    text = article.text
    furniture = find_furniture(text, article.lang)
    if not is_analysed(article.lang):
        return Layers(article.id, None, article.published, furniture=furniture)
    tokens, sentences = parse_syntax(text, article.lang, furniture)
    outside = [(f.start, f.end) for f in furniture]
    return Layers(
        article.id,
        article.lang,
        article.published,
        tokens,
        sentences,
        furniture,
        tuple(q for q in find_quotations(text) if _clear(q.start, q.end, outside)),
        tuple(t for t in find_times(text, article.lang) if _clear(t.start, t.end, outside)),
        tuple(q for q in find_quantities(text, article.lang) if _clear(q.start, q.end, outside)),
    )


def _clear(start: int, end: int, furniture: list[tuple[int, int]]) -> bool:
    return not any(start < right and left < end for left, right in furniture)


__all__ = ["is_analysed", "parse"]
