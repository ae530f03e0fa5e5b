"""AWS KMS as the master key: keysets are wrapped and unwrapped there, the key never leaves it.

A keyset is under 4 KB, so Encrypt takes it as it is. The encryption context
names the owner: KMS opens nothing for another one, and CloudTrail shows for whom
each key was opened. Calls are bounded by a total deadline: a time-out between
bytes alone would let a dripping answer hold a request for minutes.
"""

from collections.abc import Callable
from typing import Any, NoReturn

import boto3
import tink
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from tink import aead

from rung.common.errors import RungError
from rung.providers.breaker import Breaker
from rung.providers.deadlines import within

IAM_ACTIONS = ("kms:Encrypt", "kms:Decrypt")  # on the master key alone; what this module calls, and all of it
CONTEXT_NAMES = ("system", "purpose", "owner_kind", "owner_id")

CONNECT_SECONDS = 2.0
READ_SECONDS = 3.0
MOST_TRIES = 4  # botocore waits in between, longer each time, up to 20 s: the deadline cuts that short
DEADLINE_SECONDS = 10.0
BREAKS_AFTER = 5
BREAK_SECONDS = 15.0

NOT_OURS = {"InvalidCiphertextException", "IncorrectKeyException"}
UNUSABLE = {"DisabledException", "KMSInvalidStateException", "NotFoundException", "InvalidKeyUsageException"}
FAILURES = (ClientError, BotoCoreError, OSError, ValueError, TypeError, AttributeError, LookupError)
DENIED = {"AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException"}


class KeyServiceSilent(RungError):
    """The key service does not answer; nothing was opened or written. Try again in a minute."""

    code = "key_service_silent"
    status = 503


class KeyServiceBabbles(RungError):
    """The key service answered something that is no key; nothing was opened or written."""

    code = "key_service_babbles"
    status = 503


class KeyServiceDenies(RungError):
    """The key service refuses this process; its role lacks a permission."""

    code = "key_service_denies"
    status = 503


class MasterKeyUnusable(RungError):
    """The master key in the key service is disabled, deleted or of another kind; have it enabled again."""

    code = "master_key_unusable"
    status = 503


def connect(key_id: str) -> aead.Aead:
    """Return the master key `key_id` (an id, ARN or alias) of AWS KMS; region and credentials are the process's."""
    retries = {"total_max_attempts": MOST_TRIES, "mode": "standard"}
    config = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
    return KmsKey(boto3.client("kms", config=config), key_id)


def context_of(associated_data: bytes) -> dict[str, str]:
    """Return the encryption context: the parts of `rung|data-key|client|<id>` by name."""
    parts = associated_data.decode().split("|", len(CONTEXT_NAMES) - 1)
    return dict(zip(CONTEXT_NAMES, parts, strict=False))


class KmsKey(aead.Aead):  # type: ignore[misc]  # tink publishes no types
    """Wraps and unwraps through KMS; in its place an AES key in a file does the same."""

    def __init__(self, client: Any, key_id: str) -> None:
        self._client = client
        self._key_id = key_id
        self._breaker = Breaker(failures=BREAKS_AFTER, pause_seconds=BREAK_SECONDS)

    def encrypt(self, plaintext: bytes, associated_data: bytes) -> bytes:
        """Return the wrapped bytes.

        Raises:
            RungError: the service is silent, refuses, or the key is unusable.
        """
        asked = {"Plaintext": plaintext, "EncryptionContext": context_of(associated_data)}
        return self._call("kms:Encrypt", self._client.encrypt, asked, "CiphertextBlob")

    def decrypt(self, ciphertext: bytes, associated_data: bytes) -> bytes:
        """Return the unwrapped bytes.

        Raises:
            tink.TinkError: they were altered, or wrapped for another owner or under another key.
            RungError: the service is silent, refuses, or the key is unusable.
        """
        asked = {"CiphertextBlob": ciphertext, "EncryptionContext": context_of(associated_data)}
        return self._call("kms:Decrypt", self._client.decrypt, asked, "Plaintext")

    def _call(self, action: str, act: Callable[..., Any], asked: dict[str, Any], wanted: str) -> bytes:
        if not self._breaker.may_try():
            raise KeyServiceSilent
        try:
            answer = within(DEADLINE_SECONDS, lambda: act(KeyId=self._key_id, **asked), raising=FAILURES)
        except ClientError as refusal:
            self._refused(str(refusal.response.get("Error", {}).get("Code", "")), action)
        except (BotoCoreError, OSError):  # a time-out, too
            self._breaker.failed()
            raise KeyServiceSilent from None  # the original quotes the request
        except (ValueError, TypeError, AttributeError, LookupError):
            self._breaker.failed()
            raise KeyServiceBabbles from None  # botocore's parser on an answer of another shape
        found = answer.get(wanted) if isinstance(answer, dict) else None
        if not isinstance(found, bytes) or not found:  # also an answer cut off: botocore takes it for an empty one
            self._breaker.failed()
            raise KeyServiceBabbles
        self._breaker.succeeded()
        return found

    def _refused(self, code: str, action: str) -> NoReturn:
        """Say in our words what KMS answered; its own may quote what was sent."""
        if code in NOT_OURS | UNUSABLE | DENIED:
            self._breaker.succeeded()
        else:
            self._breaker.failed()
        if code in NOT_OURS:
            raise tink.TinkError("the key service does not open this") from None
        if code in UNUSABLE:
            raise MasterKeyUnusable from None
        if code in DENIED:
            raise KeyServiceDenies(
                f"The key service refuses {action} on {self._key_id}: allow it for this role."
            ) from None
        raise KeyServiceSilent from None
