"""Emergency access: one record, an hour, reading only, told and reviewed; psychotherapy notes stay closed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client as Browser

from rung.accounts.enums import Role
from rung.accounts.errors import AdminsOnly, RoleOpensNoRecords
from rung.accounts.models import Clinician, OpenSession
from rung.audit.errors import AuditUnavailable
from rung.audit.models import AuditEvent
from rung.clients import selectors, services
from rung.clients.errors import (
    AlreadyReviewed,
    ClientNotFound,
    EmergencyNotFound,
    EmergencyReasonMissing,
    OwnEmergency,
    ReviewEmpty,
)
from rung.clients.models import Client, EmergencyAccess
from rung.clients.policies import emergency
from rung.common import scope
from rung.encryption import access as opened
from rung.sessions import services as sessions
from rung.sessions.services import psychotherapy
from tests.factories import people, records

pytestmark = pytest.mark.django_db

WHY = "Their clinician is away and they are in the waiting room."
PAGE = "/admin/clients/emergencyaccess/"


@pytest.fixture
def treating() -> Clinician:
    return people.clinician()


@pytest.fixture
def client_in_care(treating: Clinician) -> Client:
    return people.client(treating, "Marlow", "Sandpiper")


@pytest.fixture
def colleague(treating: Clinician) -> Clinician:
    return people.clinician(treating.practice)


def now() -> datetime:
    """Return the moment; the database compares an access with its own clock."""
    return datetime.now(UTC)  # noqa: TID251 — the edge of this test


def opened_by(colleague: Clinician, client: Client, *, at: datetime | None = None) -> EmergencyAccess:
    return services.open_in_emergency(client_id=client.id, reason=WHY, by=colleague, at=at or now())


def test_it_opens_one_record_for_an_hour(client_in_care: Client, treating: Clinician, colleague: Clinician) -> None:
    other = people.client(treating)
    with pytest.raises(ClientNotFound):
        selectors.client_of(colleague, client_in_care.id)
    access = opened_by(colleague, client_in_care)
    assert access.expires_at - access.created_at == timedelta(minutes=60)
    assert selectors.client_of(colleague, client_in_care.id) == client_in_care
    with scope.acting(colleague.id):
        assert list(Client.objects.values_list("pk", flat=True)) == [client_in_care.id]
    with pytest.raises(ClientNotFound):
        selectors.client_of(colleague, other.id)
    event = AuditEvent.objects.get(act="break_glass")
    assert (event.actor_id, event.client_id, event.subject_id) == (colleague.id, client_in_care.id, access.id)


@pytest.mark.parametrize(("minutes", "is_open"), [(59, True), (61, False)])
def test_it_closes_by_itself(client_in_care: Client, colleague: Clinician, minutes: int, *, is_open: bool) -> None:
    opened_by(colleague, client_in_care, at=now() - timedelta(minutes=minutes))
    with scope.acting(colleague.id):
        assert Client.objects.open_to(colleague).exists() == is_open
        assert Client.objects.exists() == is_open


def test_it_can_be_closed_before(client_in_care: Client, colleague: Clinician) -> None:
    access = opened_by(colleague, client_in_care)
    assert opened_by(colleague, client_in_care) == access
    services.end_emergency(access_id=access.id, by=colleague, at=now())
    with pytest.raises(ClientNotFound):
        selectors.client_of(colleague, client_in_care.id)
    with scope.acting(colleague.id):
        assert not Client.objects.exists()
    with pytest.raises(EmergencyNotFound):
        services.end_emergency(access_id=access.id, by=people.clinician(colleague.practice), at=now())


def test_it_reads_and_changes_nothing(client_in_care: Client, treating: Clinician, colleague: Clinician) -> None:
    session = people.session(treating, client_in_care)
    guide = records.guide(treating, session)
    opened_by(colleague, client_in_care)
    with pytest.raises(ClientNotFound):
        sessions.save_guide(guide_id=guide.id, content=records.guide_text("x"), version=1, by=colleague, at=now())
    with scope.acting(colleague.id):
        assert Client.objects.update(discharged_at=people.NOON) == 0


def test_psychotherapy_notes_stay_closed(client_in_care: Client, treating: Clinician, colleague: Clinician) -> None:
    psychotherapy.write_note(client=client_in_care, text="My own thoughts.", by=treating, at=people.NOON)
    opened_by(colleague, client_in_care)
    with scope.acting(colleague.id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM therapy_sessions_psychotherapynote")
        assert cursor.fetchone() == (0,)
    assert psychotherapy.read_notes(client=client_in_care, by=colleague, at=now()) == ()


@pytest.mark.parametrize("role", [Role.PRACTICE_ADMIN, Role.OPERATOR])
def test_a_role_without_content_opens_nothing(client_in_care: Client, colleague: Clinician, role: Role) -> None:
    with pytest.raises(RoleOpensNoRecords):
        opened_by(people.clinician(colleague.practice, role), client_in_care)


def test_it_stays_within_the_practice(client_in_care: Client) -> None:
    stranger = people.clinician()
    assert not selectors.directory_of(stranger, "Marlow Sandpiper").exists()
    with pytest.raises(ClientNotFound):
        opened_by(stranger, client_in_care)


@pytest.mark.parametrize("reason", ["", "   ", "emergency", "x" * 19])
def test_it_wants_a_reason_that_says_something(client_in_care: Client, colleague: Clinician, reason: str) -> None:
    with pytest.raises(EmergencyReasonMissing):
        services.open_in_emergency(client_id=client_in_care.id, reason=reason, by=colleague, at=now())
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize("name", ["marlow  SANDPIPER", "Marlow Sandpiper"])
def test_the_directory_finds_an_exact_full_name(client_in_care: Client, colleague: Clinician, name: str) -> None:
    with scope.acting(colleague.id):
        assert [entry.client_id for entry in selectors.directory_of(colleague, name)] == [client_in_care.id]
        assert not selectors.directory_of(colleague, "Marlow").exists()


def test_without_its_event_nothing_opens(client_in_care: Client, colleague: Clinician) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(AuditUnavailable):
        opened_by(colleague, client_in_care)


def test_an_administrator_reviews_it_once(client_in_care: Client, colleague: Clinician) -> None:
    access = opened_by(colleague, client_in_care)
    admin = people.clinician(colleague.practice, Role.PRACTICE_ADMIN)
    with pytest.raises(EmergencyNotFound):
        services.review_emergency(access_id=access.id, finding="Fine.", by=colleague, at=now())
    elsewhere = people.clinician(role=Role.PRACTICE_ADMIN)
    with pytest.raises(EmergencyNotFound):
        services.review_emergency(access_id=access.id, finding="Fine.", by=elsewhere, at=now())
    with pytest.raises(ReviewEmpty):
        services.review_emergency(access_id=access.id, finding=" ", by=admin, at=now())
    reviewed = services.review_emergency(access_id=access.id, finding="Called for.", by=admin, at=now())
    with opened.granted(colleague.practice_id):
        assert (reviewed.finding, reviewed.reviewed_by) == ("Called for.", admin)
    with pytest.raises(AlreadyReviewed):
        services.review_emergency(access_id=access.id, finding="Again.", by=admin, at=now())


def test_nobody_reviews_their_own(client_in_care: Client, colleague: Clinician) -> None:
    access = opened_by(colleague, client_in_care)
    with pytest.raises(AdminsOnly):
        emergency.check_may_review(access, colleague)
    colleague.role = Role.PRACTICE_ADMIN
    with pytest.raises(OwnEmergency):
        emergency.check_may_review(access, colleague)


@pytest.mark.django_db(transaction=True)
def test_the_screens_from_the_name_to_the_review(client: Browser) -> None:
    treating = people.clinician()
    person = people.client(treating, "Marlow", "Sandpiper")
    colleague = people.clinician(treating.practice)
    admin = people.clinician(treating.practice, Role.PRACTICE_ADMIN)
    client.force_login(colleague)
    assert "exactly that name" in client.post(PAGE, {"name": "Marlow Other", "reason": WHY}).content.decode()
    answer = client.post(PAGE, {"name": "Marlow Sandpiper", "reason": WHY})
    assert answer.headers["Location"] == f"/admin/clients/client/{person.id}/change/"
    assert "You are reading." in client.get(answer.headers["Location"]).content.decode()
    (letter,) = mail.outbox
    assert letter.to == [admin.email]
    assert "Marlow" not in f"{letter.subject}{letter.body}"
    client.force_login(admin)
    page = client.get(PAGE).content.decode()
    assert colleague.name in page
    assert WHY.replace("'", "&#x27;") in page
    assert "Marlow" not in page
    assert re.search(r"What was opened \(\d+\)", page)
    access = EmergencyAccess.objects.get()
    client.post(f"{PAGE}review/", {"access": access.id, "finding": "Called for."})
    assert "Called for." in client.get(PAGE).content.decode()
    assert client.get(f"/admin/clients/client/{person.id}/change/").status_code == 404


def test_somebody_who_signed_in_long_ago_proves_it_again(
    client: Browser, colleague: Clinician, client_in_care: Client
) -> None:
    client.force_login(colleague)
    OpenSession.objects.update(confirmed_at=now() - timedelta(minutes=6))
    answer = client.post(PAGE, {"name": "Marlow Sandpiper", "reason": WHY})
    assert answer.headers["Location"].startswith("/admin/account/confirm/")
    assert not EmergencyAccess.objects.exists()
