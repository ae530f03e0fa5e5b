"""What a person may be in a practice."""

from django.db import models


class Role(models.TextChoices):
    """Decides which records a person may open; content only ever through their own clients."""

    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"
    PRACTICE_ADMIN = "practice_admin"
    OPERATOR = "operator"
