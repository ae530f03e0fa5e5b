"""A database's password may be a secret of its own, as a managed one is."""

import pytest

from config import env
from config.settings.parts import database


def test_a_password_may_be_kept_apart_from_its_url(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = "a@b/c:d%?#"
    for url, password in (
        ("DATABASE_URL", "RUNG_DATABASE_PASSWORD"),
        ("RUNG_OWNER_DATABASE_URL", "RUNG_OWNER_DATABASE_PASSWORD"),
    ):
        monkeypatch.setenv(url, "postgres://rung_app@db.example:5432/rung?sslmode=require")
        monkeypatch.setenv(password, odd)
    found = env.read()
    both = database.from_urls(found.database_url, found.owner_database_url, is_production=True)
    for one in both.values():
        assert {"HOST": "db.example", "PASSWORD": odd, "NAME": "rung"}.items() <= one.items()


@pytest.mark.parametrize("url", ["postgres://rung_app:pw@db.example/rung", "postgres://db.example/rung"])
def test_a_password_apart_needs_a_url_with_a_user_and_without_one(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("RUNG_DATABASE_PASSWORD", "secret-of-its-own")
    with pytest.raises(env.EnvironmentIncomplete) as refused:
        env.read()
    assert "secret-of-its-own" not in str(refused.value)
