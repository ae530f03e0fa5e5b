"""The only reader of the environment: every name, what it is for, and what is refused."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import environ

from config.outside import Cognito, Notices, Transcribe
from config.variables import VARIABLES

ROOT = Path(__file__).resolve().parent.parent
LOCAL_KEY_START = "local-development-only-"  # how a key begins that protects nothing
SECRET_CHARS = 50  # Django's own floor (security.W009)
SECRET_KINDS = 5  # different characters; the same check
MASTER_KEY = "RUNG_KMS_KEY_ID or RUNG_KEY_FILE"
LOG_LEVELS = ("INFO", "DEBUG", "WARNING", "ERROR")
WEB_WORKERS = ("gthread", "uvicorn")
ROLES = ("clinician", "supervisor", "practice_admin", "operator")  # as in rung.accounts.enums


class EnvironmentIncomplete(Exception):
    """The process cannot start: the environment is incomplete or wrong."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, typed, with the defaults of a developer's machine."""

    secret_key: str
    database_url: str
    owner_database_url: str
    allowed_hosts: tuple[str, ...]
    storage_bucket: str
    audit_bucket: str
    kms_key_id: str
    key_file: Path
    kms_key_id_before: str
    key_file_before: str
    state_dir: Path
    version: str
    commit: str
    log_level: str
    email_url: str
    email_from: str
    cognito: Cognito | None
    bedrock_model: str
    bedrock_region: str
    bedrock_guardrail: str
    model_server_url: str
    model_server_model: str
    model_server_key: str
    is_model_server_public: bool
    transcribe: Transcribe | None
    notices: Notices
    is_debug: bool
    web_worker: str
    web_concurrency: int
    port: int


def choose_settings(default: str) -> None:
    """Use `default` as the settings module unless the environment names one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", default)


def use_settings(module: str) -> None:
    """Use `module` as the settings module, whatever the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = module


def for_children(**values: str) -> dict[str, str]:
    """Return this process's environment with some values set, for a child process."""
    return {**os.environ, **values}


def read() -> Environment:
    """Read and type the environment; empty counts as unset; what is required, see `read_for_production`.

    Raises:
        EnvironmentIncomplete: a value is not of its kind; it is named, with what it may be.
    """
    state_dir = Path(_text("RUNG_STATE_DIR", str(ROOT / "var")))
    return Environment(
        secret_key=_text("RUNG_SECRET_KEY"),
        database_url=_with_password(_text("DATABASE_URL"), _text("RUNG_DATABASE_PASSWORD")),
        owner_database_url=_with_password(_text("RUNG_OWNER_DATABASE_URL"), _text("RUNG_OWNER_DATABASE_PASSWORD")),
        allowed_hosts=tuple(host.strip() for host in _text("RUNG_ALLOWED_HOSTS").split(",") if host.strip()),
        storage_bucket=_text("RUNG_STORAGE_BUCKET"),
        audit_bucket=_text("RUNG_AUDIT_BUCKET"),
        kms_key_id=_text("RUNG_KMS_KEY_ID"),
        kms_key_id_before=_text("RUNG_KMS_KEY_ID_BEFORE"),
        key_file_before=_text("RUNG_KEY_FILE_BEFORE"),
        key_file=Path(_text("RUNG_KEY_FILE", str(state_dir / "keys" / "master.json"))),
        state_dir=state_dir,
        version=_text("RUNG_VERSION", "dev"),
        commit=_text("RUNG_COMMIT"),
        log_level=_one_of("RUNG_LOG_LEVEL", LOG_LEVELS),
        email_url=_text("RUNG_EMAIL_URL"),
        email_from=_text("RUNG_EMAIL_FROM", "rung@localhost"),
        cognito=_cognito(),
        bedrock_model=_text("RUNG_BEDROCK_MODEL"),
        bedrock_region=_text("RUNG_BEDROCK_REGION"),
        bedrock_guardrail=_text("RUNG_BEDROCK_GUARDRAIL"),
        model_server_url=_text("RUNG_MODEL_SERVER_URL"),
        model_server_model=_text("RUNG_MODEL_SERVER_MODEL"),
        model_server_key=_text("RUNG_MODEL_SERVER_KEY"),
        is_model_server_public=environ.Env().bool("RUNG_MODEL_SERVER_PUBLIC", default=False),
        transcribe=_transcribe(),
        notices=Notices(_text("RUNG_NOTICE_TOPIC"), _text("RUNG_SLACK_WEBHOOK")),
        is_debug=environ.Env().bool("RUNG_DEBUG", default=False),
        web_worker=_one_of("WEB_WORKER", WEB_WORKERS),
        web_concurrency=_number("WEB_CONCURRENCY", 2),
        port=_number("PORT", 8000),
    )


