"""Voice memos: list, send one."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.common.api.limits import Bucket
from rung.common.api.pages import PageOut, Paging, page_of
from rung.common.api.parsers import Upload
from rung.common.api.shapes import In
from rung.providers.local_speech import AudioKind
from rung.sessions import selectors
from rung.sessions.models import VoiceMemo
from rung.sessions.services import receiving

NEWEST_FIRST = ("-created_at", "-id")


class NewMemo(In):
    """A recording to keep."""

    file = serializers.FileField(allow_empty_file=True, help_text="WAV, MP3, M4A, FLAC, OGG or WebM.")


class MemoOut(serializers.Serializer[VoiceMemo]):
    """A recording that is kept; its sound is not given out."""

    id = serializers.UUIDField()
    session_id = serializers.UUIDField()
    file_name = serializers.CharField()
    container = serializers.ChoiceField([kind.value for kind in AudioKind])
    seconds = serializers.FloatField()
    size_bytes = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    purged_at = serializers.DateTimeField(
        allow_null=True, help_text="When the sound was removed; the transcript stays."
    )


class MemoPage(PageOut):
    """Some recordings of a session."""

    items = MemoOut(many=True)


@documented("list_memos", query=Paging, out=(200, MemoPage), refuses=(404,))
class ListMemos(Door[Clinician]):
    """List the recordings of a session, newest first."""

    def get(self, _request: Request, session_id: UUID) -> Response:
        session = selectors.session_of(self.by, session_id)
        page = page_of(selectors.memos_of(session), self.asked(Paging), order=NEWEST_FIRST)
        subject = audit.Subject("session.memos", session.id, session.client_id)
        with audit.access(by=self.by, at=self.at, subject=subject):
            return Response(MemoPage(page).data)


@documented("send_memo", into={"multipart/form-data": NewMemo}, out=(201, MemoOut), refuses=(404, 409, 422, 503))
class SendMemo(Door[Clinician]):
    """Send a recording of a session.

    It is checked by its content, sealed and kept; nothing is kept of what is
    refused. Start a run to have it read.
    """

    parser_classes = [Upload]
    buckets = (Bucket.USUAL, Bucket.UPLOADS)

    def post(self, _request: Request, session_id: UUID) -> Response:
        session = selectors.session_of(self.by, session_id)
        file = self.sent(NewMemo)["file"]
        memo = receiving.receive_memo(file, session=session, by=self.by, at=self.at)
        with audit.access(by=self.by, at=self.at, subject=audit.Subject("memo", memo.id, memo.client_id)):
            return Response(MemoOut(memo).data, 201)
