"""Signing in through a user pool: what fits comes in, everything else is refused."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from rung.accounts.enums import Role
from rung.accounts.models import Clinician, OpenSession
from rung.audit.models import AuditEvent
from rung.common import clock
from tests.factories import people
from tests.fakes import cognito
from tests.unit.accounts import doorkit

pytestmark = pytest.mark.django_db
LEAVE, BACK = "/admin/login/outside/", "/admin/login/outside/back/"


@pytest.fixture
def pool(settings: Settings) -> Iterator[cognito.FakePool]:
    with cognito.running() as found:
        here = found.pool
        settings.COGNITO = {
            "issuer": here.issuer, "domain": here.domain, "client_id": here.client_id, "client_secret": "secret",
        }  # fmt: skip
        settings.COGNITO_ROLES = {"therapists": "clinician", "leads": "practice_admin"}
        yield found


@pytest.fixture
def person(pool: cognito.FakePool) -> Clinician:
    found = doorkit.with_app(people.clinician())
    pool.claims = {"email": found.email, "cognito:groups": ["therapists"]}
    return found


def _come_back(client: Client, pool: cognito.FakePool, query: str | None = None) -> HttpResponse:
    left = client.get(LEAVE)
    assert left.status_code == 302
    return client.get(f"{BACK}?{query or pool.allow(left['Location'])}")  # type: ignore[return-value]  # it is one


def _sign_in(client: Client, pool: cognito.FakePool) -> None:
    assert _come_back(client, pool)["Location"] == doorkit.SECOND_STEP
    doorkit.post(client, doorkit.SECOND_STEP, code=doorkit.code())
    assert doorkit.is_signed_in(client)


def test_the_provider_replaces_the_password_not_the_second_factor(
    client: Client, pool: cognito.FakePool, person: Clinician
) -> None:
    assert "Sign in with your organization" in client.get(doorkit.SIGN_IN).content.decode()
    _sign_in(client, pool)
    person.refresh_from_db()
    assert person.subject == "s-1"


def test_leaving_asks_with_pkce_state_and_nonce(client: Client, pool: cognito.FakePool) -> None:
    asked = client.get(LEAVE)["Location"]
    for part in ("code_challenge_method=S256", "code_challenge=", "state=", "nonce=", "response_type=code"):
        assert part in asked
    assert "verifier" not in asked


WRONG: dict[str, dict[str, Any]] = {
    "issuer": {"iss": "https://evil.example"},
    "audience": {"aud": "another-client"},
    "nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "expired": {"exp": 1_000_000_000},
    "no expiry": {"exp": None},
    "use": {"token_use": "access"},
    "no subject": {"sub": None},
    "group": {"cognito:groups": ["strangers"]},
    "no group": {"cognito:groups": None},
    "two roles": {"cognito:groups": ["therapists", "leads"]},
    "address": {"email": "nobody@practice.example"},
    "unverified address": {"email_verified": False},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
def test_a_wrong_token_is_refused(
    client: Client, pool: cognito.FakePool, person: Clinician, claims: dict[str, Any]
) -> None:
    pool.claims.update(claims)
    _is_refused(client, _come_back(client, pool))


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"alg": "RS512"}, {"kid": "unknown"}], ids=str)
def test_a_token_signed_another_way_is_refused(
    client: Client, pool: cognito.FakePool, person: Clinician, header: dict[str, str]
) -> None:
    pool.header = header
    _is_refused(client, _come_back(client, pool))


def test_a_token_signed_by_another_key_is_refused(client: Client, pool: cognito.FakePool, person: Clinician) -> None:
    pool.sign_with = cognito.new_key()
    _is_refused(client, _come_back(client, pool))


@pytest.mark.parametrize("query", ["code=x&state=planted", "code=x", "error=access_denied"])
def test_an_answer_nobody_asked_for_is_refused(
    client: Client, pool: cognito.FakePool, person: Clinician, query: str
) -> None:
    _is_refused(client, _come_back(client, pool, query))


def test_an_answer_is_taken_once(client: Client, pool: cognito.FakePool, person: Clinician) -> None:
    query = pool.allow(client.get(LEAVE)["Location"])
    assert client.get(f"{BACK}?{query}").status_code == 302
    _is_refused(other := Client(), other.get(f"{BACK}?{query}"))  # type: ignore[arg-type]  # it is a response


def test_a_disabled_account_is_refused(client: Client, pool: cognito.FakePool, person: Clinician) -> None:
    Clinician.objects.filter(pk=person.pk).update(is_active=False)
    _is_refused(client, _come_back(client, pool))


def test_a_provider_that_is_down_is_said_so(client: Client, pool: cognito.FakePool, person: Clinician) -> None:
    query = pool.allow(client.get(LEAVE)["Location"])
    pool.is_down = True
    _is_refused(client, client.get(f"{BACK}?{query}"))  # type: ignore[arg-type]  # it is a response
    assert "does not answer" in client.get(doorkit.SIGN_IN).content.decode()


def test_without_a_provider_there_is_no_such_way(client: Client) -> None:
    assert "your organization" not in client.get(doorkit.SIGN_IN).content.decode()
    assert [client.get(path).status_code for path in (LEAVE, BACK)] == [404, 404]


def test_somebody_disabled_at_the_provider_is_signed_out_at_the_next_check(
    client: Client, pool: cognito.FakePool, person: Clinician
) -> None:
    _sign_in(client, pool)
    now = clock.now().timestamp()
    pool.is_disabled = True
    with time_machine.travel(now + 290, tick=False):
        assert doorkit.is_signed_in(client)
    with time_machine.travel(now + 310, tick=False):
        assert not doorkit.is_signed_in(client)
    assert not OpenSession.objects.exists()


def test_another_group_at_the_provider_ends_the_session(
    client: Client, pool: cognito.FakePool, person: Clinician
) -> None:
    _sign_in(client, pool)
    pool.claims["cognito:groups"] = ["leads"]
    with time_machine.travel(clock.now().timestamp() + 310, tick=False):
        assert not doorkit.is_signed_in(client)
    person.refresh_from_db()
    assert person.role == Role.PRACTICE_ADMIN


def test_a_provider_that_is_down_for_a_while_ends_nothing(
    client: Client, pool: cognito.FakePool, person: Clinician
) -> None:
    _sign_in(client, pool)
    pool.is_down = True
    with time_machine.travel(clock.now().timestamp() + 310, tick=False):
        assert doorkit.is_signed_in(client)


def test_the_refresh_token_is_sealed(client: Client, pool: cognito.FakePool, person: Clinician) -> None:
    _sign_in(client, pool)
    assert "r-1" not in [value for value in client.session.values() if isinstance(value, str)]
    assert "outside_held" in client.session


def _is_refused(client: Client, answer: HttpResponse) -> None:
    assert (answer.status_code, answer["Location"]) == (302, doorkit.SIGN_IN)
    assert not doorkit.is_signed_in(client)
    assert AuditEvent.objects.filter(act="sign_in_refused").count() == 1
    assert not AuditEvent.objects.filter(act="sign_in").exists()