def read_for_production() -> Environment:
    """Read the environment and refuse to start when a required name is missing or protects nothing.

    Raises:
        EnvironmentIncomplete: naming every missing variable and what it is for, or what is wrong with one.
    """
    lines = [f"  {v.name}: {v.why}" for v in VARIABLES if v.required and not os.environ.get(v.name)]
    if not (_text("RUNG_KMS_KEY_ID") or _text("RUNG_KEY_FILE")):
        lines.append(f"  {MASTER_KEY}: what wraps every data key; a key in AWS KMS, or a file outside of this folder")
    if lines:
        raise EnvironmentIncomplete("Set these before starting in production:\n" + "\n".join(lines))
    found = read()
    if len(found.secret_key) < SECRET_CHARS:
        raise EnvironmentIncomplete(f"RUNG_SECRET_KEY is too short: use at least {SECRET_CHARS} random characters.")
    if found.secret_key.startswith(LOCAL_KEY_START) or len(set(found.secret_key)) < SECRET_KINDS:
        raise EnvironmentIncomplete(f"RUNG_SECRET_KEY can be guessed: use at least {SECRET_CHARS} random characters.")
    if "*" in found.allowed_hosts:
        raise EnvironmentIncomplete("RUNG_ALLOWED_HOSTS names every host: list the names that are served.")
    _refuse_master_key(found)
    return found


def _refuse_master_key(found: Environment) -> None:
    """Refuse two master keys, and one that development settings made or an image would carry.

    Raises:
        EnvironmentIncomplete: saying what to set.
    """
    named = Path(_text("RUNG_KEY_FILE"))
    if found.kms_key_id and named.name:
        raise EnvironmentIncomplete(f"Both are set: {MASTER_KEY}. Keep one; the other belongs in its …_BEFORE.")
    inside = [folder for folder in (ROOT, found.state_dir.resolve()) if named.resolve().is_relative_to(folder)]
    if named.name and inside:
        raise EnvironmentIncomplete(
            f"RUNG_KEY_FILE is inside {inside[0]}, where development keys lie: put the key elsewhere, with mode 0600."
        )


def _with_password(url: str, password: str) -> str:
    """Return a database's URL with a password that is kept apart from it.

    Raises:
        EnvironmentIncomplete: the URL names one already, or nobody to whom it belongs.
    """
    if not (url and password):
        return url
    parts = urlsplit(url)
    if parts.password or not parts.username:
        raise EnvironmentIncomplete(
            "A database's password was given apart from its URL: the URL must name a user, and no password."
        )
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"{parts.username}:{quote(password, safe='')}@{place}", *parts[2:]))


def _cognito() -> Cognito | None:
    """Return the user pool, or None where none is named; half of one is refused."""
    found = Cognito(
        issuer=_text("RUNG_COGNITO_ISSUER").rstrip("/"),
        domain=_text("RUNG_COGNITO_DOMAIN").rstrip("/"),
        client_id=_text("RUNG_COGNITO_CLIENT_ID"),
        client_secret=_text("RUNG_COGNITO_CLIENT_SECRET"),
        roles=_roles(_text("RUNG_COGNITO_ROLES")),
    )
    named = [bool(value) for value in (found.issuer, found.domain, found.client_id, found.roles)]
    if any(named) and not all(named):
        raise EnvironmentIncomplete(
            "RUNG_COGNITO_ISSUER, RUNG_COGNITO_DOMAIN, RUNG_COGNITO_CLIENT_ID and RUNG_COGNITO_ROLES go together."
        )
    return found if all(named) else None


def _transcribe() -> Transcribe | None:
    """Return where speech may be transcribed outside, or None where nothing is named; half of it is refused."""
    found = Transcribe(
        bucket=_text("RUNG_TRANSCRIBE_BUCKET"),
        kms_key_id=_text("RUNG_TRANSCRIBE_KMS_KEY_ID"),
        region=_text("RUNG_TRANSCRIBE_REGION"),
        vocabulary=_text("RUNG_TRANSCRIBE_VOCABULARY"),
    )
    if not any((found.bucket, found.kms_key_id, found.region, found.vocabulary)):
        return None
    if not (found.bucket and found.kms_key_id):
        raise EnvironmentIncomplete("RUNG_TRANSCRIBE_BUCKET and RUNG_TRANSCRIBE_KMS_KEY_ID go together.")
    return found


def _roles(written: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of group and role; a role that nobody can have is refused here, not at somebody's sign-in."""
    pairs = [part.partition("=") for part in written.split(",") if part.strip()]
    found = tuple((group.strip(), role.strip()) for group, _, role in pairs)
    if not all(group and role in ROLES for group, role in found):
        raise EnvironmentIncomplete(
            f"RUNG_COGNITO_ROLES is {written!r}: use group=role, with a role of {', '.join(ROLES)}."
        )
    return found


def _text(name: str, default: str = "") -> str:
    return os.environ.get(name, "") or default  # not environ's: it takes a value that begins with $ for another name


def _one_of(name: str, choices: tuple[str, ...]) -> str:
    """Return the choice, in whatever case it was written; the first is the default."""
    written = _text(name, choices[0])
    found = next((choice for choice in choices if choice.casefold() == written.casefold()), None)
    if found is None:
        raise EnvironmentIncomplete(f"{name} is {written!r}: use one of {', '.join(choices)}.")
    return found


def _number(name: str, default: int) -> int:
    written = _text(name, str(default))
    if not (written.isascii() and written.isdigit() and int(written) > 0):
        raise EnvironmentIncomplete(f"{name} is {written!r}: use a whole number above 0.")
    return int(written)
