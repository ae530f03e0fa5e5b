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
    TEST: dict[str, object]


TLS_MODES = ("require", "verify-ca", "verify-full")
SHARED = Database(CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True)


def embedded(folder: Path, name: str = "rung") -> dict[str, Database]:
    """Return a database whose server starts on first use and is shared between processes."""
    here = Database(ENGINE="config.embedded.postgres", NAME=name, USER="postgres", HOST=str(folder))
    return {"default": Database(**here, **SHARED)}


def from_url(url: str, *, require_tls: bool) -> dict[str, Database]:
    """Return the database named by a URL; production refuses a connection without TLS.

    Raises:
        env.EnvironmentIncomplete: the URL turns TLS off, or leaves it to the server.
    """
    found: Database = environ.Env.db_url_config(url)
    options = dict(found.get("OPTIONS", {}))
    if require_tls:
        mode = options.setdefault("sslmode", TLS_MODES[0])
        if mode not in TLS_MODES:
            raise env.EnvironmentIncomplete(f"DATABASE_URL says sslmode={mode}: use one of {', '.join(TLS_MODES)}.")
    return {"default": Database(**{**found, **SHARED, "OPTIONS": options})}
