"""Child processes of `manage.py dev`: started in sessions of their own, stopped with everything they started."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config import env
from config.embedded import processes

READY = "print('ready', os.getpid(), flush=True)"
WAIT = f"import os, signal; {READY}; signal.pause()"
STUBBORN = f"import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {READY}; signal.pause()"
DRAINS = f"""
import os, signal, sys
def drain(*_):
    print('drained', flush=True)
    sys.exit()
signal.signal(signal.SIGTERM, drain)
{READY}
signal.pause()
"""
WITH_GRANDCHILD = f"""
import os, signal, subprocess, sys
child = subprocess.Popen([sys.executable, '-c', {STUBBORN!r}], stdout=subprocess.PIPE)
child.stdout.readline()
print('grandchild', child.pid, flush=True)
signal.pause()
"""
PARENT = """
import signal, sys
from pathlib import Path
from config import env
from config.embedded import processes
child = processes.start("child", [sys.executable, "-c", sys.argv[1]], env=env.for_children(), log=Path(sys.argv[2]))
print(child.process.pid, flush=True)
signal.pause()
"""


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[processes.Child]]:
    children: list[processes.Child] = []
    yield children
    processes.stop(children, patience_seconds=0)


def _start(code: str, log: Path, started: list[processes.Child], **values: str) -> processes.Child:
    command = [sys.executable, "-c", code]
    child = processes.start("child", command, env=env.for_children(**values), log=log)
    started.append(child)
    return child


def _wait_for(log: Path, word: str) -> str:
    """Return what follows a word in a log, once its whole line is there."""
    while True:
        for line in log.read_text().splitlines(keepends=True) if log.exists() else []:
            if line.startswith(word) and line.endswith("\n"):
                return line.removeprefix(word).strip()


def test_a_child_runs_in_its_own_session_with_its_log_and_values(
    tmp_path: Path, started: list[processes.Child]
) -> None:
    log = tmp_path / "log" / "child.log"
    shows = "print(os.environ['PORT'], repr(sys.stdin.read()), file=sys.stderr)"
    code = f"import os, signal, sys; {shows}; {READY}; signal.pause()"
    child = _start(code, log, started, PORT="8123")
    _wait_for(log, "ready")
    assert os.getsid(child.process.pid) == child.process.pid != os.getsid(0)
    assert not child.has_stopped()
    assert "8123 ''" in child.last_lines()


def test_stopping_lets_a_child_drain(tmp_path: Path, started: list[processes.Child]) -> None:
    log = tmp_path / "child.log"
    child = _start(DRAINS, log, started)
    _wait_for(log, "ready")
    processes.stop([child], patience_seconds=30)
    assert child.has_stopped()
    assert (child.process.returncode, child.last_lines(1)) == (0, "drained")


def test_a_child_that_does_not_stop_in_time_is_killed(tmp_path: Path, started: list[processes.Child]) -> None:
    child = _start(STUBBORN, tmp_path / "child.log", started)
    _wait_for(tmp_path / "child.log", "ready")
    processes.stop([child], patience_seconds=0)
    assert child.process.returncode == -signal.SIGKILL


def test_what_a_child_started_goes_with_it(tmp_path: Path, started: list[processes.Child]) -> None:
    child = _start(WITH_GRANDCHILD, tmp_path / "child.log", started)
    grandchild = int(_wait_for(tmp_path / "child.log", "grandchild"))
    processes.stop([child], patience_seconds=30)
    assert _has_ended(grandchild)


def test_a_child_that_is_gone_already_is_no_trouble(tmp_path: Path, started: list[processes.Child]) -> None:
    child = _start("print('done'); raise SystemExit(3)", tmp_path / "child.log", started)
    child.process.wait()
    assert child.has_stopped()
    processes.stop([child], patience_seconds=0)
    assert (child.process.returncode, child.last_lines()) == (3, "done")


def test_only_the_end_of_a_long_log_is_shown(tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    log.write_bytes(b"\xff" + b"\n".join(b"line %d" % n for n in range(100)))
    done = subprocess.Popen(["true"])
    done.wait()
    assert processes.Child("child", done, log).last_lines(2) == "line 98\nline 99"


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG")
def test_a_child_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    command = [sys.executable, "-c", PARENT, WAIT, str(log)]
    with subprocess.Popen(command, cwd=env.ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        _wait_for(log, "ready")
        parent.kill()
    assert _has_ended(child)


def _has_ended(pid: int) -> bool:
    """Wait for a process that is not our child; a zombie nobody reaps has ended too."""
    try:
        process = psutil.Process(pid)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            pass
    except psutil.NoSuchProcess:
        pass
    return True
