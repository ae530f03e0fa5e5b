"""Sealing: what is written about a person is unreadable without that person's key.

Wire format of a sealed value (tink AEAD): 0x01, four bytes of key id, twelve of
nonce, AES-256-GCM ciphertext, sixteen of tag. Associated data binds it to its
table, column, row and version, so a value copied elsewhere or put back does not open.
"""
