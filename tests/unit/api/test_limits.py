"""How often somebody may ask: per clinician, per bucket, in a minute, whatever became of the request."""

import threading
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from config.settings.parts import drf
from rung.accounts.models import Clinician
from rung.api.models import RequestCount
from rung.api.services import counting
from rung.common.api.limits import Bucket
from tests.factories import people
from tests.factories.people import NOON
from tests.unit.api.callers import Answer, Caller
from tests.unit.api.scenes import API, Scene

pytestmark = pytest.mark.django_db

LIMITS = {"usual": 3, "uploads": 2, "notes": 2, "status": 4}


@pytest.fixture(autouse=True)
def _few(settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = LIMITS


def test_the_limits_are_those_of_the_design() -> None:
    assert drf.API_REQUESTS_A_MINUTE == {"usual": 100, "uploads": 10, "notes": 30, "status": 200}
    assert set(drf.API_REQUESTS_A_MINUTE) == set(Bucket)


def _statuses(caller: Caller, path: str, times: int) -> list[int]:
    return [caller.get(path).status for _ in range(times)]


@time_machine.travel(NOON, tick=False)
def test_one_request_too_many_says_when_to_come_back(caller: Caller) -> None:
    answers = [caller.get(f"{API}/sessions") for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].code == "too_many_requests"
    assert answers[-1].headers["Retry-After"] == "60"
    assert [answer.headers["RateLimit"] for answer in answers] == [
        '"usual";r=2;t=60', '"usual";r=1;t=60', '"usual";r=0;t=60', '"usual";r=0;t=60',
    ]  # fmt: skip
    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"usual";q=3;w=60'}


def test_a_minute_later_all_of_it_is_there_again(caller: Caller) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert _statuses(caller, f"{API}/sessions", 4)[-1] == 429
        clock.move_to(NOON + timedelta(seconds=59))
        last = caller.get(f"{API}/sessions")
        assert (last.status, last.headers["Retry-After"]) == (429, "1")
        clock.move_to(NOON + timedelta(seconds=60))
        assert _statuses(caller, f"{API}/sessions", 4) == [200, 200, 200, 429]


def test_refusals_count_and_nobody_elses_requests_do(caller: Caller, clinician: Clinician) -> None:
    missing = f"{API}/sessions/{uuid.uuid4()}"
    assert _statuses(caller, missing, 4) == [404, 404, 404, 429]
    assert Caller(people.clinician(clinician.practice)).get(missing).status == 404


def test_strangers_are_told_to_sign_in_however_often_they_ask(stranger: Caller) -> None:
    assert set(_statuses(stranger, f"{API}/sessions", 6)) == {401}


def test_watching_a_run_has_a_bucket_of_its_own(caller: Caller, scene: Scene) -> None:
    run = f"{API}/runs/{scene.run}"
    assert _statuses(caller, run, 5) == [200, 200, 200, 200, 429]
    assert caller.get(f"{API}/sessions").headers["RateLimit"].startswith('"usual";r=2')


def test_notes_draw_from_two_buckets_and_the_emptier_is_told(caller: Caller, scene: Scene) -> None:
    path = f"{API}/sessions/{scene.session}/transcripts"
    body = {"text": "Client: I slept.", "format": "transcript"}
    answers: list[Answer] = [caller.post(path, body) for _ in range(3)]
    assert [answer.status for answer in answers] == [201, 201, 429]
    assert answers[0].headers["RateLimit"].startswith('"notes";r=1')
    assert caller.get(f"{API}/sessions").status == 429  # the three counted there, too


def test_uploads_have_a_limit_of_their_own(caller: Caller, scene: Scene, settings: Settings) -> None:
    settings.API_REQUESTS_A_MINUTE = {**LIMITS, "usual": 9}
    path = f"{API}/sessions/{scene.session}/memos"
    assert [caller.post(path).status for _ in range(3)] == [400, 400, 429]


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_at_once_is_counted_once_each() -> None:
    who = uuid.uuid4()
    counts: list[int] = []
    at = NOON + timedelta(days=1)

    def ask() -> None:
        for _ in range(10):
            counts.extend(found.left for found in counting.take(clinician_id=who, buckets=[Bucket.USUAL], at=at))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts, reverse=True) == [LIMITS["usual"] - number for number in range(1, 81)]
    assert RequestCount.objects.get(clinician_id=who, bucket="usual").count == 80


@pytest.mark.django_db(transaction=True)
def test_a_count_outlives_the_requests_transaction_and_locks_nothing() -> None:
    who = uuid.uuid4()

    def take() -> int:
        return counting.take(clinician_id=who, buckets=[Bucket.USUAL], at=NOON)[0].left

    with transaction.atomic():
        assert take() == 2
        assert take() == 1  # the transaction around it is still open, and nobody waits for it
        transaction.set_rollback(True)
    assert take() == 0


def test_the_counts_are_not_logged_to_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'api_requestcount'")
        assert cursor.fetchone() == ("u",)


@pytest.mark.django_db(transaction=True)
def test_counting_survives_a_lost_connection() -> None:
    who = uuid.uuid4()
    counting.take(clinician_id=who, buckets=[Bucket.USUAL], at=NOON)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    assert counting.take(clinician_id=who, buckets=[Bucket.USUAL], at=NOON)[0].left == 1
