"""Versions of a note as they are answered."""

from dataclasses import dataclass

from rest_framework import serializers

from rung.common.api.pages import PageOut
from rung.common.api.shapes import Choice
from rung.sessions import schemas
from rung.sessions.api.noteshapes import FieldOut
from rung.sessions.enums import NoteFormat
from rung.sessions.models import DocumentVersion


@dataclass(frozen=True, slots=True)
class OpenedVersion:
    """A version with what it said."""

    row: DocumentVersion
    text: schemas.NoteText


class VersionRowOut(serializers.Serializer[DocumentVersion]):
    """What is known of a version without opening it."""

    number = serializers.IntegerField()
    format = Choice(NoteFormat.choices, source="layout")
    sha256 = serializers.CharField(help_text="Of what it said, its place, and the version before.")
    previous = serializers.CharField(help_text="The `sha256` of the version before; empty for the first.")
    author_id = serializers.UUIDField(allow_null=True)
    agent = serializers.CharField(help_text="What drafted it; empty where its author wrote it.")
    prompt_sha256 = serializers.CharField(help_text="Of the wording the agent drafts with.")
    created_at = serializers.DateTimeField()


class VersionPageOut(PageOut):
    """Some versions of a note."""

    items = VersionRowOut(many=True)


class VersionOut(serializers.Serializer[OpenedVersion]):
    """What a note said in one version."""

    about = VersionRowOut(source="row")
    sections = FieldOut(source="text.sections", many=True)
