"""Problem: a refusal as other software reads it (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from rest_framework import serializers
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field; its name is ours, never what was sent."""

    field: str  # "sections.0.key"; empty when it is the whole body
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal. Nothing that was sent or kept is repeated in it."""

    status: int
    code: str
    detail: str
    fields: tuple[FieldProblem, ...] = ()

    def response(self, headers: Mapping[str, str] | None = None) -> Response:
        """Return the answer that carries it."""
        body: dict[str, Any] = {
            "type": f"urn:rung:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.fields:
            body["fields"] = [asdict(field) for field in self.fields]
        return Response(body, status=self.status, headers=dict(headers or {}), content_type=MEDIA_TYPE)


class FieldProblemOut(serializers.Serializer[FieldProblem]):
    """One field that was refused."""

    field = serializers.CharField(help_text="Path of the field, as in `sections.0.key`; empty for the whole body.")
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemOut(serializers.Serializer[Problem]):
    """Why something was refused; nothing was written."""

    type = serializers.CharField(help_text="`urn:rung:problem:` and the code.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable: what software may decide by.")
    detail = serializers.CharField(help_text="For people; may be reworded.")
    fields = FieldProblemOut(many=True, required=False)  # type: ignore[assignment]  # DRF takes declared fields off the class: its own attribute is untouched
