"""A twin of an incoming webhook of Slack: takes JSON with a text, answers "ok"."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from tests.fakes import twin
from tests.fakes.twin import Line, Said, Twin

PATH = "/services/T0/B0/secret"


@contextmanager
def serving() -> Iterator[tuple[Twin, list[bytes]]]:
    """Serve one webhook; what was posted is in the list."""
    posted: list[bytes] = []

    def answer(line: Line, body: bytes) -> Said:
        assert (line.command, line.path) == ("POST", PATH)
        assert line.headers["Content-Type"] == "application/json"
        assert set(json.loads(body)) == {"text"}
        posted.append(body)
        return Said(200, b"ok", {"Content-Type": "text/html"})

    with twin.serving(answer, lambda line: line.path) as running:
        yield running, posted
