"""What a cluster's postmaster.pid says, and whether it still tells the truth."""

from dataclasses import dataclass
from pathlib import Path

import psutil

NOBODY = 2**31 - 2  # above every pid_max: a pid file naming it is stale for certain
LINES = 8


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A running server: its process, its socket, and whether it takes connections."""

    pid: int
    socket_folder: str
    is_ready: bool


def running(data: Path) -> Postmaster | None:
    """Return the server over `data`, None where no live one is.

    A pid alone proves nothing: after a crash it may be a zombie's, after a
    restart of the machine somebody else's.
    """
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (OSError, IndexError, ValueError):
        return None
    if not _is_postgres(pid):
        return None
    if len(lines) < LINES:
        return Postmaster(pid, "", is_ready=False)
    socket = Path(lines[4]) / f".s.PGSQL.{lines[3]}"
    return Postmaster(pid, lines[4], is_ready=lines[7].strip() == "ready" and socket.exists())


def bury(data: Path) -> None:
    """Make a dead server's pid file say so: PostgreSQL takes a zombie's or a stranger's pid for a live server.

    The rest of the file stays: by it PostgreSQL finds and refuses shared
    memory that an orphaned backend still uses.
    """
    file = data / "postmaster.pid"
    if not file.exists():
        return
    lines = file.read_text().splitlines()
    if len(lines) < LINES:
        file.unlink()  # cut off while it was written: it holds nothing that PostgreSQL could use
    else:
        (Path(lines[4]) / f".s.PGSQL.{lines[3]}.lock").unlink(missing_ok=True)  # names the same pid
        file.write_text("\n".join([str(NOBODY), *lines[1:]]) + "\n")


def _is_postgres(pid: int) -> bool:
    try:
        process = psutil.Process(pid)
        return process.name().startswith("postgres") and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
