"""What is measured with, and who filled it in."""

from django.db import models


class Instrument(models.TextChoices):
    """A questionnaire that is answered item by item, or a measure known by its score alone."""

    PHQ9 = "phq9", "PHQ-9"
    GAD7 = "gad7", "GAD-7"
    OTHER = "other", "Another measure"


class FilledBy(models.TextChoices):
    """Who answered."""

    CLIENT = "client", "The client, alone"
    TOGETHER = "together", "Client and clinician together"
    CLINICIAN = "clinician", "The clinician"
