"""The master key as a local file: the twin of a key service, and an option on premises."""

import contextlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

import tink
from tink import aead, cleartext_keyset_handle

from rung.common.errors import RungError

OTHERS = stat.S_IRWXG | stat.S_IRWXO


class MasterKeyMissing(RungError):
    """The master key file does not exist; restore it, or set RUNG_KEY_FILE to where it is."""

    code = "master_key_missing"
    status = 503


class MasterKeyUnreadable(RungError):
    """The master key file does not hold a key this process may read; restore it from its backup."""

    code = "master_key_unreadable"
    status = 503


class MasterKeyExposed(RungError):
    """The master key file can be read by other users; run: chmod 600 on it."""

    code = "master_key_exposed"
    status = 503


@dataclass(frozen=True, slots=True)
class LocalKey:
    """A master key; `id` tells it from another and opens nothing."""

    id: int
    aead: aead.Aead


def load(path: Path, *, may_create: bool) -> aead.Aead:
    """Return the AES-256-GCM primitive that wraps data keys; refuses as `read` does."""
    return read(path, may_create=may_create).aead


def read(path: Path, *, may_create: bool) -> LocalKey:
    """Return the master key in a file.

    A new key is made only where `may_create` says so: in production a fresh
    key would silently make every existing record unreadable.

    Raises:
        MasterKeyMissing: there is no file and none may be made.
        MasterKeyExposed: group or others may read it.
        MasterKeyUnreadable: it is not a key, or belongs to another user.
    """
    aead.register()
    if not path.exists():
        if not may_create:
            raise MasterKeyMissing
        _create(path)
    try:
        with path.open() as source:
            if os.fstat(source.fileno()).st_mode & OTHERS:
                raise MasterKeyExposed
            handle = cleartext_keyset_handle.read(tink.JsonKeysetReader(source.read()))
    except (OSError, ValueError, tink.TinkError):
        raise MasterKeyUnreadable from None  # the original may quote the file
    return LocalKey(handle.keyset_info().primary_key_id, handle.primitive(aead.Aead))


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    # 0600 from the start, under a name nobody else has: another thread's, or a crashed process's with our pid.
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.") as draft:
        cleartext_keyset_handle.write(tink.JsonKeysetWriter(draft), handle)
        draft.flush()
        os.fsync(draft.fileno())
        with contextlib.suppress(FileExistsError):  # another process was quicker: its key counts
            path.hardlink_to(draft.name)  # atomic
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # else a power cut could take the key and leave what it sealed
    finally:
        os.close(folder)
