"""The environment: what is read, what is refused, and that the list of names is the truth."""

import ast
import re
from pathlib import Path

import pytest

from config import env, variables
from config.outside import Transcribe
from config.settings.parts import database
from rung.accounts.enums import Role

SECRET = "".join(chr(ord("a") + number % 26) for number in range(60))
COMPLETE = {
    "RUNG_SECRET_KEY": SECRET,
    "DATABASE_URL": "postgres://rung_app:pw@db.example:5432/rung",
    "RUNG_ALLOWED_HOSTS": "rung.example, www.rung.example,",
    "RUNG_STORAGE_BUCKET": "bucket",
    "RUNG_AUDIT_BUCKET": "anchors",
    "RUNG_KEY_FILE": "/keys/master.json",
}
WITH_KMS = {**COMPLETE, "RUNG_KEY_FILE": "", "RUNG_KMS_KEY_ID": "alias/rung"}
REQUIRED = [variable for variable in variables.VARIABLES if variable.required]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in variables.VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, value)


def test_with_nothing_set_a_developers_machine_is_described() -> None:
    found = env.read()
    assert (found.port, found.web_concurrency, found.web_worker) == (8000, 2, "gthread")
    assert (found.log_level, found.is_debug, found.version, found.commit) == ("INFO", False, "dev", "")
    assert found.state_dir == env.ROOT / "var"
    assert found.key_file == env.ROOT / "var/keys/master.json"
    assert (found.secret_key, found.database_url, found.allowed_hosts, found.storage_bucket) == ("", "", (), "")


def test_values_are_typed(monkeypatch: pytest.MonkeyPatch, complete: None) -> None:
    values = {"PORT": "9000", "WEB_CONCURRENCY": "5", "WEB_WORKER": "UVICORN", "RUNG_LOG_LEVEL": "warning"}
    for name, value in {**values, "RUNG_DEBUG": "1", "RUNG_STATE_DIR": "/state", "RUNG_VERSION": "7"}.items():
        monkeypatch.setenv(name, value)
    found = env.read()
    assert (found.port, found.web_concurrency, found.web_worker, found.log_level) == (9000, 5, "uvicorn", "WARNING")
    assert (found.is_debug, found.state_dir, found.version) == (True, Path("/state"), "7")
    assert found.allowed_hosts == ("rung.example", "www.rung.example")
    assert found.key_file == Path("/keys/master.json")


@pytest.mark.parametrize("name", ["PORT", "RUNG_STATE_DIR", "RUNG_KEY_FILE", "RUNG_LOG_LEVEL", "WEB_WORKER"])
def test_an_empty_value_counts_as_unset(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    unset = env.read()
    monkeypatch.setenv(name, "")
    assert env.read() == unset


def test_a_secret_that_begins_with_a_dollar_is_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME_SECRET", "another")
    monkeypatch.setenv("RUNG_SECRET_KEY", "$HOME_SECRET")
    assert env.read().secret_key == "$HOME_SECRET"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "-1"),
        ("PORT", "80.5"),
        ("WEB_CONCURRENCY", "two"),
        ("WEB_CONCURRENCY", "٢"),
        ("WEB_WORKER", "gevent"),
        ("RUNG_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(env.EnvironmentIncomplete, match=f"^{name} is '{re.escape(value)}': use "):
        env.read()


def test_production_starts_with_everything_it_requires(complete: None) -> None:
    assert env.read_for_production() == env.read()
    assert {variable.name for variable in REQUIRED} == set(COMPLETE) - {"RUNG_KEY_FILE"}


@pytest.mark.parametrize("missing", REQUIRED, ids=lambda variable: variable.name)
@pytest.mark.parametrize("is_empty", [True, False], ids=["empty", "unset"])
def test_production_names_what_is_missing_and_why(
    monkeypatch: pytest.MonkeyPatch, complete: None, missing: variables.Variable, *, is_empty: bool
) -> None:
    if is_empty:
        monkeypatch.setenv(missing.name, "")
    else:
        monkeypatch.delenv(missing.name)
    with pytest.raises(env.EnvironmentIncomplete) as refusal:
        env.read_for_production()
    assert f"{missing.name}: {missing.why}" in str(refusal.value)
    assert not [name for name in COMPLETE if name != missing.name and f"{name}:" in str(refusal.value)]


def test_production_names_everything_that_is_missing_at_once() -> None:
    with pytest.raises(env.EnvironmentIncomplete) as refusal:
        env.read_for_production()
    assert all(f"{variable.name}: {variable.why}" in str(refusal.value) for variable in REQUIRED)


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("short-but-various-0123456789", "too short"),
        (SECRET[:49], "too short"),
        ("x" * 60, "can be guessed"),
        (env.LOCAL_KEY_START + "x" * 40, "can be guessed"),
    ],
)
def test_production_refuses_a_secret_that_protects_nothing(
    monkeypatch: pytest.MonkeyPatch, complete: None, secret: str, said: str
) -> None:
    monkeypatch.setenv("RUNG_SECRET_KEY", secret)
    with pytest.raises(env.EnvironmentIncomplete, match=f"RUNG_SECRET_KEY .*{said}.*50 random") as refusal:
        env.read_for_production()
    assert secret not in str(refusal.value)


