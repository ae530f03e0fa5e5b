"""Bodies and headers that no act takes: a clear 4xx, and nothing of them repeated."""

import pytest
from pytest_django.fixtures import Settings

from rung.accounts.models import Clinician
from rung.clients import selectors
from tests.unit.api.callers import Answer, Caller

CLIENTS = "/api/v1/clients"
SECRET = "secretword"


def refused(answer: Answer, status: int, code: str) -> None:
    """Check a refusal that repeats nothing."""
    assert (answer.status, answer.code) == (status, code)
    assert SECRET.encode() not in answer.body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"first_name": "secretword"',
        b'{"first_name": NaN}',
        b"{'first_name': 'secretword'}",
        b"\xff\xfe",
        b'"\xed\xa0\x80"',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 10_000,
        b"\xef\xbb\xbf{}",
    ],
)
def test_broken_json_is_refused(caller: Caller, body: bytes) -> None:
    answer = caller.post(CLIENTS, body)
    assert answer.status == 400
    refused(answer, 400, "malformed" if body else "invalid")


@pytest.mark.parametrize("body", [b"[]", b"null", b"1", b'"secretword"', b'[{"first_name": "secretword"}]', b"true"])
def test_json_that_is_no_object_is_refused(caller: Caller, body: bytes) -> None:
    refused(caller.post(CLIENTS, body), 400, "invalid")


@pytest.mark.parametrize("name", ["a\x00b", "\x00", "\ud800", "a\udfffb", "\udc00\ud800"])
def test_nul_and_half_characters_are_refused(caller: Caller, clinician: Clinician, name: str) -> None:
    answer = caller.post(CLIENTS, {"first_name": name})
    refused(answer, 400, "invalid")
    assert set(answer.field_codes) == {"first_name"}
    assert not selectors.clients_of(clinician).exists()


@pytest.mark.parametrize("name", [SECRET, "\ud800", "\x00", "__proto__", "id", "practice"])
def test_unknown_fields_are_refused_without_their_name(caller: Caller, name: str) -> None:
    answer = caller.post(CLIENTS, {"first_name": "Testa", name: SECRET})
    refused(answer, 400, "invalid")
    assert answer.field_codes == {"": "unknown_field"}


@pytest.mark.parametrize("value", [None, 1.5, [], {}, [SECRET], {"a": SECRET}, True])
def test_values_of_another_kind_are_refused(caller: Caller, value: object) -> None:
    answer = caller.post(CLIENTS, {"first_name": value})
    if value == 1.5:
        assert answer.status == 201  # a number is taken as its text
        return
    refused(answer, 400, "invalid")
    assert set(answer.field_codes) == {"first_name"}


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "x", ""],
)
def test_other_media_types_are_refused(caller: Caller, kind: str) -> None:
    answer = caller.post(CLIENTS, b'{"first_name": "secretword"}', content_type=kind)
    refused(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("charset", ["utf-16", "latin-1", "idna", "ascii"])
def test_other_charsets_are_refused(caller: Caller, charset: str) -> None:
    kind = f"application/json; charset={charset}"
    refused(caller.post(CLIENTS, {"first_name": SECRET}, content_type=kind), 415, "unsupported_media_type")
    refused(caller.get(f"{CLIENTS}?limit=1", Content_Type=kind), 415, "unsupported_media_type")


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8"])
def test_utf_8_may_be_said(caller: Caller, charset: str) -> None:
    kind = f"Application/JSON; charset={charset}"
    assert caller.post(CLIENTS, {"first_name": "Tëstä"}, content_type=kind).data["first_name"] == "Tëstä"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", ";;", "x", "text/*", "a;q*=rot'x'y", "a;" * 9_000])
def test_an_accept_without_json_is_refused(caller: Caller, accept: str) -> None:
    assert caller.get(CLIENTS, accept=accept).status == 406


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/*", "text/html, */*;q=0.1"])
def test_an_accept_with_json_is_answered(caller: Caller, accept: str) -> None:
    answer = caller.get(CLIENTS, accept=accept)
    assert (answer.status, answer.kind) == (200, "application/json")


def test_there_is_no_other_format(caller: Caller) -> None:
    assert caller.get(f"{CLIENTS}?format=api").field_codes == {"": "unknown_field"}
    assert caller.get(f"{CLIENTS}.json").code == "not_found"


def test_a_huge_body_is_refused_by_its_length(caller: Caller, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    refused(caller.post(CLIENTS, {"first_name": SECRET * 200}), 413, "body_too_large")
    assert caller.post(CLIENTS, {"first_name": "Testa"}).status == 201


def test_a_length_that_is_a_lie_is_refused(caller: Caller) -> None:
    short = caller.client.generic("POST", CLIENTS, b'{"first_name": "Testa"}', "application/json", CONTENT_LENGTH="5")
    assert short.status_code == 400
    huge = caller.client.generic("POST", CLIENTS, b"{}", "application/json", CONTENT_LENGTH=str(10**13))
    assert huge.status_code == 413
    for odd in ("x", "-1"):
        assert caller.client.generic("POST", CLIENTS, b"{}", "application/json", CONTENT_LENGTH=odd).status_code == 400


@pytest.mark.parametrize("path", ["none", "clients/", "clients/1%00", "%ED%A0%80", "sessions//memos", "../x"])
def test_other_addresses_are_a_problem_too(caller: Caller, path: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        refused(caller.ask(method, f"/api/v1/{path}"), 404, "not_found")


def test_an_id_is_written_in_one_way(caller: Caller) -> None:
    assert caller.get(f"{CLIENTS}/00000000-0000-4000-8000-00000000000A").code == "not_found"
    assert caller.get(f"{CLIENTS}/00000000000040008000000000000000").code == "not_found"
