"""A real web server over the test database, or over an embedded one of its own."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.conf import settings

from config import env
from tests.flows import workers

START_SECONDS = 45.0


@dataclass(slots=True)
class Server:
    """A started gunicorn; `log` holds what it printed."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def status_of(self, path: str, *, timeout: float = 20.0) -> int:
        """Return what it answers a stranger."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)) as link:
            link.request("GET", path)
            return link.getresponse().status

    def family(self) -> list[psutil.Process]:
        """Return its processes."""
        master = psutil.Process(self.process.pid)
        return [master, *master.children(recursive=True)]

    def workers_rss(self) -> int:
        """Return what its worker processes hold in memory, in bytes."""
        return sum(process.memory_info().rss for process in psutil.Process(self.process.pid).children())


@contextmanager
def started(folder: Path, *, state: Path | None = None, **values: str) -> Iterator[Server]:
    """Run gunicorn with one worker inside the block, as workers.start runs a worker."""
    port, log = _free_port(), folder / "web.log"
    here = env.for_children(
        DATABASE_URL="" if state else workers.database_url(),
        RUNG_STATE_DIR=str(state or Path(settings.MASTER_KEY_FILE).parent.parent),
        **{"DJANGO_SETTINGS_MODULE": "tests.flows.settings", "PORT": str(port), "WEB_CONCURRENCY": "1", **values},
    )
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"]
    with log.open("wb") as sink:
        process = subprocess.Popen(command, env=here, stdout=sink, stderr=subprocess.STDOUT, cwd=env.ROOT)
    server = Server(port, process, log)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if server.status_of("/health", timeout=2) == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"gunicorn does not answer:\n{server.log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
