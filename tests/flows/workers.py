"""Real worker processes over the test database, which can be held at a point and killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from config import env

PATIENCE_SECONDS = 45.0
SETTINGS = "tests.flows.settings"


def database_url() -> str:
    """Return the URL under which another process, as the application's role, reaches this test's database."""
    params = connection.get_connection_params()
    return f"postgres://rung_app@/{params['dbname']}?host={params['host']}"


@dataclass(slots=True)
class Worker:
    """One worker process; `log` holds what it printed."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """SIGKILL: no handler runs, no transaction ends by itself."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM, then wait for it to drain; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)


def start(folder: Path, *, hold: str = "", state: Path | None = None, settings_module: str = SETTINGS) -> Worker:
    """Start a worker; `hold` ("analyse:think") makes it touch `folder/held` there and wait.

    It works on this test's database, or on the embedded one of a `state` folder of its own.
    """
    log = folder / f"worker-{time.monotonic_ns()}.log"
    values = env.for_children(
        DATABASE_URL="" if state else database_url(),
        RUNG_STATE_DIR=str(state or Path(settings.MASTER_KEY_FILE).parent.parent),
        DJANGO_SETTINGS_MODULE=settings_module,
    )
    command = [sys.executable, "-m", "tests.flows.held_worker", hold, str(folder / "held")]
    with log.open("wb") as sink:
        process = subprocess.Popen(command, env=values, stdout=sink, stderr=subprocess.STDOUT, cwd=env.ROOT)
    return Worker(process, log)


def wait_until(happened: Callable[[], bool], *, what: str, worker: Worker | None = None) -> None:
    """Wait for something, looking often; fail with what was waited for."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if happened():
            return
        if worker is not None and worker.process.poll() is not None:
            raise AssertionError(f"the worker ended while waiting for {what}:\n{worker.log.read_text()}")
        time.sleep(0.05)
    printed = worker.log.read_text() if worker else ""
    raise AssertionError(f"waited {PATIENCE_SECONDS:.0f} s in vain for {what}\n{printed}")
