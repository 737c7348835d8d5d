"""Slots of a predicate: passives turned round, subjects shared and found."""

from __future__ import annotations

import pytest

from faisceau.extract.reading import read
from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.resolve import resolve


def subjects(text: str, verb: str) -> set[str]:
    article = Article("a", text, "0" * 64, None, lang="fr")
    reading = read(article, resolve(parse(article), text))
    assert reading is not None
    n = next(n for n, c in enumerate(reading.clauses) if reading.page.tree[c.head].text == verb)
    return {reading.page.tree[i].text for i in reading.slots[n].get("subj", ())}


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("La Grèce a été condamnée par la Turquie.", "condamnée", {"Turquie"}),
        ("La Grèce a été condamnée.", "condamnée", set()),
        ("Le Kenya et la Tanzanie ont signé un accord.", "signé", {"Kenya", "Tanzanie"}),
        ("La Finlande, qui redoute la Russie, a fermé la frontière.", "redoute", {"Finlande"}),
        ("Londres veut aider Kiev.", "aider", {"Londres"}),
        ("Londres a aidé Kiev en livrant des chars.", "livrant", {"Londres"}),
        ("La Russie est engagée dans une guerre.", "engagée", {"Russie"}),
        ("Le Togo, accusé par le Ghana, a nié.", "accusé", {"Ghana"}),
    ],
)
def test_subjects(text: str, verb: str, expected: set[str]) -> None:
    assert subjects(text, verb) == expected
