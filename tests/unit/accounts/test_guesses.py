"""Guesses: five in fifteen minutes for an account and for an address, counted before anything is evaluated."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import hashers
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from rung.accounts import services
from rung.accounts.models import Clinician, Guess
from rung.audit.models import AuditEvent
from tests.factories import people
from tests.unit.accounts import doorkit

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=15)
SECOND = timedelta(seconds=1)
WORDS = "Too many attempts. Try again after 12:15:00 UTC."


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """Count every hash that is computed, with the hasher of production."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    monkeypatch.setattr(hashers.ScryptPasswordHasher, "work_factor", 2**4)
    counted: list[str] = []
    encode = hashers.ScryptPasswordHasher.encode

    def counting(*args: Any, **kwargs: Any) -> str:
        counted.append("encode")
        return encode(*args, **kwargs)

    monkeypatch.setattr(hashers.ScryptPasswordHasher, "encode", counting)
    return counted


def _guess(client: Client, email: str, address: str = "192.0.2.1") -> HttpResponse:
    fields = {"username": email, "password": "wrong"}
    return client.post(doorkit.SIGN_IN, fields, REMOTE_ADDR=address)  # type: ignore[return-value]  # it is one


@pytest.mark.django_db
def test_the_sixth_guess_at_an_account_is_not_evaluated(client: Client, hashes: list[str]) -> None:
    person = people.clinician()
    hashes.clear()
    with time_machine.travel(START, tick=False):
        for number in range(5):
            assert "Too many" not in _guess(client, person.email, f"192.0.2.{number}").content.decode()
        refused = _guess(client, person.email.upper(), "192.0.2.9")
        right = doorkit.type_password(client, person)
    assert WORDS in refused.content.decode()
    assert WORDS in right.content.decode()
    assert len(hashes) == 5


@pytest.mark.django_db
def test_the_sixth_guess_from_an_address_is_not_evaluated(client: Client, hashes: list[str]) -> None:
    with time_machine.travel(START, tick=False):
        for number in range(5):
            _guess(client, f"nobody{number}@practice.example")
        assert WORDS in _guess(client, people.clinician().email).content.decode()
        assert WORDS not in _guess(client, "another@practice.example", "192.0.2.2").content.decode()


@pytest.mark.django_db
def test_an_address_cannot_be_made_up_before_the_load_balancer(client: Client, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # as in production
    said = []
    for number in range(6):
        fields = {"username": f"nobody{number}@practice.example", "password": "wrong"}
        headers = {"x-forwarded-for": f"203.0.113.{number}, 192.0.2.1"}
        said.append("Too many" in client.post(doorkit.SIGN_IN, fields, headers=headers).content.decode())
    assert said == [False] * 5 + [True]


@pytest.mark.django_db
@pytest.mark.parametrize(("after", "is_locked"), [(WINDOW - SECOND, True), (WINDOW, False), (WINDOW + SECOND, False)])
def test_the_lock_ends_when_it_said(client: Client, after: timedelta, *, is_locked: bool) -> None:
    person = people.clinician()
    with time_machine.travel(START, tick=False):
        for _ in range(5):
            _guess(client, person.email)
    with time_machine.travel(START + after, tick=False):
        assert (doorkit.type_password(client, person).status_code == 302) != is_locked


@pytest.mark.django_db
def test_the_window_slides_guess_by_guess(client: Client) -> None:
    person = people.clinician()
    for minute in (0, 4, 8, 12, 14):
        with time_machine.travel(START + timedelta(minutes=minute), tick=False):
            _guess(client, person.email)
    with time_machine.travel(START + WINDOW, tick=False):
        assert "Too many" not in _guess(client, person.email).content.decode()
        assert "Try again after 12:19:00 UTC" in _guess(client, person.email).content.decode()


@pytest.mark.django_db
def test_what_was_right_counts_for_nothing(client: Client) -> None:
    person = people.clinician()
    for _ in range(7):
        assert doorkit.type_password(client, person).status_code == 302
        client.logout()
    assert Guess.objects.count() == 0


@pytest.mark.django_db
def test_known_and_unknown_people_cost_the_same_work(client: Client, hashes: list[str]) -> None:
    known, shut = people.clinician(), people.clinician()
    Clinician.objects.filter(pk=shut.pk).update(is_active=False)
    costs, pages = [], []
    for email in (known.email, shut.email, "nobody@practice.example"):
        hashes.clear()
        page = _guess(client, email, "192.0.2.7").content.decode()
        costs.append(len(hashes))
        pages.append(page.replace(email, "").split("csrfmiddlewaretoken")[0])
    assert costs == [1, 1, 1]
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.django_db
def test_locked_people_learn_nothing_of_the_account(client: Client) -> None:
    pages = []
    with time_machine.travel(START, tick=False):
        for number, email in enumerate((people.clinician().email, "nobody@practice.example")):
            for _ in range(6):
                page = _guess(client, email, f"192.0.2.{number}")
            pages.append(WORDS in page.content.decode())
    assert pages == [True, True]


@pytest.mark.django_db
def test_each_refusal_is_audited(client: Client) -> None:
    person = people.clinician()
    for _ in range(7):
        _guess(client, person.email)
    events = AuditEvent.objects.filter(act="sign_in_refused")
    assert events.count() == 7
    assert {(event.actor_id, event.subject_id) for event in events} == {(None, None)}


@pytest.mark.django_db
def test_neither_address_nor_account_is_kept_in_clear(client: Client) -> None:
    _guess(client, "nobody@practice.example", "192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(g)::text FROM accounts_guess AS g")
        kept = str(cursor.fetchall())
    assert "192.0.2.77" not in kept
    assert "nobody" not in kept


class RolledBack:
    """Middleware that undoes whatever the view wrote, as a failing request's transaction does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            response = self.get_response(request)
            transaction.set_rollback(True)
        return response


@pytest.mark.django_db
def test_a_count_survives_the_rollback_of_its_request(client: Client, settings: Settings) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.RolledBack"]
    person = people.clinician()
    with time_machine.travel(START, tick=False):
        for _ in range(5):
            _guess(client, person.email)
        assert Guess.objects.count() == 5
        assert AuditEvent.objects.filter(act="sign_in_refused").count() == 5
        assert WORDS in _guess(client, person.email).content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_a_hundred_guesses_at_once_five_are_evaluated(hashes: list[str]) -> None:
    person = people.clinician()
    hashes.clear()

    def one(_number: int) -> int:
        try:
            return _guess(Client(), person.email).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=16) as crowd:
        answers = list(crowd.map(one, range(100)))
    assert set(answers) == {200}
    assert len(hashes) == 5
    assert Guess.objects.count() == 5


@pytest.mark.django_db
def test_old_guesses_are_thrown_away() -> None:
    for day in range(3):
        services.count_guess(account="a", address="b", at=START + timedelta(days=day))
    assert Guess.objects.count() == 1
