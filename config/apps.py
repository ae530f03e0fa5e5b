"""The process's own app: its commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds manage.py dev."""

    name = "config"