def test_production_refuses_to_serve_every_host(monkeypatch: pytest.MonkeyPatch, complete: None) -> None:
    monkeypatch.setenv("RUNG_ALLOWED_HOSTS", "rung.example,*")
    with pytest.raises(env.EnvironmentIncomplete, match="RUNG_ALLOWED_HOSTS"):
        env.read_for_production()


def _set(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_production_starts_with_a_key_in_kms(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, WITH_KMS)
    assert env.read_for_production().kms_key_id == "alias/rung"


def test_production_needs_a_master_key(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {**COMPLETE, "RUNG_KEY_FILE": ""})
    with pytest.raises(env.EnvironmentIncomplete, match="RUNG_KMS_KEY_ID or RUNG_KEY_FILE: what wraps every data key"):
        env.read_for_production()


def test_production_refuses_two_master_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {**WITH_KMS, "RUNG_KEY_FILE": COMPLETE["RUNG_KEY_FILE"]})
    with pytest.raises(env.EnvironmentIncomplete, match=r"Both are set.*Keep one"):
        env.read_for_production()


@pytest.mark.parametrize(
    "inside", [env.ROOT / "var/keys/master.json", env.ROOT / "key.json", Path("/state/keys/k.json")]
)
def test_production_refuses_a_development_key(monkeypatch: pytest.MonkeyPatch, inside: Path) -> None:
    _set(monkeypatch, {**COMPLETE, "RUNG_STATE_DIR": "/state", "RUNG_KEY_FILE": str(inside)})
    with pytest.raises(
        env.EnvironmentIncomplete, match=r"RUNG_KEY_FILE is inside .* put the key elsewhere, with mode 0600"
    ):
        env.read_for_production()


def test_production_refuses_a_way_round_to_a_development_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key.json").symlink_to(env.ROOT / "var/keys/master.json")
    _set(monkeypatch, {**COMPLETE, "RUNG_KEY_FILE": str(tmp_path / "key.json")})
    with pytest.raises(env.EnvironmentIncomplete, match="RUNG_KEY_FILE is inside"):
        env.read_for_production()


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", ""])
def test_production_refuses_a_database_without_tls(mode: str) -> None:
    url = f"{COMPLETE['DATABASE_URL']}?sslmode={mode}"
    if mode:
        with pytest.raises(env.EnvironmentIncomplete, match=f"DATABASE_URL says sslmode={mode}"):
            database.from_urls(url, "", is_production=True)
    else:
        found = database.from_urls(COMPLETE["DATABASE_URL"], "", is_production=True)
        assert found["default"]["OPTIONS"] == {**database.PREPARED, "sslmode": "require"}


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_a_stricter_choice_of_tls_stands(mode: str) -> None:
    found = database.from_urls(f"{COMPLETE['DATABASE_URL']}?sslmode={mode}", "", is_production=True)
    assert found["default"]["OPTIONS"]["sslmode"] == mode


def test_a_local_database_by_url_needs_no_tls() -> None:
    found = database.from_urls("postgres://rung@localhost/rung", "", is_production=False)["default"]
    assert (found["NAME"], found["OPTIONS"], found["CONN_HEALTH_CHECKS"]) == ("rung", database.PREPARED, True)


