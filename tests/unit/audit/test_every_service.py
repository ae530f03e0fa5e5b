"""Every service that writes about somebody: it is audited in the same transaction, and the event names nobody.

A new service fails `test_every_service_is_here` until it stands in CASES.
"""

import uuid
from collections.abc import Iterator

import pytest
import structlog
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from rung.accounts import services as accounts
from rung.audit.models import AuditEvent
from rung.clients import services as clients
from rung.clients.models import Client
from rung.progress import services as progress
from rung.rights import services as rights
from rung.sessions import services as sessions
from tests.factories import people
from tests.factories.canary import CANARY, shapes_of
from tests.unit.accounts.test_every_act import CASES as OF_ACCOUNTS
from tests.unit.accounts.test_every_act import UNRECORDED
from tests.unit.audit import scenery
from tests.unit.audit.cases import CASES, Case
from tests.unit.audit.scenery import Scene

pytestmark = pytest.mark.django_db

REQUEST = "5" * 32


@pytest.fixture
def scene(db: None) -> Scene:
    return scenery.scene()


every_service = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def test_every_service_is_here() -> None:
    received = {name for name in sessions.__all__ if name.startswith("receive_")}  # they check, and call keep_*
    noted = {name for name in accounts.__all__ if name.startswith("note_")}  # an event is all: see test_sign_in
    asked = {name for name in clients.__all__ if name.startswith("require_")}  # they refuse, and write nothing
    asked |= {"export_note"}  # it reads, and writes nothing but its event: see unit/rights/test_note_files
    elsewhere = set(OF_ACCOUNTS) | UNRECORDED  # the same is asked of these, with an administrator in the scene
    types = {"Setup", "Taken"}
    own = {*accounts.__all__, *clients.__all__, *sessions.__all__, *progress.__all__, *rights.__all__}
    own -= received | noted | asked | types
    assert own == set(CASES) | elsewhere


@every_service
def test_a_service_writes_one_event_that_says_what_it_did(scene: Scene, case: Case) -> None:
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    with structlog.contextvars.bound_contextvars(request_id=REQUEST):
        made = case.call(scene)
    event = AuditEvent.objects.exclude(pk__in=before).get()
    client_id = made.pk if isinstance(made, Client) else getattr(made, "client_id", None)
    actor = case.by(scene)
    assert (event.act, event.outcome, event.at) == (case.act, "done", people.NOON)
    assert (event.subject_kind, event.subject_id) == (case.kind, made.pk)
    assert event.client_id == client_id
    assert (client_id is not None) == case.is_of_a_client
    assert (event.actor_id, event.practice_id) == ((actor.pk, actor.practice_id) if actor else (None, None))
    assert event.request_id == REQUEST


@every_service
def test_a_service_whose_event_cannot_be_written_writes_nothing(scene: Scene, case: Case) -> None:
    before = _everything()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError, match="audit_auditevent"), transaction.atomic():
        case.call(scene)
    assert _everything() == before


@every_service
def test_a_service_does_what_it_says(scene: Scene, case: Case) -> None:
    before = _everything()
    case.call(scene)
    assert _everything() != before


def test_no_event_holds_a_word_of_a_record(scene: Scene) -> None:
    for case in CASES.values():
        case.call(scene)
    assert AuditEvent.objects.count() > len(CASES)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(e)::text FROM audit_auditevent AS e")
        lines = [str(line).encode() for (line,) in cursor.fetchall()]
    assert not [line for line in lines for shape in shapes_of(CANARY) if shape in line]


def _everything() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of ours but the events, as the database has them."""
    return {model.__name__: sorted(_rows_of(model), key=repr) for model in _models()}


def _models() -> Iterator[type[models.Model]]:
    return (m for m in apps.get_models() if m.__module__.startswith("rung.") and m is not AuditEvent)


def _rows_of(model: type[models.Model]) -> Iterator[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608 — our own table
        yield from cursor.fetchall()


def test_the_scene_is_not_empty(scene: Scene) -> None:
    rows = _everything()
    made = {"Practice", "Clinician", "Client", "TherapySession", "SessionTranscript", "ClinicalBrief", "ClientGuide"}
    assert all(rows[name] for name in made | {"RiskFlag", "DataKey"})
    assert isinstance(scene.client.pk, uuid.UUID)
