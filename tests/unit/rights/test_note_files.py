"""A signed session note as a file: PDF, and FHIR R4 that other software reads."""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from fhir.resources.R4B import get_fhir_model_class

from rung.accounts.enums import Role
from rung.accounts.models import Clinician
from rung.audit.models import AuditEvent
from rung.clients.errors import OnlyReading
from rung.rights import services
from rung.rights.enums import FileForm, RecordKind
from rung.sessions import services as sessions
from rung.sessions.errors import NoteNotSigned, RecordNotFound
from rung.sessions.models import SessionNote
from rung.sessions.services import psychotherapy
from tests.factories import people, records
from tests.factories.canary import CANARY
from tests.factories.people import NOON
from tests.unit.rights.copies import copied

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def by() -> Clinician:
    return people.clinician()


def resource_of(note: SessionNote, by: Clinician) -> Any:
    made = services.export_note(note_id=note.id, form=FileForm.FHIR, by=by, at=LATER)
    assert made.kind == "application/fhir+json"
    found = json.loads(made.content)
    get_fhir_model_class("DocumentReference").model_validate(found)
    return found


def test_the_resource_is_a_signed_progress_note(by: Clinician) -> None:
    note = records.signed_note(by, said="Źle spała.")
    found = resource_of(note, by)
    assert found["type"]["coding"] == [{"system": "http://loinc.org", "code": "11506-3", "display": "Progress note"}]
    assert (found["status"], found["docStatus"]) == ("current", "final")
    assert found["identifier"][0]["value"] == note.signed_sha256
    assert found["authenticator"] == {"display": by.name}
    assert [label["coding"][0]["code"] for label in found["securityLabel"]] == ["R"]
    pdf, text = (part["attachment"] for part in found["content"])
    for attachment in (pdf, text):
        content = base64.b64decode(attachment["data"])
        assert attachment["size"] == len(content)
        assert base64.b64decode(attachment["hash"]) == hashlib.sha1(content, usedforsecurity=False).digest()
    assert base64.b64decode(pdf["data"]).startswith(b"%PDF-")
    said = base64.b64decode(text["data"]).decode()
    assert "Źle spała." in said
    assert f"Signed by {by.name}" in said
    assert note.signed_sha256 in said


def test_an_amendment_replaces_what_it_amends(by: Clinician) -> None:
    signed = records.signed_note(by)
    amendment = sessions.amend_note(note_id=signed.id, reason="It was Tuesday.", by=by, at=NOON)
    sessions.sign_note(note_id=amendment.id, version=1, by=by, at=NOON)
    found = resource_of(amendment, by)
    assert (found["status"], found["docStatus"]) == ("current", "amended")
    assert found["relatesTo"] == [{"code": "replaces", "target": {"reference": f"urn:uuid:{signed.id}"}}]
    assert "It was Tuesday." in base64.b64decode(found["content"][1]["attachment"]["data"]).decode()
    assert resource_of(signed, by)["status"] == "superseded"


def test_a_substance_use_record_carries_its_label_and_notice(by: Clinician) -> None:
    note = records.signed_note(by)
    sessions.tag_session_part2(session=note.session, by=by, at=NOON)
    labels = [label["coding"][0]["code"] for label in resource_of(note, by)["securityLabel"]]
    assert labels == ["R", "42CFRPart2"]
    plain = services.export_note(note_id=records.signed_note(by).id, form=FileForm.PDF, by=by, at=LATER)
    tagged = services.export_note(note_id=note.id, form=FileForm.PDF, by=by, at=LATER)
    assert len(tagged.content) > len(plain.content)


def test_the_pdf_does_not_say_whose_it_is_in_its_name(by: Clinician) -> None:
    session = people.session(by, people.client(by, CANARY, CANARY))
    made = services.export_note(note_id=records.signed_note(by, session).id, form=FileForm.PDF, by=by, at=LATER)
    assert (made.name, made.kind) == ("session-note-2026-03-02.pdf", "application/pdf")
    assert made.content.startswith(b"%PDF-")


def test_an_export_is_one_event(by: Clinician) -> None:
    note, before = records.signed_note(by), AuditEvent.objects.count()
    services.export_note(note_id=note.id, form=FileForm.PDF, by=by, at=LATER)
    event = AuditEvent.objects.first()
    assert event is not None
    assert AuditEvent.objects.count() - before == 1
    assert (event.act, event.subject_kind, event.subject_id) == ("export", "note.file", note.id)


def test_where_no_event_can_be_written_nothing_is_exported(by: Clinician) -> None:
    note = records.signed_note(by)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO lost")
    with pytest.raises(DatabaseError), transaction.atomic():
        services.export_note(note_id=note.id, form=FileForm.PDF, by=by, at=LATER)


def test_neither_a_draft_nor_another_persons_note_is_exported(by: Clinician) -> None:
    with pytest.raises(NoteNotSigned):
        services.export_note(note_id=records.note(by).id, form=FileForm.PDF, by=by, at=LATER)
    with pytest.raises(RecordNotFound):
        services.export_note(note_id=records.signed_note(by).id, form=FileForm.PDF, by=people.clinician(), at=LATER)
    supervisor = people.clinician(by.practice, Role.SUPERVISOR)
    people.supervision(supervisor, by)
    with pytest.raises(OnlyReading):
        services.export_note(note_id=records.signed_note(by).id, form=FileForm.PDF, by=supervisor, at=LATER)


def test_a_copy_of_the_record_holds_signed_notes_and_no_other(by: Clinician) -> None:
    session = people.session(by)
    records.signed_note(by, session, "It is in the record.")
    records.note(by, session, "A draft is not.")
    psychotherapy.write_note(client=session.client, text="Only mine.", by=by, at=NOON)
    opened = copied(by, session.client, frozenset({RecordKind.TRANSCRIPT}))
    held = str(opened.plain)
    assert "It is in the record." in held
    assert "A draft is not." not in held
    assert "Only mine." not in held
    get_fhir_model_class("Bundle").model_validate(opened.fhir)
