"""Transcripts and notes: typed, pasted or as a file."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.sessions import selectors
from rung.sessions.models import SessionTranscript
from rung.sessions.services import receiving
from tests.factories import people
from tests.factories.people import NOON
from tests.unit.api.callers import Caller, reads_of

SAID = "Therapist: How was the week?\nClient: I slept badly.\n"


@pytest.fixture
def transcripts(clinician: Clinician) -> str:
    """Return the address of a new session's transcripts."""
    return f"/api/v1/sessions/{people.session(clinician).id}/transcripts"


def kept_words(clinician: Clinician) -> list[tuple[str, str]]:
    """Return what was kept: speakers and words."""
    row = SessionTranscript.objects.get()
    with audit.access(by=clinician, at=NOON, subject=audit.Subject("transcript", row.id, row.client_id)):
        return [(line.speaker, line.text) for line in selectors.lines_of(row)]


def test_a_pasted_transcript_is_kept_and_listed(caller: Caller, clinician: Clinician, transcripts: str) -> None:
    sent = caller.post(transcripts, {"text": SAID, "format": "transcript"})
    assert sent.status == 201
    assert (sent.data["source"], sent.data["utterance_count"], sent.data["memo_id"]) == ("transcript", 2, None)
    assert caller.get(transcripts).data == {"items": [sent.data], "next_cursor": None}
    assert reads_of(clinician) == []  # nothing sealed was opened
    assert kept_words(clinician) == [("therapist", "How was the week?"), ("client", "I slept badly.")]


def test_notes_are_kept(caller: Caller, clinician: Clinician, transcripts: str) -> None:
    sent = caller.post(transcripts, {"text": "Came late. Tired.", "format": "notes"})
    assert (sent.status, sent.data["source"]) == (201, "notes")
    assert kept_words(clinician) == [("unknown", "Came late. Tired.")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("said.txt", SAID),
        ("said.jsonl", '{"speaker": "Client", "text": "I slept badly."}\n'),
        ("said.json", json.dumps([{"speaker": "Client", "text": "I slept badly."}])),
        ("no-ending", SAID),
        ("nul.txt", SAID.replace("badly", "bad\x00ly")),
    ],
)
def test_a_file_is_kept(caller: Caller, clinician: Clinician, transcripts: str, name: str, content: str) -> None:
    sent = caller.upload(transcripts, SimpleUploadedFile(name, content.encode()))
    assert (sent.status, sent.data["source"]) == (201, "transcript")
    assert kept_words(clinician)[-1] == ("client", "I slept badly.")


@pytest.mark.parametrize(
    ("text", "format_", "code"),
    [
        ("", "notes", "transcript_empty"),
        (" \n ", "transcript", "transcript_empty"),
        ("Nobody says who speaks.\nNobody at all.", "transcript", "transcript_without_speakers"),
        ('{"speaker": ', "transcript", "transcript_unreadable"),
    ],
)
def test_what_cannot_be_read_is_not_kept(caller: Caller, transcripts: str, text: str, format_: str, code: str) -> None:
    answer = caller.post(transcripts, {"text": text, "format": format_})
    assert (answer.status, answer.code) == (422, code)
    assert not SessionTranscript.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "transcript_empty"), (b"%PDF-1.7", "transcript_unreadable"), (b"\x00\x01" * 500, "transcript_unreadable")],
)
def test_a_file_that_cannot_be_read_is_not_kept(caller: Caller, transcripts: str, content: bytes, code: str) -> None:
    answer = caller.upload(transcripts, SimpleUploadedFile("said.txt", content))
    assert (answer.status, answer.code) == (422, code)
    assert not SessionTranscript.objects.exists()


@pytest.mark.parametrize("text", ["Client: a\x00b", "Client: \ud800", "\udfff", "\x00"])
def test_nul_and_half_characters_are_refused(caller: Caller, transcripts: str, text: str) -> None:
    answer = caller.post(transcripts, {"text": text, "format": "transcript"})
    assert (answer.status, set(answer.field_codes)) == (400, {"text"})
    assert not SessionTranscript.objects.exists()


def test_notes_from_a_screen_may_hold_what_no_database_takes(clinician: Clinician) -> None:
    session = people.session(clinician)
    receiving.receive_notes("Came\x00 late \ud800.", session=session, by=clinician, at=NOON)
    assert kept_words(clinician) == [("unknown", "Came late \ufffd.")]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"text": SAID}, {"format": "required"}),
        ({"format": "notes"}, {"text": "required"}),
        ({"text": SAID, "format": "secretword"}, {"format": "invalid_choice"}),
        ({"text": [SAID], "format": "notes"}, {"text": "invalid"}),
        ({"text": SAID, "format": "notes", "file": "x"}, {"": "unknown_field"}),
    ],
)
def test_both_fields_are_asked_for(
    caller: Caller, transcripts: str, body: dict[str, object], fields: dict[str, str]
) -> None:
    answer = caller.post(transcripts, body)
    assert (answer.status, answer.field_codes) == (400, fields)
    assert b"secretword" not in answer.body


def test_a_text_over_the_limit_is_refused(caller: Caller, transcripts: str, settings: Settings) -> None:
    long = "Client: yes.\n" * (receiving.MAX_TEXT_BYTES // 13 + 1)
    assert caller.post(transcripts, {"text": long, "format": "notes"}).code == "transcript_too_large"
    assert caller.upload(transcripts, SimpleUploadedFile("said.txt", long.encode())).code == "transcript_too_large"
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    answer = caller.post(transcripts, {"text": SAID * 50, "format": "notes"})
    assert (answer.status, answer.code) == (413, "body_too_large")
    assert not SessionTranscript.objects.exists()


def test_a_form_takes_only_the_file(caller: Caller, transcripts: str) -> None:
    file = SimpleUploadedFile("said.txt", SAID.encode())
    assert caller.upload(transcripts, file, format="notes").field_codes == {"": "unknown_field"}
