"""Every service that writes about somebody: it is audited in the same transaction, and the event names nobody.

A new service fails `test_every_service_is_here` until it stands in CASES.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import structlog
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from rung.accounts import services as accounts
from rung.accounts.enums import Role, State
from rung.accounts.models import Clinician, Practice, Supervision
from rung.audit.models import AuditEvent
from rung.clients import services as clients
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.models import Client, LegalHold
from rung.clients.services.consents import Answer, Scope
from rung.common.models import Stamped
from rung.rights import services as rights
from rung.rights.enums import DenialReason, RecordKind
from rung.rights.models import Disclosure, RightsRequest
from rung.sessions import services as sessions
from rung.sessions.models import ClientGuide, ClinicalBrief, RiskFlag, SessionTranscript, TherapySession
from tests.factories import people, records
from tests.factories import rights as desk
from tests.factories.canary import CANARY, shapes_of
from tests.unit.accounts.test_every_act import CASES as OF_ACCOUNTS
from tests.unit.accounts.test_every_act import UNRECORDED

pytestmark = pytest.mark.django_db

REQUEST = "5" * 32


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is before a service is called; everything that has text holds the canary."""

    practice: Practice
    clinician: Clinician
    client: Client
    session: TherapySession
    transcript: SessionTranscript
    brief: ClinicalBrief
    draft: ClientGuide
    reviewed: ClientGuide
    released: ClientGuide
    flag: RiskFlag
    admin: Clinician
    supervision: Supervision
    asked: RightsRequest
    amendment: RightsRequest
    unproven: RightsRequest
    denied: RightsRequest
    hold: LegalHold
    erasable: Client


@pytest.fixture
def scene(db: None) -> Scene:
    practice = people.practice()
    clinician = people.clinician(practice)
    client = people.client(clinician, CANARY, CANARY)
    session = people.session(clinician, client)
    transcript = records.transcript(clinician, session, (CANARY,))
    guides = [records.guide(clinician, session, CANARY) for _ in range(3)]
    for guide in guides[1:]:
        _save(guide, clinician)
    sessions.release_guide(guide_id=guides[2].pk, by=clinician, at=people.NOON)
    flag = records.flag(clinician, transcript, CANARY)
    brief = records.brief(clinician, transcript)
    hold = clients.set_hold(client=client, reason=CANARY, by=clinician, at=people.NOON)
    erasable = people.client(clinician, CANARY, CANARY)
    draft, reviewed, released = guides
    admin = people.clinician(practice, Role.PRACTICE_ADMIN)
    watched = people.supervision(people.clinician(practice, Role.SUPERVISOR), clinician)
    asked = desk.request(clinician, client)
    amendment, unproven, denied = (desk.amendment(clinician, session, CANARY) for _ in range(3))
    _deny(denied, clinician)
    return Scene(
        practice, clinician, client, session, transcript, brief, draft, reviewed, released, flag, admin, watched,
        asked, amendment, unproven, denied, hold, erasable,
    )  # fmt: skip


def _deny(request: RightsRequest, by: Clinician) -> RightsRequest:
    why = DenialReason.ACCURATE
    return rights.deny_request(request_id=request.pk, words=CANARY, reason=why, by=by, at=people.NOON)


def _copy(client: Client, by: Clinician) -> Disclosure:
    chosen = frozenset(RecordKind)
    with (made := rights.export_record(client=client, chosen=chosen, request=None, by=by, at=people.NOON)).stream:
        return made.disclosure


def _save(guide: ClientGuide, by: Clinician) -> ClientGuide:
    text = records.guide_text(CANARY)
    return sessions.save_guide(guide_id=guide.pk, content=text, version=1, by=by, at=people.NOON)


def _flags(s: Scene) -> RiskFlag:
    return records.flag(s.clinician, s.transcript, CANARY, level=5)


@dataclass(frozen=True, slots=True)
class Case:
    """How a service is called on a scene, and what its event says."""

    call: Callable[[Scene], Stamped]
    act: str
    kind: str
    is_of_a_client: bool = True  # else of nobody in care
    by: Callable[[Scene], Clinician | None] = lambda s: s.clinician


