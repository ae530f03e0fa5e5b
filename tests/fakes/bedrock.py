"""A twin of Amazon Bedrock: Converse over its wire format, both ways checked against botocore's own model."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import botocore.session
from botocore.validate import ParamValidator

from tests.fakes import kms, twin
from tests.fakes.twin import Break, Line, Said, Twin, instead

MODEL = botocore.session.get_session().get_service_model("bedrock-runtime").operation_model("Converse")
CACHED = 900  # tokens of the system prompt, once it was cached
FRESH, WRITTEN = 100, 40


@dataclass
class Bedrock:
    """The running twin, what it was asked, and what its model answers."""

    twin: Twin
    answer: object = field(default_factory=dict)  # given as the tool's input, whatever it is
    asked: list[dict[str, Any]] = field(default_factory=list)
    answer_to: Callable[[str], object] | None = None  # instead of `answer`: from the message

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to come here."""
        return {**kms.ENVIRONMENT, "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": self.twin.url}


@contextmanager
def serving() -> Iterator[Bedrock]:
    """Serve until the block ends."""

    def answer(line: Line, body: bytes) -> Said:
        asked = _checked(line, json.loads(body))
        running.asked.append(asked)
        message = asked["messages"][-1]["content"][0]["text"]
        return converse_answer(running.answer_to(message) if running.answer_to else running.answer)

    with twin.serving(answer, lambda line: line.path) as serving_twin:
        running = Bedrock(serving_twin)
        yield running


def converse_answer(given: object, stop: str = "tool_use") -> Said:
    """Return an answer of Converse that calls the tool with what is given."""
    use = {"toolUse": {"toolUseId": "tooluse_1", "name": "answer", "input": given}}
    return _said([use], stop)


def text_answer(text: str) -> Said:
    """Return an answer of a model that calls no tool."""
    return _said([{"text": text}], "end_turn")


def blocked() -> Break:
    """Answer as a guardrail does: its own text, no tool call."""
    return instead(_said([{"text": "Sorry, the model cannot answer. Zyxquintilla"}], "guardrail_intervened"))


def refusal(code: str, status: int) -> Said:
    """Return a refusal as Bedrock words it; its message is one that must not be repeated."""
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": code}
    return Said(status, json.dumps({"message": "Zyxquintilla"}).encode(), headers)


def _said(content: list[dict[str, Any]], stop: str) -> Said:
    total = FRESH + CACHED + WRITTEN
    counted = {"inputTokens": FRESH, "outputTokens": WRITTEN, "totalTokens": total, "cacheReadInputTokens": CACHED}
    value = {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": stop,
        "usage": counted,
        "metrics": {"latencyMs": 1},
    }
    _check(value, MODEL.output_shape)
    return Said(200, json.dumps(value).encode(), {"Content-Type": "application/json"})


def _checked(line: Line, body: dict[str, Any]) -> dict[str, Any]:
    """Return the request; what the real service would not take fails the test."""
    assert line.command == "POST"
    assert line.headers["Authorization"].startswith("AWS4-HMAC-SHA256 ")
    start, model, act = line.path.strip("/").split("/")
    assert (start, act) == ("model", "converse")
    asked = {"modelId": unquote(model), **body}
    _check(asked, MODEL.input_shape)
    return asked


def _check(value: dict[str, Any], shape: Any) -> None:
    report = ParamValidator().validate(value, shape)
    assert not report.has_errors(), report.generate_report()
