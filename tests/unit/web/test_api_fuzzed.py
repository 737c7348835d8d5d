"""The API against its own schema: no answer is an error of ours, each is of the shape that the schema gives.

`FAISCEAU_FUZZ=200 pytest tests/unit/web/test_api_fuzzed.py` tries so many requests an operation.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from benchmarks.room_story import small, store
from faisceau.web import make_app
from faisceau.web.pages import PAGES
from faisceau.web.wrong import Wrong

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
EXAMPLES = int(os.environ.get("FAISCEAU_FUZZ", "8"))
QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize="FAISCEAU_FUZZ" not in os.environ,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return make_app(store(tmp_path_factory.mktemp("fuzzed") / "sel", small()), ["testserver", "testserver.local"])


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    app = make_app(store(tmp_path_factory.mktemp("asked") / "sel", small()), ["testserver.local"])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def api(app: Any) -> Any:
    return schemathesis.openapi.from_asgi("/schema", app)


def test_every_answer_is_as_the_schema_says(api: Any) -> None:
    from schemathesis.specs.openapi import checks  # noqa: PLC0415

    wanted = [
        schemathesis.checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    ]
    tried = set()
    for found in api.get_all_operations():
        operation = found.ok()

        @QUICK
        @given(case=operation.as_strategy())
        def one(case: Any) -> None:
            case.call_and_validate(checks=wanted)

        one()
        tried.add(operation.path)
    assert len(tried) >= len(PAGES)


VALUES = {
    "q": st.text(max_size=30), "actor": st.sampled_from(["CUB", "JPN", "nobody", "gen:harm", "%00", "a/b"]),
    "kind": st.sampled_from(["exchange", "event", "statement", "none"]), "status": st.sampled_from(["asserted", "denied", "x"]),
    "verdict": st.sampled_from(["contested", "corroborated", "y"]), "source": st.sampled_from(["Le Phare", "JPN", "«»"]),
    "from": st.sampled_from(["2031", "2031-03", "2031-02-30", "..", "2031-03-04/2031-05"]),
    "to": st.sampled_from(["2031-12", "0000", "t"]),
    "lang": st.sampled_from(["fr", "en", "xx"]), "page": st.integers(-1, 10**12).map(str),
    "hold": st.sampled_from(["need(JPN, food)=+", "need(JPN, food)=-", "x=+", "=", "need(JPN, food)"]),
    "variable": st.text(max_size=12),
    "of": st.sampled_from(["f-sel", "none", "'; --"]),
}  # fmt: skip
PATHS = (
    "/", "/overview", "/timeline", "/events", "/network", "/ledger", "/figures", "/statements", "/needs", "/actors", "/causes",
    "/sources", "/articles", "/problems", "/events/e-deal", "/actors/CUB", "/articles/001.txt", "/timeline/drawing",
    "/network/drawing", "/figures/drawing", "/causes/drawing", "/nowhere", "/events/%2e%2e%2f", "/articles/%00%ff", "/static/x",
)  # fmt: skip


@settings(QUICK, max_examples=EXAMPLES * 12)
@given(
    path=st.sampled_from(PATHS),
    ending=st.sampled_from(["", ".json"]),
    query=st.fixed_dictionaries({}, optional=VALUES),
)
def test_errors_have_one_shape_whatever_is_asked(
    client: TestClient[Litestar], path: str, ending: str, query: dict[str, str]
) -> None:
    answer = client.get(path + ending, params=query, headers={"accept": "application/json"})
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        wrong = msgspec.json.decode(answer.content, type=Wrong, strict=True)
        assert wrong.code
        assert wrong.detail
        assert wrong.advice
