"""The one clock: read at the edges (views, commands, tasks) and passed down as `at`."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, in UTC."""
    return timezone.now()
