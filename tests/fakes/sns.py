"""A twin of Amazon SNS: Publish in the query protocol, each request checked against botocore's own model."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import botocore.session
from botocore.validate import ParamValidator

from tests.fakes import twin
from tests.fakes.kms import ENVIRONMENT
from tests.fakes.twin import Line, Said, Twin

__all__ = ["ENVIRONMENT", "TOPIC", "Published", "refusal", "serving"]

MODEL = botocore.session.get_session().get_service_model("sns")
TOPIC = "arn:aws:sns:us-east-1:111122223333:rung-notices"
XML = {"Content-Type": "text/xml"}
DONE = (
    '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId>'
    "</PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>"
)
REFUSED = (
    '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>{code}</Code>'
    "<Message>Zyxquintilla</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"
)


@dataclass
class Published:
    """What was published, as botocore's model names it, and as it was on the wire."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)


def refusal(code: str, status: int = 400) -> Said:
    """Return a refusal as the service words it; its message is one that must not be repeated."""
    return Said(status, REFUSED.format(code=code).encode(), XML)


@contextmanager
def serving() -> Iterator[tuple[Twin, Published]]:
    """Serve one topic."""
    published = Published()

    def answer(_line: Line, body: bytes) -> Said:
        published.bodies.append(body)
        published.messages.append(_checked(dict(parse_qsl(body.decode(), strict_parsing=True))))
        return Said(200, DONE.encode(), XML)

    with twin.serving(answer, lambda line: line.path) as running:
        yield running, published


def _checked(sent: dict[str, str]) -> dict[str, Any]:
    """Return the request; what the real service would not take fails the test."""
    assert sent.pop("Action") == "Publish"
    assert sent.pop("Version") == MODEL.api_version
    found: dict[str, Any] = {}
    attributes: dict[str, dict[str, str]] = {}
    names = {key.split(".")[2]: value for key, value in sent.items() if key.endswith(".Name")}
    for key, value in sent.items():
        if not key.startswith("MessageAttributes."):
            found[key] = value
        elif not key.endswith(".Name"):
            _, _, number, _, part = key.split(".")
            attributes.setdefault(names[number], {})[part] = value
    found["MessageAttributes"] = attributes
    shape = MODEL.operation_model("Publish").input_shape
    report = ParamValidator().validate(found, shape)
    assert not report.has_errors(), report.generate_report()
    assert set(found) <= set(shape.members)
    assert found["TopicArn"] == TOPIC
    assert found["Subject"].isascii()
    assert len(found["Subject"]) <= 100
    return found
