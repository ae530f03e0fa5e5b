"""System checks: what a start must refuse. `manage.py check`, the worker and gunicorn run them."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks

from rung.common.errors import RungError
from rung.encryption import master

TAG = "encryption"
PROBE, CONTEXT = b"probe", b"rung|probe"


def install() -> None:
    """Register the checks; called once, when the apps are loaded."""
    checks.register(the_key_file_is_there, TAG)
    checks.register(the_master_key_wraps, TAG, deploy=True)


def the_key_file_is_there(**_: Any) -> list[checks.CheckMessage]:
    """Refuse to start where the master key's file is missing, exposed or unreadable; nobody else is asked."""
    if settings.MASTER_KEY_MAY_BE_CREATED:
        return []
    now = [] if settings.MASTER_KMS_KEY_ID else [Path(settings.MASTER_KEY_FILE)]
    files = [*now, *(Path(path) for path in settings.MASTER_KEY_FILES_BEFORE)]
    found = (_refusal(functools.partial(master.of_file, path), "E003") for path in files)
    return [error for error in found if error]


def the_master_key_wraps(**_: Any) -> list[checks.CheckMessage]:
    """Wrap and unwrap something with `check --deploy`: it shows a missing permission before a record needs it."""
    error = _refusal(_round_trip, "E004")
    return [error] if error else []


def _round_trip() -> None:
    key = master.current().aead
    key.decrypt(key.encrypt(PROBE, CONTEXT), CONTEXT)


def _refusal(act: Callable[[], object], number: str) -> checks.Error | None:
    try:
        act()
    except RungError as refusal:
        return checks.Error(str(refusal), id=f"{TAG}.{number}")
    finally:
        master.forget()  # gunicorn forks after this: a client of KMS must not be shared
    return None
