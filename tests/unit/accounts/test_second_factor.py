"""Second factors: everybody needs one, secrets are sealed, codes are good once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse
from pytest_django.fixtures import Settings

from rung.accounts.models import Clinician, OpenSession
from rung.accounts.services import second_factors
from rung.audit.models import AuditEvent
from rung.encryption.errors import SealBroken
from tests.architecture.routes import routes
from tests.factories import people
from tests.unit.accounts import doorkit

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STEP = timedelta(seconds=30)


@pytest.fixture
def person() -> Clinician:
    return doorkit.with_app(people.clinician())


def test_a_password_alone_opens_nothing(client: Client, person: Clinician) -> None:
    answer = doorkit.type_password(client, person)
    assert (answer.status_code, answer["Location"]) == (302, doorkit.SECOND_STEP)
    assert not doorkit.is_signed_in(client)
    assert not AuditEvent.objects.filter(act="sign_in").exists()


def test_password_and_code_open_the_first_screen(client: Client, person: Clinician) -> None:
    answer = doorkit.sign_in(client, person)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert doorkit.is_signed_in(client)
    assert AuditEvent.objects.get(act="sign_in").actor_id == person.id
    assert OpenSession.objects.get().has_second_factor


def test_the_page_that_was_asked_for_is_reached_after_both_steps(client: Client, person: Clinician) -> None:
    wanted = "/admin/clients/client/"
    fields = {"username": person.email, "password": people.PASSWORD}
    client.post(f"{doorkit.SIGN_IN}?next={wanted}", fields)
    assert doorkit.post(client, doorkit.SECOND_STEP, code=doorkit.code())["Location"] == wanted


def test_a_code_is_refused_the_second_time(client: Client, person: Clinician) -> None:
    with time_machine.travel(START, tick=False):
        code = doorkit.code()
        assert doorkit.sign_in(client, person).status_code == 302
        other = Client()
        doorkit.type_password(other, person)
        again = doorkit.post(other, doorkit.SECOND_STEP, code=code)
    assert doorkit.said(again) == ["This code is wrong, or was used already. Wait for the next one."]
    assert not doorkit.is_signed_in(other)


def test_an_earlier_code_is_refused_after_a_later_one(client: Client, person: Clinician) -> None:
    with time_machine.travel(START, tick=False):
        assert second_factors.use_code(doorkit.code(START + STEP), who=person, at=START)
        assert not second_factors.use_code(doorkit.code(START), who=person, at=START)
        assert not second_factors.use_code(doorkit.code(START + STEP), who=person, at=START)


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phones_clock_may_be_off_by_one_step(person: Clinician, steps: int, *, is_taken: bool) -> None:
    assert bool(second_factors.use_code(doorkit.code(START + steps * STEP), who=person, at=START)) == is_taken


def test_codes_are_guesses_of_the_same_account(client: Client, person: Clinician) -> None:
    doorkit.type_password(client, person)
    for _ in range(5):
        doorkit.post(client, doorkit.SECOND_STEP, code="000000")
    refused = doorkit.post(client, doorkit.SECOND_STEP, code=doorkit.code())
    assert doorkit.said(refused)[0].startswith("Too many attempts.")
    assert "Too many attempts." in doorkit.type_password(Client(), person).content.decode()


def test_somebody_without_a_second_factor_is_led_to_set_one_up(client: Client) -> None:
    person = people.clinician()
    assert doorkit.type_password(client, person)["Location"] == "/admin/"
    assert client.get("/admin/")["Location"] == doorkit.ACCOUNT
    page = client.get(doorkit.ACCOUNT).content.decode()
    assert "Set up a second factor" in page
    assert "nav-sidebar" not in page


def test_until_then_nothing_else_opens(client: Client) -> None:
    doorkit.type_password(client, people.clinician())
    opened = set()
    for route in routes():
        answer = client.get(route.path)
        sends_back = answer.status_code == 302 and answer["Location"] == doorkit.ACCOUNT
        if not sends_back and answer.status_code not in {401, 404}:
            opened.add(resolve(route.path).view_name)
    assert opened <= {*configured.SETUP_ROUTES, "health-ready", "version"}, "opened without a second factor"


@pytest.mark.parametrize("names", [configured.SETUP_ROUTES, configured.BACKGROUND_ROUTES], ids=["setup", "background"])
def test_every_name_in_the_lists_is_a_route(names: frozenset[str]) -> None:
    stale = set()
    for name in names:
        ids = ((), ("00000000-0000-4000-8000-000000000000",))
        found = 0
        for args in ids:
            try:
                reverse(name, args=args)
                found += 1
            except NoReverseMatch:
                continue
        stale |= set() if found else {name}
    assert not stale, "take these off the list in config/settings/parts/signin.py"


def test_the_api_takes_them_for_strangers(client: Client) -> None:
    doorkit.type_password(client, people.clinician())
    assert client.get("/api/v1/clients").status_code == 401


def test_an_app_is_set_up_with_its_first_code(client: Client) -> None:
    person = people.clinician()
    doorkit.type_password(client, person)
    page = client.get("/admin/account/app/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert secret
    kept = str(client.session.items())
    assert secret[1] not in kept
    code = doorkit.code(secret=secret[1])
    answer = doorkit.post(client, "/admin/account/app/", code=code)
    assert answer["Location"] == "/admin/account/recovery-codes/"
    assert len(re.findall(r"<code>\d{8}</code>", client.get(answer["Location"]).content.decode())) == 10
    assert doorkit.is_signed_in(client)
    assert AuditEvent.objects.filter(act="create", subject_kind="second_factor", actor_id=person.id).count() == 1
    other = Client()
    doorkit.type_password(other, person)
    assert doorkit.post(other, doorkit.SECOND_STEP, code=code).status_code == 200, "the first code is used up"


def test_a_wrong_first_code_sets_nothing_up(client: Client) -> None:
    doorkit.type_password(client, people.clinician())
    client.get("/admin/account/app/")
    assert doorkit.said(doorkit.post(client, "/admin/account/app/", code="000000"))
    assert not Authenticator.objects.exists()
    assert not doorkit.is_signed_in(client)


def test_a_recovery_code_opens_once(client: Client) -> None:
    person = people.clinician()
    doorkit.type_password(client, person)
    page = client.get("/admin/account/app/").content.decode()
    secret = re.findall(r"<code>([A-Z2-7]+)</code>", page)[0]
    doorkit.post(client, "/admin/account/app/", code=doorkit.code(secret=secret))
    code = re.findall(r"<code>(\d{8})</code>", client.get("/admin/account/recovery-codes/").content.decode())[3]
    for is_open in (True, False):
        other = Client()
        doorkit.type_password(other, person)
        doorkit.post(other, doorkit.SECOND_STEP, code=code)
        assert doorkit.is_signed_in(other) == is_open
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row_to_json(a)::text, '') FROM mfa_authenticator AS a")
        kept = cursor.fetchone()[0]
    assert secret not in kept
    assert code not in kept


def test_a_secret_opens_for_its_own_person_alone(person: Clinician) -> None:
    sealed = Authenticator.objects.get().data["secret"]
    assert second_factors.unseal(sealed, whose=person, at=START) == doorkit.SECRET
    colleague = people.clinician(person.practice)
    with pytest.raises(SealBroken):
        second_factors.unseal(sealed, whose=colleague, at=START)
    with pytest.raises(SealBroken):
        second_factors.unseal(sealed, whose=person, at=START, column="other")


def test_opening_a_secret_is_audited(person: Clinician) -> None:
    second_factors.use_code("000000", who=person, at=START)
    event = AuditEvent.objects.get(act="read", subject_kind="second_factor")
    assert (event.actor_id, event.subject_id) == (person.id, person.id)


def test_the_only_second_factor_cannot_be_removed(client: Client, person: Clinician) -> None:
    client.force_login(person)
    assert "your only second factor" in client.post("/admin/account/app/remove/").content.decode()
    assert Authenticator.objects.filter(user=person).count() == 1


def test_a_key_is_removed_while_another_factor_remains(client: Client) -> None:
    person = people.clinician()
    key = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key"})
    client.force_login(person)
    path = f"/admin/account/key/{key.pk}/remove/"
    assert client.get(path).status_code == 200
    client.post(path)
    assert "your only second factor" in client.get(doorkit.ACCOUNT).content.decode()
    doorkit.with_app(person)
    assert "Blue key" in client.get(doorkit.ACCOUNT).content.decode()
    assert client.post(path).status_code == 302
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert AuditEvent.objects.filter(act="withdraw", subject_kind="second_factor").count() == 1


def test_a_key_of_somebody_else_looks_like_none(client: Client, person: Clinician) -> None:
    key = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key"})
    client.force_login(people.clinician(person.practice))
    assert client.post(f"/admin/account/key/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_an_app_is_removed_while_a_key_remains(client: Client, person: Clinician) -> None:
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key"})
    client.force_login(person)
    assert client.post("/admin/account/app/remove/").status_code == 302
    assert [str(found.type) for found in Authenticator.objects.filter(user=person)] == ["webauthn"]


def test_new_recovery_codes_replace_the_old_and_are_audited(client: Client, person: Clinician) -> None:
    client.force_login(person)
    for _ in range(2):
        assert client.post("/admin/account/recovery-codes/new/").status_code == 302
    assert Authenticator.objects.filter(user=person, type="recovery_codes").count() == 1
    assert AuditEvent.objects.filter(act="change", subject_kind="second_factor").count() == 2


def test_a_session_from_before_the_set_up_ends_with_it(client: Client) -> None:
    person = people.clinician()
    doorkit.type_password(client, person)
    doorkit.with_app(person)
    for path in (doorkit.ACCOUNT, "/admin/account/key/"):
        assert client.get(path)["Location"].startswith(doorkit.SIGN_IN), path
    assert not OpenSession.objects.exists()


def test_a_password_never_stands_in_for_a_second_factor(client: Client, settings: Settings) -> None:
    person = people.clinician()
    settings.SECOND_FACTOR_WAIVED_FOR = (person.email,)
    doorkit.type_password(client, person)
    client.post("/admin/account/confirm/password/", {"password": people.PASSWORD})
    assert not OpenSession.objects.get().has_second_factor


def test_somebody_shut_out_between_the_steps_does_not_come_in(client: Client, person: Clinician) -> None:
    doorkit.type_password(client, person)
    Clinician.objects.filter(pk=person.pk).update(is_active=False)
    doorkit.post(client, doorkit.SECOND_STEP, code=doorkit.code())
    assert not doorkit.is_signed_in(client)
    assert not OpenSession.objects.exists()
    assert not AuditEvent.objects.filter(act="sign_in").exists()


def test_the_waiver_is_for_the_named_account_alone(client: Client, settings: Settings) -> None:
    person, other = people.clinician(), people.clinician()
    settings.SECOND_FACTOR_WAIVED_FOR = (person.email,)
    doorkit.type_password(client, person)
    assert doorkit.is_signed_in(client)
    doorkit.type_password(second := Client(), other)
    assert not doorkit.is_signed_in(second)


def test_a_waived_account_with_an_app_is_asked_for_its_code(
    client: Client, person: Clinician, settings: Settings
) -> None:
    settings.SECOND_FACTOR_WAIVED_FOR = (person.email,)
    assert doorkit.type_password(client, person)["Location"] == doorkit.SECOND_STEP


def test_the_sign_in_page_is_ours() -> None:
    assert resolve("/admin/login/").view_name == "account_login"
    assert resolve("/admin/logout/").view_name == "account_logout"
