"""Recordings go some time after they were written down; a hold keeps them; a crash changes nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client as Browser
from procrastinate.contrib.django import app
from pytest_django.fixtures import Settings

from config.settings.parts import storage
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients import services as clients
from rung.encryption import files
from rung.pipelines import services, tasks
from rung.sessions.models import SessionTranscript, VoiceMemo
from rung.sessions.services import purging
from tests.factories import people, records
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db

DUE = NOON + timedelta(days=31)


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": storage.local(tmp_path / "files")}


@pytest.fixture
def clinician() -> Clinician:
    return people.clinician()


def heard(clinician: Clinician) -> VoiceMemo:
    """Return a recording with its transcript."""
    memo = records.memo(clinician, people.session(clinician))
    said = records.transcript(clinician, memo.session)
    SessionTranscript.objects.filter(pk=said.pk).update(memo=memo)
    return memo


def test_a_recording_goes_when_its_time_is_over_and_the_transcript_stays(clinician: Clinician) -> None:
    memo = heard(clinician)
    assert services.purge_recordings(at=NOON + timedelta(days=29)) == 0
    assert default_storage.exists(memo.stored_as)
    assert services.purge_recordings(at=DUE) == 1
    assert not default_storage.exists(memo.stored_as)
    row = VoiceMemo.objects.get()
    assert (row.purged_at, VoiceMemo.objects.filter(file_key__isnull=True).count()) == (DUE, 1)
    assert SessionTranscript.objects.count() == 1
    assert AuditEvent.objects.get(subject_kind="memo.purged").subject_id == memo.pk
    assert services.purge_recordings(at=DUE) == 0


def test_a_recording_nobody_wrote_down_stays(clinician: Clinician) -> None:
    memo = records.memo(clinician, people.session(clinician))
    assert services.purge_recordings(at=DUE) == 0
    assert default_storage.exists(memo.stored_as)


def test_a_recording_that_is_not_due_is_left_alone(clinician: Clinician) -> None:
    memo = heard(clinician)
    assert purging.purge_memo(memo_id=memo.pk, before=NOON - timedelta(days=1), at=DUE) is None
    assert default_storage.exists(memo.stored_as)


def test_the_time_is_a_setting(clinician: Clinician, settings: Settings) -> None:
    heard(clinician)
    settings.AUDIO_KEPT_DAYS = 90
    assert services.purge_recordings(at=DUE) == 0


def test_a_legal_hold_keeps_the_recording_until_it_is_lifted(clinician: Clinician) -> None:
    memo, other = heard(clinician), heard(clinician)
    hold = clients.set_hold(client=memo.client, reason="Subpoena", by=clinician, at=NOON)
    assert services.purge_recordings(at=DUE) == 1
    assert default_storage.exists(memo.stored_as)
    assert not default_storage.exists(other.stored_as)
    clients.lift_hold(hold_id=hold.pk, reason="Settled", by=clinician, at=DUE)
    assert services.purge_recordings(at=DUE) == 1


def test_a_purge_that_was_cut_short_goes_on(clinician: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    memos = [heard(clinician) for _ in range(3)]
    discard, done = files.discard, iter([True, False])

    def broken(name: str) -> None:
        if not next(done, False):
            raise OSError("cut short")
        discard(name)

    with monkeypatch.context() as patch:
        patch.setattr(files, "discard", broken)
        with pytest.raises(OSError, match="cut short"):
            services.purge_recordings(at=DUE)
    assert VoiceMemo.objects.filter(purged_at__isnull=False).count() == 1
    assert services.purge_recordings(at=DUE) == 2
    assert not [memo for memo in memos if default_storage.exists(memo.stored_as)]


def test_a_file_left_by_a_crash_after_the_commit_is_swept(
    clinician: Clinician, monkeypatch: pytest.MonkeyPatch
) -> None:
    memo = heard(clinician)
    with monkeypatch.context() as patch:
        patch.setattr(files, "discard", lambda _name: None)
        services.purge_recordings(at=DUE)
    assert default_storage.exists(memo.stored_as)
    services.purge_recordings(at=DUE + timedelta(days=1))
    assert not default_storage.exists(memo.stored_as)


def test_without_its_event_a_recording_is_not_marked(clinician: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    from rung.audit import services as audit

    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError

    heard(clinician)
    monkeypatch.setattr(audit, "record", refuse)
    with pytest.raises(ConnectionError):
        services.purge_recordings(at=DUE)
    assert VoiceMemo.objects.get().purged_at is None


def test_the_worker_does_it_every_night(clinician: Clinician, monkeypatch: pytest.MonkeyPatch) -> None:
    heard(clinician)
    monkeypatch.setattr("rung.common.clock.now", lambda: DUE)
    tasks.purge_recordings(timestamp=0)
    assert VoiceMemo.objects.get().purged_at == DUE
    periodic = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert "purge_recordings" in periodic


def test_the_pages_say_that_it_is_gone(clinician: Clinician, client: Browser) -> None:
    memo = heard(clinician)
    services.purge_recordings(at=DUE)
    client.force_login(clinician)
    page = client.get(f"/admin/therapy_sessions/therapysession/{memo.session_id}/change/").content
    assert b"recording removed 2 Apr 2026, transcript kept" in page
