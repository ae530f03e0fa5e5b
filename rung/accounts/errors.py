"""Refusals about accounts."""

from rung.common.errors import RungError


class EmailTaken(RungError):
    """Somebody signs in with this address already; use another one."""

    code = "email_taken"
