"""Sealing: what is settled is sealed once, in order, by one sealer, however writers overlap."""

import re
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.fixtures import Settings

from rung.audit.models import AuditBatch, AuditCheckpoint, AuditEvent
from rung.audit.sealing import batches, horizon, lines, loop
from tests.unit.audit.trails import AT, NONE, A, B, Trail, events_of, trail_in

INSERT = b"""INSERT INTO audit_auditevent (at, practice_id, act, outcome, subject_kind, request_id)
    VALUES (now(), %s, 'read', 'done', 'client', '') RETURNING id"""


@pytest.fixture
def trail(tmp_path: Path, settings: Settings) -> Trail:
    settings.AUDIT_ANCHOR_FOLDER = tmp_path / "anchors"
    return trail_in(tmp_path / "anchors")


@pytest.fixture
def writer(transactional_db: None) -> Iterator[psycopg.Connection]:
    """Somebody else's connection to the test's database."""
    with open_writer() as link:
        yield link
        link.rollback()


def open_writer() -> psycopg.Connection:
    params = connection.get_connection_params()
    return psycopg.connect(host=params["host"], user=params["user"], dbname=params["dbname"])


def write(link: psycopg.Connection, practice: object = A) -> int:
    row = link.execute(INSERT, [practice]).fetchone()
    assert row is not None
    return int(row[0])


def sealed_ids() -> list[int]:
    """Return every id that stands in a batch, each as often as it does."""
    return [entry.id for batch in AuditBatch.objects.order_by("id") for entry in lines.unpacked(bytes(batch.entries))]


@pytest.mark.django_db
def test_batches_continue_each_other_by_practice(trail: Trail) -> None:
    trail.grow(rounds=3, each=2)
    assert trail.seal() == 0
    for practice in (A, B):
        chain = [*AuditBatch.objects.filter(practice_id=practice).order_by("sequence")]
        assert [(batch.sequence, batch.count, batch.total) for batch in chain] == [(1, 2, 2), (2, 2, 4), (3, 2, 6)]
        assert [batch.previous for batch in chain] == [batches.GENESIS, chain[0].digest, chain[1].digest]
        assert [e.id for b in chain for e in lines.unpacked(bytes(b.entries))] == events_of(practice)
    verified = [(report.events, report.batches, report.waiting) for report in trail.reports()]
    assert verified == [(7, 3, 0), (6, 3, 0), (6, 3, 0)], "that of no practice also holds the making of the signing key"


@pytest.mark.django_db
def test_many_events_are_sealed_in_bounded_batches(trail: Trail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST", 7)
    added = trail.add(A, 20)
    assert trail.seal() == 20
    assert [batch.count for batch in AuditBatch.objects.order_by("sequence")] == [7, 7, 6]
    assert sealed_ids() == added
    trail.anchor_all()
    assert trail.findings() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "setting", ["timezone = 'Asia/Kolkata'", "datestyle = 'SQL, DMY'", "client_encoding = 'LATIN1'"]
)
def test_a_line_is_the_same_whatever_a_session_is_set_to(trail: Trail, setting: str) -> None:
    trail.add(A, 2)
    with connection.cursor() as cursor:
        before = [*lines.stream(cursor, lines.between(A, None, None))]
        cursor.execute(f"SET LOCAL {setting}")
        assert [*lines.stream(cursor, lines.between(A, None, None))] == before
    assert len(before) == 2
    assert re.match(rb"[0-9a-f-]{36}\t2026-03-02 12:00:0\d(\.\d+)?\+00\t\\N\tread\tdone\t", before[0][1])


def test_a_smaller_id_that_commits_later_is_neither_missed_nor_waited_for_in_vain(
    trail: Trail, writer: psycopg.Connection
) -> None:
    turns = loop.Turns()
    early = write(writer)
    late = trail.add(B)
    assert turns.seal() == 0, "an older id is still in flight"
    writer.commit()
    assert turns.seal() == 2
    assert sorted(sealed_ids()) == [early, *late]


def test_an_id_that_was_rolled_back_is_skipped(trail: Trail, writer: psycopg.Connection) -> None:
    turns = loop.Turns()
    write(writer)
    added = trail.add(A)
    assert turns.seal() == 0
    writer.rollback()
    assert turns.seal() == 1
    assert sealed_ids() == added
    assert turns.seal() == 0


def test_writers_of_other_tables_hold_nothing_up(trail: Trail, writer: psycopg.Connection) -> None:
    writer.execute("CREATE TABLE elsewhere (id int)")
    writer.execute("INSERT INTO elsewhere VALUES (1)")
    trail.add(A)
    assert loop.Turns().seal() == 1


