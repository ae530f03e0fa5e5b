"""Parsing: the shape an answer is asked in, and an answer read back into it."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from rung.providers.language.trying import Misshapen

# Said after a wrong shape. The wrong answer is not shown again: it may hold anything.
REPAIR = "\n\nThe last answer did not have the agreed shape. Give it again, exactly in the agreed shape."


def schema_of(gives: type[Any]) -> dict[str, Any]:
    """Return the JSON schema of a dataclass."""
    return _adapter(gives).json_schema()


def parsed[Out](gives: type[Out], answer: object) -> Out:
    """Return an answer, JSON text or read already, as a dataclass; names that it does not have are left out.

    Raises:
        Misshapen: it has another shape.
    """
    adapter = _adapter(gives)
    try:
        return adapter.validate_json(answer) if isinstance(answer, str) else adapter.validate_python(answer)
    except (ValidationError, ValueError, RecursionError):
        raise Misshapen from None  # pydantic's error quotes the answer


def _adapter[Out](gives: type[Out]) -> TypeAdapter[Out]:
    return TypeAdapter(gives)  # milliseconds, beside the seconds of a model
