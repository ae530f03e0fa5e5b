"""220 canaries go through every pipeline, error path and screen, and are found nowhere but where they belong."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.canaries import journey, paperwork, scanners, stack, words
from tests.canaries.stack import Stack
from tests.canaries.visitor import TOKEN, Visitor
from tests.flows import workers
from tests.flows.hostile import Sender, part_head

pytestmark = pytest.mark.xdist_group("workers")

SHARED = (Path("/tmp"), Path("/dev/shm"))  # noqa: S108 — looked at, not written


def scans(rung: Stack) -> dict[str, scanners.Scan]:
    """Return a scanner for each place where something could have been left."""

    def over(scan: object) -> scanners.Scan:
        def run() -> Iterator[str]:
            with rung.database() as link:
                yield from scan(link)  # type: ignore[operator]  # a scanner of a database

        return run

    def shared() -> Iterator[str]:
        for root in SHARED:
            yield from scanners.loose(root, since=rung.began)

    return {
        "the tables": over(scanners.tables),
        "the sessions": over(scanners.sessions),
        "the database's folder": lambda: scanners.folder(rung.state / "postgres"),
        "the stored files": lambda: scanners.folder(rung.state / "files"),
        "the logs": lambda: scanners.folder(rung.logs),
        "the temporary files": lambda: scanners.folder(rung.temporary),
        "the shared folders": shared,
    }


def no_core(process: psutil.Process) -> bool:
    """Answer whether a process can leave no core dump."""
    limit = process.rlimit(psutil.RLIMIT_CORE)
    return bool(limit == (0, 0))


def test_no_canary_is_left_anywhere(tmp_path: Path) -> None:
    planted, marker = words.distinct(), tmp_path / "waits"
    with stack.running() as rung:
        visitor = Visitor(rung.server.port, rung.session)
        sessions = journey.send_everything(visitor, planted)
        first = rung.worker(marker)
        workers.wait_until(marker.exists, what="a run that waits", worker=first)
        assert all(no_core(process) for process in [psutil.Process(first.process.pid), *rung.server.family()[1:]])
        first.kill()
        second = rung.worker(marker)
        try:
            journey.go_wrong_everywhere(visitor, sessions[0], planted)
            stranger = journey.sign_in_goes_wrong_for_strangers(rung, planted)
            check_during_an_upload(rung, f"/api/v1/sessions/{sessions[0]}/memos", planted["sound"][0])
            rung.wait_for(journey.ENDS, second)
            journey.look_at_everything(visitor, sessions, planted)
            paperwork.fill_everything(visitor, sessions[0], " ".join(planted["name"][:2]), planted["desk"])
        finally:
            second.stop()
        assert visitor.statuses >= {200, 201, 202, 302, 400, 403, 404, 405, 413, 415, 422, 500}
        assert visitor.shown + stranger.shown == []
        beth = rung.ask("beth")
        assert (beth["found"], len(set(beth["read"]))) == ([], 4)
        check_everywhere(rung)


def check_during_an_upload(rung: Stack, path: str, word: str) -> None:
    """While a recording comes in, and when its sender is gone, no folder has it."""
    sender = Sender(rung.server.port, path, f"sessionid={rung.session}; csrftoken={TOKEN}", TOKEN)
    with socket.create_connection(("127.0.0.1", rung.server.port)) as link:
        link.sendall(sender.head("Content-Length: 9000000") + part_head("memo.wav") + word.encode() * 200_000)
        time.sleep(0.5)
        assert any(held_by(process) for process in rung.server.family()), "the server holds no upload: look elsewhere"
        assert [*scanners.folder(rung.temporary)] == []
        assert [hit for root in SHARED for hit in scanners.loose(root, since=rung.began)] == []


def held_by(process: psutil.Process) -> bool:
    """Answer whether a process holds a file without a name that has a canary in it."""
    opened = (Path(f"/proc/{process.pid}/fd/{fd.name}") for fd in Path(f"/proc/{process.pid}/fd").iterdir())
    nameless = (path for path in opened if path.exists() and path.stat().st_nlink == 0 and path.is_file())
    return any([*scanners.file(path)] for path in nameless)


def check_everywhere(rung: Stack) -> None:
    """Nothing is found; then a word is planted in each place, and each scanner finds it."""
    with rung.database() as link:
        link.execute("CHECKPOINT")
    left_by_rung = {place: found for place, scan in scans(rung).items() if (found := [*scan()][:3])}
    assert left_by_rung == {}
    word = f"{words.STEM}planted"
    rung.ask("plant", word)
    left = [folder / "planted-canary" for folder in (rung.logs, rung.temporary, *SHARED)]
    for path in left:
        path.write_text(word)
    try:
        blind = [place for place, scan in scans(rung).items() if not [*scan()]]
    finally:
        for path in left:
            path.unlink()
    assert blind == []
