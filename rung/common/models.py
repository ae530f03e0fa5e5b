"""The base of every record."""

import uuid
from typing import ClassVar

from django.db import models


class Stamped(models.Model):
    """A record with a random id and the time it was made.

    The id exists before the row does: sealed columns bind their ciphertext to
    it. `created_at` is given by the service that creates the row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


class Phi:
    """Says of each column of a model whether it is sealed; a guard test compares it with the fields."""

    sealed: ClassVar[tuple[str, ...]] = ()
    plain: ClassVar[tuple[str, ...]] = ()
