"""Keep what comes in: recordings and words."""

from datetime import datetime
from typing import IO

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients.enums import Purpose
from rung.clients.errors import ConsentRefused
from rung.common import jsonkit
from rung.common.utterances import Transcript
from rung.encryption import files
from rung.providers.local_speech import AudioFacts
from rung.sessions import policies, schemas
from rung.sessions.models import SessionTranscript, TherapySession, VoiceMemo
from rung.sessions.services.consenting import require_consent


def keep_memo(
    source: IO[bytes], *, session: TherapySession, file_name: str, facts: AudioFacts, by: Clinician, at: datetime
) -> VoiceMemo:
    """Seal a recording and keep it.

    The file is stored before its row: a crash in between leaves sealed bytes
    nobody can open, never a row without its recording.

    Raises:
        SessionNotFound: not among the clinician's sessions.
        ConsentRefused: the client did not agree to be recorded.
        OSError: the storage did not take it; nothing is written.
    """
    policies.check_is_session_of(session, by)
    with transaction.atomic():  # asked before the file is stored, and again when its row is
        require_consent(Purpose.RECORDING, session=session, by=by, at=at)
    key = files.new_key()
    memo = VoiceMemo(
        session=session,
        client_id=session.client_id,
        is_part2=session.is_part2,
        file_name=file_name,
        file_key=key,
        stored_as=files.store(source, key=key, folder="memos"),
        container=facts.container,
        seconds=facts.seconds,
        size_bytes=facts.bytes,
        created_at=at,
    )
    try:
        _insert_memo(memo, by=by, at=at)
    except ConsentRefused:
        files.discard(memo.stored_as)  # the client took the consent back meanwhile
        raise
    return memo


@transaction.atomic
def _insert_memo(memo: VoiceMemo, *, by: Clinician, at: datetime) -> None:
    require_consent(Purpose.RECORDING, session=memo.session, by=by, at=at)
    memo.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("memo", memo.id, memo.client_id))


@transaction.atomic
def keep_transcript(
    transcript: Transcript, *, session: TherapySession, memo: VoiceMemo | None, by: Clinician, at: datetime
) -> SessionTranscript:
    """Keep what was said, sealed.

    Raises:
        SessionNotFound: not among the clinician's sessions.
    """
    policies.check_is_session_of(session, by)
    lines = tuple(schemas.Line(u.number, u.speaker.value, u.text, u.start_ms, u.end_ms) for u in transcript.utterances)
    row = SessionTranscript(
        session=session,
        client_id=session.client_id,
        is_part2=session.is_part2 or (memo is not None and memo.is_part2),
        memo=memo,
        source=transcript.source.value,
        engine=transcript.engine,
        utterances=jsonkit.dump(schemas.Lines(lines)),
        utterance_count=len(lines),
        created_at=at,
    )
    row.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("transcript", row.id, session.client_id))
    return row
