"""Blind indexes: find a sealed text by exact search, without the text in the database.

An index is HMAC-SHA256 of the folded text under a key that one practice has for
one column. It shows the database which rows of a practice hold the same text in
that column, and nothing else; see docs/adr/0012-blind-index.md.
"""

import hmac
import unicodedata
import uuid
from dataclasses import dataclass

from rung.common import textkit
from rung.encryption import keyring

FORMAT = 1
HEX_CHARS = 64
KEY_BYTES = 32
ACCENTS = range(0x0300, 0x0370)  # combining diacritical marks: of Latin, Greek and Cyrillic letters


@dataclass(frozen=True, slots=True)
class Column:
    """What is indexed; each column has a key of its own, so that indexes of two columns never match."""

    table: str
    name: str

    def purpose(self) -> bytes:
        """Return what the column's key is derived for."""
        return f"rung|blind|{FORMAT}|{self.table}|{self.name}".encode()


def index_of(text: str, *, column: Column, practice_id: uuid.UUID) -> str:
    """Return the index of a text as 64 hexadecimal digits; empty for a text without a letter or digit to find."""
    folded = folded_name(text)
    if not folded:
        return ""
    key = keyring.key_to_index(practice_id).primary().compute(column.purpose(), KEY_BYTES)
    return hmac.digest(key, folded.encode(), "sha256").hex()


def folded_name(text: str) -> str:
    """Return text as it is indexed and searched: as `textkit.fold`, and without accents.

    Whoever types Zoe finds Zoë. Marks outside Latin, Greek and Cyrillic stay:
    there they are vowels.
    """
    parted = unicodedata.normalize("NFD", textkit.fold(text))
    return unicodedata.normalize("NFC", "".join(sign for sign in parted if ord(sign) not in ACCENTS))
