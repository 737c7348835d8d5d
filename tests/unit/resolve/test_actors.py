"""Actors of an article: every case beside the data, and what may never happen."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faisceau.model.layers import Layers
from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.resolve import resolve

KNOWLEDGE = files("faisceau.knowledge")


def rows(path: str) -> list[dict[str, Any]]:
    lines = KNOWLEDGE.joinpath(path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def resolved(text: str, published: str | None = None) -> Layers:
    return resolve(parse(Article("a", text, "0" * 64, published, lang="fr")), text)


ACTORS = rows("actors/cases.jsonl")
REFERENCES = rows("languages/fr/references.cases.jsonl")


@pytest.mark.parametrize("case", ACTORS, ids=lambda c: f"{c['text'][:40]} {c.get('published', '')}")
def test_listed_actors(case: dict[str, Any]) -> None:
    mentions = resolved(case["text"], case.get("published")).mentions
    found = {(m.text, actor) for m in mentions for actor in m.actors}
    for words, actor in case["expect"]:
        if actor.islower() and ":" not in actor and not any(a == actor for _, a in found):
            continue  # a place is a mention of its state, if one is recognised
        assert any(a == actor and (text in words or words in text) for text, a in found), found
    assert not {a for _, a in found} & set(case.get("absent", ()))


@pytest.mark.parametrize(
    "case",
    [c for c in REFERENCES if "mentions" in c or "absent" in c],
    ids=lambda c: f"{c['text'][:60]} {c.get('published', '')}",
)
def test_references(case: dict[str, Any]) -> None:
    mentions = resolved(case["text"], case.get("published")).mentions
    found = [[m.text, list(m.actors)] for m in mentions]
    for expected in case.get("mentions", ()):
        assert expected in found
    assert not {actor for _, actors in found for actor in actors} & set(case.get("absent", ()))


def test_there_are_enough_cases() -> None:
    assert len(ACTORS) + len(REFERENCES) >= 160
    assert len(REFERENCES) >= 80


WORDS = st.sampled_from(
    [
        "Le", "ministre", "russe", "Paris", "M.", "Untel", "il", "(", "ONU", ")", "«", "»", "les deux pays", "son",
        "homologue", "a dit", ",", ".", "\n", "Kim Jong-un", "rebelles", "Houthis", "Nord", "Corée", "du", "-t-il",
    ]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_mentions_quote_the_text(text: str) -> None:
    layers = resolved(text, "2024-06-18")
    for mention in layers.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert len(set(mention.actors)) == len(mention.actors)
        assert all(mention.actors)
    assert [m.start for m in layers.mentions] == sorted(m.start for m in layers.mentions)
    assert resolved(text, "2024-06-18") == layers


@pytest.mark.parametrize("text", ["Vladimir Poutine, le", "Le ministre Vladimir Poutine, le", "Angela Merkel, la très"])
def test_a_text_that_breaks_off_after_a_name_is_read(text: str) -> None:
    layers = resolve(parse(Article("a", text, "0" * 64, "2024-06-20", lang="fr")), text)
    assert any(mention.actors for mention in layers.mentions)


@pytest.mark.parametrize("words", ["Quito veut lui livrer des camions.", "Quito peut lui en livrer dix."])
def test_a_pronoun_before_its_infinitive_does_not_say_the_subject_again(words: str) -> None:
    mentions = resolved(f"Le Pérou a aidé le Chili. {words}").mentions
    assert not [m for m in mentions if m.text == "lui" and m.actors == ("ECU",)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("L'opposition péruvienne a salué la décision.", "gen:opponents"),
        ("Les médecins péruviens ont démenti.", "gen:doctors"),
        ("La presse péruvienne s'est indignée.", "gen:media"),
        ("Les soldats péruviens ont reculé.", "PER"),
        ("Les médias officiels péruviens ont démenti.", "PER"),
    ],
)
def test_who_acts_in_no_states_name_is_no_state(text: str, who: str) -> None:
    first = resolved(text).mentions[0]
    assert first.actors == (who,), first
