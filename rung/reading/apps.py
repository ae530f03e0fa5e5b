"""The reading app."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Reading lists of clients."""

    name = "rung.reading"
    label = "reading"
