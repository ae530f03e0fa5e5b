"""The application for uvicorn."""

import tempfile
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application

from config import env
from config.policies import FORM_BYTES

env.choose_settings("config.settings.dev")
_django = get_asgi_application()
# Django puts a whole body into a temporary file before anybody looks at it: into memory then, never on a disk in plain.
tempfile.tempdir = settings.FILE_UPLOAD_TEMP_DIR


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer a request whose body says how long it is; without that, nothing would bound what is written of it."""
    refused = _refusal(dict(scope.get("headers", ()))) if scope["type"] == "http" else None
    if refused is None:
        await _django(scope, receive, send)
        return
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refused.value, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _refusal(headers: dict[bytes, bytes]) -> HTTPStatus | None:
    said = headers.get(b"content-length", b"0")
    if b"transfer-encoding" in headers or not said.isdigit():
        return HTTPStatus.LENGTH_REQUIRED
    is_over = int(said) > settings.UPLOAD_MAX_BYTES + FORM_BYTES
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if is_over else None
