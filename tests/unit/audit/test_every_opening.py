"""Nothing sealed opens without an event in the same transaction; where none can be written, nothing is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction

from rung.audit import services as audit
from rung.audit.models import AuditEvent
from rung.clients.models import Client
from rung.common.utterances import Source, Speaker, Transcript, Utterance
from rung.encryption import access
from rung.pipelines import engine, flows
from rung.pipelines.enums import RunStatus
from rung.pipelines.models import PipelineRun
from rung.pipelines.stages import intake
from tests.factories import people
from tests.flows import scenes
from tests.unit.audit.watching import Watch, watched
from tests.unit.matrix import asking
from tests.unit.matrix.asking import Answer, Ask
from tests.unit.matrix.lines import Line, Who
from tests.unit.matrix.scene import MINE, NOTE, REASON, Scene, scene, unhurried
from tests.unit.matrix.table import BODIES, TABLE

SIGN_OUT = "admin/logout/"


@pytest.fixture(autouse=True)
def _unhurried() -> Iterator[None]:
    with unhurried():
        yield


def done_by_owner(everybody: Scene) -> Iterator[tuple[str, Line, str, Answer]]:
    """Do as the owner whatever the table lets them do."""
    ask, browser = Ask("mine", everybody.mine, everybody.mine), everybody.browsers[Who.OWNER]
    for line in (line for line in (*TABLE, *BODIES) if line.pattern != SIGN_OUT):
        reads = line.methods if Who.OWNER in line.reads else ()
        for method in dict.fromkeys((*reads, *writes_of_owner(line))):
            yield f"{method} {line.pattern}", line, method, asking.asked(browser, line, method, ask)


def writes_of_owner(line: Line) -> tuple[str, ...]:
    """Return the methods by which the table lets the owner write."""
    return (*line.writes,) if Who.OWNER in line.writers else ()


@pytest.mark.django_db(transaction=True)
def test_every_page_and_door_records_what_it_opens() -> None:
    everybody, unrecorded, opening = scene(), {}, set()
    with watched() as watch:
        for name, _, _, answer in done_by_owner(everybody):
            assert answer.status < 500, name
            opening |= {name} if watch.opened else set()
            if watch.unrecorded:
                unrecorded[name] = [*watch.unrecorded]
            watch.forget()
    assert unrecorded == {}
    assert len(opening) >= 25, "too few of them open anything: does the watch still see?"


def advanced(run: PipelineRun) -> Watch:
    """Take a run to its end in this process, watched."""
    with watched() as watch:
        engine.advance(run.id, flows.recipe_of, by_id=run.requested_by_id, must_stop=lambda: False)
    run.refresh_from_db()
    assert run.status == RunStatus.COMPLETE
    return watch


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["typed", "spoken"])
def test_a_whole_run_records_what_it_opens(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def heard(path: Path, **_: object) -> Transcript:
        assert path.stat().st_size == scenes.MEMO.stat().st_size
        return Transcript(Source.AUDIO, (Utterance(0, Speaker.CLIENT, "I can't sleep at night.", 0, 900),), "test")

    monkeypatch.setattr(intake, "recognized", heard)
    watch = advanced(scenes.queued_memo() if kind == "spoken" else scenes.queued_run())
    assert watch.unrecorded == []
    assert len(watch.opened) >= 5
    assert watch.files == (1 if kind == "spoken" else 0)


@pytest.mark.django_db(transaction=True)
def test_the_watch_sees_what_is_not_recorded_or_was_in_another_transaction() -> None:
    who = people.clinician()
    client = Client.objects.get(pk=people.client(who).pk)
    with audit.access(by=who, at=people.NOON, subject=audit.Subject("client", client.id, client.id)):
        pass  # its event is committed here
    with watched() as watch, transaction.atomic(), access.granted(client.id):
        assert client.first_name == "Testa"
        assert watch.unrecorded == ["clients_client.first_name_sealed"]
    with (
        watched() as watch,
        audit.access(by=who, at=people.NOON, subject=audit.Subject("client", client.id, client.id)),
    ):
        assert client.first_name == "Testa"
    assert (watch.opened, watch.unrecorded) == (["clients_client.first_name_sealed"], [])


def _opening(everybody: Scene) -> set[str]:
    """Return which pages and doors open something, undoing each."""
    found = set()
    with watched() as watch, transaction.atomic():
        for name, _, _, _ in done_by_owner(everybody):
            found |= {name} if watch.opened else set()
            watch.forget()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_where_nothing_can_be_recorded_nothing_is_shown_and_nothing_changes() -> None:
    everybody = scene()
    opening = _opening(everybody)
    before = everybody.fingerprint()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    for name, line, method, answer in done_by_owner(everybody):
        assert not any(answer.holds(word) for word in (MINE, NOTE, REASON)), name
        if name in opening or method in writes_of_owner(line):
            assert answer.status == 503, name
            assert b"nothing was opened" in answer.body or method == "HEAD", name
        assert answer.status < 500 or answer.status == 503, name
    assert everybody.fingerprint() == before


@pytest.mark.django_db
def test_a_denial_that_cannot_be_recorded_shows_nothing_either() -> None:
    everybody = scene()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    ask = Ask("mine", everybody.mine, everybody.mine)
    for line in (line for line in TABLE if line.of):
        answer = asking.asked(everybody.browsers[Who.COLLEAGUE], line, "GET", ask)
        assert not answer.holds(MINE)
        assert not 200 <= answer.status < 300, line.pattern


@pytest.mark.django_db(transaction=True)
def test_a_run_waits_while_nothing_can_be_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    run = scenes.queued_run()
    monkeypatch.setattr(AuditEvent.objects, "create", _lost)
    with pytest.raises(audit.AuditUnavailable):
        engine.advance(run.id, flows.recipe_of, by_id=run.requested_by_id, must_stop=lambda: False)
    monkeypatch.undo()
    run.refresh_from_db()
    assert run.is_active
    assert scenes.flags_of(run) == 0
    assert advanced(run).unrecorded == []


def _lost(**_: object) -> None:
    raise audit.AuditUnavailable