CASES = {
    "create_practice": Case(
        lambda _: accounts.create_practice(name="Practice", at=people.NOON),
        "create",
        "practice",
        is_of_a_client=False,
        by=lambda _: None,
    ),
    "add_clinician": Case(
        lambda s: people.clinician(s.practice), "create", "clinician", is_of_a_client=False, by=lambda _: None
    ),
    "begin_supervision": Case(
        lambda s: accounts.begin_supervision(
            supervisor=s.supervision.supervisor, clinician=s.admin, by=s.admin, at=people.NOON
        ),
        "create",
        "supervision",
        is_of_a_client=False,
        by=lambda s: s.admin,
    ),
    "end_supervision": Case(
        lambda s: accounts.end_supervision(supervision_id=s.supervision.pk, by=s.admin, at=people.NOON),
        "change",
        "supervision",
        is_of_a_client=False,
        by=lambda s: s.admin,
    ),
    "add_client": Case(lambda s: people.silent_client(s.clinician, CANARY, CANARY), "create", "client"),
    "give_consents": Case(
        lambda s: people.consents(s.client, s.clinician, Purpose.RECORDING, answer=Answer(Method.VERBAL, CANARY))[0],
        "create",
        "consent",
    ),
    "withdraw_consent": Case(
        lambda s: clients.withdraw_consent(
            client=s.client, scope=Scope(Purpose.RESEARCH_LOOKUP, Modality.IN_PERSON), by=s.clinician, at=people.NOON
        ),
        "withdraw",
        "consent",
    ),
    "place_client": Case(
        lambda s: clients.place_client(client=s.client, state=State.ILLINOIS, by=s.clinician, at=people.NOON),
        "change",
        "client",
    ),
    "set_hold": Case(
        lambda s: clients.set_hold(client=s.client, reason=CANARY, by=s.clinician, at=people.NOON),
        "create",
        "legal_hold",
    ),
    "lift_hold": Case(
        lambda s: clients.lift_hold(hold_id=s.hold.pk, reason=CANARY, by=s.clinician, at=people.NOON),
        "change",
        "legal_hold",
    ),
    "mark_erased": Case(
        lambda s: clients.mark_erased(client=s.erasable, by=s.clinician, at=people.NOON),
        "change",
        "client.erased",
    ),
    "schedule_session": Case(lambda s: people.session(s.clinician, s.client), "create", "session"),
    "keep_memo": Case(
        lambda s: records.memo(s.clinician, s.session, f"{CANARY}.wav", CANARY.encode()), "create", "memo"
    ),
    "keep_transcript": Case(lambda s: records.transcript(s.clinician, s.session, (CANARY,)), "create", "transcript"),
    "keep_flags": Case(_flags, "create", "risk_flag"),
    "keep_brief": Case(lambda s: records.brief(s.clinician, s.transcript), "create", "brief"),
    "keep_guide": Case(
        lambda s: sessions.keep_guide(
            records.guide_text(CANARY), safe_brief=CANARY, brief=s.brief, by=s.clinician, at=people.NOON
        ),
        "create",
        "guide",
    ),
    "save_guide": Case(lambda s: _save(s.draft, s.clinician), "change", "guide"),
    "release_guide": Case(
        lambda s: sessions.release_guide(guide_id=s.reviewed.pk, by=s.clinician, at=people.NOON), "release", "guide"
    ),
    "withdraw_guide": Case(
        lambda s: sessions.withdraw_guide(guide_id=s.released.pk, by=s.clinician, at=people.NOON), "withdraw", "guide"
    ),
    "tag_client_part2": Case(
        lambda s: sessions.tag_client_part2(client=s.client, by=s.clinician, at=people.NOON), "change", "client.part2"
    ),
    "tag_session_part2": Case(
        lambda s: sessions.tag_session_part2(session=s.session, by=s.clinician, at=people.NOON),
        "change",
        "session.part2",
    ),
    "acknowledge_flag": Case(
        lambda s: sessions.acknowledge_flag(flag_id=s.flag.pk, by=s.clinician, at=people.NOON), "change", "risk_flag"
    ),
    "receive_request": Case(
        lambda s: rights.receive_request(desk.asked(words=CANARY), client=s.client, by=s.clinician, at=people.NOON),
        "create",
        "rights_request",
    ),
    "extend_request": Case(
        lambda s: rights.extend_request(request_id=s.asked.pk, reason=CANARY, by=s.clinician, at=people.NOON),
        "change",
        "rights_request",
    ),
    "fulfill_request": Case(
        lambda s: rights.fulfill_request(request_id=s.amendment.pk, words=CANARY, by=s.clinician, at=people.NOON),
        "amend",
        "rights_request",
    ),
    "deny_request": Case(lambda s: _deny(s.unproven, s.clinician), "change", "rights_request"),
    "dispute_denial": Case(
        lambda s: rights.dispute_denial(request_id=s.denied.pk, statement=CANARY, by=s.clinician, at=people.NOON),
        "change",
        "rights_request",
    ),
    "withdraw_request": Case(
        lambda s: rights.withdraw_request(request_id=s.asked.pk, words=CANARY, by=s.clinician, at=people.NOON),
        "change",
        "rights_request",
    ),
    "note_disclosure": Case(lambda s: desk.disclosure(s.clinician, s.client, CANARY), "disclose", "disclosure"),
    "export_record": Case(lambda s: _copy(s.client, s.clinician), "export", "disclosure"),
}
every_service = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def test_every_service_is_here() -> None:
    received = {name for name in sessions.__all__ if name.startswith("receive_")}  # they check, and call keep_*
    noted = {name for name in accounts.__all__ if name.startswith("note_")}  # an event is all: see test_sign_in
    asked = {name for name in clients.__all__ if name.startswith("require_")}  # they refuse, and write nothing
    elsewhere = set(OF_ACCOUNTS) | UNRECORDED  # the same is asked of these, with an administrator in the scene
    own = {*accounts.__all__, *clients.__all__, *sessions.__all__, *rights.__all__} - received - noted - asked
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
