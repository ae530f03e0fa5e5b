"""A model to ask on each twin, and no waiting between tries."""

import random
import time
import types
from collections.abc import Iterator

import pytest

from rung.providers.language import BedrockSettings, ServerSettings, trying
from tests.fakes import bedrock as bedrock_twins
from tests.fakes import model_server as server_twins
from tests.fakes.bedrock import Bedrock
from tests.fakes.model_server import Server

MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long would have been waited between tries; nothing is. No breaker is open from before."""
    seen: list[float] = []
    monkeypatch.setattr(trying, "_breakers", {})
    monkeypatch.setattr(trying, "time", types.SimpleNamespace(sleep=seen.append, monotonic=time.monotonic))
    monkeypatch.setattr(trying, "_chance", random.Random(0))  # noqa: S311 — how long to wait is no secret
    return seen


@pytest.fixture
def bedrock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bedrock]:
    with bedrock_twins.serving() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def on_bedrock(bedrock: Bedrock) -> BedrockSettings:
    """A region of its own: clients are kept by region, with the address they were made for."""
    return BedrockSettings(MODEL, f"xx-test-{bedrock.twin.url.rpartition(':')[2]}")


@pytest.fixture
def server() -> Iterator[Server]:
    with server_twins.serving() as running:
        yield running


@pytest.fixture
def on_server(server: Server) -> ServerSettings:
    return ServerSettings(f"{server.twin.url}/v1", "llama", "fictional-key")
