"""Client: one person in care of one clinician."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Now

from rung.accounts.enums import Role, State
from rung.accounts.models import Clinician, Practice, Supervision
from rung.clients.models.emergency import EmergencyAccess
from rung.common.models import Stamped
from rung.encryption import blind, keyring
from rung.encryption.fields import EncryptedTextField, SealedByVersion


def own(clinician: Clinician, through: str = "") -> models.Q:
    """Return the condition for a row whose client the clinician treats; `through` leads there, as in "client__"."""
    return _kept_by(clinician, through, clinician=clinician) if clinician.treats else models.Q(pk__in=[])


def readable(clinician: Clinician, through: str = "") -> models.Q:
    """Return the condition for a row whose client the clinician treats, supervises, or opened in an emergency.

    The policies of clients_client say the same in SQL; a test compares the two.
    """
    if not clinician.treats:
        return own(clinician, through)
    seen = own(clinician, through) | _in_emergency(clinician, through)
    if clinician.role != Role.SUPERVISOR:
        return seen
    supervised = Supervision.objects.filter(supervisor=clinician, ended_at=None).values("clinician_id")
    return seen | _kept_by(clinician, through, clinician__in=supervised)


def _in_emergency(clinician: Clinician, through: str) -> models.Q:
    """Return the condition for a client whose record is open in an emergency, by the database's clock."""
    open_now = EmergencyAccess.objects.filter(clinician=clinician, ended_at=None, expires_at__gt=Now())
    return _kept_by(clinician, through, pk__in=open_now.values("client_id"))


def _kept_by(reader: Clinician, through: str, **whose: Any) -> models.Q:
    """Return the condition for a record of the reader's practice; of the erased nothing is left to read."""
    here = {"practice_id": reader.practice_id, "erased_at__isnull": True, **whose}
    return models.Q(**{f"{through}{name}": value for name, value in here.items()})


class ClientQuerySet(models.QuerySet["Client"]):
    """Reads that start from a clinician."""

    def for_clinician(self, clinician: Clinician) -> Self:
        """Return that clinician's clients and nobody else's."""
        return self.filter(own(clinician))

    def open_to(self, clinician: Clinician) -> Self:
        """Return the clients whose records the clinician may read."""
        return self.filter(readable(clinician))


class Client(SealedByVersion, Stamped):
    """Everything that names the person is sealed under the person's own key.

    The indexes find a person by an exact name; `services` keeps them with the names.
    """

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)  # of both names
    first_name = EncryptedTextField(version="version")
    last_name = EncryptedTextField(version="version")
    first_name_index = models.CharField(max_length=blind.HEX_CHARS, blank=True)
    last_name_index = models.CharField(max_length=blind.HEX_CHARS, blank=True)
    full_name_index = models.CharField(max_length=blind.HEX_CHARS, blank=True)
    state = models.CharField(max_length=2, choices=State, blank=True)  # where they sit, if not in the practice's state
    is_part2 = models.BooleanField(default=False)  # substance use record, 42 CFR Part 2; never untagged
    discharged_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True, blank=True)  # the key is destroyed: this row is a tombstone

    objects = ClientQuerySet.as_manager()

    class Phi:
        """Names are sealed; ids, times and blind indexes are not: see docs/adr/0012-blind-index.md."""

        sealed = ("first_name", "last_name")
        plain = (
            "id", "created_at", "practice", "clinician", "version", "first_name_index", "last_name_index",
            "full_name_index", "state", "is_part2", "discharged_at", "erased_at",
        )  # fmt: skip

    class Meta:
        ordering = ("-created_at",)
        indexes = tuple(
            models.Index(fields=["practice", column], condition=~models.Q(**{column: ""}), name=f"by_{column}")
            for column in ("first_name_index", "last_name_index", "full_name_index")
        )

    def key_owner(self) -> keyring.Owner:
        """Return the client's own key."""
        return keyring.client(self.id)

    def full_name(self) -> str:
        """Return first and last name; needs a declared access."""
        return f"{self.first_name} {self.last_name}".strip()
