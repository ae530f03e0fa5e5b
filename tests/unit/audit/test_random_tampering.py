"""Whatever is changed at random in the trail's tables, and however often: verifying finds it, or nothing changed."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rung.audit.sealing import lines
from tests.unit.audit import trails
from tests.unit.audit.trails import Trail, tamper, trail_in

pytestmark = pytest.mark.django_db

EVENTS, BATCHES = "audit_auditevent", "audit_auditbatch"
CHANGES = (
    "UPDATE audit_auditevent SET act = reverse(act) WHERE id = {event}",
    "UPDATE audit_auditevent SET at = at + interval '1 day' WHERE id = {event}",
    "UPDATE audit_auditevent SET client_id = gen_random_uuid() WHERE id = {event}",
    "UPDATE audit_auditevent SET practice_id = '00000000-0000-0000-0000-00000000000b' WHERE id = {event}",
    "UPDATE audit_auditevent SET practice_id = NULL WHERE id = {event}",
    "UPDATE audit_auditevent SET id = -id WHERE id = {event}",
    "DELETE FROM audit_auditevent WHERE id = {event}",
    "DELETE FROM audit_auditevent WHERE id >= {event}",
    "DELETE FROM audit_auditbatch WHERE id = {batch}",
    "DELETE FROM audit_auditbatch WHERE id >= {batch}",
    "UPDATE audit_auditbatch SET last_id = last_id + 1 WHERE id = {batch}",
    "UPDATE audit_auditbatch SET sequence = sequence + 1 WHERE id = {batch}",
    "UPDATE audit_auditbatch SET sealed_at = sealed_at - interval '8 years' WHERE id = {batch}",
    "UPDATE audit_auditbatch SET entries = set_byte(entries, 11, get_byte(entries, 11) # 1) WHERE id = {batch}",
    "UPDATE audit_auditbatch SET practice_id = '00000000-0000-0000-0000-00000000000b' WHERE id = {batch}",
    "UPDATE audit_auditbatch SET entries = entries || entries WHERE id = {batch}",
)


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    made = trail_in(tmp_path / "anchors")
    made.grow(rounds=3, each=3)
    trails.without_constraints()
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    picks=st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 26), st.integers(0, 8)), min_size=1, max_size=3)
)
def test_random_tampering_is_found(trail: Trail, picks: list[tuple[str, int, int]]) -> None:
    events, batches, before = _ids(EVENTS), _ids(BATCHES), _everything()
    with undone():
        for change, event, batch in picks:
            with suppress(IntegrityError), transaction.atomic():  # two rows of one id: no tampering happened
                tamper(change.format(event=events[event], batch=batches[batch]))
        assert bool(trail.findings()) == (_everything() != before)


def test_the_change_of_any_single_event_names_it(trail: Trail) -> None:
    """Each event in turn, by a column at random."""
    chosen = random.Random(7)  # noqa: S311 — which column is no secret
    columns = [name for name in lines.COLUMNS if name not in {"id", "practice_id", "at"}]
    texts = {"act", "outcome", "subject_kind", "request_id"}
    for event_id in _ids(EVENTS):
        column = chosen.choice(columns)
        value = f"left({column} || 'x', 16)" if column in texts else "gen_random_uuid()"
        with undone():
            tamper(f"UPDATE audit_auditevent SET {column} = {value} WHERE id = %s", event_id)  # noqa: S608 — our columns
            assert trail.finding().event_id == event_id


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever the block does."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _ids(table: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY id")  # noqa: S608 — our own table
        return [found for (found,) in cursor.fetchall()]


def _everything() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        found: list[tuple[object, ...]] = []
        for table in (EVENTS, BATCHES):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t ORDER BY 1")  # noqa: S608 — our own table
            found += cursor.fetchall()
        return found
