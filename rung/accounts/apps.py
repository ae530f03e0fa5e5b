"""The accounts app."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class AccountsConfig(AppConfig):
    """Practices, people and how they sign in."""

    name = "rung.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Refuse to start where somebody could sign in with a password alone.

        Raises:
            ImproperlyConfigured: a waiver stands in settings that protect records.
        """
        if settings.SECOND_FACTOR_WAIVED_FOR and not settings.MASTER_KEY_MAY_BE_CREATED:
            raise ImproperlyConfigured(
                "SECOND_FACTOR_WAIVED_FOR is for the demo account of one machine: take it out of these settings."
            )
