"""DataKey: one wrapped keyset per owner of sealed values, or the tombstone of one."""

from django.db import models

from rung.common.models import Stamped


class OwnerKind(models.TextChoices):
    """Whose values a key seals."""

    PRACTICE = "practice"
    CLIENT = "client"
    CLINICIAN_NOTES = "clinician_notes"  # psychotherapy notes: nobody's but the clinician's who wrote them
    PRACTICE_INDEX = "practice_index"  # derives the keys of blind indexes; seals nothing


class Why(models.TextChoices):
    """Why a key was destroyed: a code, never a sentence about somebody."""

    CLIENT_ERASED = "client_erased"
    NOTES_ERASED = "notes_erased"
    PRACTICE_CLOSED = "practice_closed"
    RETENTION_ENDED = "retention_ended"


class DataKey(Stamped):
    """A tink keyset, sealed under the master key; destroying it erases what it sealed.

    A destroyed key leaves its row, without the keyset: the row is unique for
    its owner, so that no process makes the erased owner a new key.
    """

    owner_kind = models.CharField(max_length=16, choices=OwnerKind)
    owner_id = models.UUIDField()
    wrapped = models.BinaryField(null=True)
    wrapped_by = models.CharField(max_length=200, blank=True)  # the master key's name; empty before names were kept
    rotated_at = models.DateTimeField(null=True)  # when the primary key was made; null: with the row
    destroyed_at = models.DateTimeField(null=True)
    destroyed_why = models.CharField(max_length=24, choices=Why, blank=True)

    class Phi:
        """Nothing here says anything about a person."""

        sealed = ()
        plain = (
            "id", "created_at", "owner_kind", "owner_id", "wrapped", "wrapped_by", "rotated_at", "destroyed_at",
            "destroyed_why",
        )  # fmt: skip

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner_kind", "owner_id"], name="one_key_per_owner"),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False, destroyed_at__isnull=True, destroyed_why="")
                | (models.Q(wrapped__isnull=True, destroyed_at__isnull=False) & ~models.Q(destroyed_why="")),
                name="key_or_tombstone",
            ),
        )
        indexes = (models.Index(fields=["wrapped_by", "id"]),)
