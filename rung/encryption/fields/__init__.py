"""Sealed columns: EncryptedTextField, and SealedByVersion for rows whose texts change."""

from rung.encryption.fields.ciphertext import Ciphertext
from rung.encryption.fields.revisions import SealedByVersion
from rung.encryption.fields.text import EncryptedTextField, SealedAttribute

__all__ = ["Ciphertext", "EncryptedTextField", "SealedAttribute", "SealedByVersion"]
