"""A consent is withdrawn at each point of a run: nothing is kept after it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from pytest_django.fixtures import Settings

from config.settings.parts import storage
from rung.audit.enums import Act
from rung.audit.models import AuditEvent
from rung.clients import services as clients
from rung.clients.enums import Modality, Purpose
from rung.clients.errors import ConsentMissing, ConsentWithdrawn
from rung.clients.models import Consent
from rung.clients.services.consents import Scope
from rung.encryption import files
from rung.pipelines import engine, flows, launch, services
from rung.pipelines.admin import words
from rung.pipelines.enums import Kind, RunStatus, StageStatus
from rung.pipelines.errors import FenceLost
from rung.pipelines.models import PipelineRun
from rung.pipelines.stages.stage import Stage, Work
from rung.sessions import services as sessions
from rung.sessions.enums import GuideStatus
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskFlag, SessionTranscript, VoiceMemo
from tests.factories import people, records
from tests.flows import effects, scenes
from tests.flows.scenes import NOW

pytestmark = pytest.mark.django_db

type Recipe = tuple[Stage[Any, Any], ...]
PROCESSING = Scope(Purpose.AI_PROCESSING, Modality.IN_PERSON)
RECORDING = Scope(Purpose.RECORDING, Modality.IN_PERSON)
RELEASE = Scope(Purpose.RELEASE_TO_CLIENT, Modality.IN_PERSON)


def withdraw(run: PipelineRun, scope: Scope = PROCESSING) -> None:
    services.withdraw_consent(client=run.client, scope=scope, by=run.requested_by, at=NOW)


def kept() -> dict[str, int]:
    """Count everything that a run may keep."""
    kinds = (SessionTranscript, RiskFlag, ClinicalBrief, ClientGuide)
    return {kind.__name__: kind.objects.count() for kind in kinds} | {
        "outputs": PipelineRun.objects.filter(stages__output__isnull=False).count()
    }


def interrupted(name: str, before: Callable[[], None], kind: Kind = Kind.PRE_SESSION) -> Recipe:
    """Return the recipe with something that happens when a stage has thought and not kept yet."""

    def think(stage: Stage[Any, Any]) -> Callable[[Any, Work], Any]:
        def thought(given: Any, work: Work) -> Any:
            made = stage.think(given, work)
            before()
            return made

        return thought

    return tuple(replace(s, think=think(s)) if s.name == name else s for s in flows.recipe_of(kind))


def go(run: PipelineRun, recipe: Recipe | None = None) -> None:
    engine.advance(
        run.id, lambda kind: recipe or flows.recipe_of(kind), by_id=run.requested_by_id, must_stop=lambda: False
    )


def check_ended(run: PipelineRun, *, at: str) -> None:
    run.refresh_from_db()
    assert run.status == RunStatus.CANCELED
    stage = run.stages.get(status=StageStatus.STOPPED)
    assert (stage.name, stage.reason) == (at, "consent_withdrawn")
    assert "withdrew their consent" in words.reason_of(stage.reason)


@pytest.mark.parametrize("kind", flows.RECIPES)
def test_queued_work_ends_with_a_reason_and_does_nothing(kind: Kind) -> None:
    run = scenes.queued_run(kind=kind)
    before = kept()
    withdraw(run)
    check_ended(run, at="transcribe")
    go(run)
    assert kept() == before
    assert AuditEvent.objects.filter(act=Act.FINISH, subject_id=run.id).count() == 1


@pytest.mark.parametrize(("kind", "name"), effects.OF_TEXT)
def test_nothing_is_kept_after_a_withdrawal_just_before_the_commit(kind: Kind, name: str) -> None:
    run = scenes.queued_run(kind=kind)
    seen: dict[str, int] = {}

    def take_back() -> None:
        seen.update(kept())
        withdraw(run)

    with pytest.raises(FenceLost):
        go(run, interrupted(name, take_back, kind))
    check_ended(run, at=name)
    assert seen
    assert kept() == seen
    go(run)
    assert kept() == seen


def test_a_recording_that_is_being_heard_is_dropped() -> None:
    run = scenes.queued_memo()
    with pytest.raises(FenceLost):
        go(run, interrupted("transcribe", lambda: withdraw(run, RECORDING)))
    check_ended(run, at="transcribe")
    assert not SessionTranscript.objects.exists()
    assert VoiceMemo.objects.count() == 1


def test_a_long_stage_ends_at_its_next_sign_of_progress() -> None:
    run = scenes.queued_run()
    reached: list[int] = []

    def think(_given: Any, work: Work) -> None:
        work.report(10)
        withdraw(run)
        work.report(20)
        reached.append(20)

    recipe = tuple(replace(s, think=think) if s.name == "analyse" else s for s in flows.recipe_of("pre_session"))
    with pytest.raises(FenceLost):
        go(run, recipe)
    assert reached == []


@pytest.mark.parametrize(("kind", "name"), effects.OF_TEXT)
def test_the_commit_itself_asks_again(kind: Kind, name: str) -> None:
    """A consent that goes by another way than the service is missed before the commit, too."""
    run = scenes.queued_run(kind=kind)
    seen: dict[str, int] = {}

    def expire() -> None:
        seen.update(kept())
        clients.withdraw_consent(client=run.client, scope=PROCESSING, by=run.requested_by, at=NOW)

    go(run, interrupted(name, expire, kind))
    run.refresh_from_db()
    assert run.status in {RunStatus.FAILED, RunStatus.PARTLY_COMPLETE}
    assert run.stages.get(name=name).reason == "consent_withdrawn"
    assert kept() == seen


def test_a_run_that_does_not_need_the_consent_goes_on() -> None:
    run = scenes.queued_run()
    withdraw(run, RECORDING)
    go(run)
    run.refresh_from_db()
    assert run.status == RunStatus.COMPLETE


def test_nothing_starts_without_consent() -> None:
    clinician = people.clinician()
    session = people.session(clinician, people.silent_client(clinician))
    records.transcript(clinician, session)
    with pytest.raises(ConsentMissing, match="AI processing"):
        launch.start_pre_session(session=session, by=clinician, at=NOW)
    assert not PipelineRun.objects.exists()
    people.consents(session.client, clinician, Purpose.AI_PROCESSING)
    assert launch.start_pre_session(session=session, by=clinician, at=NOW).status == RunStatus.QUEUED


def test_a_recording_needs_its_own_consent_and_leaves_no_file() -> None:
    clinician = people.clinician()
    session = people.session(clinician, people.silent_client(clinician))
    people.consents(session.client, clinician, Purpose.AI_PROCESSING)
    with pytest.raises(ConsentMissing, match="recording"):
        records.memo(clinician, session)
    assert not VoiceMemo.objects.exists()


def test_a_recording_whose_consent_goes_while_it_is_sealed_is_discarded(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": storage.local(tmp_path / "files")}
    clinician = people.clinician()
    session = people.session(clinician)
    store = files.store

    def slow_store(*args: Any, **kwargs: Any) -> str:
        name = store(*args, **kwargs)
        services.withdraw_consent(client=session.client, scope=RECORDING, by=clinician, at=NOW)
        return name

    monkeypatch.setattr(files, "store", slow_store)
    with pytest.raises(ConsentWithdrawn):
        records.memo(clinician, session)
    assert not VoiceMemo.objects.exists()
    assert default_storage.listdir("memos")[1] == []


def test_what_was_shared_is_withdrawn_and_nothing_is_shared_after() -> None:
    clinician = people.clinician()
    shared, waiting = (records.guide(clinician) for _ in range(2))
    for guide in (shared, waiting):
        text = records.guide_text("Rest.")
        sessions.save_guide(guide_id=guide.id, content=text, version=1, by=clinician, at=NOW)
    sessions.release_guide(guide_id=shared.id, by=clinician, at=NOW)
    services.withdraw_consent(client=shared.client, scope=RELEASE, by=clinician, at=NOW)
    shared.refresh_from_db(fields=["status"])
    assert shared.status == GuideStatus.WITHDRAWN
    assert AuditEvent.objects.filter(act=Act.WITHDRAW, subject_kind="guide", subject_id=shared.id).exists()
    services.withdraw_consent(client=waiting.client, scope=RELEASE, by=clinician, at=NOW)
    with pytest.raises(ConsentWithdrawn):
        sessions.release_guide(guide_id=waiting.id, by=clinician, at=NOW)


def test_a_guide_of_another_way_of_meeting_stays_shared() -> None:
    clinician = people.clinician()
    guide = records.guide(clinician)
    people.consents(guide.client, clinician, modality=Modality.PHONE)
    text = records.guide_text("Rest.")
    sessions.save_guide(guide_id=guide.id, content=text, version=1, by=clinician, at=NOW)
    sessions.release_guide(guide_id=guide.id, by=clinician, at=NOW)
    for scope in (Scope(Purpose.RELEASE_TO_CLIENT, Modality.PHONE), RECORDING):
        services.withdraw_consent(client=guide.client, scope=scope, by=clinician, at=NOW)
    guide.refresh_from_db(fields=["status"])
    assert guide.status == GuideStatus.RELEASED


def test_withdrawal_its_consequences_and_its_events_are_one_transaction() -> None:
    run = scenes.queued_run()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError, match="audit_auditevent"):
        withdraw(run)
    run.refresh_from_db()
    assert run.status == RunStatus.QUEUED
    assert not Consent.objects.filter(client=run.client, withdrawn_at__isnull=False).exists()
