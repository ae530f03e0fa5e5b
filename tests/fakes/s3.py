"""A twin of S3 for one bucket: put, get by range, head, delete, and uploads in parts."""

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from tests.fakes import twin
from tests.fakes.kms import ENVIRONMENT
from tests.fakes.twin import Line, Said, Twin

__all__ = ["ENVIRONMENT", "Bucket", "serving"]

RANGE = re.compile(r"bytes=(\d+)-(\d*)$")


@dataclass
class Bucket:
    """What is stored: whole objects, and uploads that were not completed."""

    objects: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, dict[int, bytes]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def answer(self, line: Line, body: bytes) -> Said:
        """Do one request."""
        address = urlsplit(line.path)
        asked = {name: values[0] for name, values in parse_qs(address.query, keep_blank_values=True).items()}
        assert line.headers["Authorization"].startswith("AWS4-HMAC-SHA256 ")
        act = {"PUT": self._put, "POST": self._post, "DELETE": self._delete}.get(line.command, self._get)
        return act(address.path, asked, _plain(line, body), line)

    def _put(self, name: str, asked: dict[str, str], body: bytes, _line: Line) -> Said:
        if "uploadId" in asked:
            self.uploads[asked["uploadId"]][int(asked["partNumber"])] = body
        else:
            self.objects[name] = body
        return Said(200, b"", {"ETag": '"made"'})

    def _post(self, name: str, asked: dict[str, str], _body: bytes, _line: Line) -> Said:
        if "uploads" in asked:
            number = str(next(self.numbers))
            self.uploads[number] = {}
            return _xml(f"<InitiateMultipartUploadResult><UploadId>{number}</UploadId></InitiateMultipartUploadResult>")
        parts = self.uploads.pop(asked["uploadId"])
        self.objects[name] = b"".join(parts[number] for number in sorted(parts))
        return _xml("<CompleteMultipartUploadResult><ETag>made</ETag></CompleteMultipartUploadResult>")

    def _delete(self, name: str, asked: dict[str, str], _body: bytes, _line: Line) -> Said:
        if "uploadId" in asked:
            self.uploads.pop(asked["uploadId"], None)
        else:
            self.objects.pop(name, None)
        return Said(204, b"")

    def _get(self, name: str, _asked: dict[str, str], _body: bytes, line: Line) -> Said:
        held = self.objects.get(name)
        if held is None:
            return _xml("<Error><Code>NoSuchKey</Code></Error>", 404)
        headers = {"ETag": '"made"', "Last-Modified": "Mon, 02 Mar 2026 12:00:00 GMT"}
        if line.command == "HEAD":
            return Said(200, b"", {**headers, "Content-Length": str(len(held))})
        asked = RANGE.match(line.headers.get("Range", ""))
        if asked is None:
            return Said(200, held, headers)
        first, last = int(asked[1]), int(asked[2] or len(held) - 1)
        return Said(206, held[first : last + 1], {**headers, "Content-Range": f"bytes {first}-{last}/{len(held)}"})


@contextmanager
def serving() -> Iterator[tuple[Twin, Bucket]]:
    """Serve an empty bucket; what was asked is noted as `METHOD query`."""
    bucket = Bucket()
    with twin.serving(bucket.answer, lambda line: f"{line.command} {urlsplit(line.path).query}") as running:
        yield running, bucket


def _xml(text: str, status: int = 200) -> Said:
    return Said(status, f'<?xml version="1.0"?>{text}'.encode(), {"Content-Type": "application/xml"})


def _plain(line: Line, body: bytes) -> bytes:
    """Return the content; botocore may send it in chunks with a checksum after them."""
    if "aws-chunked" not in line.headers.get("Content-Encoding", ""):
        return body
    found: list[bytes] = []
    rest = body
    while True:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if not length:
            return b"".join(found)
        found.append(rest[:length])
        rest = rest[length + 2 :]
