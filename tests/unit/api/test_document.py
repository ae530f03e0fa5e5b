"""The API asked whatever its OpenAPI document allows, by every role: no failure, and nothing it does not document."""

from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
import yaml
from django.conf import settings as configured
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config import env
from rung.accounts.enums import Role
from rung.common.api.limits import Bucket
from tests.factories import people
from tests.unit.api.scenes import Scene, scene_of

DOCUMENT = schemathesis.openapi.from_dict(yaml.safe_load(Path(env.ROOT, "docs", "openapi.yaml").read_text()))
OPERATIONS = {one.ok().label: one.ok() for one in DOCUMENT.get_all_operations() if isinstance(one, Ok)}
MODES = st.sampled_from((GenerationMode.POSITIVE, GenerationMode.NEGATIVE))
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
SET_BY_CLIENT = ("content-type", "content-length", "cookie", "host")
FIRST = 1  # of what has a number, not an id: versions
OWN_NAMES = {"request_id": "asked"}  # of a path's ids whose record is named otherwise in the scene
PATIENT = settings(max_examples=16, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dozens of requests are one test's."""
    monkeypatch.setattr(configured, "API_REQUESTS_A_MINUTE", dict.fromkeys(Bucket, 10**6))


@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_the_document_allows_is_answered_as_it_says(label: str) -> None:
    operation, practice = OPERATIONS[label], people.practice()
    crowd = [people.clinician(practice, role) for role in Role]
    callers, scene = [Client() for _ in crowd], scene_of(crowd[0])
    for caller, person in zip(callers, crowd, strict=True):
        caller.force_login(person)

    @PATIENT
    @given(st.data(), st.sampled_from(callers), MODES)
    def ask(data: st.DataObject, caller: Client, mode: GenerationMode) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if data.draw(st.booleans()):
            case.path_parameters = _own(case.path_parameters, scene)
        case.validate_response(_answered(caller, case), checks=CHECKS)

    ask()


@pytest.mark.parametrize(("status", "body"), [(500, b"{}"), (418, b"{}"), (200, b'{"surprise": 1}')])
def test_an_answer_that_the_document_does_not_know_is_noticed(status: int, body: bytes) -> None:
    case = OPERATIONS["GET /api/v1/runs"].Case()
    asked = requests.Request(**_asking(case)).prepare()
    answer = Response(status, {"Content-Type": ["application/json"]}, body, asked, elapsed=0.0, verify=False)
    with pytest.raises(FailureGroup):
        case.validate_response(answer, checks=CHECKS)


def _own(ids: dict[str, object], scene: Scene) -> dict[str, object]:
    return {name: str(getattr(scene, OWN_NAMES.get(name, name.removesuffix("_id")), FIRST)) for name in ids}


def _answered(caller: Client, case: schemathesis.Case[Any]) -> Response:
    """Ask in this process and return what a client over HTTP would see."""
    asked = requests.Request(**_asking(case)).prepare()
    headers = {name: str(value) for name, value in asked.headers.items() if name.lower() not in SET_BY_CLIENT}
    kind = str(asked.headers.get("Content-Type", "application/json"))
    body = asked.body.encode() if isinstance(asked.body, str) else asked.body or b""
    said = caller.generic(str(asked.method), str(asked.path_url), body, kind, headers=headers)
    content = b"".join(said) if said.streaming else said.content
    shown = {name: [value] for name, value in said.headers.items()}
    return Response(said.status_code, shown, content, asked, elapsed=0.0, verify=False)


def _asking(case: schemathesis.Case[Any]) -> dict[str, Any]:
    known = ("method", "url", "headers", "files", "data", "json", "params", "cookies")
    written = case.as_transport_kwargs(base_url="http://testserver")
    return {name: value for name, value in written.items() if name in known}
