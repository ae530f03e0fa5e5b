"""Measure: one questionnaire or score of a client on one day; rows are only ever added."""

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField
from rung.progress.enums import FilledBy, Instrument
from rung.sessions.models import TherapySession


class Measure(Stamped):
    """What was answered, or the score of a measure known by that alone. Never changed."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(TherapySession, on_delete=models.PROTECT, null=True, related_name="+")
    instrument = models.CharField(max_length=8, choices=Instrument)
    taken_on = models.DateField()
    filled_by = models.CharField(max_length=16, choices=FilledBy, default=FilledBy.CLIENT)
    content = EncryptedTextField()  # schemas.MeasureContent as JSON
    written_by = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")

    class Phi:
        """Answers, scores, a measure's own name and the note are sealed; that something was measured is not."""

        sealed = ("content",)
        plain = ("id", "created_at", "client", "session", "instrument", "taken_on", "filled_by", "written_by")

    class Meta:
        ordering = ("-taken_on", "-created_at", "-id")

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)
