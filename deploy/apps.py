"""deploy as a Django app: for its commands alone, it has neither models nor pages."""

from django.apps import AppConfig


class DeployConfig(AppConfig):
    """Holds manage.py infra."""

    name = "deploy"
