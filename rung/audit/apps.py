"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Holds the append-only events."""

    name = "rung.audit"
    label = "audit"
