"""A Rung of its own: database, web server, worker, folders; nothing of it is shared."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from config import env
from config.embedded import server as cluster
from tests.flows import servers, workers
from tests.flows.servers import Server
from tests.flows.workers import Worker

SETTINGS = "tests.canaries.settings"


@dataclass(slots=True)
class Stack:
    """What was started, and where it keeps what."""

    state: Path
    began: float
    session: str
    server: Server

    @property
    def temporary(self) -> Path:
        """Where its processes put temporary files."""
        return self.state / "tmp"

    @property
    def logs(self) -> Path:
        """What its processes printed."""
        return self.state / "log"

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection]:
        """Connect as the owner of everything."""
        host = cluster.socket_folder(self.state / "postgres")
        with psycopg.connect(host=host, user="postgres", dbname="rung", autocommit=True) as link:
            yield link

    def worker(self, marker: Path) -> Worker:
        """Start a faulty worker."""
        log = self.logs / f"worker-{time.monotonic_ns()}.log"
        command = [sys.executable, "-m", "tests.canaries.faulty_worker", str(marker)]
        with log.open("wb") as sink:
            process = subprocess.Popen(
                command, env=_values(self.state), stdout=sink, stderr=subprocess.STDOUT, cwd=env.ROOT
            )
        return Worker(process, log)

    def statuses(self) -> list[str]:
        """Return the states of all runs, oldest first."""
        with self.database() as link:
            return [row[0] for row in link.execute("SELECT status FROM pipelines_pipelinerun ORDER BY created_at")]

    def wait_for(self, ended: list[str], worker: Worker) -> None:
        """Wait until the runs have ended like this."""
        workers.wait_until(lambda: self.statuses() == ended, what=f"{ended}", worker=worker)

    def ask(self, *question: str) -> dict[str, Any]:
        """Ask from outside."""
        return ask(self.state, *question)


def ask(state: Path, *question: str) -> dict[str, Any]:
    """Run tests.canaries.solo over a state folder."""
    command = [sys.executable, "-m", "tests.canaries.solo", *question]
    done = subprocess.run(command, env=_values(state), capture_output=True, text=True, cwd=env.ROOT, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def running() -> Iterator[Stack]:
    """Run a Rung inside the block; afterwards nothing of it is left."""
    state = Path(tempfile.mkdtemp(prefix="rung-", dir="/tmp"))
    state.chmod(0o755)
    try:
        for name in ("tmp", "log"):
            (state / name).mkdir()
        began = time.time()
        session = ask(state, "prepare")["session"]
        with servers.started(state / "log", state=state, **_own(state)) as server:
            yield Stack(state, began, session, server)
    finally:
        cluster.stop(state / "postgres")
        shutil.rmtree(state, ignore_errors=True)


def _own(state: Path) -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": SETTINGS, "RUNG_LOG_LEVEL": "DEBUG", "TMPDIR": str(state / "tmp")}


def _values(state: Path) -> dict[str, str]:
    return env.for_children(DATABASE_URL="", RUNG_STATE_DIR=str(state), **_own(state))
