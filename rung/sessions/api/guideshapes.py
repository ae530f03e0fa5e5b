"""Guides as they are sent and answered."""

from dataclasses import dataclass

from rest_framework import serializers

from rung.common.api.shapes import Choice, In
from rung.sessions import policies, schemas
from rung.sessions.enums import GuideStatus
from rung.sessions.models import ClientGuide

MAX_LINES, MAX_LINE_CHARS, MAX_SECTIONS = 200, 2_000, 50


@dataclass(frozen=True, slots=True)
class OpenedGuide:
    """A guide with Beth's draft and the clinician's text."""

    row: ClientGuide
    text: schemas.GuideContent
    draft: schemas.GuideContent

    @property
    def redisclosure_notice(self) -> str:
        """What a copy must say."""
        return policies.redisclosure_notice(is_part2=self.row.is_part2)


class EditedSection(In):
    """The new lines of one section; its heading stays."""

    key = serializers.CharField(max_length=80)
    lines = serializers.ListField(
        child=serializers.CharField(max_length=MAX_LINE_CHARS, allow_blank=True), max_length=MAX_LINES
    )


class GuideEdit(In):
    """The sections to write; `{first_name}` stands for the client's first name."""

    sections = EditedSection(
        many=True,
        allow_empty=False,
        max_length=MAX_SECTIONS,  # type: ignore[call-arg]  # the stubs forget it for lists of serializers
    )


class SectionOut(serializers.Serializer[schemas.GuideSection]):
    """One part of a guide."""

    key = serializers.CharField()
    heading = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())


class GuideOut(serializers.Serializer[OpenedGuide]):
    """The clinician's text beside Beth's draft, which never changes; `{first_name}` stands for the client's."""

    id = serializers.UUIDField(source="row.id")
    session_id = serializers.UUIDField(source="row.session_id")
    client_id = serializers.UUIDField(source="row.client_id")
    brief_id = serializers.UUIDField(source="row.brief_id")
    run_id = serializers.UUIDField(source="row.run_id")
    status = Choice(GuideStatus.choices, source="row.status")
    version = serializers.IntegerField(source="row.version", help_text="Of the text; the ETag is the same number.")
    label = serializers.CharField(source="text.label")  # type: ignore[assignment]  # DRF takes declared fields off the class: its own attribute is untouched
    sections = SectionOut(source="text.sections", many=True)
    draft = SectionOut(source="draft.sections", many=True)
    redisclosure_notice = serializers.CharField(help_text="To go with every copy, where it is not empty.")
    created_at = serializers.DateTimeField(source="row.created_at")
    reviewed_at = serializers.DateTimeField(source="row.reviewed_at", allow_null=True)
    released_at = serializers.DateTimeField(source="row.released_at", allow_null=True)
    withdrawn_at = serializers.DateTimeField(source="row.withdrawn_at", allow_null=True)
