"""Hostile uploads, as bytes on the wire: bodies without end, that stop, that lie."""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client as Browser

from rung.accounts.models import Clinician

CHUNK = b"10000\r\n" + b"\x00" * 0x10000 + b"\r\n"
EDGE = "edge-of-a-part"


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody signed in, at one address of a real server."""

    port: int
    path: str
    cookies: str
    token: str

    def head(self, *lines: str, kind: str = f"multipart/form-data; boundary={EDGE}") -> bytes:
        """Return the head of a POST."""
        said = [
            f"POST {self.path} HTTP/1.1", "Host: localhost", f"Cookie: {self.cookies}", f"X-CSRFToken: {self.token}",
            f"Content-Type: {kind}", *lines,
        ]  # fmt: skip
        return "\r\n".join([*said, "", ""]).encode()

    def send(self, pieces: Iterator[bytes], *, patience: float = 20.0) -> tuple[int, int]:
        """Send pieces until the server answers or hangs up; return the status, 0 for none, and the bytes sent."""
        sent = 0
        with socket.create_connection(("127.0.0.1", self.port), timeout=patience) as link:
            try:
                for piece in pieces:
                    link.sendall(piece)
                    sent += len(piece)
                    if _has_answer(link):
                        break
                return _status(link), sent
            except ConnectionError:
                return 0, sent


def sender(who: Clinician, port: int, path: str) -> Sender:
    """Return somebody who is signed in."""
    browser = Browser()
    browser.force_login(who)
    token = "a" * 32
    return Sender(port, path, f"sessionid={browser.cookies['sessionid'].value}; csrftoken={token}", token)


def endless(head: bytes, size: int) -> Iterator[bytes]:
    """Yield a chunked body of a size, of which nothing says how long it is."""
    yield head
    yield _chunk(part_head("memo.wav"))
    for _ in range(size // 0x10000):
        yield CHUNK
    yield b"0\r\n\r\n"


def stopping(head: bytes, seconds: float) -> Iterator[bytes]:
    """Yield the beginning of a body, and then nothing for a while."""
    yield head
    yield part_head("memo.wav") + b"RIFF"
    time.sleep(seconds)


def part_head(file_name: str, field: str = "file") -> bytes:
    """Return the head of a file's part."""
    said = f'Content-Disposition: form-data; name="{field}"; filename="{file_name}"'
    return f"--{EDGE}\r\n{said}\r\nContent-Type: audio/wav\r\n\r\n".encode("utf-8", "surrogatepass")


def form(file_name: str, content: bytes) -> bytes:
    """Return a form with one file."""
    return part_head(file_name) + content + f"\r\n--{EDGE}--\r\n".encode()


def _chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


def _has_answer(link: socket.socket) -> bool:
    link.settimeout(0)
    try:
        return bool(link.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    finally:
        link.settimeout(20.0)


def _status(link: socket.socket) -> int:
    line = link.recv(64)
    return int(line.split()[1]) if line else 0
