"""Uploads that would fill a disk, a memory or every thread, sent to a real server."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from rung.sessions.models import VoiceMemo
from tests.factories import people
from tests.factories.canary import CANARY
from tests.flows import hostile, servers
from tests.flows.hostile import Sender
from tests.flows.servers import Server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]

GIGABYTE, MEGABYTE = 10**9, 10**6
TEMPORARY = (Path("/tmp"), Path("/dev/shm"))  # noqa: S108 — looked at, not written
THREADS = 4  # of a worker, in config/gunicorn.py


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One web server with one worker."""
    with servers.started(tmp_path) as found:
        yield found


@pytest.fixture
def at(server: Server) -> tuple[Sender, Sender]:
    """The door and the page that take a recording, of somebody who may send one."""
    who = people.clinician()
    session = people.session(who)
    page = f"/admin/therapy_sessions/therapysession/{session.id}/receive/"
    doors = (f"/api/v1/sessions/{session.id}/memos", page)
    one, two = (hostile.sender(who, server.port, path) for path in doors)
    return one, two


def left_behind() -> set[str]:
    """Return the files that could hold an upload."""
    found = (path for folder in TEMPORARY for path in folder.glob("*upload*"))
    return {str(path) for path in found}


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    before = left_behind()
    yield
    assert left_behind() - before == set()
    assert not VoiceMemo.objects.exists()


def peak_of(server: Server, act: Callable[[], object]) -> int:
    """Return by how many bytes the workers' memory grew while something was done."""
    idle = peak = server.workers_rss()
    done = threading.Event()

    def look() -> None:
        nonlocal peak
        while not done.wait(0.02):
            peak = max(peak, server.workers_rss())

    watch = threading.Thread(target=look)
    watch.start()
    try:
        act()
    finally:
        done.set()
        watch.join()
    return peak - idle


def test_a_body_of_ten_gigabytes_without_a_length_is_cut_off(server: Server, at: tuple[Sender, Sender]) -> None:
    answers: list[tuple[int, int]] = []

    def send() -> None:
        for one in at:
            head = one.head("Transfer-Encoding: chunked")
            answers.append(one.send(hostile.endless(head, 10 * GIGABYTE)))

    grown = peak_of(server, send)
    assert grown <= 64 * MEGABYTE
    for status, sent in answers:
        assert status in {0, 302, 400, 411, 413}  # a page says that nothing was sent
        assert sent < 100 * MEGABYTE


def test_a_body_that_says_ten_gigabytes_is_refused_unread(server: Server, at: tuple[Sender, Sender]) -> None:
    for one in at:
        head = one.head(f"Content-Length: {10 * GIGABYTE}")
        status, sent = one.send(iter([head, hostile.part_head("memo.wav"), *[b"\x00" * MEGABYTE] * 50]))
        assert status in {0, 413}
        assert sent < 60 * MEGABYTE


def test_senders_that_stop_hold_nobody_else_up(server: Server, at: tuple[Sender, Sender]) -> None:
    def stall(one: Sender) -> None:
        answers.append(one.send(hostile.stopping(one.head(f"Content-Length: {MEGABYTE}"), 0.0)))

    answers: list[tuple[int, int]] = []
    threads = [threading.Thread(target=stall, args=(one,)) for one in at * THREADS]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    assert server.status_of("/version") == 200
    assert time.monotonic() - started < 4 * settings.BODY_SILENCE_SECONDS
    for thread in threads:
        thread.join()
    assert {status for status, _ in answers} <= {0, 302, 400, 403}


def test_a_sender_that_hangs_up_leaves_nothing(server: Server, at: tuple[Sender, Sender]) -> None:
    for one in at:
        head = one.head(f"Content-Length: {20 * MEGABYTE}")
        with socket.create_connection(("127.0.0.1", server.port)) as link:
            link.sendall(head + hostile.part_head("memo.wav") + b"\x00" * (5 * MEGABYTE))
    time.sleep(0.5)
    assert server.status_of("/version") == 200


NAMES = {
    "folders": "../../../../etc/passwd",
    "a NUL": "memo\x00.wav",
    "right to left": "memo\u202evaw.exe",
    "10 kB": "x" * 10_000,
    "quotes and breaks": 'a"; filename="b.wav\r\nX-Made-Up: 1',
    "half a character": "memo\ud800.wav",
}


def test_no_form_breaks_it(server: Server, at: tuple[Sender, Sender]) -> None:
    many = b"".join(
        f'--{hostile.EDGE}\r\nContent-Disposition: form-data; name="f{number}"\r\n\r\n{CANARY}\r\n'.encode()
        for number in range(10_000)
    )
    bodies = {
        "10,000 parts": many,
        "10,000 files": hostile.part_head("x") * 10_000,
        "no end": hostile.part_head("memo.wav") + b"RIFF",
        "0 bytes": hostile.form("memo.wav", b""),
        **{name: hostile.form(said, b"RIFF____WAVE") for name, said in NAMES.items()},
    }
    broken = {}
    for name, body in bodies.items():
        for one in at:
            status, _ = one.send(iter([one.head(f"Content-Length: {len(body)}", "Connection: close") + body]))
            if not 300 <= status < 500:
                broken[f"{name} at {one.path}"] = status
    assert broken == {}
    assert CANARY not in server.log.read_text()
