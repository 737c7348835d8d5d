"""Who does what to whom: every case beside the data, and what may never happen."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from faisceau.model.text import Article
from faisceau.run.analysis import analyse

CASES: list[dict[str, Any]] = [
    case
    for line in files("faisceau.knowledge")
    .joinpath("languages/fr/references.cases.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
    if "predicate" in (case := json.loads(line))
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:70])
def test_roles(case: dict[str, Any]) -> None:
    claims = analyse(Article("a", case["text"], "0" * 64, case.get("published"), lang="fr")).claims
    claim = next(c for c in claims if c.predicate == case["predicate"])
    assert sorted(r.id for r in claim.subject) == sorted(case["subject"])
    assert sorted(r.id for r in claim.object) == sorted(case["object"])


BOTH_NAMED = "La Russie accuse Paris , Séoul a condamné Paris ."
PARTS = st.sampled_from(
    ["La Russie", "Paris", "a condamné", "qui", "accuse", "par", "Séoul", "et", "en", "accusant", ",", ".", "se", "il"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PARTS, max_size=25).map(" ".join))
@example(BOTH_NAMED)
def test_no_actor_is_on_both_sides(text: str) -> None:
    claims = analyse(Article("a", text, "0" * 64, "2024-06-18", lang="fr")).claims
    assert claims or text != BOTH_NAMED
    for claim in claims:
        subject, object_ = [r.id for r in claim.subject], [r.id for r in claim.object]
        assert not set(subject) & set(object_)
        assert len(set(subject)) == len(subject)
        assert len(set(object_)) == len(object_)
        for ref in (*claim.subject, *claim.object):
            assert ref.span is None or text[ref.span.start : ref.span.end] == ref.name
