"""What may be written over a sealed text: nothing, or the text of a higher version."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from rung.encryption import envelope
from rung.encryption.fields import rows
from rung.encryption.fields.ciphertext import Ciphertext


class SealedByVersion(models.Model):
    """A row whose sealed texts change: each change comes with a higher version.

    Every text is bound to the version it was sealed in. Texts and version are
    therefore written together or not at all.
    """

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Save the row.

        Raises:
            FieldError: some of the texts and their version are written, others are not.
        """
        named = None if update_fields is None else set(update_fields)
        loaded = {field.name for field in self._meta.concrete_fields} - self.get_deferred_fields()
        for version, texts in rows.texts_by_version(type(self)):
            _refuse_torn({version, *texts}, loaded if named is None else named)
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=named)


def rewritten(column: rows.Column, row: models.Model, held: str | Ciphertext | None) -> Ciphertext | None:
    """Return what an update writes: what is stored, or a text it may be replaced by.

    Costs one query, except where an unread text of a column that is written
    once stays as it is. Nothing is opened to anybody: texts are compared here.

    Raises:
        FieldError: another text stands there, and this is not a higher version of it.
        SealBroken: what is stored was altered.
    """
    if isinstance(held, Ciphertext) and not rows.version_name(column):
        return held
    found = rows.stored(column, row)
    if found is None or found[0] is None:  # nothing to write over
        return rows.seal(column, row, held) if isinstance(held, str) else held
    there, was = found[0], found[1]
    if was == rows.version_of(column, row):
        return _unchanged(column, row, held, there)
    _refuse_lower(column, row, was)
    if isinstance(held, Ciphertext):
        old, new = rows.place_of(column, row, was), rows.place_of(column, row, rows.version_of(column, row))
        return Ciphertext(envelope.rebind(there, owner=rows.owner_of(row), place=old, to=new))
    return None if held is None else rows.seal(column, row, held)


def _unchanged(column: rows.Column, row: models.Model, held: str | Ciphertext | None, there: Ciphertext) -> Ciphertext:
    """Return what is stored, if the row holds the same.

    Raises:
        FieldError: it holds another text.
    """
    if held == there:
        return there
    place = rows.place_of(column, row, rows.version_of(column, row))
    if isinstance(held, str) and envelope.holds(there, rows.encoded(held), owner=rows.owner_of(row), place=place):
        return there
    name = rows.version_name(column)
    advice = f"raise {name} with it" if name else "it is written once; a column that changes names a version field"
    raise FieldError(f"{column.name} has another text already: {advice}.")


def _refuse_lower(column: rows.Column, row: models.Model, was: int | None) -> None:
    """Refuse to write a version that was passed.

    Raises:
        FieldError: the stored version is higher.
    """
    if (rows.version_of(column, row) or 0) < (was or 0):
        raise FieldError(f"{column.name} was saved in a higher version since: read the row again.")


def _refuse_torn(together: set[str], written: set[str]) -> None:
    """Refuse to write some of what belongs together.

    Raises:
        FieldError: naming all of it.
    """
    if together & written and not together <= written:
        raise FieldError(f"Save {', '.join(sorted(together))} together: the texts are bound to the version.")
