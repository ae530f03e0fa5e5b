"""The images there are, and who owns them."""

import hashlib

ACCOUNT = "123456789012"


HOST = "rung.example"


TAG = "rehearsed"  # of the image that is new


COMMIT_BEFORE = "1111111111111111111111111111111111111111"


SECRET_KEYS = {"app": ("value",), "database": ("value",)}


def digest_of(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


OLDER, OLD, NEW, OTHER = (digest_of(text) for text in ("long before", "before", "rehearsed", "of somebody else"))
