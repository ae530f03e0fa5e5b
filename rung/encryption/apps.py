"""The encryption app."""

from django.apps import AppConfig


class EncryptionConfig(AppConfig):
    """Holds the wrapped data keys."""

    name = "rung.encryption"
    label = "encryption"
