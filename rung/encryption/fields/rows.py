"""What a sealed column must know of its row: whose key, which place, what is stored now."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Protocol, cast
from uuid import UUID

from django.db import models

from rung.encryption import envelope, keyring
from rung.encryption.errors import TextUnsealable
from rung.encryption.fields.ciphertext import Ciphertext

type Column = models.Field[Any, Any]


class Sealable(Protocol):
    """A model with sealed columns says whose key seals them."""

    pk: UUID

    def key_owner(self) -> keyring.Owner:
        """Return the owner of the row's values."""
        ...


def version_name(column: Column) -> str:
    """Return the name of the field that counts a column's texts; empty for a column that is written once."""
    return str(getattr(column, "version", ""))


def texts_by_version(model: type[models.Model]) -> Iterator[tuple[str, set[str]]]:
    """Yield each counting field of a model with the sealed texts bound to it."""
    names = {version_name(field) for field in model._meta.concrete_fields} - {""}
    for name in sorted(names):
        yield name, {field.name for field in model._meta.concrete_fields if version_name(field) == name}


def version_of(column: Column, row: models.Model) -> int | None:
    """Return the version a row's text belongs to; None for a column that is written once."""
    name = version_name(column)
    return int(getattr(row, name)) if name else None


def place_of(column: Column, row: models.Model, version: int | None) -> envelope.Place:
    """Return where a row keeps a column's text of one version."""
    table = str(column.model._meta.db_table)
    return envelope.Place(table=table, column=str(column.column), row=row.pk, version=version)


def owner_of(row: models.Model) -> keyring.Owner:
    """Return whose key seals the row."""
    return cast(Sealable, row).key_owner()


def seal(column: Column, row: models.Model, text: str) -> Ciphertext:
    """Return a text sealed for its place in the row's present version."""
    place = place_of(column, row, version_of(column, row))
    return Ciphertext(envelope.seal(encoded(text), owner=owner_of(row), place=place))


def stored(column: Column, row: models.Model) -> tuple[Ciphertext | None, int | None] | None:
    """Return what the database holds now and its version; None where the row is not there."""
    name = version_name(column)
    asked = (column.attname, name) if name else (column.attname,)
    rows = column.model._meta.base_manager.using(row._state.db)  # noqa: SLF001 — which database the row came from
    found = rows.filter(pk=row.pk).values_list(*asked).first()
    if found is None:
        return None
    return found[0], int(found[1]) if name else None


def encoded(text: str) -> bytes:
    """Return a text's bytes.

    Raises:
        TextUnsealable: it holds half a character.
    """
    with suppress(UnicodeEncodeError):
        return text.encode()
    raise TextUnsealable  # out here, because the original error holds the text
