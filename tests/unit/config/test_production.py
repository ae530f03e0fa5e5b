"""Production settings: they start only when complete, and then are strict."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import env
from tests.unit.config.test_env import COMPLETE

SHOW = "import json; from django.conf import settings as s; print(json.dumps([getattr(s, n) for n in {names!r}]))"


def _run(code: str, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    names = {variable.name for variable in env.VARIABLES}
    kept = {name: value for name, value in env.for_children().items() if name not in names}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings.prod", **values},
        cwd=env.ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_production_does_not_start_incomplete() -> None:
    done = _run("import django; django.setup()", {})
    assert done.returncode != 0
    assert "Set these before starting in production:" in done.stderr
    assert all(name in done.stderr for name in COMPLETE)


def test_production_does_not_start_with_a_database_in_the_clear() -> None:
    url = f"{COMPLETE['DATABASE_URL']}?sslmode=disable"
    done = _run("from django.conf import settings; settings.DEBUG", {**COMPLETE, "DATABASE_URL": url})
    assert done.returncode != 0
    assert "DATABASE_URL says sslmode=disable" in done.stderr


def test_production_cannot_be_put_into_debug_mode_and_makes_no_master_key() -> None:
    names = ["DEBUG", "MASTER_KEY_MAY_BE_CREATED", "SECURE_SSL_REDIRECT", "ALLOWED_HOSTS"]
    done = _run(SHOW.format(names=names), {**COMPLETE, "RUNG_DEBUG": "1"})
    assert done.stdout.strip() == '[false, false, true, ["rung.example", "www.rung.example"]]', done.stderr


def test_production_refuses_to_seal_without_its_master_key(tmp_path: Path) -> None:
    code = "import django; django.setup(); from rung.encryption import keyring; keyring._master()"
    done = _run(code, {**COMPLETE, "RUNG_KEY_FILE": str(tmp_path / "gone.json")})
    assert done.returncode != 0
    assert "MasterKeyMissing" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"])
def test_cookies_are_bound_to_the_host(name: str) -> None:
    done = _run(SHOW.format(names=[name, "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]), COMPLETE)
    assert done.stdout.startswith('["__Host-'), done.stderr
    assert done.stdout.strip().endswith("true, true]")
