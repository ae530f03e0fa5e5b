"""A model on a server of the practice's own, against a twin that is told to fail."""

import socket
import time
import traceback
from dataclasses import dataclass
from typing import Any

import pytest

from rung.providers.language import Ask, ServerSettings, Usage, ask_of, local_server
from rung.providers.language.errors import (
    AnswerBlocked,
    AnswerUnusable,
    ModelMisconfigured,
    ModelUnavailable,
    NoAnswer,
)
from tests.factories.canary import CANARY
from tests.fakes.model_server import Server, completion
from tests.fakes.twin import Break, Said, cut_short, drip, instead, reset


@dataclass(frozen=True, slots=True)
class Words:
    words: tuple[str, ...]


GOOD = {"words": [CANARY]}
QUESTION = Ask(f"Read. {CANARY}", f"[0] client: {CANARY}", Words, 700, 60.0)


def _refused(where: ServerSettings, kind: type[NoAnswer], question: Ask[Words] = QUESTION) -> Usage:
    with pytest.raises(NoAnswer) as refusal:
        local_server.ask(where, question)
    assert type(refusal.value) is kind
    assert CANARY not in "".join(traceback.format_exception(refusal.value))
    assert refusal.value.__cause__ is refusal.value.__context__ is None
    assert "fictional-key" not in repr(where)
    assert refusal.value.usage is not None
    return refusal.value.usage


def test_an_answer_comes_typed_and_costs_nothing(server: Server, on_server: ServerSettings) -> None:
    server.answer = GOOD
    reply = ask_of("local_server", {"local_server": on_server})(QUESTION)
    assert reply.out == Words((CANARY,))
    used = reply.usage
    assert (used.tokens_in, used.tokens_out, used.tokens_cached, used.tries) == (1000, 40, 900, 1)
    assert (used.cost_microdollars, used.is_priced) == (0, True)
    assert server.asked[0]["response_format"]["json_schema"]["schema"]["required"] == ["words"]


@pytest.mark.parametrize(
    "fault",
    [instead(Said(429, b"{}")), instead(Said(500, CANARY.encode())), instead(Said(503, b"")), reset, cut_short],
    ids=["429", "500", "503", "reset", "cut short"],
)
def test_a_passing_fault_is_tried_again_and_given_up(server: Server, on_server: ServerSettings, fault: Break) -> None:
    server.answer = GOOD
    server.twin.breaks[:] = [fault] * 3
    assert local_server.ask(on_server, QUESTION).usage.tries == 4
    server.twin.breaks[:] = [fault] * 9
    assert _refused(on_server, ModelUnavailable).tries == 4
    assert len(server.twin.asked) == 8


@pytest.mark.parametrize(
    "said",
    [
        completion(CANARY),
        completion('{"words": 7}'),
        completion(None),
        completion('{"words": ["' + CANARY),
        Said(200, b"[]"),
        Said(200, b"{}"),
        Said(200, b'{"choices": 7}'),
        Said(200, b"<p>"),
        Said(200, b"[" * 200_000),
    ],
    ids=["prose", "schema", "null", "cut", "list", "empty", "number", "html", "deep"],
)
def test_a_wrong_shape_is_repaired_once(server: Server, on_server: ServerSettings, said: Said) -> None:
    server.answer = GOOD
    server.twin.breaks[:] = [instead(said)]
    assert local_server.ask(on_server, QUESTION).usage.tries == 2
    assert "agreed shape" in server.asked[0]["messages"][1]["content"]
    server.twin.breaks[:] = [instead(said)] * 9
    assert _refused(on_server, AnswerUnusable).tries == 2


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (completion("{}", "content_filter"), AnswerBlocked),
        (completion('{"words": []}', "length"), AnswerUnusable),
        (completion("word " * 400_000), AnswerUnusable),
        (Said(404, b'{"error": "no such model"}'), ModelMisconfigured),
        (Said(302, b"", {"Location": "https://elsewhere.example/"}), ModelMisconfigured),
    ],
    ids=["filtered", "out of tokens", "2 MB", "404", "redirect"],
)
def test_what_a_second_try_cannot_mend_is_not_tried(
    server: Server, on_server: ServerSettings, said: Said, kind: type[NoAnswer]
) -> None:
    server.twin.breaks[:] = [instead(said)]
    assert _refused(on_server, kind).tries == len(server.twin.asked) == 1


def test_a_dripping_answer_is_left_at_the_deadline(server: Server, on_server: ServerSettings) -> None:
    server.answer = GOOD
    server.twin.breaks[:] = [drip] * 9
    started = time.monotonic()
    _refused(on_server, ModelUnavailable, Ask("s", "m", Words, 10, 0.6))
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 — nothing is bound
        "::",
        "2001:4860:4860::8888",
        "fe80::1",
        "::ffff:8.8.8.8",
    ],
)
def test_records_do_not_leave_the_premises(address: str) -> None:
    shown = f"[{address}]" if ":" in address else address
    for scheme in ("http", "https"):
        assert _refused(ServerSettings(f"{scheme}://{shown}/v1", "m"), ModelMisconfigured).tries == 1


def _resolves(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name have these addresses; return where connections go."""
    gone: list[str] = []

    def look_up(_host: str, port: int, **_kind: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    def connect(where: tuple[str, int], **_limits: Any) -> socket.socket:
        gone.append(where[0])
        raise ConnectionRefusedError

    monkeypatch.setattr("rung.providers.language.premises.socket.getaddrinfo", look_up)
    monkeypatch.setattr("rung.providers.language.premises.socket.create_connection", connect)
    return gone


def test_a_name_with_one_address_outside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = _resolves(monkeypatch, "10.0.0.7", "93.184.216.34")
    _refused(ServerSettings("http://models.practice.example/v1", "m"), ModelMisconfigured)
    assert gone == []


def test_a_private_address_is_asked_and_a_public_one_where_that_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = _resolves(monkeypatch, "10.0.0.7")
    _refused(ServerSettings("http://models.practice.example/v1", "m"), ModelUnavailable)
    assert gone == ["10.0.0.7"] * 4, "the address that was checked, not the name again"
    outside = _resolves(monkeypatch, "93.184.216.34")
    _refused(ServerSettings("https://models.example/v1", "m", may_be_public=True), ModelUnavailable)
    assert outside == ["93.184.216.34"] * 4


def test_in_the_clear_nothing_goes_outside_whatever_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = _resolves(monkeypatch, "93.184.216.34")
    _refused(ServerSettings("http://models.example/v1", "m", may_be_public=True), ModelMisconfigured)
    assert gone == []


def test_no_proxy_is_used(server: Server, on_server: ServerSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.answer = GOOD
    assert local_server.ask(on_server, QUESTION).usage.tries == 1


@pytest.mark.parametrize(
    "url", ["http:///v1", "gopher://127.0.0.1/v1", "nonsense", "http://127.0.0.1:99999/v1", f"http://{'x' * 80}/v1"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    _refused(ServerSettings(url, "m"), ModelMisconfigured)
