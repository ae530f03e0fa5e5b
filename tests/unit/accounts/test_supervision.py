"""Supervision: set by an administrator, readable at once, over at once."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client as Browser

from rung.accounts import services
from rung.accounts.enums import Role
from rung.accounts.errors import AdminsOnly, NotASupervisor, SupervisionNotFound
from rung.accounts.models import Clinician, Supervision
from rung.audit.models import AuditEvent
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> dict[Role, Clinician]:
    """One person of each role in one practice."""
    practice = people.practice()
    return {role: people.clinician(practice, role) for role in Role}


def begin(team: dict[Role, Clinician], **changes: Clinician) -> Supervision:
    who = {"supervisor": team[Role.SUPERVISOR], "clinician": team[Role.CLINICIAN], "by": team[Role.PRACTICE_ADMIN]}
    return services.begin_supervision(**{**who, **changes}, at=people.NOON)


def test_an_administrator_begins_and_ends_it(team: dict[Role, Clinician]) -> None:
    row = begin(team)
    assert begin(team) == row
    services.end_supervision(supervision_id=row.id, by=team[Role.PRACTICE_ADMIN], at=people.NOON)
    row.refresh_from_db()
    assert row.ended_at == people.NOON
    assert begin(team) != row
    acts = AuditEvent.objects.filter(subject_kind="supervision").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["create", "change", "create"]


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.SUPERVISOR, Role.OPERATOR])
def test_nobody_else_may(team: dict[Role, Clinician], role: Role) -> None:
    row = begin(team)
    with pytest.raises(AdminsOnly):
        begin(team, by=team[role])
    with pytest.raises(AdminsOnly):
        services.end_supervision(supervision_id=row.id, by=team[role], at=people.NOON)
    assert Supervision.objects.filter(ended_at=None).count() == 1


def test_it_stays_within_the_practice(team: dict[Role, Clinician]) -> None:
    row = begin(team)
    elsewhere = people.clinician(role=Role.PRACTICE_ADMIN)
    with pytest.raises(AdminsOnly):
        begin(team, by=elsewhere)
    with pytest.raises(AdminsOnly):
        begin(team, clinician=people.clinician())
    with pytest.raises(SupervisionNotFound):
        services.end_supervision(supervision_id=row.id, by=elsewhere, at=people.NOON)


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.PRACTICE_ADMIN, Role.OPERATOR])
def test_only_supervisors_supervise(team: dict[Role, Clinician], role: Role) -> None:
    with pytest.raises(NotASupervisor):
        begin(team, supervisor=team[role], clinician=people.clinician(team[role].practice))


def test_nobody_supervises_themselves(team: dict[Role, Clinician]) -> None:
    with pytest.raises(NotASupervisor):
        begin(team, clinician=team[Role.SUPERVISOR])


def test_what_is_over_cannot_end_again(team: dict[Role, Clinician]) -> None:
    row = begin(team)
    services.end_supervision(supervision_id=row.id, by=team[Role.PRACTICE_ADMIN], at=people.NOON)
    with pytest.raises(SupervisionNotFound):
        services.end_supervision(supervision_id=row.id, by=team[Role.PRACTICE_ADMIN], at=people.NOON)


def test_without_its_event_it_does_not_begin(team: dict[Role, Clinician]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError):
        begin(team)


def test_an_administrator_sets_and_ends_it_on_the_people_page(team: dict[Role, Clinician], client: Browser) -> None:
    client.force_login(team[Role.PRACTICE_ADMIN])
    pair = {"supervisor": team[Role.SUPERVISOR].id, "clinician": team[Role.CLINICIAN].id}
    said = client.post("/admin/people/supervisions/", pair, follow=True).content.decode()
    assert f"{team[Role.SUPERVISOR].name} reads the records of {team[Role.CLINICIAN].name}" in said
    row = Supervision.objects.get(ended_at=None)
    said = client.post(f"/admin/people/supervisions/{row.id}/end/", follow=True).content.decode()
    assert "Nobody is supervised." in said
    assert "was over already" in client.post(f"/admin/people/supervisions/{row.id}/end/", follow=True).content.decode()


@pytest.mark.parametrize("pair", [{}, {"supervisor": "x", "clinician": ""}])
def test_half_a_pair_changes_nothing(team: dict[Role, Clinician], client: Browser, pair: dict[str, str]) -> None:
    client.force_login(team[Role.PRACTICE_ADMIN])
    said = client.post("/admin/people/supervisions/", pair, follow=True).content.decode()
    assert "Nothing was changed." in said
    assert not Supervision.objects.exists()


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.SUPERVISOR, Role.OPERATOR])
def test_to_others_the_page_does_not_exist(team: dict[Role, Clinician], client: Browser, role: Role) -> None:
    client.force_login(team[role])
    pair = {"supervisor": team[Role.SUPERVISOR].id, "clinician": team[Role.CLINICIAN].id}
    assert client.post("/admin/people/supervisions/", pair).status_code == 404
    assert not Supervision.objects.exists()
