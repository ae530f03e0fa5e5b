"""The wire to Bedrock: botocore's client, with every answer read within bounds.

botocore reads an answer whole, whatever its size, and its time-out counts from
byte to byte. Its `before-send` event lets a request be sent by other hands.
"""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import boto3
import urllib3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.httpsession import URLLib3Session
from botocore.utils import get_environ_proxies

from rung.providers.language.reading import whole
from rung.providers.language.trying import Passing

CONNECT_SECONDS = 5.0
READ_SECONDS = 120.0  # between bytes: the first may wait for the whole answer to be written
EVENT = "before-send.bedrock-runtime.Converse"

_until: ContextVar[float] = ContextVar("until")


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Bound every request inside, by the monotonic clock."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


@lru_cache(maxsize=8)
def client_of(region: str) -> Any:
    """Return the client of a region; credentials are the process's, retries are `trying`'s."""
    session = boto3.Session(region_name=region)
    client = session.client("bedrock-runtime", config=Config(retries={"total_max_attempts": 1, "mode": "standard"}))
    bundle = session._session.get_config_variable("ca_bundle")  # noqa: SLF001 — boto3 has no public way to it
    client.meta.events.register(EVENT, _sender(bundle or True))
    return client


def _sender(verify: str | bool) -> Any:  # noqa: FBT001 — botocore's own parameter: a bundle, or True for the usual one
    def send(request: AWSPreparedRequest, **_event: Any) -> AWSResponse:
        until = _until.get()
        left = max(0.1, until - time.monotonic())
        request.stream_output = True  # the body is read here
        session = URLLib3Session(
            verify=verify,
            proxies=get_environ_proxies(request.url),
            timeout=(min(CONNECT_SECONDS, left), min(READ_SECONDS, left)),
        )
        with closing(session):
            answer = session.send(request)
            with closing(answer.raw):
                try:
                    answer._content = whole(answer.raw, until, answer.headers.get("Content-Length"))  # noqa: SLF001 — as botocore's own stub for tests does
                except urllib3.exceptions.HTTPError:
                    raise Passing from None
        return answer

    return send
