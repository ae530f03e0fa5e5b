"""DataKey: one wrapped keyset per owner of sealed values."""

from django.db import models

from rung.common.models import Stamped


class OwnerKind(models.TextChoices):
    """Whose values a key seals."""

    PRACTICE = "practice"
    CLIENT = "client"


class DataKey(Stamped):
    """A tink keyset, sealed under the master key; destroying it erases what it sealed."""

    owner_kind = models.CharField(max_length=16, choices=OwnerKind)
    owner_id = models.UUIDField()
    wrapped = models.BinaryField()

    class Phi:
        """Nothing here says anything about a person."""

        sealed = ()
        plain = ("id", "created_at", "owner_kind", "owner_id", "wrapped")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner_kind", "owner_id"], name="one_key_per_owner"),)
