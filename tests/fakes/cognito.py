"""A user pool on this machine: it signs what it is asked to sign, right or wrong."""

import base64
import hashlib
import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from rung.providers import cognito

CLIENT = "rung-client"


@cache
def usual_key() -> rsa.RSAPrivateKey:
    """Return the key pair that pools begin with: making one takes long."""
    return new_key()


def new_key() -> rsa.RSAPrivateKey:
    """Return another key pair."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class FakePool:
    """The pool's state; tests change it to see what is refused."""

    issuer: str = ""
    keys: dict[str, rsa.RSAPrivateKey] = field(default_factory=lambda: {"one": usual_key()})
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)  # code → what was asked with it
    claims: dict[str, Any] = field(default_factory=dict)  # what the next id token says, over what is right
    header: dict[str, Any] = field(default_factory=dict)
    sign_with: rsa.RSAPrivateKey | None = None
    is_disabled: bool = False
    is_down: bool = False
    key_fetches: int = 0

    @property
    def pool(self) -> cognito.Pool:
        """This pool as the product is configured for it."""
        return cognito.Pool(self.issuer, self.issuer, CLIENT, "secret")

    def id_token(self, nonce: str | None = None, **claims: Any) -> str:
        """Return an id token; a claim of None is left out."""
        named = {"nonce": nonce} if nonce else {}
        right = {"token_use": "id", "aud": CLIENT, "email": "", "email_verified": True, **named}
        return self.signed({**right, **self.claims, **claims})

    def access_token(self, **claims: Any) -> str:
        """Return an access token."""
        return self.signed({"token_use": "access", "client_id": CLIENT, "scope": "openid", **claims})

    def signed(self, claims: dict[str, Any]) -> str:
        """Return a token with these claims over the usual ones."""
        now = int(time.time())
        every = {"iss": self.issuer, "sub": "s-1", "iat": now, "exp": now + 600, "auth_time": now, **claims}
        header = {"kid": "one", **self.header}
        kept = {name: value for name, value in every.items() if value is not None}
        algorithm = str(header.pop("alg", "RS256"))
        if algorithm == "none":
            return jwt.encode(kept, None, algorithm="none", headers=header)  # type: ignore[arg-type]  # that is the attack
        if algorithm == "HS256":
            return jwt.encode(kept, "k" * 32, algorithm="HS256", headers=header)
        return jwt.encode(kept, self.sign_with or self.keys["one"], algorithm=algorithm, headers=header)

    def allow(self, address: str) -> str:
        """Sign somebody in on the pool's page; return the query that their browser comes back with."""
        asked = {name: values[0] for name, values in parse_qs(address.partition("?")[2]).items()}
        code = uuid.uuid4().hex
        self.codes[code] = asked
        return f"code={code}&state={asked['state']}"

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Return what an address answers."""
        if self.is_down:
            return 503, {}
        if path == "/.well-known/jwks.json":
            self.key_fetches += 1
            public = {name: json.loads(RSAAlgorithm.to_jwk(key.public_key())) for name, key in self.keys.items()}
            return 200, {"keys": [{**key, "kid": name, "use": "sig", "alg": "RS256"} for name, key in public.items()]}
        if path != "/oauth2/token" or self.is_disabled:
            return 400, {"error": "invalid_grant"}
        if form["grant_type"] == "refresh_token":
            return 200, {"id_token": self.id_token()}
        return self._exchanged(form)

    def _exchanged(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != proof or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"id_token": self.id_token(asked["nonce"]), "refresh_token": "r-1"}


@contextmanager
def running() -> Iterator[FakePool]:
    """Serve a pool until the block ends."""
    state = FakePool()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(*state.answer(self.path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(*state.answer(self.path, {name: values[0] for name, values in parse_qs(body).items()}))

        def _send(self, status: int, found: dict[str, Any]) -> None:
            body = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    state.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
