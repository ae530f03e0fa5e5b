"""Forgeries by somebody who knows the format and owns the database, but has neither the master key nor the anchor."""

import re
import signal
import subprocess
import sys
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from config import env
from rung.audit import selectors
from rung.audit.enums import Act
from rung.audit.models import AuditBatch, AuditEvent, SigningKey
from rung.audit.sealing import batches, checkpoints, lines
from rung.encryption import signing
from rung.encryption.errors import SealBroken
from tests.flows import workers
from tests.unit.audit.trails import AT, A, Trail, batch_of, events_of, rewrite, tamper, trail_in


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    made = trail_in(tmp_path / "anchors")
    made.grow()
    return made


def _unanchored(trail: Trail) -> AuditBatch:
    """Return a last batch that no anchor speaks for yet."""
    trail.add(A, 3)
    trail.seal()
    return batch_of(A, 4)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["total", "count"])
def test_a_batch_that_counts_wrongly_is_named(trail: Trail, change: str) -> None:
    last = _unanchored(trail)
    setattr(last, change, getattr(last, change) + 1)
    rewrite(last)
    assert (trail.finding().wrong, trail.finding().sequence) == ("forged", 4)


@pytest.mark.django_db
def test_a_batch_that_continues_another_one_is_named(trail: Trail) -> None:
    last = _unanchored(trail)
    last.previous = batches.GENESIS[:-1] + "1"
    rewrite(last)
    assert (trail.finding().wrong, trail.finding().sequence) == ("forged", 3)


@pytest.mark.django_db
def test_entries_in_another_order_are_named(trail: Trail) -> None:
    last = _unanchored(trail)
    one, two, three = lines.unpacked(bytes(last.entries))
    last.entries = bytes(two) + bytes(one) + bytes(three)
    rewrite(last)
    assert (trail.finding().wrong, trail.finding().sequence) == ("batch_changed", 4)


@pytest.mark.django_db
def test_an_event_under_another_id_of_its_batch_is_reordered(trail: Trail) -> None:
    last = _unanchored(trail)
    first, second, _ = events_of(A)[-3:]
    tamper("DELETE FROM audit_auditevent WHERE id = %s", second)
    tamper("UPDATE audit_auditevent SET id = %s WHERE id = %s", second, first)
    found = trail.finding()
    assert (found.wrong, found.event_id, found.sequence) == ("reordered", first, last.sequence)
    assert f"under the id {second}" in found.says


@pytest.mark.django_db
def test_a_second_anchor_that_says_something_else_is_named(trail: Trail) -> None:
    """Whoever has the key and rewrites the chain still cannot take back what was anchored."""
    key = SigningKey.objects.get()
    path = trail.folder / f"{A}.jsonl"
    second = checkpoints.read(path.read_bytes().splitlines()[1])
    assert second is not None
    second.digest = "1" * 64
    second.signature = signing.sign(
        checkpoints.message_of(second), private=bytes(key.private), place=checkpoints.place_of(key.id)
    )
    trail.anchor.keep(str(A), "again", checkpoints.line_of(second), at=AT)
    assert (trail.finding().wrong, trail.finding().sequence) == ("forked", 2)


@pytest.mark.django_db
def test_a_private_half_opens_only_in_its_own_row(trail: Trail) -> None:
    key = SigningKey.objects.get()
    for private, row in ((bytes(key.private), uuid.uuid4()), (bytes(key.private)[:-1] + b"\x00", key.id)):
        with pytest.raises(SealBroken):
            signing.sign(b"x", private=private, place=checkpoints.place_of(row))
    assert not signing.is_signed(b"x", "not hexadecimal", public=key.public)
    assert not re.search(rb"Ed25519PrivateKey", bytes(key.private))


@pytest.mark.django_db
def test_while_another_process_anchors_nothing_is_anchored_here(trail: Trail, monkeypatch: pytest.MonkeyPatch) -> None:
    _unanchored(trail)
    monkeypatch.setattr(checkpoints, "is_alone", lambda _: False)
    assert trail.anchor_all() == 0


@pytest.mark.django_db
def test_events_of_a_client_are_found_newest_first() -> None:
    client = uuid.uuid4()
    made = [AuditEvent.objects.create(at=AT, act=Act.READ, client_id=client, subject_kind="x").pk for _ in range(3)]
    assert [event.pk for event in selectors.events_of(client)] == made[::-1]
    assert [event.pk for event in selectors.before(made[1], selectors.events_of(client)) or []] == made[:1]
    assert selectors.before(made[0], selectors.events_of(uuid.uuid4())) is None
    assert selectors.actors_of(client) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_command_seals_until_it_is_told_to_stop(tmp_path: Path, end: signal.Signals) -> None:
    values = env.for_children(
        DATABASE_URL=workers.database_url(), RUNG_STATE_DIR=str(tmp_path), DJANGO_SETTINGS_MODULE="config.settings.dev"
    )
    process = subprocess.Popen([sys.executable, "manage.py", "seal_audit"], env=values, cwd=env.ROOT)
    try:
        trail_in(tmp_path).add(A, 2)
        deadline = time.monotonic() + 30
        while batches.sealed_through() == 0:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(end)
        assert process.wait(30) == 0
    finally:
        process.kill()


@pytest.mark.django_db
def test_a_restore_is_named_once_and_what_comes_later_verifies_by_itself(trail: Trail) -> None:
    kept = batch_of(A, 1).last_id
    for table in ("batch", "checkpoint"):
        tamper(f"DELETE FROM audit_audit{table} WHERE practice_id = %s AND sequence > 1", A)  # noqa: S608 — our tables
    tamper("DELETE FROM audit_auditevent WHERE practice_id = %s AND id > %s", A, kept)
    assert (trail.finding().wrong, trail.finding().sequence) == ("cut_off", 2)
    for days in (1, 2, 3):
        trail.add(A, 2)
        trail.seal(AT + timedelta(days=days))
        trail.anchor_all(AT + timedelta(days=days))
    assert (trail.finding().wrong, trail.finding().sequence) == ("forked", 2)
    (later,) = trail.reports(A, since=AT + timedelta(days=2, hours=1))
    assert (later.finding, later.batches) == (None, 1)
