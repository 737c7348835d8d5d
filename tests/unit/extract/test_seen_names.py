"""The beginnings of names of things seen are those of the names that weights were learnt for, and no others."""

from __future__ import annotations

import pytest

from faisceau import knowledge
from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.odds import DATE
from faisceau.extract.reading import read
from faisceau.extract.roles import OBJECT, SUBJECT
from faisceau.extract.seen import seen
from faisceau.extract.seen_names import BEGINNINGS, For, looked_at
from faisceau.knowledge.weights import BIAS, has_weights
from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.resolve import resolve

LANGUAGES = [lang for lang in knowledge.languages() if has_weights(lang)]
OF_CANDIDATES = ("keep", "kind", "status", "root")


def learnt(lang: str, *decisions: str) -> set[str]:
    """Names that the weights of these decisions know."""
    lines = (line for each in decisions for line in knowledge.load_lines(f"languages/{lang}/weights/{each}.tsv"))
    return {line.partition("\t")[0] for line in lines} - {"feature", BIAS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_beginning_is_that_of_a_name_with_a_weight(lang: str) -> None:
    names = learnt(lang, *OF_CANDIDATES)
    assert [beginning for beginning in BEGINNINGS if not any(name.startswith(beginning) for name in names)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("by", "decisions", "said"), [(For.NOBODY, (SUBJECT, OBJECT), "nobody:")])
def test_what_has_a_weight_for_it_is_looked_at(lang: str, by: For, decisions: tuple[str, ...], said: str) -> None:
    names = sorted(name.removeprefix(said) for name in learnt(lang, *decisions) if name.startswith(said))
    assert names
    assert list(looked_at(names, by)) == names


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_may_speak_for_no_date_has_weights_for_it(lang: str) -> None:
    names = [name.removeprefix("none:") for name in learnt(lang, DATE) if name.startswith("none:")]
    for beginning, looking in BEGINNINGS.items():
        if For.NO_DATE in looking:
            assert any(name.startswith(beginning) for name in names), beginning


def test_what_rules_and_words_say_of_a_candidate_is_told_apart() -> None:
    text = "Selon Quito, « nous ne livrerons pas 20 tonnes de riz à Lima », a affirmé hier le ministre bolivien !"
    article = Article("a", text, "0", "2031-03-02", lang="fr")
    reading = read(article, resolve(parse(article), text))
    assert reading is not None
    found = candidates(reading)
    names = [name for at in range(len(found)) for name in seen(reading, found, at)]
    for by in For:
        assert list(looked_at(names, by)), by
    network, meaning = set(looked_at(names, For.NETWORK)), set(looked_at(names, For.MEANING))
    assert not any(name.startswith(("word=", "head=", "arg=")) for name in network | meaning)
    assert {name.partition("=")[0].partition(".")[0] for name in meaning} <= {
        "means",
        "like",
        "akin",
        "before",
        "after",
    }
