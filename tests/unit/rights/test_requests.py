"""Requests come in, are answered, and are seen by their own clinician alone."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError

from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients.errors import ClientNotFound
from rung.common.errors import RungError
from rung.encryption import access
from rung.rights import errors, selectors, services
from rung.rights.enums import DenialReason, RecordKind, RequestStatus, RightsKind
from rung.rights.models import RightsRequest, RightsStep
from rung.rights.services.requests import AmendedRecord
from rung.sessions import selectors as sessions
from rung.sessions.errors import RecordNotFound, SessionNotFound
from tests.factories import people, records, rights
from tests.factories.people import NOON

pytestmark = pytest.mark.django_db


def test_a_request_is_kept_as_it_was_asked() -> None:
    by = people.clinician()
    client = people.client(by)
    found = RightsRequest.objects.get(pk=rights.request(by, client).pk)
    assert (found.kind, found.status, found.asked_by, found.identity_check) == (
        "access", "received", "client", "in_person",
    )  # fmt: skip
    with access.granted(client.pk):
        assert found.words == "A copy of everything."


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"words": " "}, errors.WordsMissing),
        ({"received_on": rights.TODAY + timedelta(days=1)}, errors.DateInFuture),
        ({"kind": RightsKind.AMENDMENT}, errors.AmendedRecordMissing),
        ({"record": AmendedRecord(uuid.uuid4(), RecordKind.BRIEF, uuid.uuid4())}, errors.AmendedRecordUnwanted),
    ],
)
def test_what_makes_no_sense_is_refused(change: dict[str, object], refusal: type[RungError]) -> None:
    by = people.clinician()
    client = people.client(by)
    before = AuditEvent.objects.count()
    with pytest.raises(refusal):
        services.receive_request(rights.asked(**change), client=client, by=by, at=NOON)  # type: ignore[arg-type]  # fields by name
    assert not RightsRequest.objects.exists()
    assert AuditEvent.objects.count() == before


def test_only_ones_own_clients_are_asked_for() -> None:
    by = people.clinician()
    theirs = people.client(people.clinician(by.practice))
    with pytest.raises(ClientNotFound):
        services.receive_request(rights.asked(), client=theirs, by=by, at=NOON)
    with pytest.raises(ClientNotFound):
        rights.disclosure(by, theirs)


def test_an_amendment_is_about_a_record_of_that_client_and_session() -> None:
    by = people.clinician()
    session = people.session(by)
    said = records.transcript(by, session)
    guide = records.guide(by, session)
    kinds = [
        (RecordKind.SESSION, session.id), (RecordKind.TRANSCRIPT, said.id), (RecordKind.BRIEF, guide.brief_id),
        (RecordKind.GUIDE, guide.id),
    ]  # fmt: skip
    for kind, record_id in kinds:
        wanted = rights.asked(RightsKind.AMENDMENT, "Wrong.", AmendedRecord(session.id, kind, record_id))
        made = services.receive_request(wanted, client=session.client, by=by, at=NOON)
        assert (made.session_id, made.record_kind, made.record_id) == (session.id, kind, record_id)
        elsewhere = rights.asked(RightsKind.AMENDMENT, "Wrong.", AmendedRecord(session.id, kind, uuid.uuid4()))
        with pytest.raises(RecordNotFound):
            services.receive_request(elsewhere, client=session.client, by=by, at=NOON)
        with pytest.raises(RecordNotFound):
            services.receive_request(wanted, client=people.client(by), by=by, at=NOON)
    foreign = people.session(people.clinician(by.practice))
    theirs = rights.asked(RightsKind.AMENDMENT, "Wrong.", AmendedRecord(foreign.id, RecordKind.SESSION, foreign.id))
    with pytest.raises(SessionNotFound):
        services.receive_request(theirs, client=session.client, by=by, at=NOON)


def test_the_database_itself_refuses_an_amendment_of_nothing() -> None:
    by = people.clinician()
    request = rights.request(by, people.client(by))
    request.kind = RightsKind.AMENDMENT
    with pytest.raises(IntegrityError, match="only_an_amendment"):
        request.save(update_fields=["kind"])


def _steps(by: Clinician, request: RightsRequest) -> list[tuple[str, str, str]]:
    found = selectors.request_of(by, request.id)
    with access.granted(found.client_id):
        return [(step.status, step.words, step.denial_reason) for step in found.steps.all()]


def test_a_denied_amendment_keeps_the_clients_disagreement() -> None:
    by = people.clinician()
    session = people.session(by)
    request = rights.amendment(by, session)
    assert list(selectors.amendments_of([session])) == []
    services.deny_request(request_id=request.id, words="It was Monday.", reason=DenialReason.ACCURATE, by=by, at=NOON)
    services.dispute_denial(request_id=request.id, statement="No, Tuesday.", by=by, at=NOON + timedelta(days=1))
    assert _steps(by, request) == [("denied", "It was Monday.", "accurate"), ("disputed", "No, Tuesday.", "")]
    assert list(selectors.amendments_of([session])) == [request]
    with pytest.raises(errors.NothingToDispute):
        services.dispute_denial(request_id=request.id, statement="Once more.", by=by, at=NOON)


def test_an_accepted_amendment_is_an_addendum_and_the_original_stays() -> None:
    by = people.clinician()
    session = people.session(by)
    said = records.transcript(by, session)
    before = said.utterances
    request = rights.amendment(by, session)
    services.fulfill_request(request_id=request.id, words="Addendum: it was Tuesday.", by=by, at=NOON)
    kept = sessions.transcripts_of(session).get()
    with access.granted(session.client_id):
        assert kept.utterances == before
    assert _steps(by, request) == [("fulfilled", "Addendum: it was Tuesday.", "")]
    assert AuditEvent.objects.filter(act="amend", subject_id=request.id, client_id=session.client_id).count() == 1


def test_a_request_that_was_taken_back_is_closed() -> None:
    by = people.clinician()
    request = rights.request(by, people.client(by))
    services.withdraw_request(request_id=request.id, words="By telephone.", by=by, at=NOON)
    for act in (services.withdraw_request, services.fulfill_request):
        with pytest.raises(errors.RequestAnswered):
            act(request_id=request.id, words="Again.", by=by, at=NOON)
    with pytest.raises(errors.RequestAnswered):
        services.extend_request(request_id=request.id, reason="Again.", by=by, at=NOON)


def test_somebody_elses_request_is_like_one_that_does_not_exist() -> None:
    by, colleague = people.clinician(), people.clinician()
    request = rights.request(by, people.client(by))
    for found in (request.id, uuid.uuid4()):
        with pytest.raises(errors.RequestNotFound):
            selectors.request_of(colleague, found)
        with pytest.raises(errors.RequestNotFound):
            services.fulfill_request(request_id=found, words="Mine now.", by=colleague, at=NOON)
    assert not RightsStep.objects.exists()
    assert selectors.request_of(by, request.id).status == RequestStatus.RECEIVED


def test_disclosures_of_a_period_are_those_of_one_client() -> None:
    by = people.clinician()
    client = people.client(by)
    old = rights.disclosure(by, client, on=rights.TODAY - timedelta(days=400))
    new = rights.disclosure(by, client, "A letter.")
    rights.disclosure(by, people.client(by))
    assert list(selectors.disclosures_of(by, client, since=old.disclosed_on)) == [new, old]
    assert list(selectors.disclosures_of(by, client, since=rights.TODAY)) == [new]
    assert not selectors.disclosures_of(people.clinician(), client, since=old.disclosed_on)
    with access.granted(client.pk):
        assert selectors.detail_of(new).what == "A letter."
    with pytest.raises(errors.WordsMissing):
        rights.disclosure(by, client, " ")
