"""Slack: post a line to an incoming webhook. Tries are the caller's: each call makes one request.

https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
"""

import http.client
import json
import ssl
from collections.abc import Collection
from contextlib import closing
from urllib.parse import SplitResult, urlsplit

from rung.providers.deadlines import within
from rung.providers.telling import ChannelRefuses, ChannelSilent

LINE_SECONDS = 5.0  # of silence
CALL_SECONDS = 10.0
MOST_BYTES = 1024  # a webhook answers "ok"
OK, BUSY, SERVER_ERROR = 200, 429, 500
FAILURES = (OSError, http.client.HTTPException)
LOCAL = "127.0.0.1"  # in the clear, to nobody but this machine


def may_be_asked(url: str, hosts: Collection[str]) -> bool:
    """Answer whether a webhook is one of the hosts that are listed, over TLS."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_safe = (parts.scheme == "https" and port in {None, 443}) or (parts.scheme, parts.hostname) == ("http", LOCAL)
    return is_safe and parts.hostname in hosts and not (parts.username or parts.query or parts.fragment)


def post(url: str, text: str, *, hosts: Collection[str]) -> None:
    """Post one message. No redirect is followed and no proxy used: both could lead elsewhere.

    Raises:
        ChannelSilent: no answer in time, or not now.
        ChannelRefuses: the webhook is not one that may be asked, or it refused.
    """
    if not may_be_asked(url, hosts):
        raise ChannelRefuses
    try:
        status = within(CALL_SECONDS, lambda: _status_of(urlsplit(url), text), raising=FAILURES)
    except FAILURES:
        raise ChannelSilent from None
    if status == BUSY or status >= SERVER_ERROR:
        raise ChannelSilent
    if status != OK:
        raise ChannelRefuses


def _status_of(parts: SplitResult, text: str) -> int:
    body = json.dumps({"text": text}).encode()
    with closing(_connection(parts)) as connection:
        connection.request("POST", parts.path, body, {"Content-Type": "application/json"})
        with closing(connection.getresponse()) as answer:
            answer.read(MOST_BYTES)
            return answer.status


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=LINE_SECONDS)
    return http.client.HTTPSConnection(host, timeout=LINE_SECONDS, context=ssl.create_default_context())
