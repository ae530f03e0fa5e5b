"""FrameworkMerge: one result of comparing two partners; FrameworkShare: the half that each partner's key seals."""

from django.db import models

from rung.clients.models import Client
from rung.common.models import Stamped
from rung.couples.enums import MergeStatus
from rung.couples.models.link import CoupleLink
from rung.encryption import keyring
from rung.encryption.fields import EncryptedTextField
from rung.sessions.models import ClinicalBrief


class FrameworkMerge(Stamped):
    """One comparison; its result is what the two shares are together. Its run made it once."""

    link = models.ForeignKey(CoupleLink, on_delete=models.PROTECT, related_name="merges")
    run_id = models.UUIDField(unique=True)
    status = models.CharField(max_length=16, choices=MergeStatus, default=MergeStatus.KEPT)
    is_part2 = models.BooleanField(default=False)  # as either of the briefs it was made from
    released_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Phi:
        """States and times; the result is in the shares."""

        sealed = ()
        plain = ("id", "created_at", "link", "run_id", "status", "is_part2", "released_at", "withdrawn_at")

    class Meta:
        ordering = ("-created_at",)


class FrameworkShare(Stamped):
    """One half of a result: random bytes without the other half, which the other partner's key seals.

    So the result belongs to neither record alone, and is gone with either key.
    """

    merge = models.ForeignKey(FrameworkMerge, on_delete=models.PROTECT, related_name="shares")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    brief = models.ForeignKey(ClinicalBrief, on_delete=models.PROTECT, related_name="+")  # whose patterns were read
    half = EncryptedTextField()  # hexadecimal; isolation.CoupleBrief as JSON, exclusive or with the other half

    class Phi:
        """The half is sealed."""

        sealed = ("half",)
        plain = ("id", "created_at", "merge", "client", "brief")

    class Meta:
        ordering = ("client_id",)
        constraints = (models.UniqueConstraint(fields=["merge", "client"], name="one_half_per_partner"),)

    def key_owner(self) -> keyring.Owner:
        """Return the client's key."""
        return keyring.client(self.client_id)
