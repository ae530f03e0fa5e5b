"""The api app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Has no records."""

    name = "rung.api"
    label = "api"
