"""The process's own app: its commands, and what holds for every process."""

import resource

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds manage.py dev."""

    name = "config"

    def ready(self) -> None:
        """Leave no core dump, whatever happens: it would hold records in plain. Children inherit it."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
