"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Practices and clinicians."""

    name = "rung.accounts"
    label = "accounts"
