"""The progress app."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """Measures, and what they say over time."""

    name = "rung.progress"
    label = "progress"
