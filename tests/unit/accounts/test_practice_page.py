"""The practice page: its administrator says where it is and who analyses; others do not learn that it exists."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django.fixtures import Settings

from rung.accounts import selectors, services
from rung.accounts.enums import Analyst, Role, Speech, State
from rung.accounts.errors import AdminsOnly, NotConfigured
from rung.accounts.models import Clinician, OpenSession, Practice
from rung.audit.models import AuditEvent
from tests.factories import people
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db
PAGE = "/admin/practice/"
FORM = {"name": "Alder Street", "state": "TX", "analyst": "offline", "speech": "offline"}


@pytest.fixture
def admin() -> Clinician:
    return people.clinician(role=Role.PRACTICE_ADMIN)


@pytest.fixture
def desk(client: Client, admin: Clinician) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def with_models(settings: Settings) -> None:
    settings.LANGUAGE_MODELS = {"bedrock": "set up", "local_server": "set up"}
    settings.SPEECH_SERVICES = {"transcribe_medical"}


def _events(of: Practice) -> list[tuple[str, str]]:
    found = AuditEvent.objects.filter(practice_id=of.id, subject_id=of.id, act="change")
    return list(found.order_by("pk").values_list("act", "subject_kind"))


def test_the_page_says_what_each_analyst_means_and_what_it_needs(desk: Client) -> None:
    page = desk.get(PAGE).content.decode()
    assert "Rules on this installation read the words: nothing leaves it" in page
    assert "Whoever runs Rung sets RUNG_BEDROCK_MODEL and RUNG_BEDROCK_REGION first" in page
    assert page.count(" disabled") == 3
    assert "the rules of the pack “Default”" in page
    assert "Not reviewed by counsel" in page
    assert f'href="{PAGE}"' in page


def test_saving_changes_the_own_practice_and_is_audited(desk: Client, admin: Clinician) -> None:
    other = people.practice()
    answer = desk.post(PAGE, FORM, follow=True)
    admin.practice.refresh_from_db()
    assert (admin.practice.name, admin.practice.state, admin.practice.analyst) == ("Alder Street", "TX", "offline")
    assert "the rules of the pack “Texas”" in answer.content.decode()
    assert _events(admin.practice) == [("change", "practice")]
    other.refresh_from_db()
    assert other.state == ""


def test_a_state_can_be_taken_back(desk: Client, admin: Clinician) -> None:
    desk.post(PAGE, FORM)
    desk.post(PAGE, {**FORM, "state": ""})
    admin.practice.refresh_from_db()
    assert admin.practice.state == ""


@pytest.mark.parametrize("wrong", [{"analyst": "oracle"}, {"analyst": ""}, {"name": ""}, {"state": "ZZ"}])
def test_what_is_on_no_list_is_refused(desk: Client, admin: Clinician, wrong: dict[str, str]) -> None:
    answer = desk.post(PAGE, {**FORM, **wrong})
    assert 'role="alert"' in answer.content.decode()
    admin.practice.refresh_from_db()
    assert admin.practice.state == ""
    assert not _events(admin.practice)


def test_an_analyst_that_is_not_set_up_is_refused(desk: Client, admin: Clinician) -> None:
    desk.get("/admin/")
    answer = desk.post(PAGE, {**FORM, "analyst": "bedrock"}, follow=True)
    assert "has not set this up" in answer.content.decode()
    admin.practice.refresh_from_db()
    assert admin.practice.analyst == Analyst.OFFLINE
    assert not _events(admin.practice)


@pytest.mark.usefixtures("with_models")
def test_another_analyst_is_an_event_of_its_own(desk: Client, admin: Clinician) -> None:
    desk.get("/admin/")
    assert desk.post(PAGE, {**FORM, "analyst": "bedrock"})["Location"] == PAGE
    admin.practice.refresh_from_db()
    assert admin.practice.analyst == Analyst.BEDROCK
    assert _events(admin.practice) == [("change", "practice"), ("change", "practice.analyst")]


@pytest.mark.usefixtures("with_models")
def test_what_writes_recordings_down_is_chosen_likewise(desk: Client, admin: Clinician) -> None:
    desk.get("/admin/")
    assert desk.post(PAGE, {**FORM, "speech": "transcribe_medical"})["Location"] == PAGE
    admin.practice.refresh_from_db()
    assert selectors.speech_of(admin) is Speech.TRANSCRIBE_MEDICAL
    assert _events(admin.practice) == [("change", "practice"), ("change", "practice.speech")]


def test_a_service_for_speech_that_is_not_set_up_is_refused(desk: Client, admin: Clinician) -> None:
    desk.post(PAGE, {**FORM, "speech": "transcribe_medical"})
    admin.practice.refresh_from_db()
    assert selectors.speech_of(admin) is Speech.OFFLINE
    assert not _events(admin.practice)


@pytest.mark.usefixtures("with_models")
def test_another_analyst_takes_a_confirmation_and_a_new_name_does_not(desk: Client, admin: Clinician) -> None:
    desk.get("/admin/")
    OpenSession.objects.filter(clinician=admin).update(confirmed_at=NOON - timedelta(hours=1))
    asked = desk.post(PAGE, {**FORM, "analyst": "bedrock"}, headers={"Referer": f"http://testserver{PAGE}"})
    assert "/admin/account/confirm/" in asked["Location"]
    assert f"next={PAGE.replace('/', '%2F')}" in asked["Location"] or f"next={PAGE}" in asked["Location"]
    admin.practice.refresh_from_db()
    assert admin.practice.analyst == Analyst.OFFLINE
    assert desk.post(PAGE, FORM)["Location"] == PAGE
    admin.practice.refresh_from_db()
    assert admin.practice.name == "Alder Street"


def test_an_analyst_that_was_set_up_once_may_stay(desk: Client, admin: Clinician) -> None:
    Practice.objects.filter(pk=admin.practice_id).update(analyst=Analyst.BEDROCK)
    assert "Until then the work is done here, offline" in desk.get(PAGE).content.decode()
    assert desk.post(PAGE, {**FORM, "analyst": "bedrock"})["Location"] == PAGE
    assert desk.get(PAGE).status_code == 200
    admin.practice.refresh_from_db()
    assert admin.practice.name == "Alder Street"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRACTICE_ADMIN])
def test_others_do_not_find_the_page(client: Client, role: Role) -> None:
    person = people.clinician(role=role)
    client.force_login(person)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, FORM).status_code == 404
    assert f'href="{PAGE}"' not in client.get("/admin/").content.decode()
    with pytest.raises(AdminsOnly):
        services.set_up_practice(setup=services.Setup("X", None, Analyst.OFFLINE, Speech.OFFLINE), by=person, at=NOON)


def test_the_service_refuses_what_is_not_set_up(admin: Clinician) -> None:
    with pytest.raises(NotConfigured):
        services.set_up_practice(setup=services.Setup("X", None, Analyst.BEDROCK, Speech.OFFLINE), by=admin, at=NOON)


def test_the_command_takes_a_state() -> None:
    call_command("create_practice", "Fern", "--admin-email", "a@fern.example", "--state", "tx", stdout=StringIO())
    call_command("create_practice", "Moss", "--admin-email", "a@moss.example", stdout=StringIO())
    assert Practice.objects.get(name="Fern").state == State.TEXAS
    assert Practice.objects.get(name="Moss").state == ""
    with pytest.raises(CommandError, match="ZZ"):
        call_command("create_practice", "Oak", "--admin-email", "a@oak.example", "--state", "ZZ", stdout=StringIO())
