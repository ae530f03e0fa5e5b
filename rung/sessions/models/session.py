"""TherapySession, and the base of everything that belongs to one."""

from typing import Self

from django.db import models

from rung.accounts.models import Clinician
from rung.clients.enums import Modality
from rung.clients.models import Client, own, readable
from rung.common.models import Stamped
from rung.encryption import keyring
from rung.sessions.enums import SessionStatus


class TherapySessionQuerySet(models.QuerySet["TherapySession"]):
    """Reads that start from a clinician."""

    def for_clinician(self, clinician: Clinician) -> Self:
        """Return that clinician's sessions and nobody else's."""
        return self.filter(own(clinician, "client__"))

    def open_to(self, clinician: Clinician) -> Self:
        """Return the sessions whose records the clinician may read."""
        return self.filter(readable(clinician, "client__"))


class TherapySession(Stamped):
    """One appointment with one client."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    modality = models.CharField(max_length=16, choices=Modality, default=Modality.IN_PERSON)
    is_part2 = models.BooleanField(default=False)  # with the client, or by itself
    status = models.CharField(max_length=16, choices=SessionStatus, default=SessionStatus.SCHEDULED)

    objects = TherapySessionQuerySet.as_manager()

    class Phi:
        """When and how, not what."""

        sealed = ()
        plain = ("id", "created_at", "client", "starts_at", "modality", "is_part2", "status")

    class Meta:
        ordering = ("-starts_at",)
        verbose_name = "session"


class SessionRecord(Stamped):
    """A record of a session, sealed under the client's key.

    `client` repeats the session's client: it names the key and the row's owner
    without a join. So does `is_part2`: it says without a join that 42 CFR Part 2
    protects the row.
    """

    session = models.ForeignKey(TherapySession, on_delete=models.PROTECT)
    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    is_part2 = models.BooleanField(default=False)  # as what it was made from: see services.part2

    class Meta:
        abstract = True

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)
