"""What an event may say happened."""

from django.db import models


class Act(models.TextChoices):
    """One word for each thing that is recorded."""

    SIGN_IN = "sign_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    READ = "read"
    CREATE = "create"
    CHANGE = "change"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    START = "start"
    FINISH = "finish"
    CROSS_WALL = "cross_wall"
    DENIED = "denied"
    SIGN_OUT = "sign_out"
    EXPORT = "export"
    KEY_ACTION = "key_action"
    CONSENT = "consent"
    BREAK_GLASS = "break_glass"
    AMEND = "amend"
    DISCLOSE = "disclose"
    ERASE = "erase"
    GRANT = "grant"
    REVOKE = "revoke"


class Outcome(models.TextChoices):
    """Whether it was done."""

    DONE = "done"
    REFUSED = "refused"
