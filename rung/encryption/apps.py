"""The encryption app."""

from django.apps import AppConfig

from rung.encryption import checks


class EncryptionConfig(AppConfig):
    """Holds the wrapped data keys."""

    name = "rung.encryption"
    label = "encryption"

    def ready(self) -> None:
        """Have `manage.py check`, the worker and gunicorn's start ask for the master key."""
        checks.install()
