"""The commands over the trail: what they print, how they end, what they say in --help."""

import json
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import ANY

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from config import env
from rung.audit.enums import Act
from rung.audit.management.commands import seal_audit
from rung.audit.models import AuditEvent
from rung.audit.sealing import anchors, horizon
from rung.providers.anchoring import AnchorUnavailable
from tests.unit.audit.trails import AT, NONE, A, B, Trail, events_of, tamper, trail_in

pytestmark = pytest.mark.django_db

COMMANDS = ("seal_audit", "verify_audit", "audit_report", "prune_audit")
LONG = 10**9  # seconds: what is of the past in these tests has not waited too long


@pytest.fixture
def trail(tmp_path: Path, settings: Settings) -> Trail:
    settings.AUDIT_ANCHOR_FOLDER = tmp_path / "anchors"
    made = trail_in(tmp_path / "anchors")
    made.grow()
    return made


def _verified(capsys: pytest.CaptureFixture[str], **options: Any) -> tuple[int, Any]:
    code = 0
    capsys.readouterr()
    try:
        call_command("verify_audit", **{"patience": LONG, "json": True, **options})
    except CommandError as failed:
        code = failed.returncode
    return code, json.loads(capsys.readouterr().out)


def test_a_good_trail_ends_with_0(trail: Trail, capsys: pytest.CaptureFixture[str]) -> None:
    trail.add(A, 2)
    code, said = _verified(capsys)
    assert (code, said["ok"], said["findings"]) == (0, True, [])
    assert (said["chains"], said["batches"], said["events"], said["waiting"]) == (3, 9, 37, 2)


def test_a_bad_trail_ends_with_1_and_names_the_entry(trail: Trail, capsys: pytest.CaptureFixture[str]) -> None:
    victim = events_of(B)[2]
    tamper("DELETE FROM audit_auditevent WHERE id = %s", victim)
    code, said = _verified(capsys)
    assert (code, said["ok"]) == (1, False)
    assert said["findings"] == [
        {
            "wrong": "missing",
            "practice_id": str(B),
            "says": f"Event {victim} was sealed and is not there.",
            "event_id": victim,
            "sequence": 1,
        }
    ]


def test_people_are_told_in_words(trail: Trail, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_audit", patience=LONG)
    assert "37 events in 9 batches of 3 chains verified" in capsys.readouterr().out
    tamper("UPDATE audit_auditevent SET act = 'x' WHERE id = %s", events_of(A)[0])
    with pytest.raises(CommandError, match="1 of 3 chains"):
        call_command("verify_audit", patience=LONG)
    assert f"changed: Event {events_of(A)[0]} is not what was sealed." in capsys.readouterr().out


def test_one_practice_can_be_verified_alone(trail: Trail, capsys: pytest.CaptureFixture[str]) -> None:
    tamper("DELETE FROM audit_auditevent WHERE id = %s", events_of(B)[2])
    assert _verified(capsys, practice=A)[0] == 0
    assert _verified(capsys, practice=B)[0] == 1
    assert _verified(capsys, practice=NONE)[1]["chains"] == 1


def test_what_was_sealed_before_a_day_can_be_taken_as_good(trail: Trail, capsys: pytest.CaptureFixture[str]) -> None:
    trail.add(A, 3)
    trail.seal(AT + timedelta(days=2))
    trail.anchor_all(AT + timedelta(days=2))
    tamper("UPDATE audit_auditevent SET act = 'x' WHERE id = %s", events_of(A)[0])
    code, said = _verified(capsys, since=AT + timedelta(days=1))
    assert (code, said["events"], said["batches"]) == (0, 3, 1)
    tamper("UPDATE audit_auditevent SET act = 'x' WHERE id = %s", events_of(A)[-1])
    assert _verified(capsys, since=AT + timedelta(days=1))[1]["findings"][0]["event_id"] == events_of(A)[-1]
    assert _verified(capsys, since=AT - timedelta(days=1))[1]["findings"][0]["event_id"] == events_of(A)[0]


def test_what_waits_too_long_for_its_seal_or_its_anchor_is_named(
    trail: Trail, capsys: pytest.CaptureFixture[str]
) -> None:
    (late,) = trail.add(A)
    code, said = _verified(capsys, patience=60)
    assert (code, said["findings"][0]["wrong"], said["findings"][0]["event_id"]) == (1, "unsealed", late)
    trail.seal()
    code, said = _verified(capsys, patience=60)
    assert (code, said["findings"][0]["wrong"], said["findings"][0]["sequence"]) == (1, "unanchored", 4)
    trail.anchor_all()
    assert _verified(capsys, patience=60) == (0, {**_verified(capsys)[1], "seconds": ANY})


def test_without_its_anchor_nothing_is_said(trail: Trail, monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def chains(self) -> NoReturn:
            raise AnchorUnavailable

    monkeypatch.setattr(anchors, "chosen", Silent)
    with pytest.raises(CommandError, match="does not answer") as failed:
        call_command("verify_audit")
    assert failed.value.returncode == 2


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", ""])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(CommandError, match="write the day as 2026-03-01"):
        call_command("verify_audit", "--since", day)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_examples_and_exit_codes(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", command, "--help"], cwd=env.ROOT, capture_output=True, text=True, check=True
    )
    assert f"manage.py {command}" in done.stdout.partition("examples:")[2]
    assert "exit code: 0" in done.stdout


def test_a_report_holds_ids_acts_and_times_and_is_an_export(capsys: pytest.CaptureFixture[str]) -> None:
    client, actor = uuid.uuid4(), uuid.uuid4()
    for number, act in enumerate((Act.CREATE, Act.READ, Act.READ)):
        AuditEvent.objects.create(
            at=AT + timedelta(days=number), practice_id=A, actor_id=actor if number else None, act=act,
            client_id=client, subject_kind="client", subject_id=client,
        )  # fmt: skip
    call_command("audit_report", client, json=True)
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["act"], line["actor_id"]) for line in said] == [
        ("read", str(actor)),
        ("read", str(actor)),
        ("create", None),
    ]
    assert set(said[0]) == {"id", "at", "actor_id", "act", "outcome", "subject_kind", "subject_id", "request_id"}
    call_command("audit_report", client, actor=actor, since=AT + timedelta(days=2))
    assert "1 events." in capsys.readouterr().out
    call_command("audit_report", client, until=AT + timedelta(days=1))
    assert "the system" in capsys.readouterr().out
    exports = AuditEvent.objects.filter(act="export", client_id=client, subject_kind="audit_trail")
    assert exports.count() == 3


def test_progress_is_shown_to_people(
    trail: Trail, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    call_command("verify_audit", patience=LONG)
    assert f"{A}: 12 events" in capsys.readouterr().err


def test_a_writer_that_does_not_end_is_said(trail: Trail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal_audit, "WAIT_SECONDS", 0.1)
    monkeypatch.setattr(horizon.Horizon, "is_settled", lambda _: False)
    with pytest.raises(CommandError, match="does not end"):
        call_command("seal_audit", once=True)
