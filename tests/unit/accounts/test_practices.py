"""What a practice chooses for itself."""

import pytest

from rung.accounts import selectors, services
from rung.accounts.enums import Role, Speech
from rung.accounts.errors import AdminsOnly
from rung.audit import services as audit
from rung.audit.enums import Act
from rung.audit.models import AuditEvent
from tests.factories import people
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db


def test_a_practice_begins_on_its_own_machine() -> None:
    assert selectors.speech_of(people.clinician()) is Speech.OFFLINE


def test_an_administrator_chooses_what_writes_recordings_down() -> None:
    admin = people.clinician(role=Role.PRACTICE_ADMIN)
    services.choose_speech(practice=admin.practice, speech=Speech.TRANSCRIBE_MEDICAL, by=admin, at=NOON)
    admin.practice.refresh_from_db()
    assert selectors.speech_of(admin) is Speech.TRANSCRIBE_MEDICAL
    event = AuditEvent.objects.latest("id")
    assert (event.act, event.subject_kind, event.subject_id) == (Act.CHANGE, "practice", admin.practice_id)


def test_nobody_else_chooses() -> None:
    practice = people.practice()
    stranger = people.clinician(role=Role.PRACTICE_ADMIN)
    for person in (people.clinician(practice), people.clinician(practice, Role.OPERATOR), stranger):
        with pytest.raises(AdminsOnly):
            services.choose_speech(practice=practice, speech=Speech.TRANSCRIBE_MEDICAL, by=person, at=NOON)
    practice.refresh_from_db()
    assert practice.speech == Speech.OFFLINE


def test_without_its_event_nothing_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError

    admin = people.clinician(role=Role.PRACTICE_ADMIN)
    monkeypatch.setattr(audit, "record", refuse)
    with pytest.raises(ConnectionError):
        services.choose_speech(practice=admin.practice, speech=Speech.TRANSCRIBE_MEDICAL, by=admin, at=NOON)
    admin.practice.refresh_from_db()
    assert admin.practice.speech == Speech.OFFLINE
