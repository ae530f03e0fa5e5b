"""Sealed files on S3, against a twin: read back, bounded in memory, and nothing readable after a failure half way."""

import io
import os
import types
from collections.abc import Iterator

import botocore.endpoint
import pytest
from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from pytest_django.fixtures import Settings

from config.settings.parts import storage
from rung.encryption import files
from rung.encryption.errors import SealBroken
from tests.factories.canary import CANARY
from tests.fakes import s3, twin
from tests.fakes.twin import Said, Twin
from tests.unit.encryption.test_files import SEGMENT, _peak_memory, _sound

FAILURES = (Boto3Error, BotoCoreError, ClientError, OSError)


@pytest.fixture
def stored(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Twin, s3.Bucket]]:
    with s3.serving() as (running, bucket):
        for name, value in {**s3.ENVIRONMENT, "AWS_ENDPOINT_URL_S3": running.url}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(botocore.endpoint, "time", types.SimpleNamespace(sleep=lambda _seconds: None))
        settings.STORAGES = {**settings.STORAGES, "default": storage.s3("sealed")}
        yield running, bucket


@pytest.fixture
def key() -> str:
    return files.new_key()


def _read(name: str, key: str) -> bytes:
    with files.opened(name, key=key) as stream:
        return stream.read()


@pytest.mark.parametrize("size", [0, 1000, 3 * SEGMENT, 20 * SEGMENT + 7], ids=["empty", "small", "3 MB", "in parts"])
def test_what_was_stored_reads_back(stored: tuple[Twin, s3.Bucket], key: str, size: int) -> None:
    plain = os.urandom(size)
    name = files.store(io.BytesIO(plain), key=key, folder="memos")
    assert _read(name, key) == plain
    assert [*stored[1].objects] == [f"/sealed/{name}"]
    assert not stored[1].uploads


def test_no_plain_bytes_leave(stored: tuple[Twin, s3.Bucket], key: str) -> None:
    files.store(io.BytesIO(CANARY.encode() * 1000), key=key, folder="memos")
    (sealed,) = stored[1].objects.values()
    assert CANARY.encode() not in sealed


def test_an_altered_object_is_refused(stored: tuple[Twin, s3.Bucket], key: str) -> None:
    name = files.store(_sound(2 * SEGMENT), key=key, folder="memos")
    sealed = bytearray(stored[1].objects[f"/sealed/{name}"])
    sealed[SEGMENT + 9] ^= 1
    for altered in (bytes(sealed), bytes(sealed[:SEGMENT])):
        stored[1].objects[f"/sealed/{name}"] = altered
        with pytest.raises(SealBroken):
            _read(name, key)


@pytest.mark.parametrize("fault", [twin.reset, twin.instead(Said(503, b""))], ids=["reset", "503"])
@pytest.mark.parametrize("size", [1000, 20 * SEGMENT], ids=["small", "in parts"])
def test_a_failure_half_way_leaves_nothing_readable(
    stored: tuple[Twin, s3.Bucket], key: str, size: int, fault: twin.Break
) -> None:
    running, bucket = stored
    running.breaks[:] = [twin.when("PUT", fault)] * 99
    with pytest.raises(FAILURES):
        files.store(_sound(size), key=key, folder="memos")
    assert (bucket.objects, bucket.uploads) == ({}, {})
    parts = {asked for asked in running.asked if asked.startswith("PUT")}
    assert all(running.asked.count(part) <= 4 for part in parts)


def test_a_passing_fault_is_tried_again(stored: tuple[Twin, s3.Bucket], key: str) -> None:
    stored[0].breaks[:] = [
        twin.when("PUT", twin.instead(Said(503, b"")))
    ] * 4  # the first is asked whether the name is free
    name = files.store(io.BytesIO(b"sound"), key=key, folder="memos")
    assert _read(name, key) == b"sound"


def test_memory_is_bounded_when_reading(stored: tuple[Twin, s3.Bucket], key: str) -> None:
    """Django-storages would keep a whole object in memory; ours waits in a temporary file, sealed."""
    options = storage.s3("sealed")["OPTIONS"]
    assert isinstance(options, dict)
    assert options["max_memory_size"] == storage.READ_MAX_MEMORY <= 2 * SEGMENT
    name = files.store(_sound(48 * SEGMENT), key=key, folder="memos")
    _read(files.store(_sound(9 * SEGMENT), key=key, folder="memos"), key)
    held = stored[1].objects[f"/sealed/{name}"]
    with _peak_memory() as peak, files.opened(name, key=key) as stream:
        read = sum(len(piece) for piece in iter(lambda: stream.read(files.COPY_BYTES), b""))
    assert read == 48 * SEGMENT < len(held)
    # Twin and client share this process: ten threads fetch 8 MB each and the twin cuts them out as often.
    assert peak[0] < 2 * 10 * 8 * SEGMENT
