"""Amazon Cognito: its sign-in page, its tokens and its keys. Every token is verified here, wherever it came from.

Claims: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
"""

import base64
import hashlib
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from functools import lru_cache
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt

from rung.common.errors import RungError

ALGORITHM = "RS256"  # pinned: a token does not choose how it is verified
PATIENCE_SECONDS = 5.0
MOST_BYTES = 256 * 1024
KEYS_LAST_SECONDS = 3600.0
RETRY_SECONDS = 5.0  # a pool that does not answer is asked at most this often
REFETCH_SECONDS = 60.0  # an unknown key id is looked up at most this often, however many tokens name one
LEEWAY_SECONDS = 5.0
LOCAL = {"127.0.0.1", "localhost"}


class TokenRefused(RungError):
    """The organization's sign-in was refused; try again, or ask its administrator."""

    code = "token_refused"
    status = 401


class CognitoUnreachable(RungError):
    """The organization's sign-in does not answer; try again in a minute."""

    code = "cognito_unreachable"
    status = 503


@dataclass(frozen=True, slots=True)
class Pool:
    """A user pool and this application's client in it."""

    issuer: str
    domain: str
    client_id: str
    client_secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a verified token names."""

    subject: str
    email: str  # empty unless the pool verified it
    groups: tuple[str, ...]
    signed_in_at: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code or a refresh token was exchanged for."""

    id_token: str = field(repr=False)
    refresh_token: str = field(repr=False)


def sign_in_address(pool: Pool, *, back: str, state: str, nonce: str, verifier: str) -> str:
    """Return where to send somebody to sign in, with PKCE (RFC 7636) and a nonce."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": pool.client_id,
        "redirect_uri": back,
        "scope": "openid email",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{pool.domain}/oauth2/authorize?{urlencode(query)}"


def exchange_code(pool: Pool, *, code: str, back: str, verifier: str) -> Tokens:
    """Return the tokens for a code.

    Raises:
        TokenRefused: the pool refuses the code.
        CognitoUnreachable: no usable answer in time.
    """
    return _tokens(
        pool, {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    )


def refresh(pool: Pool, *, refresh_token: str) -> Tokens:
    """Return new tokens; a person who was disabled or signed out there gets none.

    Raises:
        TokenRefused: the pool refuses the token.
        CognitoUnreachable: no usable answer in time.
    """
    found = _tokens(pool, {"grant_type": "refresh_token", "refresh_token": refresh_token})
    return Tokens(found.id_token, found.refresh_token or refresh_token)


def identity_of(pool: Pool, id_token: str, *, nonce: str | None) -> Identity:
    """Return whom an id token names; `nonce` is None for one that came with a refresh.

    Raises:
        TokenRefused: wrong signature, algorithm, issuer, audience, use, nonce or time.
        CognitoUnreachable: the pool's keys could not be fetched.
    """
    claims = _verified(pool, id_token, use="id", audience=pool.client_id)
    if nonce is not None and not compare_digest(str(claims.get("nonce", "")), nonce):
        raise TokenRefused
    return _identity(claims)


def bearer_of(pool: Pool, access_token: str) -> Identity:
    """Return whom an access token names. It has no audience: the client it was made for is checked instead.

    Raises:
        TokenRefused: wrong signature, algorithm, issuer, client, use or time.
        CognitoUnreachable: the pool's keys could not be fetched.
    """
    claims = _verified(pool, access_token, use="access", audience=None)
    if not compare_digest(str(claims.get("client_id", "")), pool.client_id):
        raise TokenRefused
    return _identity(claims)


class Keys:
    """A pool's public keys, kept for an hour."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._fetched_at = self._asked_at = float("-inf")
        self._keys: dict[str, jwt.PyJWK] = {}

    def key(self, key_id: str) -> jwt.PyJWK:
        """Return a key, asking the pool again where it is not known.

        Raises:
            TokenRefused: the pool has no such key, or was asked a moment ago.
            CognitoUnreachable: the keys could not be fetched.
        """
        with self._lock:
            age = time.monotonic() - self._fetched_at
            if age > KEYS_LAST_SECONDS or (key_id not in self._keys and age > REFETCH_SECONDS):
                self._fetch()
            if key_id not in self._keys:
                raise TokenRefused
            return self._keys[key_id]

    def _fetch(self) -> None:
        if time.monotonic() - self._asked_at < RETRY_SECONDS:
            raise CognitoUnreachable
        self._asked_at = time.monotonic()
        found = _ask(urllib.request.Request(self._address))  # noqa: S310 — _ask checks the scheme
        try:
            keys = jwt.PyJWKSet.from_dict(found).keys
        except (jwt.PyJWTError, ValueError) as broken:
            raise CognitoUnreachable from broken
        self._keys = {str(key.key_id): key for key in keys if key.key_type == "RSA"}
        self._fetched_at = time.monotonic()


@lru_cache(maxsize=4)
def keys_of(issuer: str) -> Keys:
    """Return the keys of a pool, shared by every thread of this process."""
    return Keys(f"{issuer}/.well-known/jwks.json")


def _verified(pool: Pool, token: str, *, use: str, audience: str | None) -> dict[str, Any]:
    needed = ["exp", "iat", "iss", "sub", "token_use"]
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") != ALGORITHM:
            raise TokenRefused
        claims: dict[str, Any] = jwt.decode(
            token,
            keys_of(pool.issuer).key(str(header.get("kid", ""))),
            algorithms=[ALGORITHM],
            issuer=pool.issuer,
            audience=audience,
            leeway=LEEWAY_SECONDS,
            options={"require": needed, "verify_aud": audience is not None},
        )
    except jwt.PyJWTError as wrong:
        raise TokenRefused from wrong
    if claims["token_use"] != use:
        raise TokenRefused
    return claims


def _identity(claims: dict[str, Any]) -> Identity:
    is_verified = claims.get("email_verified") in (True, "true")
    groups = claims.get("cognito:groups", [])
    named = tuple(str(group) for group in groups) if isinstance(groups, list) else ()
    email = str(claims.get("email", "")) if is_verified else ""
    return Identity(str(claims["sub"]), email, named, int(claims.get("auth_time", 0)))


def _tokens(pool: Pool, form: dict[str, str]) -> Tokens:
    body = urlencode({**form, "client_id": pool.client_id}).encode()
    request = urllib.request.Request(f"{pool.domain}/oauth2/token", data=body)  # noqa: S310 — _ask checks the scheme
    if pool.client_secret:
        secret = base64.b64encode(f"{pool.client_id}:{pool.client_secret}".encode()).decode()
        request.add_header("Authorization", f"Basic {secret}")
    found = _ask(request)
    if not isinstance(found.get("id_token"), str):
        raise TokenRefused
    return Tokens(found["id_token"], str(found.get("refresh_token", "")))


def _ask(request: urllib.request.Request) -> dict[str, Any]:
    """Return an answer's JSON, of bounded size and within a bounded time."""
    where = urlsplit(request.full_url)
    if where.scheme != "https" and where.hostname not in LOCAL:
        raise CognitoUnreachable
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 — checked above
            found = json.loads(answer.read(MOST_BYTES))
    except urllib.error.HTTPError as refused:
        is_ours = 400 <= refused.code < 500  # noqa: PLR2004 — HTTP's own classes
        raise (TokenRefused if is_ours else CognitoUnreachable) from refused
    except (OSError, ValueError) as broken:
        raise CognitoUnreachable from broken
    if not isinstance(found, dict):
        raise CognitoUnreachable
    return found
