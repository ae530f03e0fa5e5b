"""EncryptedTextField: a column that holds only ciphertext, an attribute that reads as text."""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from rung.encryption import envelope
from rung.encryption.fields import revisions, rows
from rung.encryption.fields.ciphertext import Ciphertext


class SealedAttribute(DeferredAttribute):
    """Opens on reading, under a declared access; gives back what was assigned to this very instance."""

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        held = super().__get__(instance, cls)
        if isinstance(held, Ciphertext):
            place = rows.place_of(self.field, instance, rows.version_of(self.field, instance))
            return envelope.unseal(held, owner=rows.owner_of(instance), place=place).decode()
        return held

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value

    def fetch_one(self, instance: models.Model) -> None:
        self.fetch_many([instance])  # the other way reads the attribute, and would leave plain text here


class EncryptedTextField(models.Field):  # type: ignore[type-arg]  # a Field takes no arguments at run time
    """Text sealed under the row owner's key; the column's name ends in _sealed.

    It is written once. A text that changes names the integer field that counts
    its versions, `EncryptedTextField(version="version")`: the version is part
    of what binds the ciphertext, so an old one put back does not open.

    It cannot be searched or updated through a query: both would need the plain
    text in SQL. Ordering by it orders ciphertext.
    """

    # What django-stubs reads: the attribute is text, whatever the column holds.
    _pyi_private_set_type: str
    _pyi_private_get_type: str

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, version: str = "", **kwargs: Any) -> None:
        self.version = version
        super().__init__(*args, **{**kwargs, "editable": False})  # no form opens it by itself

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        kept = {key: value for key, value in kwargs.items() if key != "editable"}
        named = {"version": self.version} if self.version else {}
        return name, "rung.encryption.fields.EncryptedTextField", args, {**kept, **named}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_version()]

    def _check_version(self) -> Iterator[checks.CheckMessage]:
        if not self.version:
            return
        try:
            counter = self.model._meta.get_field(self.version)
        except FieldDoesNotExist:
            counter = None
        if not isinstance(counter, models.IntegerField) or counter.null:
            hint = f"Add {self.version} = models.PositiveIntegerField(default=1)."
            yield checks.Error(f"version={self.version!r} counts nothing.", hint=hint, obj=self, id="encryption.E001")
        if not issubclass(self.model, revisions.SealedByVersion):
            hint = "Derive the model from SealedByVersion."
            yield checks.Error(
                "The text could be saved without its version.", hint=hint, obj=self, id="encryption.E002"
            )

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
        if held is not None and not isinstance(held, str | Ciphertext):
            raise FieldError(f"{self.name} is text: {type(held).__name__} was assigned.")
        if not add:
            return revisions.rewritten(self, model_instance, held)
        if isinstance(held, Ciphertext):
            raise FieldError(f"{self.name} is sealed for another row: assign the text to the copy.")
        return None if held is None else rows.seal(self, model_instance, held)

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
