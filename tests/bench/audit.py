"""The audit trail: events sealed and verified a second, "who opened this record", what a request pays for its event.

`python -m tests.bench.audit 1000000` measures over that many events.
"""

import contextlib
import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import django

from config import env

EVENTS = 200_000
ROUNDS = 150
PRACTICES = 5
BUSY = uuid.UUID(int=0xB)  # a client about whom a tenth of all events are
GENERATE = """
    INSERT INTO audit_auditevent
        (at, practice_id, actor_id, act, outcome, client_id, subject_kind, subject_id, request_id)
    SELECT now() - (%(count)s - n) * interval '1 second', lpad(to_hex(1 + n %% %(practices)s), 32, '0')::uuid,
        md5('actor' || n %% 97)::uuid, 'read', 'done',
        CASE WHEN n %% 10 = 0 THEN %(busy)s ELSE md5('client' || n %% 5000)::uuid END, 'client',
        md5('client' || n %% 5000)::uuid, md5(n::text)
    FROM generate_series(1, %(count)s) AS n
"""


def measure(events: int = EVENTS) -> None:
    """Print the figures, from a process over a database of its own."""
    state = Path(tempfile.mkdtemp(prefix="rung-", dir="/tmp"))
    state.chmod(0o755)
    values = env.for_children(
        RUNG_STATE_DIR=str(state), DJANGO_SETTINGS_MODULE="config.settings.dev", RUNG_LOG_LEVEL="ERROR"
    )
    try:
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=values, check=True)
        subprocess.run([sys.executable, "-m", "tests.bench.audit", str(events), "here"], env=values, check=True)
    finally:
        shutil.rmtree(state, ignore_errors=True)


def _measure_here(events: int) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(GENERATE, {"count": events, "practices": PRACTICES, "busy": BUSY})
        cursor.execute("ANALYZE audit_auditevent")
    with contextlib.redirect_stdout(io.StringIO()):
        seconds = _timed(lambda: call_command("seal_audit", once=True))
    _row("audit sealed, events/s", events / seconds)
    with contextlib.redirect_stdout(io.StringIO()):
        seconds = _timed(lambda: call_command("verify_audit", patience=10**8))
    _row(f"audit verified ({events:,}), events/s", events / seconds)
    _who_opened()
    _cost_of_an_event()


def _who_opened() -> None:
    from rung.audit import selectors

    busy = selectors.events_of(BUSY)
    actor = busy.values_list("actor_id", flat=True)[0]
    first = busy.order_by("at").values_list("at", flat=True)[0]
    asked: dict[str, Callable[[], object]] = {
        "newest page": lambda: list(busy[:50]),
        "oldest page": lambda: list(busy.order_by("id")[:50]),
        "one person": lambda: list(selectors.events_of(BUSY, selectors.Only(actor_id=actor))[:50]),
        "nobody": lambda: list(selectors.events_of(BUSY, selectors.Only(actor_id=uuid.uuid4()))[:50]),
        "first day": lambda: list(selectors.events_of(BUSY, selectors.Only(since=first, until=first))[:50]),
        "persons": lambda: selectors.actors_of(BUSY),
    }
    for title, act in asked.items():
        _row(f"who opened one of the busiest, {title}, ms", statistics.median(_timed(act) for _ in range(5)) * 1000)


def _cost_of_an_event() -> None:
    """Compare a request that reads one record with the same request that records nothing."""
    from django.test import Client

    from rung.audit.models import AuditEvent
    from tests.factories import people

    person = people.clinician()
    path = f"/api/v1/clients/{people.client(person).pk}"
    asking = Client(headers={"host": "localhost"})
    asking.force_login(person)
    silent = mock.patch.object(AuditEvent.objects, "create", return_value=None)
    found: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * ROUNDS):
        with silent if number % 2 else contextlib.nullcontext():
            found[not number % 2].append(_timed(lambda: _check(asking.get(path).status_code)))
    _row("request with its event, median ms", statistics.median(found[True]) * 1000)
    _row("audit adds to it, median ms", (statistics.median(found[True]) - statistics.median(found[False])) * 1000)


def _check(status: int) -> None:
    assert status == 200, status


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _row(title: str, figure: float) -> None:
    print(f"{title:48} {figure:12,.1f}")


if __name__ == "__main__":
    if sys.argv[2:] == ["here"]:
        _measure_here(int(sys.argv[1]))
    else:
        measure(int(sys.argv[1]))
