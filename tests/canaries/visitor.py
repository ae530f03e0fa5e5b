"""Somebody with a session at a real server, whose every header may hold something."""

import http.client
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.canaries.words import hits

TOKEN = "a" * 32


@dataclass(slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """The id in a JSON body."""
        return str(json.loads(self.body)["id"])


@dataclass(slots=True)
class Visitor:
    """Asks; `shown` collects what headers and error pages repeated of what was sent."""

    port: int
    session: str
    shown: list[str] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "application/json", **headers: str) -> Reply:
        """Send a request; `x_made_up="…"` is the header X-Made-Up."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        sent = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": kind, **said}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as link:
            link.request(method, path, body, sent)
            answer = link.getresponse()
            reply = Reply(answer.status, dict(answer.getheaders()), answer.read())
        self.statuses.add(reply.status)
        repeated = repr(reply.headers).encode() + (reply.body if reply.status >= 400 else b"")
        self.shown += [f"{method} {reply.status}: {hit}" for hit in hits(repeated)]
        return reply

    def send(self, path: str, value: object, method: str = "POST", **headers: str) -> Reply:
        """Send JSON."""
        return self.ask(method, path, json.dumps(value).encode(), **headers)

    def fill(self, path: str, values: Mapping[str, object]) -> Reply:
        """Send a form; a file is something with a name that can be read."""
        return self.ask("POST", path, encode_multipart(BOUNDARY, dict(values)), MULTIPART_CONTENT)
