"""Start-up and memory of the real processes, and requests a second of both kinds of web worker."""

import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from config import env

PORT = 8190
ROUNDS = 3
CLIENTS = 8
LOAD_SECONDS = 3.0


def measure() -> None:
    """Print start-up, PSS and requests a second, web worker by web worker."""
    state = Path(tempfile.mkdtemp(prefix="rung-", dir="/tmp"))
    state.chmod(0o755)
    try:
        values = {"RUNG_STATE_DIR": str(state), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env.for_children(**values), check=True)
        for kind in ("gthread", "uvicorn"):
            starts = []
            for _ in range(ROUNDS):
                with web(kind, values) as (process, seconds):
                    starts.append(seconds)
            print(f"web ({kind}) to first /health, s      median {statistics.median(starts):9.2f}")
            with web(kind, values) as (process, _):
                rates = [_load(path) for path in ("/health", "/health/ready")]
                print(f"web ({kind}) /health, requests/s      {rates[0]:9.0f}")
                print(f"web ({kind}) with a query, requests/s {rates[1]:9.0f}")
                print(f"web ({kind}) PSS, MB                  {_pss(process.pid):9.0f}")
        with _worker(values) as process:
            time.sleep(3)
            print(f"worker, idle, PSS, MB                {_pss(process.pid):9.0f}")
    finally:
        shutil.rmtree(state, ignore_errors=True)


@contextmanager
def web(kind: str, values: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Run the web server inside the block; give its process and the seconds to its first answer."""
    named = env.for_children(**values, WEB_WORKER=kind, PORT=str(PORT), RUNG_LOG_LEVEL="ERROR")
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"], env=named)
    while not _ask("/health"):
        time.sleep(0.01)
    seconds = time.perf_counter() - started
    yield process, seconds
    process.send_signal(signal.SIGTERM)
    process.wait(30)


@contextmanager
def _worker(values: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    named = env.for_children(**values, RUNG_LOG_LEVEL="ERROR")
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], env=named)
    yield process
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def _load(path: str) -> float:
    """Return requests a second of a few threads that ask again and again, on loopback, for a bounded time."""
    deadline = time.monotonic() + LOAD_SECONDS
    counts = [0] * CLIENTS

    def ask(number: int) -> None:
        while time.monotonic() < deadline:
            counts[number] += _ask(path)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / LOAD_SECONDS


def _ask(path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _pss(pid: int) -> float:
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(member.memory_full_info().pss for member in family) / 1e6
