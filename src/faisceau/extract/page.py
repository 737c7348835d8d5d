"""One article as the extraction rules see it: its layers, its tree, and the words of its language."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache

from msgspec import Struct

from faisceau import knowledge
from faisceau.extract.stance import attributive, modality
from faisceau.knowledge.gazetteer import fold
from faisceau.knowledge.lexicon import Lexicon, lexicon
from faisceau.model.claims import ActorRef
from faisceau.model.layers import Layers, Mention, QuantityMention, Quotation, Time
from faisceau.model.text import Article
from faisceau.model.tree import Tree


class Grammar(Struct, frozen=True):
    """`languages/<code>/grammar.toml`."""

    relatives: frozenset[str]
    reflexives: frozenset[str]
    of: str
    to: str
    by: str
    genitive_relative: str
    first_person_plural: frozenset[str]
    first_person_singular: frozenset[str]
    negations: frozenset[str]
    negative_seconds: frozenset[str]
    holding_back: dict[str, tuple[str, ...]]
    conditions: frozenset[str]
    gerund_marks: frozenset[str]
    copula: str
    presentatives: frozenset[str]
    neuters: frozenset[str]
    unaccusatives: frozenset[str]
    statives: frozenset[str]
    present_endings: tuple[tuple[str, str], ...]
    adjuncts: frozenset[str]
    directed: frozenset[str]
    settings: frozenset[str]
    against: frozenset[str]
    as_well: tuple[str, ...]
    disputes: frozenset[str]
    since: frozenset[str]
    between: frozenset[str]
    upon: frozenset[str]
    present_participle: str
    within: frozenset[str]
    around: frozenset[str]
    demonstratives: frozenset[str]
    there: str
    agreements: tuple[str, ...]
    same: frozenset[str]
    complementizers: frozenset[str]
    joining: frozenset[str]
    purposes: frozenset[str]
    prepositions: dict[str, str]


def grammar(lang: str) -> Grammar:
    """The grammar of `lang`."""
    return knowledge.load_toml(f"languages/{lang}/grammar.toml", Grammar)


@lru_cache(maxsize=1 << 14)
def present_of(lang: str, form: str) -> str | None:
    """The infinitive that the lower-case word is a present of by its ending, whatever its accents; None if of none."""
    verbs = lexicon(lang).unaccented
    for ending, infinitive in grammar(lang).present_endings:
        if form.endswith(ending):
            verb = verbs.get(fold(form[: len(form) - len(ending)]) + infinitive)
            if verb is not None:
                return verb
    return None


class Page:
    """Read-only once built. Tokens are named by index, places by code point."""

    def __init__(self, article: Article, layers: Layers, lang: str) -> None:
        self.article = article
        self.text = article.text
        self.layers = layers
        self.lang = lang
        self.tree = Tree(layers)
        self.grammar = grammar(lang)
        self.lexicon: Lexicon = lexicon(lang)
        self.attributive = attributive(lang)
        self.modality = modality(lang)
        self.speakers: dict[int, list[ActorRef]] = {}  # by start of the quotation; filled by attribution
        self.mentions: dict[int, Mention] = {}  # by head token
        self.holder: dict[int, int] = {}  # token inside a mention -> its head token
        for mention in layers.mentions:
            self._place(mention)
        self._quote_starts = [q.start for q in layers.quotations]
        self._lowered = [token.text.lower().replace("’", "'") for token in layers.tokens]
        self._prepositions: dict[int, str | None] = {}

    def _place(self, mention: Mention) -> None:
        inside = list(self.tree.within(mention.start, mention.end))
        if not inside:
            at = self.tree.at(mention.start)
            inside = [] if at is None else [at]
        span = set(inside)
        for i in inside:
            if self.tree[i].head not in span or self.tree.is_root(i):
                self.mentions.setdefault(i, mention)
                for j in inside:
                    self.holder.setdefault(j, i)
                return

    def lower(self, i: int) -> str:
        """The token's words in lower case, straight apostrophe."""
        return self._lowered[i]

    def preposition(self, i: int) -> str | None:
        """Lemma of the preposition that governs noun `i`, None if there is none."""
        if i not in self._prepositions:
            self._prepositions[i] = self._governing(i)
        return self._prepositions[i]

    def _governing(self, i: int) -> str | None:
        case = self.tree.kid(i, "case")
        if case is None:
            return None
        lemma = self.tree[case].lemma.lower().replace("’", "'")
        return self.grammar.prepositions.get(lemma, lemma)

    def quotation_at(self, offset: int) -> Quotation | None:
        """The innermost quotation that holds the code point, None outside all."""
        for n in range(bisect_right(self._quote_starts, offset) - 1, -1, -1):
            quotation = self.layers.quotations[n]
            if quotation.start <= offset < quotation.end:
                return quotation
            if offset - quotation.start > 5000:
                break
        return None

    def quotes_in(self, start: int, end: int) -> bool:
        """Whether a quotation begins or lies inside `start:end`, its opening mark included."""
        n = bisect_right(self._quote_starts, start)
        inside = n < len(self._quote_starts) and self._quote_starts[n] < end
        return inside or self.quotation_at(start) is not None

    def times_in(self, start: int, end: int) -> list[Time]:
        """Time expressions that lie inside `start:end`."""
        return [t for t in self.layers.times if start <= t.start and t.end <= end]

    def quantities_in(self, start: int, end: int) -> list[QuantityMention]:
        """Quantities that lie inside `start:end`."""
        return [q for q in self.layers.quantities if start <= q.start and q.end <= end]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Tokens by their lower-case words, in text order."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self._lowered):
            found.setdefault(word, []).append(i)
        return found

    def occurrences(self, words: tuple[str, ...]) -> list[int]:
        """First tokens of every place where the lower-case words follow one another."""
        lowered, size = self._lowered, len(words)
        return [i for i in self._places.get(words[0], ()) if tuple(lowered[i : i + size]) == words]

    def ends_with(self, words: tuple[str, ...], i: int) -> bool:
        """Whether the tokens just before `i` are these lower-case words."""
        first = i - len(words)
        return first >= 0 and tuple(self._lowered[first:i]) == words

    @cached_property
    def time_tokens(self) -> frozenset[int]:
        """Tokens that belong to time expressions: they fill no role."""
        return frozenset(i for t in self.layers.times for i in self.tree.within(t.start, t.end))
