"""What happens when an event cannot be written."""

from django.db import OperationalError


class AuditUnavailable(OperationalError):
    """The access could not be recorded, so nothing was opened or changed. Try again in a moment.

    A worker takes it for what it is, a database that does not do its part, and waits.
    """
