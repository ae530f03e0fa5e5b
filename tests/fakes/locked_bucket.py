"""A twin of S3 with Object Lock: checks each request against botocore's own model, keeps every version."""

import base64
import hashlib
import itertools
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from botocore.session import Session
from botocore.utils import parse_timestamp
from botocore.validate import ParamValidator

MODEL = Session().get_service_model("s3")
OF_SIGNING = {"x-amz-date", "x-amz-content-sha256", "x-amz-security-token"}
STATUSES = {"429": "TooManyRequestsException", "500": "InternalError", "503": "SlowDown", "403": "AccessDenied"}
SLOW_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of one object."""

    key: str
    version: str
    body: bytes
    said: dict[str, Any]


@dataclass(slots=True)
class LockedBucket:
    """What is kept, what was refused as malformed, and how the next requests shall fail."""

    page: int = 1000
    kept: list[Kept] = field(default_factory=list)
    markers: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    asked: int = 0
    _versions: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def put(self, said: dict[str, Any], body: bytes) -> tuple[int, bytes]:
        """Keep a version, unless the key is there and must not be."""
        if said.get("IfNoneMatch") == "*" and any(one.key == said["Key"] for one in self.kept):
            return 412, _error("PreconditionFailed")
        self.kept.append(Kept(said["Key"], str(next(self._versions)), body, said))
        return 200, b""

    def get(self, said: dict[str, Any]) -> tuple[int, bytes]:
        """Return one version."""
        wanted = (said["Key"], said.get("VersionId"))
        found = next((one for one in self.kept if (one.key, one.version) == wanted), None)
        return (200, found.body) if found else (404, _error("NoSuchKey"))

    def list(self, said: dict[str, Any]) -> tuple[int, bytes]:
        """Return a page of versions, or the folders."""
        keys = sorted({one.key for one in self.kept if one.key.startswith(said.get("Prefix", ""))})
        if said.get("Delimiter"):
            folders = sorted({key.split("/")[0] + "/" for key in keys})
            rows = [f"<CommonPrefixes><Prefix>{escape(name)}</Prefix></CommonPrefixes>" for name in folders]
            return 200, _listing(rows, "")
        later = [key for key in keys if key > said.get("KeyMarker", "")]
        shown, more = later[: self.page], len(later) > self.page
        rows = [_version(one) for one in self.kept if one.key in shown]
        rows += [_marker(key) for key in shown if key in self.markers]
        return 200, _listing(rows, shown[-1] if more else "")


@contextmanager
def running() -> Iterator[tuple[LockedBucket, str]]:
    """Give an empty bucket and the address where it answers."""
    bucket = LockedBucket()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Door", (_Door,), {"bucket": bucket}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield bucket, f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # answers `Expect: 100-continue`, for which clients wait a second
    bucket: LockedBucket

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer("PutObject", body)

    def do_GET(self) -> None:
        self._answer("ListObjectVersions" if "versions" in urlsplit(self.path).query else "GetObject", b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, operation: str, body: bytes) -> None:
        self.bucket.asked += 1
        failure = self.bucket.failures.pop(0) if self.bucket.failures else ""
        if failure in STATUSES:
            return self._send(int(failure), _error(STATUSES[failure]))
        if failure == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return None
        if failure == "slow":
            return time.sleep(SLOW_SECONDS)  # longer than anybody waits; then the line is cut
        said, complaint = _understood(operation, self.path, dict(self.headers.items()), body)
        if complaint:
            self.bucket.complaints.append(complaint)
            return self._send(400, _error("InvalidRequest"))
        acts = {"PutObject": lambda: self.bucket.put(said, body), "GetObject": lambda: self.bucket.get(said)}
        status, content = acts.get(operation, lambda: self.bucket.list(said))()
        return self._send(status, content, cut=failure == "truncated")

    def _send(self, status: int, content: bytes, *, cut: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content) + (10 if cut else 0)))
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = True


def _understood(operation: str, path: str, headers: dict[str, str], body: bytes) -> tuple[dict[str, Any], str]:
    """Return the parameters of a request by botocore's model, and what is wrong with them."""
    shape = MODEL.operation_model(operation).input_shape
    asked, lower = parse_qs(urlsplit(path).query), {name.lower(): value for name, value in headers.items()}
    name, _, key = unquote(urlsplit(path).path).lstrip("/").partition("/")
    said: dict[str, Any] = {"Bucket": name} | ({"Key": key} if "Key" in shape.members else {})
    known = set(OF_SIGNING)
    for member, one in shape.members.items():
        where = one.serialization.get("location")
        label = str(one.serialization.get("name", "")).lower()
        value = lower.get(label) if where == "header" else asked.get(one.serialization.get("name", ""), [None])[0]
        known.add(label)
        if where in {"header", "querystring"} and value is not None:
            said[member] = _typed(one, value)
    unknown = {found for found in lower if found.startswith("x-amz-")} - known
    wrong = [
        f"{n} is {said[n]!r}" for n in said if said[n] not in (getattr(shape.members[n], "enum", None) or [said[n]])
    ]
    report = ParamValidator().validate(said, shape).generate_report()
    return said, "; ".join(filter(None, [report, *wrong, *sorted(unknown), *_checksum(operation, said, body)]))


def _checksum(operation: str, said: dict[str, Any], body: bytes) -> Iterator[str]:
    if (
        operation == "PutObject"
        and said.get("ChecksumSHA256") != base64.b64encode(hashlib.sha256(body).digest()).decode()
    ):
        yield "Object Lock needs a checksum that fits"


def _typed(shape: Any, value: str) -> str | int | datetime:
    if shape.type_name == "timestamp":
        found: datetime = parse_timestamp(value)
        return found
    return int(value) if shape.type_name in {"integer", "long"} else value


def _version(one: Kept) -> str:
    return f"<Version><Key>{escape(one.key)}</Key><VersionId>{one.version}</VersionId></Version>"


def _marker(key: str) -> str:
    return f"<DeleteMarker><Key>{escape(key)}</Key><VersionId>0</VersionId><IsLatest>true</IsLatest></DeleteMarker>"


def _listing(rows: list[str], following: str) -> bytes:
    more = f"<NextKeyMarker>{escape(following)}</NextKeyMarker><NextVersionIdMarker>0</NextVersionIdMarker>"
    truncated = f"<IsTruncated>{'true' if following else 'false'}</IsTruncated>" + (more if following else "")
    return f"<ListVersionsResult>{truncated}{''.join(rows)}</ListVersionsResult>".encode()


def _error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
