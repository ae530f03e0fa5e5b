"""What holds for every act, whichever it is."""

import uuid

import pytest
from pytest_django.fixtures import Settings

from rung.accounts.models import Clinician
from tests.factories import people
from tests.unit.api.callers import Caller, reads_of
from tests.unit.api.documents import check_documented, operations
from tests.unit.api.scenes import Ask, Scene, asks_with_ids, every_ask, nowhere

PLANNED = every_ask(nowhere())
NAMED = [*asks_with_ids(nowhere())]
UNSAFE = [ask for ask in PLANNED if ask.method != "GET"]
ELSEWHERE = {
    *("send_memo", "copy_record", "extend_rights_request"),  # test_memos, test_rights
    *("list_reading", "add_reading", "change_reading"),  # tests/unit/reading
}


def title(ask: Ask) -> str:
    return ask.name


def test_every_act_is_asked_here(caller: Caller) -> None:
    documented = set(operations(caller.get("/api/schema").data))
    assert {ask.name for ask in PLANNED} | ELSEWHERE == documented


def test_each_is_answered_as_documented(caller: Caller, clinician: Clinician, scene: Scene) -> None:
    document = caller.get("/api/schema").data
    for ask in every_ask(scene):
        before = len(reads_of(clinician))
        answer = caller.ask(ask.method, ask.path, ask.body, **ask.headers)
        assert answer.status == ask.status, title(ask)
        assert answer.kind == "application/json", title(ask)
        assert len(reads_of(clinician)) - before == ask.reads, f"{title(ask)}: reads that were audited"
        check_documented(document, ask.name, answer)


@pytest.mark.parametrize("ask", PLANNED, ids=title)
def test_strangers_are_told_to_sign_in(stranger: Caller, ask: Ask) -> None:
    answer = stranger.ask(ask.method, ask.path, ask.body, **ask.headers)
    assert (answer.status, answer.code) == (401, "not_signed_in")
    assert answer.headers["WWW-Authenticate"] == "Session"


@pytest.mark.parametrize(
    "path", ["/api/schema", "/api/v1/sessions/{}/memos", "/api/", "/api/v1/", "/api/v1/none/{}", "/api/v2/x"]
)
def test_strangers_learn_no_addresses(stranger: Caller, path: str) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        assert stranger.ask(method, "/api/" + path.format(uuid.uuid4())).status == 401


def test_somebody_who_was_disabled_is_a_stranger(caller: Caller, clinician: Clinician) -> None:
    clinician.is_active = False
    clinician.save(update_fields=["is_active"])
    assert caller.get("/api/v1/clients").status == 401


@pytest.mark.parametrize("ask", UNSAFE, ids=title)
def test_unsafe_acts_need_the_csrf_token(clinician: Clinician, ask: Ask) -> None:
    answer = Caller(clinician, enforce_csrf_checks=True).ask(ask.method, ask.path, ask.body, **ask.headers)
    assert (answer.status, answer.code) == (403, "csrf_failed")


def test_the_csrf_token_is_taken_from_the_header(clinician: Clinician) -> None:
    caller = Caller(clinician, enforce_csrf_checks=True)
    token = "a" * 32
    caller.client.cookies["csrftoken"] = token
    assert caller.post("/api/v1/clients", {"first_name": "Testa"}, X_CSRFToken=token).status == 201
    assert caller.post("/api/v1/clients", {"first_name": "Testa"}, X_CSRFToken="b" * 32).status == 403


def test_what_belongs_to_others_looks_like_what_is_missing(
    caller: Caller, clinician: Clinician, foreign: Scene, settings: Settings
) -> None:
    settings.API_REQUESTS_A_MINUTE = {**settings.API_REQUESTS_A_MINUTE, "usual": 1000}  # each act is asked twice
    document = caller.get("/api/schema").data
    for theirs, missing in zip(asks_with_ids(foreign), asks_with_ids(nowhere()), strict=True):
        refused = caller.ask(theirs.method, theirs.path, theirs.body, **theirs.headers)
        absent = caller.ask(missing.method, missing.path, missing.body, **missing.headers)
        assert refused.status == 404, title(theirs)
        assert refused.code.endswith("_not_found"), title(theirs)
        check_documented(document, theirs.name, refused)
        assert (refused.body, refused.kind) == (absent.body, absent.kind), title(theirs)
        assert {*refused.headers} == {*absent.headers}, title(theirs)
    assert reads_of(clinician) == []


def test_a_colleague_in_the_same_practice_is_somebody_else(clinician: Clinician, scene: Scene) -> None:
    colleague = Caller(people.clinician(clinician.practice))
    for ask in asks_with_ids(scene):
        assert colleague.ask(ask.method, ask.path, ask.body, **ask.headers).status == 404, title(ask)


def test_other_methods_are_refused_with_those_allowed(caller: Caller, scene: Scene) -> None:
    for ask in every_ask(scene):
        answer = caller.ask("DELETE", ask.path)
        assert (answer.status, answer.code) == (405, "method_not_allowed"), title(ask)
        assert ask.method in answer.headers["Allow"]
        assert "OPTIONS" not in answer.headers["Allow"]


@pytest.mark.parametrize("ask", PLANNED, ids=title)
def test_answers_are_json_only(caller: Caller, ask: Ask) -> None:
    answer = caller.ask(ask.method, ask.path, ask.body, accept="text/html")
    assert (answer.status, answer.code) == (406, "not_acceptable")
