"""Recordings: sent and listed; nothing is kept of what is refused."""

from pathlib import Path

import pytest
from django.conf import settings as live
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from pytest_django.fixtures import Settings

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.common.api.parsers import FORM_OVERHEAD_BYTES
from rung.providers import local_speech
from rung.providers.local_speech import SpeechTimedOut
from rung.sessions.models import VoiceMemo
from tests.factories import people
from tests.unit.api.callers import Caller, answer_of, reads_of

MEMO = Path(__file__).parent.parent.parent / "fixtures" / "speech" / "memo.flac"


@pytest.fixture
def memos(clinician: Clinician) -> str:
    """Return the address of a new session's recordings."""
    return f"/api/v1/sessions/{people.session(clinician).id}/memos"


def file(content: bytes, name: str = "memo.flac") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "audio/flac")


def stored() -> set[str]:
    """Return the names of the sealed recordings."""
    return set(default_storage.listdir("memos")[1]) if default_storage.exists("memos") else set()


@pytest.mark.parametrize("memory_bytes", [0, 10_000_000], ids=["streamed to disk", "held in memory"])
def test_a_recording_is_kept_and_listed(
    caller: Caller, clinician: Clinician, memos: str, settings: Settings, memory_bytes: int
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = memory_bytes
    sent = caller.upload(memos, file(MEMO.read_bytes(), "Tuesday memo.flac"))
    assert sent.status == 201
    assert (sent.data["file_name"], sent.data["container"]) == ("Tuesday memo.flac", "flac")
    assert sent.data["size_bytes"] == MEMO.stat().st_size
    assert sent.data["seconds"] > 1
    assert caller.get(memos).data == {"items": [sent.data], "next_cursor": None}
    kept = VoiceMemo.objects.get()
    assert kept.stored_as.removeprefix("memos/") in stored()
    assert {"memo", "session.memos"} == {kind for kind, _ in reads_of(clinician)}
    assert AuditEvent.objects.filter(act="create", subject_kind="memo", subject_id=kept.id).count() == 1


def test_what_is_kept_is_sealed(caller: Caller, memos: str) -> None:
    caller.upload(memos, file(MEMO.read_bytes()))
    name = VoiceMemo.objects.get().stored_as
    with default_storage.open(name) as sealed:
        assert b"fLaC" not in sealed.read()


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "audio_empty"),
        (b"%PDF-1.7 not a recording", 415, "not_audio"),
        (b"just some words, no recording", 415, "not_audio"),
        (b"fLaC" + b"\x00" * 500, 422, "audio_unreadable"),
        (MEMO.read_bytes()[:60], 422, "audio_unreadable"),
        (b"\x00" * 10_000, 415, "not_audio"),
    ],
)
def test_nothing_is_kept_of_what_is_no_recording(
    caller: Caller, memos: str, content: bytes, status: int, code: str
) -> None:
    before = stored()
    answer = caller.upload(memos, file(content))
    assert (answer.status, answer.code) == (status, code)
    assert not VoiceMemo.objects.exists()
    assert stored() == before


def test_a_recording_over_the_limit_is_refused_unread(caller: Caller, memos: str, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000
    answer = caller.upload(memos, file(b"fLaC" + b"x" * 2_000))
    assert (answer.status, answer.code) == (413, "audio_too_large")
    answer = caller.upload(memos, file(b"x" * (1_000 + FORM_OVERHEAD_BYTES)))
    assert (answer.status, answer.code) == (413, "body_too_large")
    assert not VoiceMemo.objects.exists()


def test_a_length_over_the_limit_is_refused_before_the_body(caller: Caller, memos: str) -> None:
    claimed = str(live.UPLOAD_MAX_BYTES + FORM_OVERHEAD_BYTES + 1)
    response = caller.client.generic("POST", memos, b"x", MULTIPART_CONTENT, CONTENT_LENGTH=claimed)
    assert answer_of(response).code == "body_too_large"


def test_a_check_that_could_not_be_made_keeps_nothing(
    caller: Caller, memos: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(_path: Path) -> None:
        raise SpeechTimedOut

    monkeypatch.setattr(local_speech, "probe", too_slow)
    answer = caller.upload(memos, file(MEMO.read_bytes()))
    assert (answer.status, answer.code) == (503, "speech_timed_out")
    assert "not kept" in answer.data["detail"]
    assert not VoiceMemo.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\memo.flac", "memo.flac"),
        ("a\u202egpj.flac", "agpj.flac"),
        ("Zoë.flac", "Zoë.flac"),
        ("x" * 400 + ".flac", "x" * 195 + ".flac"),
    ],
)
def test_names_are_kept_as_they_can_be_shown(caller: Caller, memos: str, name: str, kept: str) -> None:
    body = _form(f'Content-Disposition: form-data; name="file"; filename="{name}"', MEMO.read_bytes())
    answer = caller.post(memos, body, content_type=MULTIPART_CONTENT)
    assert answer.status == 201
    assert answer.data["file_name"][-40:] == kept[-40:]
    assert len(answer.data["file_name"]) <= 200


@pytest.mark.parametrize(
    "header",
    [
        "Content-Disposition: form-data; name=\"file\"; filename*=bogus'en'x.flac",
        "Content-Disposition: form-data; name=\"file\"; filename*=rot13'en'x.flac",
        'Content-Disposition: form-data; name="file"; filename=""',
        'Content-Disposition: form-data; name="other"; filename="x.flac"',
        'Content-Disposition: form-data; name="file"',
        "Content-Disposition: form-data",
        "",
    ],
)
def test_odd_forms_are_refused(caller: Caller, memos: str, header: str) -> None:
    answer = caller.post(memos, _form(header, b"fLaC"), content_type=MULTIPART_CONTENT)
    assert answer.status in {400, 422}
    assert answer.code in {"malformed", "invalid", "audio_unreadable"}
    assert not VoiceMemo.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"x", "multipart/form-data", 400),
        (b"x", "multipart/form-data; boundary=\x00", 400),
        (b"", MULTIPART_CONTENT, 400),
        (b"--x\r\n\r\n\r\n--x--", "multipart/form-data; boundary=x", 400),
        (b"fLaC", "audio/flac", 415),
    ],
)
def test_bodies_that_are_no_form_are_refused(caller: Caller, memos: str, body: bytes, kind: str, status: int) -> None:
    assert caller.post(memos, body, content_type=kind).status == status


def test_a_form_of_thousands_of_parts_is_refused(caller: Caller, memos: str) -> None:
    part = b'--%s\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' % BOUNDARY.encode()
    answer = caller.post(memos, part * 5_000, content_type=MULTIPART_CONTENT)
    assert (answer.status, answer.code) == (400, "malformed")


def test_a_huge_field_without_a_file_is_refused(caller: Caller, memos: str, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    body = _form('Content-Disposition: form-data; name="file"', b"x" * 5_000)
    answer = caller.post(memos, body, content_type=MULTIPART_CONTENT)
    assert (answer.status, answer.code) == (413, "body_too_large")


def _form(header: str, content: bytes) -> bytes:
    edge = BOUNDARY.encode()
    return b"--%s\r\n%s\r\n\r\n%s\r\n--%s--\r\n" % (edge, header.encode(), content, edge)
