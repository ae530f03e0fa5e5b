"""Amazon SNS: publish a line to one topic. Tries are the caller's: each call makes one request."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from rung.providers.deadlines import within
from rung.providers.telling import ChannelRefuses, ChannelSilent

# On the topic, and on its key where it has one of ours; what this module calls, and what SNS asks in our name.
IAM_ACTIONS = ("sns:Publish", "kms:GenerateDataKey", "kms:Decrypt")

CONNECT_SECONDS, READ_SECONDS = 3.0, 5.0
CALL_SECONDS = 10.0
PASSING = {"Throttled", "ThrottledException", "ThrottlingException", "InternalError", "InternalErrorException",
           "KMSThrottling", "KMSThrottlingException", "RequestTimeout"}  # fmt: skip
SERVER_ERROR = 500
FAILURES = (
    ClientError, BotoCoreError, ResponseParserError, OSError, ValueError, TypeError, AttributeError, LookupError,
)  # fmt: skip


def publish(topic: str, *, subject: str, text: str, kind: str) -> None:
    """Publish one message; subscribers may filter by its attribute `kind`.

    Args:
        topic: its ARN, which names the region.
        subject: at most 100 characters of ASCII.
        text: the message.
        kind: a word of ours.

    Raises:
        ChannelSilent: no answer in time, or not now.
        ChannelRefuses: the topic, the role or the message is wrong.
    """
    asked = {
        "TopicArn": topic,
        "Subject": subject,
        "Message": text,
        "MessageAttributes": {"kind": {"DataType": "String", "StringValue": kind}},
    }
    try:
        answer = within(CALL_SECONDS, lambda: _client(_region_of(topic)).publish(**asked), raising=FAILURES)
    except ClientError as refused:
        is_passing = _passes(refused.response)
        raise (ChannelSilent if is_passing else ChannelRefuses) from None  # its text may quote what was sent
    except FAILURES:  # not reached, or an answer of another shape
        raise ChannelSilent from None
    if not answer.get("MessageId"):
        raise ChannelSilent


def _passes(answer: Mapping[str, Any]) -> bool:
    status = int(answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    return str(answer.get("Error", {}).get("Code", "")) in PASSING or status >= SERVER_ERROR


def _region_of(topic: str) -> str:
    return topic.split(":")[3]


@lru_cache(maxsize=4)
def _client(region: str) -> Any:
    """Return the client; the credentials are the process's."""
    retries = {"total_max_attempts": 1, "mode": "standard"}
    config = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
    return boto3.session.Session().client("sns", region_name=region, config=config)
