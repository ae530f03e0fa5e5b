"""Bodies before anybody reads them, and where they lie meanwhile."""

import asyncio
import importlib
import resource
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from config import wsgi
from config.policies import FORM_BYTES
from config.settings.parts import storage

MOST = storage.UPLOAD_MAX_BYTES + FORM_BYTES


@pytest.fixture
def asgi(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The application for uvicorn; where it puts temporary files is undone."""
    monkeypatch.setattr(tempfile, "tempdir", None)
    return importlib.reload(importlib.import_module("config.asgi"))


def asked(asgi: ModuleType, headers: Mapping[str, str]) -> int:
    """Send a request to the application for uvicorn; return its status."""
    said: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    sent = [(name.lower().encode(), value.encode()) for name, value in {"host": "localhost", **headers}.items()]
    scope = {"type": "http", "method": "POST", "path": "/health", "headers": sent, "query_string": b""}
    asyncio.run(asgi.application(scope, receive, send))
    return int(said[0]["status"])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Transfer-Encoding": "chunked"}, 411),
        ({"Transfer-Encoding": "chunked", "Content-Length": "5"}, 411),
        ({"Content-Length": "5 5"}, 411),
        ({"Content-Length": "-1"}, 411),
        ({"Content-Length": str(MOST + 1)}, 413),
    ],
)
def test_uvicorn_reads_no_body_without_a_length_or_over_the_limit(
    asgi: ModuleType, headers: dict[str, str], status: int
) -> None:
    assert asked(asgi, headers) == status


def test_uvicorn_passes_on_what_is_within_the_limit(asgi: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[object] = []

    async def django(scope: object, _receive: object, send: Any) -> None:
        passed.append(scope)
        await send({"type": "http.response.start", "status": 204, "headers": []})

    monkeypatch.setattr(asgi, "_django", django)
    assert [asked(asgi, {}), asked(asgi, {"Content-Length": str(MOST)})] == [204, 204]
    assert len(passed) == 2


class Link:
    """A connection that remembers how patient it is."""

    patience: float | None = None

    def settimeout(self, seconds: float) -> None:
        self.patience = seconds


def test_a_body_may_not_pause_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wsgi, "_django", lambda _environ, _start: [b"read"])
    link = Link()
    assert wsgi.application({"gunicorn.socket": link}, None) == [b"read"]
    assert link.patience == settings.BODY_SILENCE_SECONDS > 0
    assert wsgi.application({}, None) == [b"read"]


def test_uvicorns_bodies_lie_where_uploads_do(asgi: ModuleType) -> None:
    assert tempfile.tempdir == settings.FILE_UPLOAD_TEMP_DIR


def test_an_upload_lies_in_memory_where_there_is_room(tmp_path: Path) -> None:
    assert storage.upload_folder(tmp_path) == str(tmp_path)
    assert storage.upload_folder(tmp_path / "none") is None


def test_no_process_leaves_a_core_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda bound, most: bounds.append((bound, most)))
    apps.get_app_config("config").ready()
    assert bounds == [(resource.RLIMIT_CORE, (0, 0))]
