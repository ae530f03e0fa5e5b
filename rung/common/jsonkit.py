"""A kit for keeping frozen dataclasses as JSON text: one line each way, validated on reading."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

type Json = str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None

_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def dump(value: object) -> str:
    """Return a dataclass as JSON text."""
    return _adapter(type(value)).dump_json(value).decode()


def load[T](kind: type[T], text: str) -> T:
    """Return the dataclass held by JSON text that `dump` made.

    Raises:
        pydantic.ValidationError: the text is of another shape.
    """
    found: T = _adapter(kind).validate_json(text)
    return found


def reshape[T](kind: type[T], value: object) -> T:
    """Return the same facts as another dataclass; names that it does not have are left out."""
    found: T = _adapter(kind).validate_python(_adapter(type(value)).dump_python(value))
    return found


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)  # building one costs milliseconds
    return _adapters[kind]
