"""Idempotency-Key: sent again is answered again, done once."""

import threading
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, connections

from rung.accounts.models import Clinician
from rung.api import tasks
from rung.api.models import KeptAnswer
from rung.api.services import answers
from rung.audit.models import AuditEvent
from rung.clients.models import Client
from rung.encryption import access
from rung.encryption.errors import AccessUndeclared
from rung.sessions.models import SessionTranscript
from tests.factories import people
from tests.factories.canary import CANARY, shapes_of
from tests.factories.people import NOON
from tests.unit.api.callers import Answer, Caller, answer_of, reads_of
from tests.unit.api.scenes import API, Scene

pytestmark = pytest.mark.django_db

CLIENTS = f"{API}/clients"
KEY = "5f3c1f0e-6b1d-4d0e-9f0a-1c2b3a4d5e6f"


def _add(caller: Caller, name: str = "Testa", key: str = KEY) -> Answer:
    return caller.post(CLIENTS, {"first_name": name}, idempotency_key=key)


def test_the_same_request_is_done_once_and_answered_twice(caller: Caller, clinician: Clinician) -> None:
    first, again = _add(caller), _add(caller)
    assert (first.status, first.body) == (again.status, again.body)
    assert first.headers["Location"] == again.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Client.objects.count() == 1
    kept = KeptAnswer.objects.get()
    assert reads_of(clinician)[-1] == ("kept_answer", str(kept.id))


def test_without_a_key_nothing_is_kept(caller: Caller) -> None:
    for _ in range(2):
        assert caller.post(CLIENTS, {"first_name": "Testa"}).status == 201
    assert (Client.objects.count(), KeptAnswer.objects.count()) == (2, 0)


def test_the_order_of_fields_makes_no_other_request(caller: Caller) -> None:
    one = caller.post(CLIENTS, b'{"first_name": "A", "last_name": "B"}', idempotency_key=KEY)
    two = caller.post(CLIENTS, b'{"last_name":"B","first_name":"A"}', idempotency_key=KEY)
    assert (one.status, one.body) == (two.status, two.body)


def test_the_same_key_with_another_request_is_refused(caller: Caller, scene: Scene) -> None:
    _add(caller)
    other = _add(caller, "Another")
    assert (other.status, other.code) == (422, "idempotency_key_reused")
    elsewhere = caller.post(f"{API}/guides/{scene.guide}/withdraw", idempotency_key=KEY)
    assert (elsewhere.status, elsewhere.code) == (422, "idempotency_key_reused")
    edit = {"sections": [{"key": "hello", "lines": ["x"]}]}
    path = f"{API}/guides/{scene.guide}"
    caller.ask("PATCH", path, edit, if_match='"1"', idempotency_key="another-key")
    assert Client.objects.filter(sessions=None).count() == 1


def test_a_key_belongs_to_whoever_sent_it(caller: Caller, clinician: Clinician) -> None:
    colleague = Caller(people.clinician(clinician.practice))
    assert _add(caller).data["id"] != _add(colleague).data["id"]


def test_a_refusal_is_not_kept(caller: Caller) -> None:
    assert _add(caller, " ").code == "name_missing"
    assert KeptAnswer.objects.count() == 0
    assert _add(caller, "Testa").status == 201


@pytest.mark.parametrize("key", ["short", "with a space", "ü" * 9, "x" * 129, ""])
def test_a_key_is_plain_and_neither_short_nor_endless(caller: Caller, key: str) -> None:
    answer = _add(caller, key=key)
    assert (answer.status, answer.code) == (400, "idempotency_key_malformed")
    assert not Client.objects.exists()


def test_after_a_day_the_key_is_new(caller: Caller) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        first = _add(caller)
        clock.move_to(NOON + timedelta(hours=24, seconds=-1))
        assert _add(caller).body == first.body
        clock.move_to(NOON + timedelta(hours=24))
        assert _add(caller).body != first.body
    assert (Client.objects.count(), KeptAnswer.objects.count()) == (2, 1)


def test_the_answer_is_sealed_and_the_key_is_not_kept(caller: Caller, clinician: Clinician) -> None:
    _add(caller, CANARY, key=f"key-of-{CANARY}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(k)::text FROM api_keptanswer AS k")
        (line,) = cursor.fetchone() or ("",)
    assert not [shape for shape in shapes_of(CANARY) if shape in str(line).encode()]
    kept = KeptAnswer.objects.get()
    with pytest.raises(AccessUndeclared):
        _ = kept.answer
    with access.granted(clinician.practice_id):
        assert CANARY in kept.answer


def test_an_answer_that_cannot_be_audited_is_not_given_again(caller: Caller, clinician: Clinician) -> None:
    _add(caller)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError):
        answers.kept_answer(answers.digest_of(clinician, KEY), fingerprint="", by=clinician, at=NOON)


def test_an_act_whose_answer_cannot_be_kept_is_not_done(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(answers, "keep", broken)
    assert _add(caller).status == 500
    assert not Client.objects.exists()
    assert not AuditEvent.objects.filter(subject_kind="client").exists()


def test_an_upload_is_known_by_its_content(caller: Caller, scene: Scene) -> None:
    path = f"{API}/sessions/{scene.session}/transcripts"

    def send(said: bytes) -> Answer:
        file = SimpleUploadedFile("said.txt", said, "text/plain")
        return answer_of(caller.client.post(path, {"file": file}, headers={"Idempotency-Key": KEY}))

    before = SessionTranscript.objects.count()
    first, again, other = send(b"Client: Yes."), send(b"Client: Yes."), send(b"Client: No.")
    assert (first.status, first.body) == (again.status, again.body)
    assert (first.status, other.status) == (201, 422)
    assert SessionTranscript.objects.count() == before + 1


def test_old_answers_are_removed(caller: Caller) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        _add(caller)
        clock.move_to(NOON + timedelta(hours=23))
        _add(caller, key=str(uuid.uuid4()))
        clock.move_to(NOON + timedelta(hours=24))
        tasks.purge_kept_answers(0)
    assert [row.created_at for row in KeptAnswer.objects.all()] == [NOON + timedelta(hours=23)]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_have_one_effect() -> None:
    clinician = people.clinician()
    callers = [Caller(clinician) for _ in range(50)]
    found: list[Answer] = []
    ready = threading.Barrier(len(callers))

    def send(caller: Caller) -> None:
        try:
            ready.wait()
            found.append(_add(caller))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(caller,)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Client.objects.filter(clinician=clinician).count() == 1
    assert len(found) == len(callers)
    waiting = [answer for answer in found if answer.status != 201]
    assert {answer.code for answer in waiting} <= {"idempotency_key_in_flight"}
    assert {answer.headers["Retry-After"] for answer in waiting} <= {"1"}
    assert len({answer.body for answer in found if answer.status == 201}) == 1
    assert _add(callers[0]).body in {answer.body for answer in found}


@pytest.mark.django_db(transaction=True)
def test_a_key_in_flight_is_refused_at_once_with_when_to_come_back(clinician: Clinician) -> None:
    answers_held = connections["default"].copy()
    try:
        digest = answers.digest_of(clinician, KEY)
        with answers_held.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [answers.number_of(digest)])
        answer = _add(Caller(clinician))
    finally:
        answers_held.close()
    assert (answer.status, answer.code, answer.headers["Retry-After"]) == (409, "idempotency_key_in_flight", "1")
    assert not Client.objects.exists()
    assert _add(Caller(clinician)).status == 201
