"""Retention: seven years nothing goes; afterwards whole batches go, and what stays still verifies."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection
from pytest_django.fixtures import Settings

from rung.audit.models import AuditBatch, AuditEvent
from rung.audit.sealing import pruning
from rung.audit.sealing.retention import is_past_retention, keeps_from
from tests.unit.audit.trails import AT, A, Trail, events_of, tamper, trail_in

pytestmark = pytest.mark.django_db

LATER = AT.replace(year=AT.year + 7) + timedelta(days=1)


@pytest.fixture
def trail(tmp_path: Path, settings: Settings) -> Trail:
    """Three batches of long ago and one of a year later, by practice."""
    settings.AUDIT_ANCHOR_FOLDER = tmp_path / "anchors"
    made = trail_in(tmp_path / "anchors")
    made.grow()
    made.add(A, 2)
    made.seal(AT + timedelta(days=365))
    made.anchor_all(AT + timedelta(days=365))
    return made


def test_seven_years_are_seven_years() -> None:
    assert keeps_from(datetime(2028, 2, 29, tzinfo=UTC)) == datetime(2021, 2, 28, tzinfo=UTC)
    assert not is_past_retention(AT, at=AT.replace(year=2033))
    assert is_past_retention(AT - timedelta(microseconds=1), at=AT.replace(year=2033))


@pytest.mark.parametrize("before", ["2026-03-04", "2030-01-01"])
def test_what_is_younger_than_seven_years_is_refused(trail: Trail, before: str) -> None:
    with time_machine.travel(LATER), pytest.raises(CommandError, match="kept for 7 years") as refused:
        call_command("prune_audit", "--before", before, "--remove")
    assert refused.value.returncode == 2
    assert trail.findings(LATER) == []


def test_what_could_go_is_only_counted_without_remove(trail: Trail, capsys: pytest.CaptureFixture[str]) -> None:
    before = AuditEvent.objects.count()
    with time_machine.travel(LATER):
        call_command("prune_audit")
    assert "37 events in 9 batches could go. Nothing was removed." in capsys.readouterr().out
    assert AuditEvent.objects.count() == before


def test_whole_batches_go_and_the_chain_still_verifies(trail: Trail, capsys: pytest.CaptureFixture[str]) -> None:
    of_the_year_after = events_of(A)[-2:]
    batches = AuditBatch.objects.count()
    with time_machine.travel(LATER):
        call_command("prune_audit", remove=True)
        call_command("prune_audit", remove=True)
    assert "Removed 37 events of 9 batches" in capsys.readouterr().out
    assert AuditBatch.objects.count() == batches
    assert [*AuditEvent.objects.filter(practice_id=A).exclude(act="erase").values_list("id", flat=True)] == (
        of_the_year_after[::-1]
    )
    assert AuditEvent.objects.filter(act="erase", subject_kind="audit_batch", practice_id=A).count() == 3
    assert trail.findings(LATER) == []


def test_a_pruned_chain_is_still_watched(trail: Trail) -> None:
    with time_machine.travel(LATER):
        call_command("prune_audit", remove=True)
    tamper("UPDATE audit_auditbatch SET count = count + 1 WHERE practice_id = %s AND sequence = 2", A)
    assert [(f.wrong, f.sequence) for f in trail.findings(LATER)] == [("batch_changed", 2)]


def test_half_a_batch_may_never_go(trail: Trail) -> None:
    victim = events_of(A)[1]
    tamper("DELETE FROM audit_auditevent WHERE id = %s", victim)
    assert [(f.wrong, f.event_id) for f in trail.findings(LATER)] == [("missing", victim)]


def test_nothing_goes_from_a_trail_that_does_not_verify(trail: Trail) -> None:
    tamper("DELETE FROM audit_auditevent WHERE id = %s", events_of(A)[1])
    before = AuditEvent.objects.count()
    with time_machine.travel(LATER), pytest.raises(CommandError, match="does not verify") as refused:
        call_command("prune_audit", remove=True)
    assert refused.value.returncode == 1
    assert AuditEvent.objects.count() == before


def test_the_triggers_stand_again_after_pruning(trail: Trail) -> None:
    with time_machine.travel(LATER):
        call_command("prune_audit", remove=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled::text FROM pg_trigger WHERE tgrelid = 'audit_auditevent'::regclass AND NOT tgisinternal"
        )
        assert {state for (state,) in cursor.fetchall()} == {"A"}
    with pytest.raises(ProgrammingError, match="append-only"):
        AuditEvent.objects.all().delete()


def test_only_the_owner_prunes(trail: Trail, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> int:
        raise ProgrammingError

    monkeypatch.setattr(pruning, "remove", refused)
    with time_machine.travel(LATER), pytest.raises(CommandError, match="Only the owner") as said:
        call_command("prune_audit", remove=True)
    assert said.value.returncode == 2
