"""PostgreSQL: from DATABASE_URL, or embedded under the state folder when there is none."""

from pathlib import Path
from typing import TypedDict

import environ

from config import env


class Database(TypedDict, total=False):
    """What Django's DATABASES takes."""

    ENGINE: str
    NAME: str
    USER: str
    HOST: str
    CONN_MAX_AGE: int
    CONN_HEALTH_CHECKS: bool
    OPTIONS: dict[str, object]


APP_ROLE = "rung_app"  # owns nothing; a migration makes it, see rung.common.scope
OWNER = "owner"  # the connection that owns the tables: migrations only
TLS_MODES = ("require", "verify-ca", "verify-full")
# Row security makes planning the larger half of a short query: what was asked three times is planned no more.
PREPARED: dict[str, object] = {"server_side_binding": True, "prepare_threshold": 3}
SHARED = Database(CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True, OPTIONS=PREPARED)


def embedded(folder: Path, name: str = "rung") -> dict[str, Database]:
    """Return a database whose server starts on first use and is shared between processes."""
    here = Database(**{**SHARED, "ENGINE": "config.embedded.postgres", "NAME": name, "HOST": str(folder)})
    return {"default": Database(**{**here, "USER": APP_ROLE}), OWNER: Database(**{**here, "USER": "postgres"})}


def from_urls(url: str, owner_url: str, *, is_production: bool) -> dict[str, Database]:
    """Return the database of the application, and the same one as its owner where a URL for that is given.

    Raises:
        env.EnvironmentIncomplete: production would connect without TLS, or as somebody for whom row security is off.
    """
    found = {"default": _from_url("DATABASE_URL", url, require_tls=is_production)}
    if is_production and found["default"].get("USER") != APP_ROLE:
        raise env.EnvironmentIncomplete(
            f"DATABASE_URL must sign in as {APP_ROLE}, which owns nothing; give the owner in RUNG_OWNER_DATABASE_URL."
        )
    if owner_url:
        found[OWNER] = _from_url("RUNG_OWNER_DATABASE_URL", owner_url, require_tls=is_production)
    return found


def _from_url(name: str, url: str, *, require_tls: bool) -> Database:
    found: Database = environ.Env.db_url_config(url)
    options = {**PREPARED, **found.get("OPTIONS", {})}
    if require_tls:
        mode = options.setdefault("sslmode", TLS_MODES[0])
        if mode not in TLS_MODES:
            raise env.EnvironmentIncomplete(f"{name} says sslmode={mode}: use one of {', '.join(TLS_MODES)}.")
    return Database(**{**found, **SHARED, "OPTIONS": options})
