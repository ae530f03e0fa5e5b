"""What goes in: fields that are named, and words that do not repeat what was sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.settings import api_settings


class In(serializers.Serializer[Any]):
    """Takes the fields it names and refuses others: a misspelled one must not be dropped silently."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Return the checked values.

        Raises:
            ValidationError: naming the fields that are taken; unknown names are not repeated.
        """
        if isinstance(data, Mapping) and not set(data) <= set(self.fields):
            said = f"Only these are taken: {', '.join(self.fields)}."
            raise ValidationError({api_settings.NON_FIELD_ERRORS_KEY: [said]}, code="unknown_field")
        found: dict[str, Any] = super().to_internal_value(data)
        return found


class Choice(serializers.ChoiceField):
    """One of a closed list; what was sent instead is not repeated."""

    default_error_messages = {"invalid_choice": "This is none of the choices."}


class Moment(serializers.DateTimeField):
    """A time with its offset (RFC 3339): without one nobody knows which moment is meant."""

    default_error_messages = {"naive": "Say which time zone: end it with Z or an offset, as in 2026-03-02T12:00:00Z."}

    def enforce_timezone(self, value: datetime) -> datetime:
        """Return the moment in UTC."""
        if value.tzinfo is None:
            self.fail("naive")
        return super().enforce_timezone(value)
