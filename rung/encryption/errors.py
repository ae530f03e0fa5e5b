"""Refusals of the sealing layer."""

from typing import Self

from rung.common.errors import RungError


class SealBroken(RungError):
    """A sealed value did not open: it was altered, moved, or belongs to another key."""

    code = "seal_broken"
    status = 500


class WrappedElsewhere(SealBroken):
    """A key was wrapped under a master key that this process does not have."""

    code = "wrapped_elsewhere"
    status = 503

    @classmethod
    def under(cls, name: str) -> Self:
        """Return the refusal that names the master key."""
        return cls(
            f"A key was wrapped under the master key {name}, which this process does not have: "
            "name it in RUNG_KEY_FILE_BEFORE or RUNG_KMS_KEY_ID_BEFORE, then run: manage.py keys rewrap"
        )


class TooManyKeys(RungError):
    """The keyset is full: no further key can be added to it."""

    code = "too_many_keys"


class TextUnsealable(RungError):
    """The text holds half a character (a lone surrogate); nothing was written."""

    code = "text_unsealable"
    status = 422


class AccessUndeclared(RungError):
    """A record was to be read without an audited reason; nothing was opened."""

    code = "access_undeclared"
    status = 500


class KeyDestroyed(RungError):
    """The key of this record does not exist: it was never made, or it was erased."""

    code = "key_destroyed"
    status = 410
