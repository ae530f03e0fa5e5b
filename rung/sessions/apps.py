"""The sessions app; its label keeps clear of django.contrib.sessions."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """Sessions and their records."""

    name = "rung.sessions"
    label = "therapy_sessions"
    verbose_name = "Sessions"
