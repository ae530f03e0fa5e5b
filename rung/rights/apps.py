"""The rights app."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Requests of clients, their answers, and what was disclosed."""

    name = "rung.rights"
    label = "rights"
