"""What a pid file says is believed only of a live PostgreSQL."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from config.embedded import postmaster


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / ".s.PGSQL.5432").touch()
    return tmp_path


@pytest.fixture
def write(data: Path) -> Callable[..., None]:
    """Write the pid file of a server."""

    def write(pid: int, status: str = "ready   ", socket: str | None = None) -> None:
        lines = [str(pid), str(data), "1700000000", "5432", socket or str(data), "", "  123  4", status]
        (data / "postmaster.pid").write_text("\n".join(lines) + "\n")

    return write


@pytest.fixture
def named_postgres(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil.Process, "name", lambda _self: "postgres")


def test_a_live_server_is_known_by_its_file(data: Path, write: Callable[..., None], named_postgres: None) -> None:
    write(os.getpid())
    assert postmaster.running(data) == postmaster.Postmaster(os.getpid(), str(data), is_ready=True)


@pytest.mark.parametrize("status", ["starting", "stopping", "standby", ""])
def test_a_server_that_takes_no_connections_is_not_ready(
    data: Path, write: Callable[..., None], named_postgres: None, status: str
) -> None:
    write(os.getpid(), status)
    found = postmaster.running(data)
    assert found is not None
    assert not found.is_ready


def test_a_server_without_its_socket_is_not_ready(data: Path, write: Callable[..., None], named_postgres: None) -> None:
    write(os.getpid(), socket=str(data / "elsewhere"))
    found = postmaster.running(data)
    assert found is not None
    assert not found.is_ready


def test_a_file_being_written_by_a_live_server_is_not_ready(data: Path, named_postgres: None) -> None:
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")
    assert postmaster.running(data) == postmaster.Postmaster(os.getpid(), "", is_ready=False)


def test_another_programs_pid_is_not_a_server(data: Path, write: Callable[..., None]) -> None:
    write(os.getpid())
    assert postmaster.running(data) is None


def test_a_zombie_is_not_a_server(data: Path, write: Callable[..., None]) -> None:
    program = data / "postgres"
    program.write_text("#!/bin/sh\nread end\n")
    program.chmod(0o755)
    with subprocess.Popen([str(program)], stdin=subprocess.PIPE) as server:
        write(server.pid)
        assert postmaster.running(data) is not None
        assert server.stdin is not None
        server.stdin.close()
        while psutil.Process(server.pid).status() != psutil.STATUS_ZOMBIE:
            pass
        assert postmaster.running(data) is None


def test_a_pid_of_nobody_is_not_a_server(data: Path, write: Callable[..., None]) -> None:
    write(postmaster.NOBODY)
    assert postmaster.running(data) is None
    assert not psutil.pid_exists(postmaster.NOBODY)


@pytest.mark.parametrize("text", ["", "\n", "no pid\n", "12 34\n"])
def test_a_file_without_a_pid_is_nobodys(data: Path, text: str) -> None:
    (data / "postmaster.pid").write_text(text)
    assert postmaster.running(data) is None


def test_without_a_file_there_is_no_server_and_nothing_to_bury(data: Path) -> None:
    assert postmaster.running(data) is None
    postmaster.bury(data)
    assert not (data / "postmaster.pid").exists()


def test_a_buried_server_keeps_all_but_its_pid(data: Path, write: Callable[..., None]) -> None:
    write(os.getpid())
    (data / ".s.PGSQL.5432.lock").write_text(str(os.getpid()))
    before = (data / "postmaster.pid").read_text().splitlines()
    postmaster.bury(data)
    after = (data / "postmaster.pid").read_text().splitlines()
    assert (after[0], after[1:]) == (str(postmaster.NOBODY), before[1:])
    assert not (data / ".s.PGSQL.5432.lock").exists()


def test_a_file_cut_off_is_removed(data: Path) -> None:
    (data / "postmaster.pid").write_text("12\n")
    postmaster.bury(data)
    assert not (data / "postmaster.pid").exists()
