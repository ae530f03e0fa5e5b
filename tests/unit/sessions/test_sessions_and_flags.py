"""Appointments and answered flags, for the clinician's own clients only."""

import uuid
from datetime import timedelta

import pytest

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients.errors import ClientNotFound
from rung.sessions import services
from rung.sessions.enums import FlagStatus, SessionStatus
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import RiskFlag, TherapySession
from tests.factories import people, records

pytestmark = pytest.mark.django_db

LATER = people.NOON + timedelta(days=1)


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


def _flag_of(clinician: Clinician) -> RiskFlag:
    return records.flag(clinician, records.transcript(clinician, people.session(clinician)))


def test_an_appointment_is_made(clinician: Clinician) -> None:
    client = people.client(clinician)
    made = services.schedule_session(client=client, starts_at=LATER, by=clinician, at=people.NOON)
    found = TherapySession.objects.get(pk=made.pk)
    assert (found.client, found.starts_at, found.created_at) == (client, LATER, people.NOON)
    assert found.status == SessionStatus.SCHEDULED


@pytest.mark.parametrize("is_colleague", [True, False], ids=["same practice", "another practice"])
def test_no_appointment_is_made_with_somebody_elses_client(clinician: Clinician, *, is_colleague: bool) -> None:
    client = people.client(people.clinician(clinician.practice if is_colleague else None))
    before = AuditEvent.objects.count()
    with pytest.raises(ClientNotFound):
        services.schedule_session(client=client, starts_at=LATER, by=clinician, at=people.NOON)
    assert not TherapySession.objects.exists()
    assert AuditEvent.objects.count() == before


def test_a_flag_is_acknowledged_once(clinician: Clinician) -> None:
    flag = _flag_of(clinician)
    for at in (people.NOON, LATER):
        answered = services.acknowledge_flag(flag_id=flag.pk, by=clinician, at=at)
        assert (answered.status, answered.acknowledged_at) == (FlagStatus.ACKNOWLEDGED, people.NOON)
    assert RiskFlag.objects.get(pk=flag.pk).acknowledged_at == people.NOON
    assert AuditEvent.objects.filter(subject_kind="risk_flag", act="change", subject_id=flag.pk).count() == 1


@pytest.mark.parametrize("state", [FlagStatus.ESCALATED, FlagStatus.RESOLVED])
def test_a_flag_that_went_further_is_not_taken_back(clinician: Clinician, state: FlagStatus) -> None:
    flag = _flag_of(clinician)
    RiskFlag.objects.update(status=state)
    assert services.acknowledge_flag(flag_id=flag.pk, by=clinician, at=LATER).status == state
    assert RiskFlag.objects.get(pk=flag.pk).acknowledged_at is None


def test_somebody_elses_flag_is_like_one_that_does_not_exist(clinician: Clinician) -> None:
    colleagues, strangers = _flag_of(people.clinician(clinician.practice)), _flag_of(people.clinician())
    before = AuditEvent.objects.count()
    refusals = set()
    for flag_id in (colleagues.pk, strangers.pk, uuid.uuid4()):
        with pytest.raises(RecordNotFound) as refusal:
            services.acknowledge_flag(flag_id=flag_id, by=clinician, at=LATER)
        refusals.add((str(refusal.value), refusal.value.code, refusal.value.status))
    assert len(refusals) == 1
    assert set(RiskFlag.objects.values_list("status", flat=True)) == {FlagStatus.OPEN}
    assert AuditEvent.objects.count() == before
