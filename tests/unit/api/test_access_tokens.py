"""Access tokens of a user pool at the API's doors."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.providers import cognito as provider
from tests.fakes import cognito
from tests.unit.api.callers import Answer, Caller

pytestmark = pytest.mark.django_db
CLIENTS = "/api/v1/clients"


@pytest.fixture
def pool(settings: Settings) -> Iterator[cognito.FakePool]:
    with cognito.running() as found:
        here = found.pool
        settings.COGNITO = {
            "issuer": here.issuer, "domain": here.domain, "client_id": here.client_id, "client_secret": "",
        }  # fmt: skip
        settings.COGNITO_ROLES = {"therapists": "clinician", "leads": "practice_admin"}
        yield found


@pytest.fixture
def known(clinician: Clinician, pool: cognito.FakePool) -> Clinician:
    Clinician.objects.filter(pk=clinician.pk).update(subject="s-1")
    return clinician


def _ask(token: str, method: str = "GET", body: object = None, caller: Caller | None = None) -> Answer:
    stranger = caller or Caller(None, enforce_csrf_checks=True)
    return stranger.ask(method, CLIENTS, body, Authorization=f"Bearer {token}")


def _token(pool: cognito.FakePool, **claims: Any) -> str:
    return pool.access_token(**{"cognito:groups": ["therapists"], **claims})


def test_a_token_acts_as_its_person_without_a_csrf_token(pool: cognito.FakePool, known: Clinician) -> None:
    assert _ask(_token(pool), "POST", {"first_name": "Testa"}).status == 201
    event = AuditEvent.objects.get(act="create", subject_kind="client")
    assert (event.actor_id, event.practice_id) == (known.id, known.practice_id)
    assert len(_ask(_token(pool)).data["items"]) == 1


WRONG: dict[str, dict[str, Any]] = {
    "issuer": {"iss": "https://evil.example"},
    "client": {"client_id": "another"},
    "no client": {"client_id": None},
    "use": {"token_use": "id"},
    "expired": {"exp": 1_000_000_000},
    "not yet": {"nbf": 4_000_000_000},
    "subject": {"sub": "s-2"},
    "group": {"cognito:groups": ["strangers"]},
    "another role": {"cognito:groups": ["leads"]},
    "no group": {"cognito:groups": None},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
def test_a_wrong_token_is_a_strangers(pool: cognito.FakePool, known: Clinician, claims: dict[str, Any]) -> None:
    answer = _ask(_token(pool, **claims))
    assert (answer.status, answer.code) == (401, "not_signed_in")


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"alg": "RS384"}, {"kid": "unknown"}], ids=str)
def test_a_token_signed_another_way_is_a_strangers(
    pool: cognito.FakePool, known: Clinician, header: dict[str, str]
) -> None:
    pool.header = header
    assert _ask(_token(pool)).status == 401


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "e30.e30.e30", "\u20ac"])
def test_what_is_no_token_is_a_strangers(pool: cognito.FakePool, known: Clinician, token: str) -> None:
    assert _ask(token.encode("ascii", "replace").decode()).status == 401


def test_a_token_signed_by_another_key_is_a_strangers(pool: cognito.FakePool, known: Clinician) -> None:
    pool.sign_with = cognito.new_key()
    assert _ask(_token(pool)).status == 401


def test_a_disabled_person_is_a_stranger(pool: cognito.FakePool, known: Clinician) -> None:
    Clinician.objects.filter(pk=known.pk).update(is_active=False)
    assert _ask(_token(pool)).status == 401


def test_a_bad_token_is_not_rescued_by_a_cookie(pool: cognito.FakePool, known: Clinician) -> None:
    assert _ask("x", caller=Caller(known)).status == 401


def test_a_token_opens_no_screen(pool: cognito.FakePool, known: Clinician) -> None:
    answer = Caller(None).get("/admin/", Authorization=f"Bearer {_token(pool)}")
    assert answer.status == 302


def test_without_a_pool_a_token_is_nothing(known: Clinician, pool: cognito.FakePool, settings: Settings) -> None:
    token = _token(pool)
    settings.COGNITO = {}
    assert _ask(token).status == 401


def test_keys_are_fetched_once_and_an_unknown_one_is_looked_up_once(pool: cognito.FakePool, known: Clinician) -> None:
    for _ in range(5):
        assert _ask(_token(pool)).status == 200
    assert pool.key_fetches == 1
    _later(pool)
    pool.header = {"kid": "unknown"}
    for _ in range(20):
        assert _ask(_token(pool)).status == 401
    assert pool.key_fetches == 2


def test_a_rotated_key_is_found(pool: cognito.FakePool, known: Clinician) -> None:
    assert _ask(_token(pool)).status == 200
    _later(pool)
    pool.keys["two"] = pool.sign_with = cognito.new_key()
    pool.header = {"kid": "two"}
    assert _ask(_token(pool)).status == 200


def test_a_pool_that_is_down_lets_nobody_in(pool: cognito.FakePool, known: Clinician) -> None:
    pool.is_down = True
    assert _ask(_token(pool)).status == 401
    pool.is_down = False
    assert _ask(_token(pool)).status == 401, "it was asked a moment ago"
    assert pool.key_fetches == 0
    _later(pool)
    assert _ask(_token(pool)).status == 200


def test_addresses_without_tls_are_not_asked() -> None:
    insecure = provider.Pool("http://evil.example", "http://evil.example", "c")
    token = cognito.FakePool(issuer="http://evil.example").access_token()
    with pytest.raises(provider.CognitoUnreachable):
        provider.bearer_of(insecure, token)


def test_a_token_is_checked_quickly(pool: cognito.FakePool) -> None:
    token = _token(pool)
    provider.bearer_of(pool.pool, token)
    started = time.perf_counter()
    for _ in range(50):
        provider.bearer_of(pool.pool, token)
    assert (time.perf_counter() - started) / 50 < 0.01


def _later(pool: cognito.FakePool) -> None:
    """Let a minute pass for the keys of the pool."""
    keys = provider.keys_of(pool.issuer)
    keys._fetched_at -= provider.REFETCH_SECONDS + 1
    keys._asked_at -= provider.REFETCH_SECONDS + 1
