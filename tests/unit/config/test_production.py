"""Production settings: they start only when complete, and then are strict."""

import subprocess
import sys
from pathlib import Path

import pytest

from config import env, variables
from rung.providers import local_keys
from tests.unit.config.test_env import COMPLETE

SHOW = "import json; from django.conf import settings as s; print(json.dumps([getattr(s, n) for n in {names!r}]))"


def _run(code: str, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    names = {variable.name for variable in variables.VARIABLES}
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
    code = "import django; django.setup(); from rung.encryption import master; master.current()"
    done = _run(code, {**COMPLETE, "RUNG_KEY_FILE": str(tmp_path / "gone.json")})
    assert done.returncode != 0
    assert "MasterKeyMissing" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"])
def test_cookies_are_bound_to_the_host(name: str) -> None:
    done = _run(SHOW.format(names=[name, "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]), COMPLETE)
    assert done.stdout.startswith('["__Host-'), done.stderr
    assert done.stdout.strip().endswith("true, true]")


def test_the_deployment_checks_find_nothing(tmp_path: Path) -> None:
    local_keys.load(tmp_path / "master.json", may_create=True)
    code = (
        "import django; django.setup(); from django.core.management import call_command; "
        "call_command('check', '--deploy', '--fail-level', 'DEBUG')"
    )
    done = _run(code, {**COMPLETE, "RUNG_KEY_FILE": str(tmp_path / "master.json")})
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_production_does_not_start_with_a_waived_second_factor(tmp_path: Path) -> None:
    (tmp_path / "careless.py").write_text(
        "from config.settings.prod import *\nSECOND_FACTOR_WAIVED_FOR = ('demo@rung.example',)\n"
    )
    values = {**COMPLETE, "DJANGO_SETTINGS_MODULE": "careless", "PYTHONPATH": str(tmp_path)}
    done = _run("import django; django.setup()", values)
    assert done.returncode != 0
    assert "SECOND_FACTOR_WAIVED_FOR is for the demo account of one machine" in done.stderr
    assert _run("import django; django.setup()", COMPLETE).returncode == 0


def test_production_waives_nobodys_second_factor() -> None:
    names = ["SECOND_FACTOR_WAIVED_FOR", "MFA_SUPPORTED_TYPES", "ACCOUNT_RATE_LIMITS", "SESSION_COOKIE_HTTPONLY"]
    done = _run(SHOW.format(names=names), COMPLETE)
    assert done.stdout.strip() == '[[], ["totp", "recovery_codes", "webauthn"], false, true]', done.stderr


def test_letters_leave_only_over_tls() -> None:
    done = _run(
        "from django.conf import settings; settings.DEBUG", {**COMPLETE, "RUNG_EMAIL_URL": "smtp://mail.example:25"}
    )
    assert "RUNG_EMAIL_URL is not encrypted" in done.stderr
    good = {**COMPLETE, "RUNG_EMAIL_URL": "smtp+tls://user:secret@mail.example:587"}
    done = _run("from django.conf import settings as s; print(s.MAILERS['default']['OPTIONS']['use_tls'])", good)
    assert done.stdout.strip() == "True", done.stderr
