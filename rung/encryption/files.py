"""Seal files in streams: memory is bounded by one segment, whatever the size."""

import io
import shutil
import tempfile
import uuid
from collections.abc import Buffer, Callable, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast

import tink
from django.core.files import File
from django.core.files.storage import default_storage
from tink import cleartext_keyset_handle, streaming_aead

from rung.encryption.errors import SealBroken

COPY_BYTES = 256 * 1024
DRAFT = b"draft"


def new_key() -> str:
    """Return a fresh keyset for one file, as JSON; keep it in a sealed column and nowhere else."""
    streaming_aead.register()
    sink = io.StringIO()
    handle = tink.new_keyset_handle(streaming_aead.streaming_aead_key_templates.AES256_GCM_HKDF_1MB)
    cleartext_keyset_handle.write(tink.JsonKeysetWriter(sink), handle)
    return sink.getvalue()


def store(source: IO[bytes], *, key: str, folder: str) -> str:
    """Seal a stream into the storage and return the name it is kept under.

    The sealed bytes pass through a temporary file; plain bytes never touch it.

    Raises:
        OSError: the disk or the storage refused; nothing is left behind.
    """
    name = f"{folder}/{uuid.uuid4()}"
    with tempfile.TemporaryFile() as draft:
        sink = _Watched(draft)
        sealing = _primitive(key).new_encrypting_stream(_binary(sink), name.encode())
        try:
            shutil.copyfileobj(source, sealing, COPY_BYTES)
            sealing.close()
        except tink.TinkError as broken:
            raise (sink.failure or broken) from broken
        draft.seek(0)
        try:
            return default_storage.save(name, File(draft))
        except OSError:
            default_storage.delete(name)  # what was written until the disk was full
            raise


@contextmanager
def opened(name: str, *, key: str) -> Iterator[IO[bytes]]:
    """Open a sealed file for reading inside the block.

    Raises:
        SealBroken: on reading altered, cut off or foreign bytes.
        OSError: the storage does not answer, or has no such file.
    """
    with default_storage.open(name, "rb") as sealed:
        source = _Watched(cast(IO[bytes], sealed))
        stream = _primitive(key).new_decrypting_stream(_binary(source), name.encode())
        with io.BufferedReader(_Opened(stream, source), COPY_BYTES) as opening:
            yield opening


def drafted(write: Callable[[IO[bytes]], object]) -> IO[bytes]:
    """Return what `write` writes, to be read once; until it is closed it lies sealed in a nameless temporary file.

    The key is in memory alone: what a crash leaves behind nobody can open, and
    memory is bounded by one segment.
    """
    key, held = _primitive(new_key()), tempfile.TemporaryFile()  # noqa: SIM115 — it lives as long as what is returned
    try:
        sealing = key.new_encrypting_stream(_binary(_Watched(held)), DRAFT)
        write(sealing)
        sealing.close()
    except BaseException:
        held.close()
        raise
    held.seek(0)
    source = _Watched(held)
    return io.BufferedReader(_Opened(key.new_decrypting_stream(_binary(source), DRAFT), source, held), COPY_BYTES)


def discard(name: str) -> None:
    """Remove a stored file."""
    default_storage.delete(name)


def _primitive(key: str) -> streaming_aead.StreamingAead:
    streaming_aead.register()
    handle = cleartext_keyset_handle.read(tink.JsonKeysetReader(key))
    return cast(streaming_aead.StreamingAead, handle.primitive(streaming_aead.StreamingAead))


class _Watched(io.RawIOBase):
    """The file behind tink, which may close this without closing that.

    tink reports a full disk and an altered byte alike; `failure` tells them apart.
    """

    def __init__(self, behind: IO[bytes]) -> None:
        super().__init__()
        self._behind = behind
        self.failure: Exception | None = None

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            return self._behind.read(-1 if size is None else size)
        except Exception as failure:
            self.failure = failure
            raise

    def write(self, data: Buffer, /) -> int:
        try:
            return self._behind.write(data)
        except Exception as failure:
            self.failure = failure
            raise


class _Opened(io.RawIOBase):
    """The plain side of a sealed file; says what went wrong in our words."""

    def __init__(self, stream: IO[bytes], source: _Watched, ends_with_it: IO[bytes] | None = None) -> None:
        super().__init__()
        self._stream = stream
        self._source = source
        self._ends_with_it = ends_with_it

    def close(self) -> None:
        if self._ends_with_it is not None:
            self._ends_with_it.close()
        super().close()

    def readable(self) -> bool:
        return True

    def readinto(self, target: Buffer, /) -> int:
        view = memoryview(target)
        try:
            plain = self._stream.read(len(view))
        except tink.TinkError as broken:
            raise (self._source.failure or SealBroken()) from broken
        view[: len(plain)] = plain
        return len(plain)


def _binary(file: _Watched) -> BinaryIO:
    return cast(BinaryIO, file)
