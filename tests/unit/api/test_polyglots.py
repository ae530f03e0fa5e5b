"""Files that are two things at once: sound is kept sealed, the rest is refused in words, nothing breaks."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from rung.accounts.models import Clinician
from rung.sessions.models import VoiceMemo
from tests.factories import people
from tests.factories.canary import CANARY, shapes_of
from tests.unit.api import polyglots
from tests.unit.api.callers import Answer, Caller

REFUSALS = {413, 415, 422}


@pytest.fixture
def memos(clinician: Clinician) -> str:
    """Return the address of a new session's recordings."""
    return f"/api/v1/sessions/{people.session(clinician).id}/memos"


def sent(caller: Caller, memos: str, content: bytes) -> Answer:
    return caller.upload(memos, SimpleUploadedFile("memo.mp3", content, "audio/mpeg"))


@pytest.mark.parametrize("name", polyglots.REFUSED)
def test_what_is_no_sound_is_refused_and_not_kept(caller: Caller, memos: str, name: str) -> None:
    answer = sent(caller, memos, polyglots.REFUSED[name])
    assert answer.status in REFUSALS
    assert answer.code
    assert not VoiceMemo.objects.exists()
    assert not default_storage.exists("memos") or default_storage.listdir("memos") == ([], [])


@pytest.mark.parametrize("name", polyglots.KEPT)
def test_sound_with_something_else_in_it_is_kept_sealed_and_given_to_nobody(
    caller: Caller, memos: str, name: str
) -> None:
    answer = sent(caller, memos, polyglots.KEPT[name])
    assert answer.status == 201
    kept = VoiceMemo.objects.get()
    with default_storage.open(kept.stored_as) as sealed:
        stored = sealed.read()
    assert not any(shape in stored for shape in shapes_of(CANARY))
    shown = caller.get(memos)
    assert CANARY.encode() not in shown.body
    assert set(shown.data["items"][0]) == {
        "id", "session_id", "file_name", "container", "seconds", "size_bytes", "created_at", "purged_at",
    }  # fmt: skip
