"""An HTTP server on loopback that answers as it is told, or breaks as it is told."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """One answer."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, value: object, status: int = 200) -> "Said":
        """Return an answer in AWS JSON 1.1."""
        return cls(status, json.dumps(value).encode(), {"Content-Type": "application/x-amz-json-1.1"})

    @classmethod
    def error(cls, code: str, status: int = 400) -> "Said":
        """Return a refusal as AWS words it; its message is one that must not be repeated."""
        return cls.json({"__type": code, "message": "Zyxquintilla"}, status)


type Line = BaseHTTPRequestHandler
type Answer = Callable[[], Said]  # does what was asked; a break that never calls it left it undone
type Break = Callable[[Line, Answer], None]


def reset(line: Line, _answer: Answer) -> None:
    """Cut the connection off with RST, without an answer."""
    line.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close_connection = True
    line.rfile.close()  # the socket stays open while this is
    line.connection.close()


def cut_short(line: Line, answer: Answer) -> None:
    """Promise the whole answer, send half, and hang up."""
    said = answer()
    _begin(line, said)
    line.wfile.write(said.body[: len(said.body) // 2])
    line.close_connection = True


def drip(line: Line, answer: Answer) -> None:
    """Send one byte a second."""
    said = answer()
    _begin(line, said)
    for byte in said.body:
        line.wfile.write(bytes([byte]))
        line.wfile.flush()
        time.sleep(1)


def when(method: str, fault: Break) -> Break:
    """Break requests of one method, answer the others well."""
    return lambda line, answer: fault(line, answer) if line.command == method else _send(line, answer())


def instead(said: Said) -> Break:
    """Answer something else."""
    return lambda line, _answer: _send(line, said)


@dataclass
class Twin:
    """A running twin. What is in `breaks` happens to the next requests, in order."""

    url: str
    breaks: list[Break] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving(answer: Callable[[Line, bytes], Said], asked_of: Callable[[Line], str]) -> Iterator[Twin]:
    """Serve until the block ends; `answer` gets the request and its body."""

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = _body_of(self)
            twin.asked.append(asked_of(self))
            broken = twin.breaks.pop(0) if twin.breaks else None
            with suppress(OSError):  # the other side gave up
                broken(self, partial(answer, self, body)) if broken else _send(self, answer(self, body))

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_any  # noqa: N815 — the names http.server looks for

        def log_message(self, *_args: Any) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_args: Any) -> None: ...

    with Server(("127.0.0.1", 0), Answering) as server:
        twin = Twin(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield twin
        server.shutdown()
        thread.join()


def _body_of(line: Line) -> bytes:
    length = int(line.headers.get("Content-Length", 0))
    return line.rfile.read(length)


def _begin(line: Line, said: Said) -> None:
    line.send_response(said.status)
    for name, value in said.headers.items():
        line.send_header(name, value)
    if "Content-Length" not in said.headers:
        line.send_header("Content-Length", str(len(said.body)))
    line.end_headers()


def _send(line: Line, said: Said) -> None:
    _begin(line, said)
    if line.command != "HEAD":
        line.wfile.write(said.body)
