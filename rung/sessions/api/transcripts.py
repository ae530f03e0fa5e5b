"""Transcripts and notes: list, send one."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.limits import Bucket
from rung.common.api.pages import PageOut, Paging, page_of
from rung.common.api.parsers import StrictJson, Upload
from rung.common.api.shapes import Choice, In
from rung.common.utterances import Source
from rung.sessions import selectors
from rung.sessions.models import SessionTranscript, TherapySession
from rung.sessions.services import receiving

NEWEST_FIRST = ("-created_at", "-id")
TYPED, NOTES = "transcript", "notes"
PASTED = "pasted.txt"


class NewText(In):
    """Words to keep, typed or pasted."""

    text = serializers.CharField(trim_whitespace=False, allow_blank=True)
    format = Choice([TYPED, NOTES], help_text="`transcript`: it says who speaks. `notes`: the clinician's own words.")


class NewFile(In):
    """A transcript to keep, as a file."""

    file = serializers.FileField(allow_empty_file=True, help_text="Plain text, WebVTT, SRT, JSON or JSON lines.")


class TranscriptOut(serializers.Serializer[SessionTranscript]):
    """What is known of a transcript without opening it."""

    id = serializers.UUIDField()
    session_id = serializers.UUIDField()
    memo_id = serializers.UUIDField(allow_null=True, help_text="The recording it was recognized from.")
    source = serializers.ChoiceField(  # type: ignore[assignment]  # DRF takes declared fields off the class: its own attribute is untouched
        [source.value for source in Source]
    )
    engine = serializers.CharField(help_text="What recognized the speech; empty for typed text.")
    utterance_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class TranscriptPage(PageOut):
    """Some transcripts of a session."""

    items = TranscriptOut(many=True)


@documented("list_transcripts", query=Paging, out=(200, TranscriptPage), refuses=(404,))
class ListTranscripts(Door[Clinician]):
    """List the transcripts and notes of a session, newest first, without their words."""

    def get(self, _request: Request, session_id: UUID) -> Response:
        session = selectors.session_of(self.by, session_id)
        page = page_of(selectors.transcripts_of(session), self.asked(Paging), order=NEWEST_FIRST)
        return Response(TranscriptPage(page).data)


@documented(
    "send_transcript",
    into={"application/json": NewText, "multipart/form-data": NewFile},
    out=(201, TranscriptOut),
    refuses=(404, 422),
)
class SendTranscript(Door[Clinician]):
    """Send a transcript or notes of a session.

    The words are sealed and kept; nothing is kept of what is refused. Start a
    run to have them read.
    """

    parser_classes = [StrictJson, Upload]
    buckets = (Bucket.USUAL, Bucket.NOTES)

    def post(self, request: Request, session_id: UUID) -> Response:
        session = selectors.session_of(self.by, session_id)
        is_file = request.content_type.lower().startswith(Upload.media_type)
        kept = self._file(session) if is_file else self._text(session)
        return Response(TranscriptOut(kept).data, 201)

    def _file(self, session: TherapySession) -> SessionTranscript:
        file = self.sent(NewFile)["file"]
        content = file.read(receiving.MAX_TEXT_BYTES + 1)
        return receiving.receive_transcript(content, file.name, session=session, by=self.by, at=self.at)

    def _text(self, session: TherapySession) -> SessionTranscript:
        sent: dict[str, Any] = self.sent(NewText)
        if sent["format"] == NOTES:
            return receiving.receive_notes(sent["text"], session=session, by=self.by, at=self.at)
        content = sent["text"].encode()
        return receiving.receive_transcript(content, PASTED, session=session, by=self.by, at=self.at)
