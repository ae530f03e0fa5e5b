"""What comes in: recordings and words, sealed under the client's key, in the clinician's own sessions."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import IntegrityError, transaction

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.common.utterances import Source, Speaker, Transcript, Utterance
from rung.encryption import access, files
from rung.sessions import selectors, services
from rung.sessions.errors import SessionNotFound
from rung.sessions.models import SessionTranscript, TherapySession, VoiceMemo
from tests.factories import people, records
from tests.factories.canary import CANARY

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


@pytest.fixture
def session(clinician: Clinician) -> TherapySession:
    return people.session(clinician)


def _stored() -> list[Path]:
    folder = Path(default_storage.path("memos"))
    return list(folder.iterdir()) if folder.exists() else []


def test_a_memo_is_kept_and_can_be_heard_again(clinician: Clinician, session: TherapySession) -> None:
    made = records.memo(clinician, session, "Über Testa.wav", b"RIFF" * 1000)
    found = VoiceMemo.objects.get(pk=made.pk)
    assert (found.session, found.client_id) == (session, session.client_id)
    assert (found.container, found.seconds, found.size_bytes, found.created_at) == ("wav", 1.0, 4000, people.NOON)
    with access.granted(found.client_id):
        assert found.file_name == "Über Testa.wav"
        with files.opened(found.stored_as, key=found.file_key) as sound:
            assert sound.read() == b"RIFF" * 1000


def test_neither_the_recording_nor_its_name_lies_anywhere_in_clear(
    clinician: Clinician, session: TherapySession
) -> None:
    memo = records.memo(clinician, session, f"{CANARY}.wav", CANARY.encode() * 100)
    (stored,) = _stored()
    assert CANARY.encode() not in stored.read_bytes()
    assert CANARY not in stored.name
    assert CANARY not in repr(VoiceMemo.objects.filter(pk=memo.pk).values().get())


def test_a_storage_that_fails_leaves_no_row(
    clinician: Clinician, session: TherapySession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    before = AuditEvent.objects.count()
    with pytest.raises(OSError, match="No space left"):
        records.memo(clinician, session)
    assert not VoiceMemo.objects.exists()
    assert AuditEvent.objects.count() == before


def test_a_transcript_is_kept_word_for_word(clinician: Clinician, session: TherapySession) -> None:
    said = Transcript(
        Source.AUDIO,
        (Utterance(0, Speaker.CLIENT, " I  slept.\n", 0, 1500), Utterance(1, Speaker.THERAPIST, "Good — “well”?")),
        engine="an engine",
    )
    memo = records.memo(clinician, session)
    made = services.keep_transcript(said, session=session, memo=memo, by=clinician, at=people.NOON)
    found = SessionTranscript.objects.get(pk=made.pk)
    assert (found.memo, found.source, found.engine, found.utterance_count) == (memo, "audio", "an engine", 2)
    with access.granted(found.client_id):
        lines = selectors.lines_of(found)
    kept = [(line.number, line.speaker, line.text, line.start_ms, line.end_ms) for line in lines]
    assert kept == [(0, "client", " I  slept.\n", 0, 1500), (1, "therapist", "Good — “well”?", None, None)]


def test_a_memo_has_one_transcript(clinician: Clinician, session: TherapySession) -> None:
    memo = records.memo(clinician, session)
    said = Transcript(Source.AUDIO, (Utterance(0, Speaker.CLIENT, "Once."),))
    services.keep_transcript(said, session=session, memo=memo, by=clinician, at=people.NOON)
    before = AuditEvent.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        services.keep_transcript(said, session=session, memo=memo, by=clinician, at=people.NOON)
    assert SessionTranscript.objects.count() == 1
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("is_colleague", [True, False], ids=["same practice", "another practice"])
def test_nothing_is_added_to_somebody_elses_session(
    clinician: Clinician, session: TherapySession, *, is_colleague: bool
) -> None:
    other = people.clinician(clinician.practice if is_colleague else None)
    before = AuditEvent.objects.count()
    with pytest.raises(SessionNotFound):
        records.memo(other, session)
    with pytest.raises(SessionNotFound):
        records.transcript(other, session)
    assert not VoiceMemo.objects.exists()
    assert not SessionTranscript.objects.exists()
    assert not _stored()
    assert AuditEvent.objects.count() == before


def test_the_recording_is_not_read_before_the_session_is_checked(session: TherapySession) -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            pytest.fail("it was read")

    with pytest.raises(SessionNotFound):
        services.keep_memo(
            Unread(), session=session, file_name="memo.wav", facts=records.FACTS, by=people.clinician(), at=people.NOON
        )
    assert not _stored()
