"""Signing in on the page: it works, it refuses, and both are recorded without what was typed."""

import pytest
from django.test import Client

from rung.accounts.models import Clinician
from rung.audit.enums import Act
from rung.audit.models import AuditEvent
from tests.factories import people

pytestmark = pytest.mark.django_db
PAGE = "/admin/login/"


@pytest.fixture
def clinician(db: None) -> Clinician:
    return people.clinician()


def test_signing_in_is_recorded(client: Client, clinician: Clinician) -> None:
    answer = client.post(PAGE, {"username": clinician.email.upper(), "password": people.PASSWORD})
    assert answer.status_code == 302
    event = AuditEvent.objects.get(act=Act.SIGN_IN)
    assert (event.actor_id, event.practice_id) == (clinician.id, clinician.practice_id)


@pytest.mark.parametrize("password", ["wrong", "", people.PASSWORD + " "])
def test_a_refused_sign_in_is_recorded_without_what_was_typed(
    client: Client, clinician: Clinician, password: str
) -> None:
    answer = client.post(PAGE, {"username": "somebody@else.example", "password": password})
    assert answer.status_code == 200
    assert not AuditEvent.objects.filter(act=Act.SIGN_IN).exists()
    for event in AuditEvent.objects.filter(act=Act.SIGN_IN_REFUSED):
        assert (event.actor_id, event.subject_id, event.outcome) == (None, None, "refused")
    assert AuditEvent.objects.filter(act=Act.SIGN_IN_REFUSED).exists() == bool(password)


def test_a_person_who_was_disabled_cannot_sign_in(client: Client, clinician: Clinician) -> None:
    Clinician.objects.filter(pk=clinician.pk).update(is_active=False)
    answer = client.post(PAGE, {"username": clinician.email, "password": people.PASSWORD})
    assert answer.status_code == 200
    assert AuditEvent.objects.filter(act=Act.SIGN_IN_REFUSED).count() == 1


def test_no_session_without_its_event(client: Client, clinician: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    from rung.audit import services as audit

    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(audit, "record", refuse)
    client.raise_request_exception = False
    answer = client.post(PAGE, {"username": clinician.email, "password": people.PASSWORD})
    assert answer.status_code == 500
    assert "_auth_user_id" not in client.session
