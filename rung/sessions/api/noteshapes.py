"""Session notes and versions as they are sent and answered."""

from dataclasses import dataclass

from rest_framework import serializers

from rung.common.api.pages import PageOut
from rung.common.api.shapes import Choice, In
from rung.sessions import policies, schemas
from rung.sessions.enums import NoteFormat, NoteStatus
from rung.sessions.models import SessionNote

MOST_FIELDS, MOST_REASON = 10, 2_000


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note with its draft, its author's text and its signature."""

    row: SessionNote
    text: schemas.NoteText
    draft: schemas.NoteDraft
    attestation: schemas.Attestation | None

    @property
    def reason(self) -> str:
        """Why it amends another, empty where it does not."""
        return self.row.reason or ""

    @property
    def redisclosure_notice(self) -> str:
        """What a copy must say."""
        return policies.redisclosure_notice(is_part2=self.row.is_part2)


class EditedField(In):
    """The text of one field; its heading stays."""

    key = serializers.CharField(max_length=40)
    text = serializers.CharField(max_length=policies.MOST_NOTE_CHARS, allow_blank=True, trim_whitespace=False)


class NoteEdit(In):
    """Every field of the note's format."""

    sections = EditedField(
        many=True,
        allow_empty=False,
        max_length=MOST_FIELDS,  # type: ignore[call-arg]  # the stubs forget it for lists of serializers
    )


class Attested(In):
    """That the author reviewed the note: without it nothing is signed."""

    is_reviewed = serializers.BooleanField()


class Amended(In):
    """Why a signed note is amended."""

    reason = serializers.CharField(max_length=MOST_REASON)


class FieldOut(serializers.Serializer[schemas.NoteField]):
    """One field of a note."""

    key = serializers.CharField()
    heading = serializers.CharField()
    text = serializers.CharField()


class SentenceOut(serializers.Serializer[schemas.NoteSentence]):
    """A drafted sentence and the facts of the brief it rests on."""

    text = serializers.CharField()
    facts = serializers.ListField(child=serializers.CharField(), help_text="As in `finding:3`, counted from 0.")


class DraftedOut(serializers.Serializer[schemas.DraftedField]):
    """One field as it was drafted."""

    key = serializers.CharField()
    heading = serializers.CharField()
    hint = serializers.CharField(help_text="What is left to the clinician.")
    sentences = SentenceOut(many=True)


class AttestationOut(serializers.Serializer[schemas.Attestation]):
    """What was said in signing, and what was changed, in words."""

    statement = serializers.CharField()
    disclosures = serializers.ListField(child=serializers.CharField())
    drafted = serializers.IntegerField()
    signed = serializers.IntegerField()
    added = serializers.IntegerField()
    removed = serializers.IntegerField()


class NoteOut(serializers.Serializer[OpenedNote]):
    """The author's text beside the draft; locked once it is signed."""

    id = serializers.UUIDField(source="row.id")
    session_id = serializers.UUIDField(source="row.session_id")
    client_id = serializers.UUIDField(source="row.client_id")
    brief_id = serializers.UUIDField(source="row.brief_id")
    author_id = serializers.UUIDField(source="row.author_id")
    amends_id = serializers.UUIDField(source="row.amends_id", allow_null=True)
    reason = serializers.CharField(help_text="Why it amends; empty where it does not.")
    status = Choice(NoteStatus.choices, source="row.status")
    format = Choice(NoteFormat.choices, source="row.format")
    version = serializers.IntegerField(source="row.version", help_text="Of the text; the ETag is the same number.")
    sections = FieldOut(source="text.sections", many=True)
    draft = DraftedOut(source="draft.sections", many=True)
    signed_at = serializers.DateTimeField(source="row.signed_at", allow_null=True)
    signed_sha256 = serializers.CharField(source="row.signed_sha256", help_text="Of the signed version.")
    changed_share = serializers.FloatField(source="row.changed_share", allow_null=True, help_text="0.0 to 1.0.")
    attestation = AttestationOut(allow_null=True)
    redisclosure_notice = serializers.CharField(help_text="To go with every copy, where it is not empty.")
    created_at = serializers.DateTimeField(source="row.created_at")


class NoteRowOut(serializers.Serializer[SessionNote]):
    """What is known of a note without opening it."""

    id = serializers.UUIDField()
    author_id = serializers.UUIDField()
    amends_id = serializers.UUIDField(allow_null=True)
    status = Choice(NoteStatus.choices)
    format = Choice(NoteFormat.choices)
    version = serializers.IntegerField()
    signed_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class NotePageOut(PageOut):
    """Some notes of a session."""

    items = NoteRowOut(many=True)
