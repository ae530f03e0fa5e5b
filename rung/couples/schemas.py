"""How a result is split into two halves, each of which says nothing without the other."""

import secrets

SIZE = 4096  # bytes of a half: every result is as long as every other


def split(text: str) -> tuple[str, str]:
    """Return two halves of a text, in hexadecimal: the one is random, the other is random without the one.

    Raises:
        ValueError: the text is longer than a half.
    """
    plain = text.encode().ljust(SIZE)
    if len(plain) > SIZE:
        raise ValueError("longer than a half")
    pad = secrets.token_bytes(SIZE)
    return pad.hex(), _xor(plain, pad).hex()


def joined(one: str, other: str) -> str:
    """Return the text of which these are the halves, in whichever order."""
    return _xor(bytes.fromhex(one), bytes.fromhex(other)).decode().rstrip()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
