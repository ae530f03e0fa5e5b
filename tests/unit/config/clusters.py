"""Embedded clusters for tests, and processes that use them."""

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

import psutil
import psycopg

from config import env
from config.embedded import postmaster, server

USE = """
import sys
import time
from pathlib import Path
from config.embedded import server
print(server.socket_folder(Path(sys.argv[1])), flush=True)
sys.stdin.readline()
"""


class User:
    """Another process that uses a cluster until it is told to end."""

    def __init__(self, data: Path, code: str = USE) -> None:
        command = [sys.executable, "-c", code, str(data)]
        self.process = subprocess.Popen(
            command, cwd=env.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline().strip()

    def end(self) -> None:
        """Let it end as programs do, and expect no complaint."""
        _, complaint = self.process.communicate("\n", timeout=60)
        assert (self.process.returncode, complaint) == (0, "")

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()


def pid_of(data: Path) -> int | None:
    """Return the pid of the live server over a cluster."""
    found = postmaster.running(data)
    return found.pid if found else None


def ask(data: Path, *statements: str) -> object:
    """Run statements over a connection of their own; return the first column of the last one's first row."""
    with psycopg.connect(host=server.socket_folder(data), user="postgres", dbname="postgres", autocommit=True) as link:
        for statement in statements:
            cursor = link.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def crash(data: Path) -> int:
    """Kill the server as a power cut would, and its backends with it; return the pid it had."""
    pid = pid_of(data)
    assert pid is not None
    process = psutil.Process(pid)
    backends = process.children(recursive=True)
    process.kill()
    for one in backends:
        with suppress(psutil.NoSuchProcess):  # it may have seen the server die
            one.kill()
    while pid_of(data) is not None:
        time.sleep(0.01)
    return pid