def test_production_does_not_sign_in_as_the_owner_of_the_tables() -> None:
    with pytest.raises(env.EnvironmentIncomplete, match="must sign in as rung_app"):
        database.from_urls("postgres://postgres:p@db.example/rung", "", is_production=True)


def test_the_owner_signs_in_by_a_url_of_its_own_with_tls() -> None:
    owner = "postgres://rung_owner:p@db.example/rung"
    found = database.from_urls(COMPLETE["DATABASE_URL"], owner, is_production=True)
    assert {name: given["USER"] for name, given in found.items()} == {"default": "rung_app", "owner": "rung_owner"}
    assert found["owner"]["OPTIONS"] == {**database.PREPARED, "sslmode": "require"}
    with pytest.raises(env.EnvironmentIncomplete, match="RUNG_OWNER_DATABASE_URL says sslmode=disable"):
        database.from_urls(COMPLETE["DATABASE_URL"], f"{owner}?sslmode=disable", is_production=True)


def test_the_list_of_names_is_what_is_read() -> None:
    """Every name in the code of env.py stands in VARIABLES, and the other way round."""
    tree = ast.parse((env.ROOT / "config/env.py").read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    constants = {
        node.value
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    read = {text for text in constants if re.fullmatch(r"[A-Z]+(_[A-Z]+)*", text)}
    assert read == {variable.name for variable in variables.VARIABLES}


def test_every_name_says_why_it_is_there() -> None:
    names = [variable.name for variable in variables.VARIABLES]
    assert len(set(names)) == len(names)
    assert all(len(variable.why) > 10 for variable in variables.VARIABLES)


def test_the_default_settings_are_used_unless_others_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    env.choose_settings("config.settings.dev")
    env.choose_settings("config.settings.prod")
    assert env.for_children()["DJANGO_SETTINGS_MODULE"] == "config.settings.dev"


def test_a_child_gets_this_environment_with_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "1")
    found = env.for_children(PORT="2")
    assert (found["PORT"], "PATH" in found) == ("2", True)


POOL = {
    "RUNG_COGNITO_ISSUER": "https://cognito-idp.us-east-1.amazonaws.com/pool/",
    "RUNG_COGNITO_DOMAIN": "https://practice.example",
    "RUNG_COGNITO_CLIENT_ID": "client",
    "RUNG_COGNITO_ROLES": "therapists=clinician, leads=practice_admin",
}


def test_a_user_pool_is_described_by_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.read().cognito is None
    for name, value in POOL.items():
        monkeypatch.setenv(name, value)
    found = env.read().cognito
    assert found is not None
    assert (found.issuer, found.client_id, found.client_secret) == (POOL["RUNG_COGNITO_ISSUER"][:-1], "client", "")
    assert found.roles == (("therapists", "clinician"), ("leads", "practice_admin"))


def test_the_roles_of_a_pool_are_those_of_people() -> None:
    assert set(env.ROLES) == set(Role.values)


@pytest.mark.parametrize("missing", POOL)
def test_half_a_user_pool_is_refused(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for name in POOL.keys() - {missing}:
        monkeypatch.setenv(name, POOL[name])
    with pytest.raises(env.EnvironmentIncomplete, match="go together"):
        env.read()


def test_speech_outside_needs_a_bucket_and_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.read().transcribe is None
    monkeypatch.setenv("RUNG_TRANSCRIBE_VOCABULARY", "therapy")
    for name in ("RUNG_TRANSCRIBE_BUCKET", "RUNG_TRANSCRIBE_KMS_KEY_ID"):
        with pytest.raises(env.EnvironmentIncomplete, match="RUNG_TRANSCRIBE_KMS_KEY_ID go together"):
            env.read()
        monkeypatch.setenv(name, "theirs")
    assert env.read().transcribe == Transcribe("theirs", "theirs", "", "therapy")


@pytest.mark.parametrize("value", ["therapists", "=clinician", "therapists=king"])
def test_a_group_without_a_role_of_ours_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    for name, usual in POOL.items():
        monkeypatch.setenv(name, usual)
    monkeypatch.setenv("RUNG_COGNITO_ROLES", value)
    with pytest.raises(env.EnvironmentIncomplete, match=f"^RUNG_COGNITO_ROLES is '{value}': use "):
        env.read()
