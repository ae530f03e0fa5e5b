"""AWS KMS as the master key, against a twin over its real wire format that is told to fail."""

import time
import types
from collections.abc import Iterator
from typing import Any

import botocore.endpoint
import pytest
import tink

from rung.common.errors import RungError
from rung.providers import kms
from tests.factories.canary import CANARY
from tests.fakes import kms as twins
from tests.fakes.twin import Break, Said, Twin, cut_short, drip, instead, reset

KEY = "alias/rung"
CONTEXT = b"rung|data-key|client|11111111-1111-1111-1111-111111111111"
PLAIN = CANARY.encode()
ENCRYPT, DECRYPT = "TrentService.Encrypt", "TrentService.Decrypt"


@pytest.fixture
def twin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Twin]:
    with twins.serving(KEY, "alias/other") as running:
        for name, value in {**twins.ENVIRONMENT, "AWS_ENDPOINT_URL_KMS": running.url}.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long botocore would have waited between tries; it does not."""
    seen: list[float] = []
    monkeypatch.setattr(botocore.endpoint, "time", types.SimpleNamespace(sleep=seen.append, time=time.time))
    return seen


@pytest.fixture
def key(twin: Twin) -> Any:
    return kms.connect(KEY)


def _refused(key: Any, kind: type[RungError]) -> str:
    with pytest.raises(kind) as refusal:
        key.encrypt(PLAIN, CONTEXT)
    assert CANARY not in str(refusal.value), "neither what was sent nor what was answered is repeated"
    assert refusal.value.__cause__ is None
    return str(refusal.value)


def test_what_was_wrapped_is_unwrapped(twin: Twin, key: Any) -> None:
    wrapped = key.encrypt(PLAIN, CONTEXT)
    assert PLAIN not in wrapped
    assert key.decrypt(wrapped, CONTEXT) == PLAIN
    assert twin.asked == [ENCRYPT, DECRYPT]


def test_the_context_names_the_owner() -> None:
    assert kms.context_of(CONTEXT) == {
        "system": "rung",
        "purpose": "data-key",
        "owner_kind": "client",
        "owner_id": "11111111-1111-1111-1111-111111111111",
    }
    assert kms.context_of(b"rung|a|b|c|d")["owner_id"] == "c|d", "nothing of it is dropped"
    assert kms.context_of(b"rung|probe") == {"system": "rung", "purpose": "probe"}


def test_another_owner_or_key_opens_nothing(twin: Twin, key: Any) -> None:
    wrapped = key.encrypt(PLAIN, CONTEXT)
    for other, context in ((key, CONTEXT.replace(b"1", b"2")), (kms.connect("alias/other"), CONTEXT)):
        with pytest.raises(tink.TinkError) as refusal:
            other.decrypt(wrapped, context)
        assert CANARY not in str(refusal.value)
        assert other.decrypt(other.encrypt(PLAIN, CONTEXT), CONTEXT) == PLAIN, "the service itself is well"


@pytest.mark.parametrize(
    "fault",
    [
        instead(Said.error("ThrottlingException", 400)),
        instead(Said.error("TooManyRequestsException", 429)),
        instead(Said.error("KMSInternalException", 500)),
        instead(Said(503, b"<html>busy</html>")),
        reset,
    ],
    ids=["throttled", "429", "500", "503 html", "reset"],
)
class TestAPassingFault:
    def test_is_tried_again(self, twin: Twin, key: Any, waits: list[float], fault: Break) -> None:
        twin.breaks[:] = [fault] * 3
        assert key.encrypt(PLAIN, CONTEXT)
        assert len(twin.asked) == 4
        assert len(waits) == 3
        assert all(wait <= 2**number for number, wait in enumerate(waits))

    def test_is_given_up_after_four_tries(self, twin: Twin, key: Any, waits: list[float], fault: Break) -> None:
        twin.breaks[:] = [fault] * 9
        assert "does not answer" in _refused(key, kms.KeyServiceSilent)
        assert len(twin.asked) == kms.MOST_TRIES == 4

    def test_breaks_the_circuit(self, twin: Twin, key: Any, waits: list[float], fault: Break) -> None:
        twin.breaks[:] = [fault] * 99
        for _ in range(kms.BREAKS_AFTER):
            _refused(key, kms.KeyServiceSilent)
        asked = len(twin.asked)
        started = time.monotonic()
        for _ in range(20):
            _refused(key, kms.KeyServiceSilent)
        assert len(twin.asked) == asked
        assert time.monotonic() - started < 0.5


def test_a_dripping_answer_is_left_at_the_deadline(
    twin: Twin, key: Any, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kms, "DEADLINE_SECONDS", 0.5)
    twin.breaks[:] = [drip]
    started = time.monotonic()
    _refused(key, kms.KeyServiceSilent)
    assert time.monotonic() - started < 2


def test_nobody_listening_is_silence(monkeypatch: pytest.MonkeyPatch, waits: list[float]) -> None:
    for name, value in {**twins.ENVIRONMENT, "AWS_ENDPOINT_URL_KMS": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(name, value)
    _refused(kms.connect(KEY), kms.KeyServiceSilent)


@pytest.mark.parametrize(
    "body",
    [
        b'{"Other": 1}',
        b"{}",
        b"[]",
        b'"text"',
        b"null",
        b'{"CiphertextBlob": 7}',
        b'{"CiphertextBlob": "%%%"}',
        b"<p>",
        b"",
    ],
)
def test_an_answer_of_another_shape_is_no_key(twin: Twin, key: Any, body: bytes) -> None:
    twin.breaks[:] = [instead(Said(200, body))]
    _refused(key, kms.KeyServiceBabbles)
    assert key.encrypt(PLAIN, CONTEXT)


def test_an_answer_cut_off_is_no_key(twin: Twin, key: Any) -> None:
    twin.breaks[:] = [cut_short] * kms.BREAKS_AFTER
    for _ in range(kms.BREAKS_AFTER):
        _refused(key, kms.KeyServiceBabbles)
    _refused(key, kms.KeyServiceSilent)  # the circuit is broken


@pytest.mark.parametrize("action", ["kms:Encrypt", "kms:Decrypt"])
def test_a_missing_permission_is_named(twin: Twin, key: Any, action: str) -> None:
    wrapped = key.encrypt(PLAIN, CONTEXT)
    twin.breaks[:] = [instead(Said.error("AccessDeniedException"))]
    with pytest.raises(kms.KeyServiceDenies) as refusal:
        key.encrypt(PLAIN, CONTEXT) if action == "kms:Encrypt" else key.decrypt(wrapped, CONTEXT)
    assert str(refusal.value) == f"The key service refuses {action} on {KEY}: allow it for this role."
    assert action in kms.IAM_ACTIONS


@pytest.mark.parametrize("code", ["DisabledException", "KMSInvalidStateException", "NotFoundException"])
def test_an_unusable_key_is_said_to_be_so(twin: Twin, key: Any, code: str) -> None:
    twin.breaks[:] = [instead(Said.error(code))]
    assert "disabled, deleted" in _refused(key, kms.MasterKeyUnusable)
    assert len(twin.asked) == 1, "asking again would not help"


def test_what_is_called_is_what_the_role_is_given(twin: Twin, key: Any) -> None:
    key.decrypt(key.encrypt(PLAIN, CONTEXT), CONTEXT)
    called = {f"kms:{asked.removeprefix('TrentService.')}" for asked in twin.asked}
    assert called == set(kms.IAM_ACTIONS)


def test_the_codes_are_those_of_the_service() -> None:
    """Botocore's model names what each operation may answer; the others are common to all of AWS."""
    modelled = {
        shape.name for name in ("Encrypt", "Decrypt") for shape in twins.MODEL.operation_model(name).error_shapes
    }
    assert modelled >= kms.NOT_OURS | kms.UNUSABLE
