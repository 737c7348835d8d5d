"""Which language a text is in, by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from faisceau.knowledge import page
from faisceau.model.text import UNKNOWN

_SAMPLE = 20_000  # code points
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_SCORE = 0.1  # share of words; prose of a known language has a quarter or more
_LEAST_HITS = 3
_LEAST_LEAD = 1.3
_LEAST_SCRIPT = 0.5  # share of letters; Chinese or Russian names in a French text stay far below
_CODE = re.compile(r"[a-zA-Z]{2,3}(?=[-_]|$)")


def language_code(tag: str | None) -> str | None:
    """The language of a tag: `fr` for "fr-FR" or "FR_ca". None if it is no tag, or tells none."""
    found = _CODE.match(tag.strip()) if tag else None
    code = found[0].lower() if found else UNKNOWN
    return None if code == UNKNOWN else code


def guess_language(text: str) -> str | None:
    """Code of the language that `text` is written in, None where no known one stands out (very short texts, mixtures)."""
    sample = text[:_SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    if not letters:
        return None
    for code, pattern, others in _scripts():
        if len(pattern.findall(sample)) >= _LEAST_SCRIPT * letters:
            return next((other for other, sign in others if len(sign.findall(sample)) > letters * 0.005), code)
    words = Counter(_WORD.findall(sample.lower()))
    total = sum(words.values())
    weights = _weights()
    scores: dict[str, float] = {}
    hits: Counter[str] = Counter()
    for word, count in words.items():
        for code in weights.get(word, ()):
            scores[code] = scores.get(code, 0.0) + count / len(weights[word])  # a word that many share says less
            hits[code] += count
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    (best, score), (_, second) = [*ranked, ("", 0.0), ("", 0.0)][:2]
    stands_out = score >= _LEAST_SCORE * total and score >= _LEAST_LEAD * second
    return best if best and stands_out and hits[best] >= _LEAST_HITS else None


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]], ...]:
    return tuple(
        (
            script.code,
            re.compile(f"[{script.letters}]"),
            tuple((other, re.compile(f"[{letters}]")) for other, letters in script.unless.items()),
        )
        for script in page.profiles().scripts
    )


@cache
def _weights() -> dict[str, tuple[str, ...]]:
    weights: dict[str, tuple[str, ...]] = {}
    for code, words in page.function_words().items():
        for word in words:
            weights[word] = (*weights.get(word, ()), code)
    return weights
