"""A word that stands nowhere by chance, to look for where it must not be."""

import base64

CANARY = "Zyxquintilla"


def shapes_of(text: str) -> list[bytes]:
    """Return a text in every plain shape it could stand in somewhere."""
    plain = text.encode()
    return [plain, text.encode("utf-16-le"), plain.hex().encode(), base64.b64encode(plain)[:-3]]
