"""EncryptedTextField: a column that holds only ciphertext, an attribute that reads as text."""

from contextlib import suppress
from typing import Any, Protocol, cast
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from rung.encryption import envelope, keyring
from rung.encryption.errors import TextUnsealable


class Sealable(Protocol):
    """A model with sealed columns says whose key seals them."""

    pk: UUID

    def key_owner(self) -> keyring.Owner:
        """Return the owner of the row's values."""
        ...


class Ciphertext(bytes):
    """A sealed value as it stands in the database. Shown, it says only how long it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<sealed, {len(self)} bytes>"

    __str__ = __repr__


class SealedAttribute(DeferredAttribute):
    """Opens on reading, under a declared access; gives back what was assigned to this very instance."""

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        held = super().__get__(instance, cls)
        if isinstance(held, Ciphertext):
            row = cast(Sealable, instance)
            return envelope.unseal(held, owner=row.key_owner(), place=_place(self.field, row)).decode()
        return held

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value

    def fetch_one(self, instance: models.Model) -> None:
        self.fetch_many([instance])  # the other way reads the attribute, and would leave plain text here


class EncryptedTextField(models.Field):  # type: ignore[type-arg]  # a Field takes no arguments at run time
    """Text sealed under the row owner's key; the column's name ends in _sealed.

    It cannot be searched or updated through a query: both would need the plain
    text in SQL. Ordering by it orders ciphertext.
    """

    # What django-stubs reads: the attribute is text, whatever the column holds.
    _pyi_private_set_type: str
    _pyi_private_get_type: str

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "editable": False})  # no form opens it by itself

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: value for key, value in kwargs.items() if key != "editable"}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_attname_column(self) -> tuple[str, str]:
        attname, _ = super().get_attname_column()
        return attname, f"{attname}_sealed"

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:  # noqa: FBT001 — Django's signature
        """Return the ciphertext to write.

        The instance keeps its text: should the transaction fail, another save
        seals it again, under a key that exists.
        """
        if self.attname not in model_instance.__dict__:
            self.descriptor_class(self).fetch_many([model_instance])
        held = model_instance.__dict__[self.attname]
        if held is None:
            return None
        if isinstance(held, Ciphertext):
            if add:
                raise FieldError(f"{self.name} is sealed for another row: assign the text to the copy.")
            return held
        if not isinstance(held, str):
            raise FieldError(f"{self.name} is text: {type(held).__name__} was assigned.")
        row = cast(Sealable, model_instance)
        return Ciphertext(envelope.seal(_encoded(held), owner=row.key_owner(), place=_place(self, row)))

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 — Django's signature
        if value is not None and not isinstance(value, Ciphertext):
            raise FieldError(f"{self.name} is sealed: save the row, it cannot be written by a query.")
        return None if value is None else bytes(value)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return self.get_db_prep_value(value, connection)  # an expression, too, is refused: it may hold plain text

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> None:
        return None

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError(f"{self.name} is sealed: it is not serialized.")


def _encoded(text: str) -> bytes:
    with suppress(UnicodeEncodeError):
        return text.encode()
    raise TextUnsealable  # out here, because the original error holds the text


def _place(field: "models.Field[Any, Any]", row: Sealable) -> envelope.Place:
    table = str(field.model._meta.db_table)
    return envelope.Place(table=table, column=str(field.column), row=row.pk)
