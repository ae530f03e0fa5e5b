"""A kit for asking the API as a clinician, as somebody else, or as nobody."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent

PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    kind: str
    body: bytes
    headers: dict[str, str]

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The problem's code; the answer must be a well-formed problem."""
        said = self.data
        assert self.kind == PROBLEM
        assert said["status"] == self.status
        assert said["type"] == f"urn:rung:problem:{said['code']}"
        assert said["title"]
        assert said["detail"]
        return str(said["code"])

    @property
    def field_codes(self) -> dict[str, str]:
        """Which fields were refused, and with which code."""
        return {field["field"]: field["code"] for field in self.data["fields"]}


class Caller:
    """Somebody at the API's doors."""

    def __init__(self, person: Clinician | None, **options: Any) -> None:
        self.client = Client(**options)
        if person is not None:
            self.client.force_login(person)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        return self.ask("POST", path, body, **headers)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Send JSON; a body of bytes is sent as it is; `if_match="x"` is the header If-Match."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        kind = headers.pop("content_type", "application/json")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return answer_of(self.client.generic(method, path, content, kind, headers=named))

    def upload(self, path: str, file: Any, **fields: str) -> Answer:
        """Send a file in a form."""
        return answer_of(self.client.post(path, {"file": file, **fields}))


def answer_of(response: HttpResponseBase) -> Answer:
    """Return a response as these tests look at it."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]  # of an iterable
    return Answer(response.status_code, response.get("Content-Type", ""), body, dict(response.items()))


def reads_of(person: Clinician) -> list[tuple[str, str | None]]:
    """Return which reads of a clinician were audited: kind and id of what was read, in order."""
    rows = AuditEvent.objects.filter(act="read", actor_id=person.id).order_by("id")
    return [(row.subject_kind, str(row.subject_id)) for row in rows]
