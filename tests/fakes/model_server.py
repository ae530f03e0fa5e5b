"""A twin of a server that speaks OpenAI's chat completions, as far as Rung asks it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.fakes import twin
from tests.fakes.twin import Line, Said, Twin

NEEDED = {"model", "messages", "max_tokens", "stream", "response_format"}
GIVEN, WRITTEN, CACHED = 1000, 40, 900


@dataclass
class Server:
    """The running twin, what it was asked, and what its model answers."""

    twin: Twin
    answer: object = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Server]:
    """Serve until the block ends."""

    def answer(line: Line, body: bytes) -> Said:
        running.asked.append(_checked(line, json.loads(body)))
        return completion(json.dumps(running.answer))

    with twin.serving(answer, lambda line: line.path) as serving_twin:
        running = Server(serving_twin)
        yield running


def completion(text: object, reason: str = "stop") -> Said:
    """Return an answer of chat completions."""
    value = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": reason}],
        "usage": {
            "prompt_tokens": GIVEN,
            "completion_tokens": WRITTEN,
            "total_tokens": GIVEN + WRITTEN,
            "prompt_tokens_details": {"cached_tokens": CACHED},
        },
    }
    return Said(200, json.dumps(value).encode(), {"Content-Type": "application/json"})


def _checked(line: Line, asked: dict[str, Any]) -> dict[str, Any]:
    assert (line.command, line.path) == ("POST", "/v1/chat/completions")
    assert line.headers["Content-Type"] == "application/json"
    assert line.headers["Authorization"] == "Bearer fictional-key"
    assert set(asked) == NEEDED
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert asked["response_format"]["type"] == "json_schema"
    assert asked["stream"] is False
    assert asked["max_tokens"] > 0
    return asked
