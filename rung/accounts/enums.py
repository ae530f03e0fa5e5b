"""What a person may be in a practice."""

from django.db import models


class Role(models.TextChoices):
    """Decides which records a person may open; content only ever through their own clients."""

    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"
    PRACTICE_ADMIN = "practice_admin"
    OPERATOR = "operator"


class State(models.TextChoices):
    """A state with a rule pack of its own; empty means another one, under the default pack."""

    CALIFORNIA = "CA"
    ILLINOIS = "IL"
    NEVADA = "NV"
    TEXAS = "TX"
