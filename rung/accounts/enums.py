"""What a person may be in a practice, where it is, and who analyses for it."""

from django.db import models


class Role(models.TextChoices):
    """Decides which records a person may open; content only ever through their own clients."""

    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"
    PRACTICE_ADMIN = "practice_admin"
    OPERATOR = "operator"


class Speech(models.TextChoices):
    """What writes a practice's recordings down."""

    OFFLINE = "offline", "On this machine"
    TRANSCRIBE_MEDICAL = "transcribe_medical", "Amazon Transcribe Medical"


class State(models.TextChoices):
    """A state with a rule pack of its own; empty means another one, under the default pack."""

    CALIFORNIA = "CA"
    ILLINOIS = "IL"
    NEVADA = "NV"
    TEXAS = "TX"


class Analyst(models.TextChoices):
    """Who finds patterns in the sessions of a practice; that decides where their words go."""

    OFFLINE = "offline", "Offline analysis"
    BEDROCK = "bedrock", "A language model on Amazon Bedrock"
    LOCAL_SERVER = "local_server", "A language model on your own server"
