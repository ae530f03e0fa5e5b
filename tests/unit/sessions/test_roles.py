"""What each role may read and change: the treating clinician all, a supervisor reading only, the others nothing."""

import uuid
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client as Browser

from rung.accounts import services as accounts
from rung.accounts.enums import Role
from rung.accounts.errors import RoleOpensNoRecords
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients import selectors as clients
from rung.clients import services as client_services
from rung.clients.errors import ClientNotFound, OnlyReading
from rung.clients.models import Client
from rung.common import scope
from rung.pipelines import launch
from rung.sessions import selectors, services
from rung.sessions.errors import SessionNotFound
from rung.sessions.models import ClientGuide, RiskFlag, TherapySession
from rung.sessions.services import receiving
from tests.factories import people, records

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Case:
    """A clinician with a record, and their supervisor."""

    treating: Clinician
    supervisor: Clinician
    client: Client
    session: TherapySession
    guide: ClientGuide
    flag: RiskFlag
    supervision: uuid.UUID


@pytest.fixture
def case() -> Case:
    practice = people.practice()
    treating, supervisor = people.clinician(practice), people.clinician(practice, Role.SUPERVISOR)
    session = people.session(treating, people.client(treating, "Marlow", "Sandpiper"))
    guide = records.guide(treating, session)
    flag = records.flag(treating, guide.brief.transcript)
    row = people.supervision(supervisor, treating)
    return Case(treating, supervisor, session.client, session, guide, flag, row.id)


def addresses(case: Case) -> list[str]:
    workspace = f"/admin/therapy_sessions/therapysession/{case.session.id}"
    return [
        f"/admin/clients/client/{case.client.id}/change/",
        *(f"{workspace}/{page}/" for page in ("change", "brief", "guide")),
        f"/api/v1/clients/{case.client.id}",
        f"/api/v1/sessions/{case.session.id}/brief",
        f"/api/v1/guides/{case.guide.id}",
    ]


def test_a_supervisor_reads_every_page_and_is_named_in_the_record(case: Case, client: Browser) -> None:
    client.force_login(case.supervisor)
    assert [client.get(address).status_code for address in addresses(case)] == [200] * 7
    assert AuditEvent.objects.filter(act="read", actor_id=case.supervisor.id, client_id=case.client.id).count() >= 7
    page = client.get(addresses(case)[1]).content.decode()
    assert "You are reading." in page
    assert "<form" not in page.partition('<div class="rung">')[2]
    listed = client.get("/admin/clients/client/").content.decode()
    assert "Marlow Sandpiper" in listed
    assert case.treating.name in listed


@pytest.mark.parametrize("page", ["consents", "keeping"])
def test_what_a_supervisor_may_only_read_has_no_buttons(case: Case, client: Browser, page: str) -> None:
    for person, has_forms in ((case.supervisor, False), (case.treating, True)):
        client.force_login(person)
        shown = client.get(f"/admin/clients/client/{case.client.id}/{page}/").content.decode()
        assert ("<form" in shown.partition('<div class="rung">')[2]) is has_forms
        assert ("You are reading." in shown) is not has_forms


def test_a_supervisor_changes_nothing(case: Case, client: Browser) -> None:
    by, at = case.supervisor, people.NOON
    with pytest.raises(OnlyReading):
        services.save_guide(guide_id=case.guide.id, content=records.guide_text("x"), version=1, by=by, at=at)
    with pytest.raises(OnlyReading):
        services.acknowledge_flag(flag_id=case.flag.id, by=by, at=at)
    with pytest.raises(OnlyReading):
        receiving.receive_notes("Client reports sleep.", session=case.session, by=by, at=at)
    with pytest.raises(OnlyReading):
        services.schedule_session(client=case.client, starts_at=at, by=by, at=at)
    with pytest.raises(OnlyReading):
        launch.start_pre_session(session=case.session, by=by, at=at)
    client.force_login(by)
    assert client.post(f"/api/v1/flags/{case.flag.id}/acknowledge").status_code == 403


def test_it_is_over_at_once(case: Case, client: Browser) -> None:
    admin = people.clinician(case.treating.practice, Role.PRACTICE_ADMIN)
    accounts.end_supervision(supervision_id=case.supervision, by=admin, at=people.NOON)
    client.force_login(case.supervisor)
    assert [client.get(address).status_code for address in addresses(case)] == [404] * 7


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.PRACTICE_ADMIN, Role.OPERATOR, Role.CLINICIAN])
def test_a_colleague_of_any_role_sees_nothing_of_it(case: Case, client: Browser, role: Role) -> None:
    client.force_login(people.clinician(case.treating.practice, role))
    assert [client.get(address).status_code for address in addresses(case)] == [404] * 7
    assert "Marlow" not in client.get("/admin/clients/client/").content.decode()


@pytest.mark.parametrize("role", [Role.PRACTICE_ADMIN, Role.OPERATOR])
def test_a_role_without_content_opens_no_record_even_of_its_own(case: Case, role: Role) -> None:
    case.treating.role = role
    case.treating.save(update_fields=["role"])
    with pytest.raises(RoleOpensNoRecords):
        client_services.add_client(first_name="Wren", last_name="", by=case.treating, at=people.NOON)
    with pytest.raises(ClientNotFound):
        clients.client_of(case.treating, case.client.id)
    with pytest.raises(SessionNotFound):
        selectors.session_of(case.treating, case.session.id)


def test_the_orm_and_the_policies_agree_about_everybody(case: Case) -> None:
    practice, elsewhere = case.treating.practice, people.practice()
    crowd = [people.clinician(at, role) for at in (practice, elsewhere) for role in Role]
    for person in [p for p in crowd if p.treats]:
        people.client(person)
    people.supervision(crowd[1], crowd[0])
    demoted = people.clinician(practice, Role.SUPERVISOR)
    people.supervision(demoted, case.treating)
    demoted.role = Role.CLINICIAN
    demoted.save(update_fields=["role"])
    for person in [case.treating, case.supervisor, demoted, *crowd]:
        by_orm = set(Client.objects.open_to(person).values_list("pk", flat=True))
        with scope.acting(person.id), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM clients_client")
            assert {pk for (pk,) in cursor.fetchall()} == by_orm, person.role
