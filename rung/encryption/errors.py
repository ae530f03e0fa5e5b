"""Refusals of the sealing layer."""

from rung.common.errors import RungError


class SealBroken(RungError):
    """A sealed value did not open: it was altered, moved, or belongs to another key."""

    code = "seal_broken"
    status = 500


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
