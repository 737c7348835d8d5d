"""Changes in words, as JSON and as a feed: every sort, both languages, and nothing of an article that acts."""

from __future__ import annotations

import json
import re
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faisceau.errors import Code, FaisceauError
from faisceau.export.changes import FORMS, render_changes
from faisceau.export.words import words
from faisceau.model.changes import Apart, Because, Change, Changes, Earlier, Evidence, Moved, Sort
from faisceau.model.claims import Quantity
from faisceau.model.dossier.naming import ActorName

NOW = "2031-04-06T08:00:00+00:00"


def changes(text: str, name: str = "s") -> Changes:
    proof = Evidence(
        "c-1", "a", 1, 0, len(text), text, ("A",), "alleged", None, text, text, f"https://example.org/{text}"
    )
    earlier = Earlier("e0", text, "single_source", 1)
    moved = Moved(text, "ship", Quantity(text, 10.0), Quantity(text, 12.0), "update", proof)
    return Changes(
        story=name,
        since="run:1",
        as_of=NOW,
        changes=tuple(
            Change(
                sort=sort,
                id=f"n-{sort}",
                event="e1",
                label=text,
                kind="event",
                verdict="corroborated",
                independent=2,
                date=None,
                actors=("A",),
                categories=(),
                because="account",
                evidence=() if sort == "gone" else (proof,) * 5,
                accounts=9,
                subject="A",
                earlier=(earlier,),
                moved=moved if sort == "figure" else None,
            )
            for sort in get_args(Sort)
        ),
        apart=(Apart("b", "2031", text, text, 1),),
        actors=(ActorName("A", "person", text),),
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sort_and_reason_has_its_words(lang: str) -> None:
    said = words(lang)
    assert set(get_args(Sort)) <= set(said.change)
    assert set(get_args(Because)) == set(said.because)
    text = render_changes("text", changes("Le port"), lang).decode()
    for sort in get_args(Sort):
        assert f"\n== {said.change[sort]} (1)\n" in text
    assert said.change["apart"] in text


def test_another_form_is_refused() -> None:
    with pytest.raises(FaisceauError) as caught:
        render_changes("pdf", changes("x"), "fr")
    assert caught.value.code == Code.BAD_OPTION


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    [
        "<script>x</script>",
        "]]>",
        "&lt;",
        "\x1b[2J",
        "{0}{name}",
        "\u202eabc",
        "a\nb\n== c (1)",
        "\ufffe\x00",
        "%s",
        "\"'>",
    ]
)


@given(HOSTILE, st.sampled_from(["fr", "en"]))
def test_whatever_the_words_they_stay_words(text: str, lang: str) -> None:
    found = changes(text, text)
    told = render_changes("text", found, lang).decode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", told)
    assert told.count("\n== ") == len(get_args(Sort)) + 1, "no line of an article's passes for ours"
    feed = ElementTree.fromstring(render_changes("feed", found, lang))
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == len(get_args(Sort))
    assert all(entry.findtext("{http://www.w3.org/2005/Atom}updated") == NOW for entry in entries)
    assert {child.tag.partition("}")[2] for entry in entries for child in entry} <= {
        "id", "title", "updated", "category", "link", "content",
    }  # fmt: skip
    assert json.loads(render_changes("json", found, lang))["changes"][0]["label"] == text


def test_a_feed_of_nothing_is_a_feed() -> None:
    empty = Changes(story="s", since="run:1", as_of=NOW)
    assert (
        ElementTree.fromstring(render_changes("feed", empty, "fr")).find("{http://www.w3.org/2005/Atom}entry") is None
    )
    assert set(FORMS) == {"text", "json", "feed"}
