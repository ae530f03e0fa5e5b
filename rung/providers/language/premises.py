"""Premises: a request to a server of the practice's own, which nothing leads off them.

The name is looked up once and the address that was checked is the one that is
connected to. No proxy is used and no redirect followed: both could carry a
record elsewhere.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rung.providers.language.errors import ModelMisconfigured
from rung.providers.language.reading import whole
from rung.providers.language.trying import Passing

CONNECT_SECONDS = 3.0
# RFC 1918 and RFC 4193. Not all that Python calls private: link-local holds the clouds' metadata services.
PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Request:
    """One request with a body of JSON."""

    url: str
    body: bytes = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    may_be_public: bool


def post(request: Request, seconds: float) -> tuple[int, bytes]:
    """Return the status and the body of the answer.

    Raises:
        ModelMisconfigured: the address is not one that may be asked.
        AnswerUnusable: the answer is too large.
        Passing: not reached, reset, cut short or too slow.
    """
    until = time.monotonic() + seconds
    parts = urlsplit(request.url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    try:
        with closing(_connected(request, seconds)) as connection:
            connection.request("POST", target, request.body, request.headers)
            with closing(connection.getresponse()) as answer:
                return answer.status, whole(answer, until, answer.headers.get("Content-Length"))
    except (OSError, http.client.HTTPException):
        raise Passing from None
    except ValueError:  # a port, a name or a key that cannot be one
        raise ModelMisconfigured from None


def _connected(request: Request, seconds: float) -> http.client.HTTPConnection:
    parts = urlsplit(request.url)
    host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    if not (host and port):
        raise ModelMisconfigured
    is_secure = parts.scheme == "https"
    address = _address_of(host, port, may_be_public=request.may_be_public and is_secure)
    connection = http.client.HTTPConnection(host, port)
    line = socket.create_connection((address, port), timeout=min(CONNECT_SECONDS, seconds))
    line.settimeout(seconds)
    connection.sock = ssl.create_default_context().wrap_socket(line, server_hostname=host) if is_secure else line
    return connection


def _address_of(host: str, port: int, *, may_be_public: bool) -> str:
    """Return the first address of a host, if all of its addresses may be asked; in the clear, none outside may."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not (may_be_public or all(map(_is_inside, found))):
        raise ModelMisconfigured
    return found[0]


def _is_inside(address: str) -> bool:
    """Return whether an address is this machine's or of a private network."""
    found = ipaddress.ip_address(address.partition("%")[0])
    plain = getattr(found, "ipv4_mapped", None) or found
    return plain.is_loopback or any(plain in network for network in PRIVATE)
