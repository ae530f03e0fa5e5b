"""Child processes of `manage.py dev`: started together, watched, stopped together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One running child; its output is in `log`."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def has_stopped(self) -> bool:
        """Return whether it ended, which nobody asked it to do."""
        return self.process.poll() is not None

    def last_lines(self, count: int = 15) -> str:
        """Return the end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


def start(name: str, command: Sequence[str], *, env: dict[str, str], log: Path, keep_open: Sequence[int] = ()) -> Child:
    """Start a child in its own session, so that Ctrl-C reaches only the parent; `keep_open` are files it is handed."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603 — our own commands
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=keep_open,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 — no threads run here yet
        )
    return Child(name, process, log)


def stop(children: Sequence[Child], *, patience_seconds: float) -> None:
    """Ask every child to drain and stop; after the patience, kill whatever is left of their sessions."""
    for child in children:
        if not child.has_stopped():
            child.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + patience_seconds
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)  # a session of its own: the pid is the group's
        child.process.wait()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
