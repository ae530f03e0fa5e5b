"""Ciphertext: a sealed value in memory."""


class Ciphertext(bytes):
    """A sealed value as it stands in the database. Shown, it says only how long it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<sealed, {len(self)} bytes>"

    __str__ = __repr__
