"""The people page: administrators invite, change and shut out; others do not learn that it exists."""

import re
import uuid
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from rung.accounts.enums import Role
from rung.accounts.models import Clinician, Invitation, Practice
from rung.audit.models import AuditEvent
from tests.factories import people
from tests.unit.accounts import doorkit

pytestmark = pytest.mark.django_db
PAGE = "/admin/people/"
PASSWORD = "seven green herons wade"


@pytest.fixture
def admin() -> Clinician:
    found = people.clinician()
    Clinician.objects.filter(pk=found.pk).update(role=Role.PRACTICE_ADMIN)
    found.refresh_from_db()
    return found


@pytest.fixture
def desk(client: Client, admin: Clinician) -> Client:
    client.force_login(admin)
    return client


def _link() -> str:
    found = re.search(r"http://testserver(/admin/join/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def _join(link: str, password: str = PASSWORD, **more: str) -> tuple[Client, int, str]:
    browser = Client()
    fields = {"name": "Dr. Testa Wren", "password": password, "again": password, **more}
    answer = browser.post(link, fields)
    return browser, answer.status_code, answer.content.decode()


def test_an_invited_person_joins_and_sets_up_a_second_factor(desk: Client, admin: Clinician) -> None:
    desk.post(PAGE, {"email": "Wren@Practice.example", "role": "supervisor"})
    assert mail.outbox[-1].to == ["wren@practice.example"]
    link = _link()
    page = Client().get(link).content.decode()
    assert "wren@practice.example" in page
    browser, status, _ = _join(link)
    assert status == 302
    assert browser.get("/admin/")["Location"] == doorkit.ACCOUNT
    joined = Clinician.objects.get(email="wren@practice.example")
    assert (joined.role, joined.practice_id, joined.name) == (Role.SUPERVISOR, admin.practice_id, "Dr. Testa Wren")
    assert _join(link)[1] == 410
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize(
    ("password", "again", "why"),
    [
        ("short", "short", "at least 12 characters"),
        ("1q2w3e4r5t6y", "1q2w3e4r5t6y", "too common"),
        ("wren@practice.example", "wren@practice.example", "too similar"),
        (PASSWORD, PASSWORD + "s", "The two are not the same."),
    ],
)
def test_a_weak_password_is_refused_in_words(desk: Client, password: str, again: str, why: str) -> None:
    desk.post(PAGE, {"email": "wren@practice.example", "role": "clinician"})
    _, status, page = _join(_link(), password, again=again)
    assert (status, why in page) == (200, True)
    assert not Clinician.objects.filter(email="wren@practice.example").exists()


@pytest.mark.parametrize(
    "password", ["only small letters here", "漢字仮名交じり文の合言葉です", "1029384756102938475610"]
)
def test_there_are_no_rules_about_kinds_of_characters(desk: Client, password: str) -> None:
    desk.post(PAGE, {"email": "wren@practice.example", "role": "clinician"})
    assert _join(_link(), password)[1] == 302


def test_sending_again_makes_the_old_link_useless(desk: Client) -> None:
    desk.post(PAGE, {"email": "wren@practice.example", "role": "clinician"})
    old, invitation = _link(), Invitation.objects.get()
    desk.post(f"{PAGE}invitations/{invitation.id}/", {"act": "renew"})
    assert Client().get(old).status_code == 410
    assert Client().get(_link()).status_code == 200
    desk.post(f"{PAGE}invitations/{invitation.id}/", {"act": "withdraw"})
    assert Client().get(_link()).status_code == 410
    desk.get(PAGE)  # shows what was said, once
    assert "wren@" not in desk.get(PAGE).content.decode()


def test_a_letter_that_cannot_be_sent_leaves_nothing(desk: Client, settings: Settings) -> None:
    settings.MAILERS = {}
    answer = desk.post(PAGE, {"email": "wren@practice.example", "role": "clinician"}, follow=True)
    assert "could not be sent" in answer.content.decode()
    assert not Invitation.objects.exists()
    assert not AuditEvent.objects.filter(subject_kind="invitation").exists()


def test_a_person_is_changed_shut_out_and_let_in(desk: Client, admin: Clinician) -> None:
    person = people.clinician(admin.practice)
    path = f"{PAGE}{person.id}/"
    desk.post(path, {"act": "role", "role": "supervisor"})
    desk.post(path, {"act": "deactivate"})
    person.refresh_from_db()
    assert (person.role, person.is_active) == (Role.SUPERVISOR, False)
    assert "Shut out" in desk.get(PAGE).content.decode()
    desk.post(path, {"act": "reactivate"})
    person.refresh_from_db()
    assert person.is_active
    desk.post(path, {"act": "role", "role": "operator"})
    person.refresh_from_db()
    assert person.role == Role.SUPERVISOR, "a practice makes no operators"


def test_somebody_who_lost_everything_comes_back_by_a_link(desk: Client, admin: Clinician) -> None:
    person = doorkit.with_app(people.clinician(admin.practice))
    browser = Client()
    doorkit.sign_in(browser, person)
    answer = desk.post(f"{PAGE}{person.id}/", {"act": "reset"}, follow=True)
    assert "a link to set up a new sign-in" in answer.content.decode()
    assert not doorkit.is_signed_in(browser)
    assert doorkit.type_password(browser, person).status_code == 200, "the old password opens nothing"
    old = _link()
    desk.post(f"{PAGE}{person.id}/", {"act": "reset"})
    assert Client().get(old).status_code == 410
    back, status, _ = _join(_link(), name="Somebody Else")
    assert status == 302
    assert back.get("/admin/")["Location"] == doorkit.ACCOUNT
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert person.name != "Somebody Else"


def test_somebody_shut_out_does_not_come_back_by_a_link(desk: Client, admin: Clinician) -> None:
    person = people.clinician(admin.practice)
    desk.post(f"{PAGE}{person.id}/", {"act": "reset"})
    desk.post(f"{PAGE}{person.id}/", {"act": "deactivate"})
    assert _join(_link())[1] == 410


def test_ones_own_account_is_refused_in_words(desk: Client, admin: Clinician) -> None:
    answer = desk.post(f"{PAGE}{admin.id}/", {"act": "deactivate"}, follow=True)
    assert "Another administrator" in answer.content.decode()
    admin.refresh_from_db()
    assert admin.is_active


def test_people_of_other_practices_look_like_nobody(desk: Client) -> None:
    foreign = people.clinician()
    missing = desk.post(f"{PAGE}{uuid.uuid4()}/", {"act": "deactivate"})
    theirs = desk.post(f"{PAGE}{foreign.id}/", {"act": "deactivate"})
    assert (missing.status_code, theirs.status_code) == (404, 404)
    assert missing.content == theirs.content
    assert foreign.email not in desk.get(PAGE).content.decode()
    foreign.refresh_from_db()
    assert foreign.is_active


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRACTICE_ADMIN])
def test_others_do_not_find_the_page(client: Client, admin: Clinician, role: Role) -> None:
    person = people.clinician(admin.practice)
    Clinician.objects.filter(pk=person.pk).update(role=role)
    person.refresh_from_db()
    client.force_login(person)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"email": "x@practice.example", "role": "clinician"}).status_code == 404
    assert client.post(f"{PAGE}{admin.id}/", {"act": "deactivate"}).status_code == 404
    assert 'href="/admin/people/"' not in client.get("/admin/").content.decode()
    assert not mail.outbox


def test_the_page_names_no_client(desk: Client, admin: Clinician) -> None:
    people.client(people.clinician(admin.practice), "Quartzite", "Larkspur")
    page = desk.get(PAGE).content.decode()
    assert "Quartzite" not in page
    assert 'href="/admin/people/"' in page


def test_the_first_administrator_is_invited_by_a_command() -> None:
    out = StringIO()
    call_command("create_practice", "Fern Street", "--admin-email", "Rowan@Fern.example", stdout=out)
    practice = Practice.objects.get(name="Fern Street")
    link = re.search(r"http://localhost:\d+(/admin/join/\S+)", out.getvalue())
    assert link
    assert _join(link[1])[1] == 302
    assert Clinician.objects.get(practice=practice).role == Role.PRACTICE_ADMIN
