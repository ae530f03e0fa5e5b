"""Sealed files: streamed, bound to their name and key, refused when touched."""

import io
import os
from collections.abc import Buffer, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from django.core.files.storage import FileSystemStorage
from pytest_django.fixtures import Settings

from config.settings.parts import storage
from rung.encryption import files
from rung.encryption.errors import SealBroken
from tests.factories.canary import CANARY

SEGMENT = 1024 * 1024
BIG = 200 * 1024 * 1024


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the sealed files lie."""
    settings.STORAGES = {**settings.STORAGES, "default": storage.local(tmp_path / "files")}
    return tmp_path / "files"


@pytest.fixture
def key() -> str:
    return files.new_key()


class Sound(io.RawIOBase):
    """So many bytes, made while they are read; then the end, or no answer."""

    def __init__(self, size: int, *, breaks: bool = False) -> None:
        super().__init__()
        self._left = size
        self._breaks = breaks

    def readable(self) -> bool:
        return True

    def readinto(self, target: Buffer, /) -> int:
        view = memoryview(target)
        given = min(self._left, len(view))
        if self._breaks and not given:
            raise TimeoutError
        view[:given] = b"\5" * given
        self._left -= given
        return given


def _sound(size: int, *, breaks: bool = False) -> IO[bytes]:
    return io.BufferedReader(Sound(size, breaks=breaks), files.COPY_BYTES)


def _read(name: str, key: str) -> bytes:
    with files.opened(name, key=key) as stream:
        return stream.read()


@pytest.mark.parametrize("size", [0, 1, 1000, SEGMENT - 100, SEGMENT, SEGMENT + 1, 3 * SEGMENT])
def test_what_was_stored_reads_back(key: str, size: int) -> None:
    plain = os.urandom(size)
    assert _read(files.store(io.BytesIO(plain), key=key, folder="memos"), key) == plain


def test_a_file_can_be_read_piece_by_piece(key: str) -> None:
    plain = os.urandom(2 * SEGMENT + 7)
    name = files.store(io.BytesIO(plain), key=key, folder="memos")
    with files.opened(name, key=key) as stream:
        pieces = list(iter(lambda: stream.read(99_991), b""))
    assert b"".join(pieces) == plain
    assert len(pieces) > 20


def test_a_stream_does_not_outlive_its_block(key: str) -> None:
    name = files.store(io.BytesIO(b"sound"), key=key, folder="memos")
    with files.opened(name, key=key) as stream:
        assert stream.read(1) == b"s"
    with pytest.raises(ValueError, match="closed"):
        stream.read()


def test_no_plain_bytes_are_stored_and_the_file_is_private(key: str, folder: Path) -> None:
    name = files.store(io.BytesIO(CANARY.encode() * 1000), key=key, folder="memos")
    stored = folder / name
    assert CANARY.encode() not in stored.read_bytes()
    assert CANARY not in name
    assert (stored.stat().st_mode & 0o777, stored.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_every_file_has_its_own_name_and_ciphertext(key: str, folder: Path) -> None:
    first, second = (files.store(io.BytesIO(b"same"), key=key, folder="memos") for _ in range(2))
    assert first != second
    assert (folder / first).read_bytes() != (folder / second).read_bytes()


def test_flipping_any_byte_is_refused(key: str, folder: Path) -> None:
    stored = folder / files.store(io.BytesIO(b"sound"), key=key, folder="memos")
    sealed = stored.read_bytes()
    stored.chmod(0o600)
    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 0x40
        stored.write_bytes(bytes(altered))
        with pytest.raises(SealBroken):
            _read(str(stored.relative_to(folder)), key)


def test_a_byte_flipped_far_in_is_refused_while_reading(key: str, folder: Path) -> None:
    name = files.store(_sound(3 * SEGMENT), key=key, folder="memos")
    with (folder / name).open("r+b") as stored:
        stored.seek(2 * SEGMENT + 5)
        was = stored.read(1)
        stored.seek(-1, os.SEEK_CUR)
        stored.write(bytes([was[0] ^ 1]))
    with files.opened(name, key=key) as stream:
        assert stream.read(SEGMENT) == b"\5" * SEGMENT
        with pytest.raises(SealBroken):
            stream.read()


@pytest.mark.parametrize("keep", [0, 1, 39, 40, 100, SEGMENT - 1, SEGMENT, SEGMENT + 20, 2 * SEGMENT, -1])
def test_a_file_cut_off_is_refused(key: str, folder: Path, keep: int) -> None:
    name = files.store(_sound(2 * SEGMENT + 5), key=key, folder="memos")
    sealed = (folder / name).read_bytes()
    (folder / name).write_bytes(sealed[:keep])
    with pytest.raises(SealBroken):
        _read(name, key)


def test_a_file_under_another_name_is_refused(key: str, folder: Path) -> None:
    name = files.store(io.BytesIO(b"sound"), key=key, folder="memos")
    (folder / name).rename(folder / "memos" / "moved")
    with pytest.raises(SealBroken):
        _read("memos/moved", key)


def test_another_files_key_opens_nothing(key: str) -> None:
    name = files.store(io.BytesIO(b"sound"), key=key, folder="memos")
    with pytest.raises(SealBroken):
        _read(name, files.new_key())


def test_a_discarded_file_is_gone(key: str, folder: Path) -> None:
    name = files.store(io.BytesIO(b"sound"), key=key, folder="memos")
    files.discard(name)
    assert not (folder / name).exists()
    with pytest.raises(FileNotFoundError):
        _read(name, key)


def test_a_reader_that_fails_is_not_taken_for_a_broken_seal(key: str) -> None:
    name = files.store(io.BytesIO(b"sound"), key=key, folder="memos")
    with pytest.raises(ZeroDivisionError), files.opened(name, key=key):
        raise ZeroDivisionError


def test_a_storage_that_stops_answering_is_not_taken_for_a_broken_seal(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = files.store(io.BytesIO(b"sound"), key=key, folder="memos")
    monkeypatch.setattr(FileSystemStorage, "_open", lambda *_args: _sound(0, breaks=True))
    with pytest.raises(TimeoutError), files.opened(name, key=key) as stream:
        stream.read()


def test_an_upload_that_breaks_off_stores_nothing(key: str, folder: Path) -> None:
    with pytest.raises(TimeoutError):
        files.store(_sound(SEGMENT, breaks=True), key=key, folder="memos")
    assert not folder.exists()


def test_a_full_disk_says_so_and_leaves_nothing(key: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def save(self: FileSystemStorage, name: str, content: object) -> str:
        (folder / "memos").mkdir(parents=True)
        (folder / name).write_bytes(b"the first part")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", save)
    with pytest.raises(OSError, match="No space left"):
        files.store(io.BytesIO(b"sound"), key=key, folder="memos")
    assert not list((folder / "memos").iterdir())


def test_a_full_disk_for_drafts_says_so(key: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full")
    monkeypatch.setattr("rung.encryption.files.tempfile.TemporaryFile", lambda: full.open("wb", 0))
    with pytest.raises(OSError, match="No space left"):
        files.store(_sound(2 * SEGMENT), key=key, folder="memos")
    assert not folder.exists()


def test_memory_is_bounded_whatever_the_size(key: str) -> None:
    name = files.store(_sound(SEGMENT), key=key, folder="memos")  # what is loaded on first use is not counted
    _read(name, key)
    with _peak_memory() as peak:
        name = files.store(_sound(BIG), key=key, folder="memos")
        with files.opened(name, key=key) as stream:
            read = sum(len(piece) for piece in iter(lambda: stream.read(files.COPY_BYTES), b""))
    assert read == BIG
    assert peak[0] < 16 * SEGMENT


@contextmanager
def _peak_memory() -> Iterator[list[int]]:
    """Give how far the process's memory rose inside the block, bytes."""
    grown = [0]
    Path("/proc/self/clear_refs").write_text("5")  # the high-water mark starts anew here
    before = _status("VmRSS")
    yield grown
    grown[0] = _status("VmHWM") - before


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
