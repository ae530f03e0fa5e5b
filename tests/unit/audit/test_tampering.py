"""Whatever the owner of the database does to the trail is found, and the first bad entry is named."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from rung.audit.models import AuditBatch, AuditEvent
from rung.audit.sealing import lines
from tests.unit.audit import trails
from tests.unit.audit.trails import NONE, A, B, Trail, batch_of, events_of, rewrite, tamper, trail_in

pytestmark = pytest.mark.django_db

EVENT_CHANGES = {
    "at": "at = at + interval '1 microsecond'",
    "actor": "actor_id = gen_random_uuid()",
    "no actor": "actor_id = '00000000-0000-0000-0000-000000000000'",
    "act": "act = 'change'",
    "outcome": "outcome = 'refused'",
    "client": "client_id = NULL",
    "kind": "subject_kind = 'guide'",
    "subject": "subject_id = gen_random_uuid()",
    "request": "request_id = 'x'",
}


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    """Three batches of four events each, of two practices and of none."""
    made = trail_in(tmp_path / "anchors")
    made.grow()
    assert made.findings() == []
    return made


def test_every_column_of_an_event_is_in_its_line() -> None:
    assert {field.name for field in AuditEvent._meta.concrete_fields} == set(lines.COLUMNS), (
        "A column outside the line could be changed unseen: add it to lines.COLUMNS with a new FORMAT of batches."
    )


@pytest.mark.parametrize("change", EVENT_CHANGES.values(), ids=EVENT_CHANGES)
@pytest.mark.parametrize("practice", [A, NONE], ids=["practice", "none"])
def test_a_changed_event_is_named(trail: Trail, practice: UUID, change: str) -> None:
    victim = events_of(practice)[5]
    tamper(f"UPDATE audit_auditevent SET {change} WHERE id = %s", victim)  # noqa: S608 — our own words
    found = trail.finding()
    assert (found.wrong, found.event_id, found.sequence) == ("changed", victim, 2)


@pytest.mark.parametrize("position", [0, 3, 4, 7, 11])
def test_a_deleted_event_is_named(trail: Trail, position: int) -> None:
    victim = events_of(A)[position]
    tamper("DELETE FROM audit_auditevent WHERE id = %s", victim)
    found = trail.finding()
    assert (found.wrong, found.event_id, found.practice_id) == ("missing", victim, A)


def _insert(event_id: int, like: int) -> None:
    tamper(
        "INSERT INTO audit_auditevent (id, at, practice_id, act, outcome, subject_kind, request_id)"
        " OVERRIDING SYSTEM VALUE SELECT %s, at, practice_id, act, outcome, subject_kind, '' FROM audit_auditevent"
        " WHERE id = %s",
        event_id,
        like,
    )


def test_an_inserted_event_is_named_wherever_it_stands(tmp_path: Path) -> None:
    trail = trail_in(tmp_path / "anchors")
    trail.add(A, 2)
    with connection.cursor() as cursor:
        for _ in range(3):  # ids whose transactions were rolled back: room to put something in
            cursor.execute("SELECT nextval('audit_auditevent_id_seq')")
    trail.add(B, 1)
    trail.add(A, 2)
    trail.seal()
    trail.anchor_all()
    assert trail.findings() == []
    first, second = events_of(A)[:2]
    for place in (second + 2, first - 1000, -(2**40)):
        _insert(place, first)
        found = trail.finding()
        assert (found.wrong, found.event_id, found.practice_id) == ("inserted", place, A)
        tamper("DELETE FROM audit_auditevent WHERE id = %s", place)


def test_an_event_put_behind_the_last_batch_but_below_what_was_sealed_is_named(trail: Trail) -> None:
    last = events_of(A)[-1]  # events of the others follow: the next id is theirs
    tamper("DELETE FROM audit_auditevent WHERE id = %s", last + 1)
    _insert(last + 1, last)
    found = {finding.practice_id: (finding.wrong, finding.event_id) for finding in trail.findings()}
    assert found == {A: ("inserted", last + 1), NONE: ("missing", last + 1)}


def test_reordered_events_are_named(trail: Trail) -> None:
    first, second = events_of(A)[5:7]
    names = ", ".join(name for name in lines.COLUMNS if name != "id")
    there = ", ".join(f"o.{name}" for name in lines.COLUMNS if name != "id")
    tamper(
        f"UPDATE audit_auditevent e SET ({names}) = (SELECT {there} FROM audit_auditevent o"  # noqa: S608 — our own words
        " WHERE o.id = CASE e.id WHEN %s THEN %s ELSE %s END) WHERE e.id IN (%s, %s)",
        *(first, second, first, first, second),
    )
    found = trail.finding()
    assert (found.wrong, found.event_id) == ("reordered", first)
    assert f"event {second}" in found.says


def test_an_event_under_another_id_is_named(trail: Trail) -> None:
    victim = events_of(A)[-1]
    tamper("DELETE FROM audit_auditevent WHERE id = %s", victim + 1)
    tamper("UPDATE audit_auditevent SET id = id + 1 WHERE id = %s", victim)
    found = {finding.practice_id: (finding.wrong, finding.event_id) for finding in trail.findings()}
    assert found[A] == ("missing", victim)


def test_swapped_practices_are_named(trail: Trail) -> None:
    victim, other = events_of(A)[5], events_of(B)[5]
    tamper("UPDATE audit_auditevent SET practice_id = %s WHERE id = %s", B, victim)
    tamper("UPDATE audit_auditevent SET practice_id = %s WHERE id = %s", A, other)
    found = {finding.practice_id: (finding.wrong, finding.event_id) for finding in trail.findings()}
    assert found == {A: ("missing", victim), B: ("inserted", victim)}


def test_an_event_of_no_practice_is_not_one_of_the_practice_of_zeros(trail: Trail) -> None:
    victim = events_of(NONE)[5]
    tamper("ALTER TABLE audit_auditevent DROP CONSTRAINT no_practice_of_zeros")
    tamper("UPDATE audit_auditevent SET practice_id = %s WHERE id = %s", NONE, victim)
    assert (trail.finding().wrong, trail.finding().event_id) == ("missing", victim)


def test_an_emptied_table_is_found(trail: Trail) -> None:
    first = {practice: events_of(practice)[0] for practice in (A, B, NONE)}
    tamper("TRUNCATE audit_auditevent")
    found = {finding.practice_id: (finding.wrong, finding.event_id) for finding in trail.findings()}
    assert found == {practice: ("missing", event_id) for practice, event_id in first.items()}


BATCH_CHANGES = {
    "first": "first_id = first_id - 1",
    "last": "last_id = last_id + 1",
    "last of nothing": "last_id = 0",
    "count": "count = count + 1",
    "total": "total = total + 1",
    "entries": "entries = overlay(entries PLACING '\\x00'::bytea FROM 9)",
    "no entries": "entries = ''",
    "previous": "previous = repeat('0', 64)",
    "hash": "digest = repeat('0', 64)",
    "time": "sealed_at = sealed_at - interval '9 years'",
}


@pytest.mark.parametrize("change", BATCH_CHANGES.values(), ids=BATCH_CHANGES)
def test_a_changed_batch_is_named(trail: Trail, change: str) -> None:
    trails.without_constraints()
    tamper(f"UPDATE audit_auditbatch SET {change} WHERE practice_id = %s AND sequence = 2", A)  # noqa: S608 — our own words
    found = trail.finding()
    assert (found.wrong, found.sequence, found.practice_id) == ("batch_changed", 2, A)


@pytest.mark.parametrize("sequence", [1, 2])
def test_a_missing_batch_is_named(trail: Trail, sequence: int) -> None:
    tamper("DELETE FROM audit_auditbatch WHERE practice_id = %s AND sequence = %s", A, sequence)
    assert (trail.finding().wrong, trail.finding().sequence) == ("batch_missing", sequence)


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_chain_cut_off_behind_its_anchor_is_named(trail: Trail, kept: int) -> None:
    """Also where events and checkpoints go with the batches, and where nothing is left."""
    last = batch_of(A, kept).last_id if kept else 0
    tamper("DELETE FROM audit_auditbatch WHERE practice_id = %s AND sequence > %s", A, kept)
    tamper("DELETE FROM audit_auditcheckpoint WHERE practice_id = %s AND sequence > %s", A, kept)
    tamper("DELETE FROM audit_auditevent WHERE practice_id = %s AND id > %s", A, last)
    found = trail.finding()
    assert (found.wrong, found.sequence, found.practice_id) == ("cut_off", kept + 1, A)


def test_a_fork_is_named(trail: Trail) -> None:
    trails.without_constraints()
    other = batch_of(A, 2)
    other.pk, other.count = None, other.count
    other.sealed_at = other.sealed_at.replace(microsecond=7)
    AuditBatch.objects.bulk_create([other])
    rewrite(other)
    assert (trail.finding().wrong, trail.finding().sequence) == ("forked", 2)


def test_a_batch_of_another_practice_is_no_batch_of_this_one(trail: Trail) -> None:
    trails.without_constraints()
    tamper("DELETE FROM audit_auditbatch WHERE practice_id = %s AND sequence = 2", A)
    tamper("UPDATE audit_auditbatch SET practice_id = %s WHERE practice_id = %s AND sequence = 2", A, B)
    found = {finding.practice_id: (finding.wrong, finding.sequence) for finding in trail.findings()}
    assert found == {A: ("batch_changed", 2), B: ("batch_missing", 2)}


def _lie(sequence: int) -> AuditBatch:
    """Change an event and make its batch agree."""
    batch = batch_of(A, sequence)
    victim = batch.first_id
    tamper("UPDATE audit_auditevent SET act = 'change' WHERE id = %s", victim)
    with connection.cursor() as cursor:
        found = lines.stream(cursor, lines.between(A, batch.first_id - 1, batch.last_id))
        batch.entries = b"".join(lines.packed(*event) for event in found)
    rewrite(batch)
    return batch


def test_a_rewritten_batch_is_named(trail: Trail) -> None:
    _lie(1)
    found = trail.finding()
    assert (found.wrong, found.sequence) == ("forged", 1)


@pytest.mark.parametrize("is_quiet", [True, False], ids=["checkpoints gone", "checkpoints there"])
def test_a_chain_rewritten_to_its_end_is_caught_by_its_anchor(trail: Trail, is_quiet: bool) -> None:  # noqa: FBT001 — a parameter of the test
    changed = _lie(2)
    last = batch_of(A, 3)
    last.previous = changed.digest
    rewrite(last)
    if is_quiet:
        tamper("DELETE FROM audit_auditcheckpoint")
    found = trail.finding()
    assert (found.wrong, found.sequence, found.event_id) == ("forged", 2, changed.first_id)
    assert "anchored" in found.says


def test_a_lost_anchor_is_named(trail: Trail) -> None:
    (trail.folder / f"{A}.jsonl").unlink()
    found = trail.finding(at=trails.AT + timedelta(hours=1))
    assert (found.wrong, found.sequence, found.practice_id) == ("unanchored", 1, A)


VICTIMS: dict[str, Callable[[str], str]] = {
    "digest": lambda line: line.replace('"digest":"', '"digest":"0')[:-1] + "}",
    "total": lambda line: line.replace('"total":4', '"total":5'),
    "signature": lambda line: line[:-3] + ("0" if line[-3] != "0" else "1") + line[-2:],
    "key": lambda line: line.replace('"key":"', '"key":"0'),
    "nothing": lambda _line: "{}",
}


@pytest.mark.parametrize("change", VICTIMS.values(), ids=VICTIMS)
def test_a_changed_anchor_is_named(trail: Trail, change: Callable[[str], str]) -> None:
    path = trail.folder / f"{A}.jsonl"
    first, *rest = path.read_text().splitlines()
    path.write_text("\n".join([change(first), *rest, ""]))
    assert (trail.finding().wrong, trail.finding().practice_id) in {("forged", A), ("unanchored", A)}


def test_a_key_put_in_place_of_ours_signs_nothing(trail: Trail) -> None:
    tamper("UPDATE audit_signingkey SET public = repeat('A', 80)")
    assert {finding.wrong for finding in trail.findings()} == {"forged"}
