"""Whatever is sent, the answer is one of those documented, and never a failure."""

import json
from urllib.parse import quote

import pytest
from django.conf import settings as configured
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rung.common.api.limits import Bucket
from tests.unit.api.callers import Caller
from tests.unit.api.scenes import Scene, every_ask

TEXT = st.text(st.characters(exclude_categories=()), max_size=20)  # half characters and NUL are among it
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
VALUES = st.recursive(LEAVES, lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXT, below, max_size=3))
NAMES = st.sampled_from(["first_name", "last_name", "client_id", "starts_at", "text", "format", "sections", "file"])
BODIES = st.dictionaries(NAMES | TEXT, VALUES, max_size=4) | VALUES
FILTERS = st.sampled_from(["cursor", "limit", "status", "client_id"])
PATIENT = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(autouse=True)
def _without_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of requests are one test's."""
    monkeypatch.setattr(configured, "API_REQUESTS_A_MINUTE", dict.fromkeys(Bucket, 10**6))


@PATIENT
@given(BODIES, st.sampled_from(['"1"', "*", "x"]))
def test_no_body_breaks_an_act(caller: Caller, scene: Scene, body: object, version: str) -> None:
    for ask in every_ask(scene):
        if ask.method != "GET":
            answer = caller.ask(ask.method, ask.path, json.dumps(body).encode(), if_match=version)
            assert answer.status < 500, ask.name
            assert answer.status < 300 or answer.code, ask.name


@PATIENT
@given(st.binary(max_size=60))
def test_no_bytes_break_an_act(caller: Caller, scene: Scene, body: bytes) -> None:
    for ask in every_ask(scene):
        if ask.body is not None and body:
            answer = caller.ask(ask.method, ask.path, body, **ask.headers)
            assert answer.status == 400, ask.name
            assert answer.code in {"malformed", "invalid"}, ask.name


@PATIENT
@given(st.dictionaries(FILTERS | TEXT, TEXT, min_size=1, max_size=3))
def test_no_query_breaks_a_list(caller: Caller, scene: Scene, query: dict[str, str]) -> None:
    written = "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in query.items())
    for ask in every_ask(scene):
        if ask.name.startswith("list_"):
            answer = caller.get(f"{ask.path}?{written}")
            assert answer.status in {200, 400}, ask.name


def _escaped(text: str) -> str:
    return quote(text.encode(errors="surrogatepass"))