def test_a_writer_is_seen_before_it_has_an_id_and_until_its_events_can_be_seen(
    trail: Trail, writer: psycopg.Connection
) -> None:
    assert horizon.look().writers == frozenset()
    writer.execute("LOCK TABLE audit_auditevent IN ROW EXCLUSIVE MODE")  # as INSERT does before it takes an id
    seen = horizon.look()
    assert len(seen.writers) == 1
    assert not seen.is_settled()
    write(writer)
    writer.execute("SAVEPOINT half")
    write(writer)
    writer.execute("ROLLBACK TO half")
    assert not seen.is_settled()
    writer.commit()
    assert seen.is_settled()


@pytest.mark.django_db
def test_ids_are_handed_out_one_by_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_size FROM pg_sequences WHERE sequencename = 'audit_auditevent_id_seq'")
        assert cursor.fetchone() == (1,)


def test_one_seals_at_a_time(trail: Trail, writer: psycopg.Connection) -> None:
    trail.add(A)
    writer.execute("SELECT pg_advisory_xact_lock(%s)", [batches.SEALING])
    assert trail.seal() == 0
    writer.rollback()
    assert trail.seal() == 1


def _write_a_lot(number: int, stop: threading.Event) -> None:
    """Commit, roll back, dawdle: some transactions stay open across many of the others'."""
    with open_writer() as link:
        turn = number
        while not stop.is_set():
            turn += 1
            for _ in range(1 + turn % 3):
                write(link, (A, B, None)[turn % 3])
            time.sleep(0.12 if turn % 7 == 0 else 0.001)
            if turn % 4 == 0:
                link.rollback()
            else:
                link.commit()


def test_no_event_of_concurrent_writers_is_missed_or_sealed_twice(trail: Trail, transactional_db: None) -> None:
    stop = threading.Event()
    writers = [threading.Thread(target=_write_a_lot, args=(number, stop)) for number in range(4)]
    for thread in writers:
        thread.start()
    rivals = [loop.Turns(), loop.Turns()]
    deadline = time.monotonic() + 3.0
    while time.monotonic() < deadline:
        for turns in rivals:
            turns.seal()
        time.sleep(0.005)
    stop.set()
    for thread in writers:
        thread.join()
    rivals[0].seal()
    trail.seal()
    found = sealed_ids()
    assert len(found) > 200
    assert sorted(found) == [*AuditEvent.objects.order_by("id").values_list("id", flat=True)]
    trail.anchor_all()
    assert trail.findings() == []


def test_events_are_sealed_within_a_second_of_their_commit_and_then_anchored(
    trail: Trail, transactional_db: None, settings: Settings
) -> None:
    settings.AUDIT_CHECKPOINT_SECONDS = 0.3
    with loop.running():
        for _ in range(3):
            (event_id,) = trail.add(A)
            committed = time.monotonic()
            while event_id not in sealed_ids():
                assert time.monotonic() - committed < 1.0
                time.sleep(0.02)
        deadline = time.monotonic() + 3.0
        while not AuditCheckpoint.objects.filter(practice_id=A, sequence=3).exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert trail.findings() == []


def test_sealing_goes_on_after_its_connections_were_cut(trail: Trail, transactional_db: None) -> None:
    with loop.running():
        trail.add(A)
        deadline = time.monotonic() + 10.0
        while not sealed_ids():
            time.sleep(0.02)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        added = trail.add(A)
        while not set(added) <= set(sealed_ids()):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_the_command_seals_and_anchors_once(
    trail: Trail, transactional_db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    trail.add(A, 3)
    trail.add(NONE)
    call_command("seal_audit", once=True)
    assert capsys.readouterr().out == "Sealed 4 events, anchored 2 chains.\n"
    assert trail.findings() == []


def test_a_new_key_signs_from_then_on_and_the_old_one_still_counts(
    trail: Trail, transactional_db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    trail.grow(rounds=1)
    call_command("seal_audit", new_key=True)
    trail.add(A)
    trail.seal(AT + timedelta(seconds=1))
    trail.anchor_all(AT + timedelta(seconds=2))
    of_a = AuditCheckpoint.objects.filter(practice_id=A).order_by("sequence")
    assert len({checkpoint.key_id for checkpoint in of_a}) == 2
    assert AuditEvent.objects.filter(act="key_action", subject_kind="signing_key").count() == 2
    assert trail.findings() == []
