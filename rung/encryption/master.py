"""The master keys of this process: the one that wraps, and those that were before and still open."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from tink import aead

from rung.providers import local_keys


@dataclass(frozen=True, slots=True)
class Master:
    """One master key. `name` says which, without saying anything secret."""

    name: str
    aead: aead.Aead


@lru_cache(maxsize=1)
def current() -> Master:
    """Return the key that wraps every new keyset.

    Raises:
        RungError: it is missing, exposed or unreadable; the message says what to do.
    """
    if settings.MASTER_KMS_KEY_ID:
        return of_kms(settings.MASTER_KMS_KEY_ID)
    return of_file(Path(settings.MASTER_KEY_FILE), may_create=settings.MASTER_KEY_MAY_BE_CREATED)


@lru_cache(maxsize=1)
def before() -> tuple[Master, ...]:
    """Return the keys that still open what `keys rewrap` has not come to yet."""
    files = tuple(of_file(Path(path)) for path in settings.MASTER_KEY_FILES_BEFORE)
    return files + tuple(of_kms(key_id) for key_id in settings.MASTER_KMS_KEY_IDS_BEFORE)


def to_open(name: str) -> tuple[aead.Aead, ...]:
    """Return what may open a keyset wrapped under a name: nothing, where this process lacks that key.

    A keyset from before names were kept has an empty one: any may open it.
    """
    return tuple(key.aead for key in (current(), *before()) if name in {"", key.name})


def of_file(path: Path, *, may_create: bool = False) -> Master:
    """Return the master key in a file."""
    found = local_keys.read(path, may_create=may_create)
    return Master(f"file:{found.id}", found.aead)


def of_kms(key_id: str) -> Master:
    """Return a master key that never leaves AWS KMS."""
    from rung.providers import kms  # heavy: boto3, which only a process with a key in KMS needs

    return Master(f"kms:{key_id}", kms.connect(key_id))


def forget() -> None:
    """Drop the master keys from memory."""
    current.cache_clear()
    before.cache_clear()
