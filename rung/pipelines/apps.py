"""The pipelines app."""

from django.apps import AppConfig


class PipelinesConfig(AppConfig):
    """Runs and their stages."""

    name = "rung.pipelines"
    label = "pipelines"
