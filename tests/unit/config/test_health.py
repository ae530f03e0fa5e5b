"""Health: shallow answers come first and ask nothing; the deep one asks the database."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http.response import HttpResponseBase
from django.test import Client
from health_check.exceptions import ServiceUnavailable
from pytest_django.fixtures import Settings

from config import health
from config.embedded.postgres import base

SHALLOW = ["/health", "/health/", "/healthz", "/healthz/"]


def _checks(answer: HttpResponseBase) -> tuple[int, str, dict[str, str]]:
    body = json.loads(answer.getvalue())
    return answer.status_code, body["status"], body["checks"]


@pytest.mark.parametrize("path", SHALLOW)
def test_health_answers_in_json_without_a_database(client: Client, path: str) -> None:
    answer = client.get(path)
    assert _checks(answer) == (200, "ok", {"Process": "ok"})
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/json", "no-store")


@pytest.mark.parametrize("path", SHALLOW)
@pytest.mark.parametrize("host", ["evil.example", "10.0.0.7:8000", "", "[::", "a b", "\x00"])
def test_health_answers_whatever_the_host_header(client: Client, path: str, host: str) -> None:
    assert client.get(path, headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", SHALLOW)
def test_health_answers_before_the_redirect_to_tls(client: Client, settings: Settings, path: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/version").status_code == 301
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", SHALLOW)
def test_health_answers_head_without_a_body(client: Client, path: str) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("path", SHALLOW)
def test_health_asks_the_database_nothing(client: Client, path: str) -> None:
    with connection.execute_wrapper(_refuse):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.django_db
def test_other_methods_are_not_health_checks(client: Client, method: str) -> None:
    assert getattr(client, method)("/health").status_code in {404, 405}


@pytest.mark.parametrize("path", ["/healthy", "/health/x", "/healthz/x", "//health", "/admin/health"])
@pytest.mark.django_db
def test_only_the_exact_addresses_skip_the_host_check(client: Client, path: str) -> None:
    assert client.get(path, headers={"host": "evil.example"}).status_code == 400


def test_a_failing_process_is_unavailable(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.Process, "run", _fail)
    assert _checks(client.get("/health")) == (503, "unavailable", {"Process": "Unavailable: nothing works"})


@pytest.mark.django_db(transaction=True)
def test_ready_when_the_database_answers_and_is_migrated(client: Client) -> None:
    answer = client.get("/health/ready")
    assert _checks(answer) == (200, "ok", {"Process": "ok", "DatabaseAnswers": "ok"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db(transaction=True)
def test_not_ready_when_a_migration_has_not_run(client: Client) -> None:
    recorder = MigrationRecorder(connection)
    newest = MigrationLoader(connection).graph.leaf_nodes("pipelines")[0]
    recorder.record_unapplied(*newest)
    try:
        status, said, checks = _checks(client.get("/health/ready"))
    finally:
        recorder.record_applied(*newest)
    assert (status, said) == (503, "unavailable")
    assert "1 migrations have not run" in checks["DatabaseAnswers"]


@pytest.mark.django_db(transaction=True)
def test_not_ready_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    params = {"host": "/nonexistent", "dbname": "secret-name", "user": "secret-user"}
    monkeypatch.setattr(base.DatabaseWrapper, "get_connection_params", lambda _self: params)
    status, said, checks = _checks(client.get("/health/ready"))
    assert (status, said, checks["Process"]) == (503, "unavailable", "ok")
    assert checks["DatabaseAnswers"] == "Unavailable: the database does not answer"


@pytest.mark.django_db(transaction=True)
def test_an_unexpected_failure_is_unavailable_and_says_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.Process, "run", _break)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert b"secret" not in answer.content


def test_version_says_which_release_serves(client: Client, settings: Settings) -> None:
    answer = client.get("/version")
    assert json.loads(answer.content) == {"version": "dev", "commit": settings.ENVIRONMENT.commit}
    assert answer["Cache-Control"] == "no-store"


def _refuse(_execute: Callable[..., object], sql: str, *_rest: object) -> object:
    pytest.fail(f"asked: {sql}")


def _fail(_self: object) -> None:
    raise ServiceUnavailable("nothing works")


def _break(_self: object) -> None:
    raise ZeroDivisionError("secret")
