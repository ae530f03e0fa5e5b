"""Session notes at the doors: drafted, edited by version, signed, amended."""

from datetime import timedelta

import pytest

from rung.accounts.models import Clinician, OpenSession
from rung.common import clock
from rung.sessions.models import SessionNote
from tests.factories import people, records
from tests.unit.api.callers import Answer, Caller

FIELDS = [{"key": "subjective", "text": "Slept well."}, {"key": "plan", "text": "Weekly."}]


@pytest.fixture
def note(clinician: Clinician) -> SessionNote:
    return records.note(clinician)


def address(note: SessionNote, act: str = "") -> str:
    return f"/api/v1/notes/{note.id}{act}"


def write(caller: Caller, note: SessionNote, version: str = '"1"', fields: object = FIELDS) -> Answer:
    return caller.ask("PUT", address(note), {"sections": fields}, if_match=version)


def sign(caller: Caller, note: SessionNote, version: str = '"1"', *, is_reviewed: bool = True) -> Answer:
    return caller.post(address(note, "/sign"), {"is_reviewed": is_reviewed}, if_match=version)


def test_a_note_is_drafted_from_a_brief_in_a_format(caller: Caller, clinician: Clinician) -> None:
    brief = records.brief(clinician, records.transcript(clinician, people.session(clinician)))
    answer = caller.post(f"/api/v1/briefs/{brief.id}/notes", {"format": "girp"})
    assert (answer.status, answer.headers["ETag"]) == (201, '"1"')
    assert answer.headers["Location"] == f"/api/v1/notes/{answer.data['id']}"
    assert [section["key"] for section in answer.data["sections"]] == ["goal", "intervention", "response", "plan"]
    facts = [s["facts"] for field in answer.data["draft"] for s in field["sentences"]]
    assert facts == [["finding:0"]]
    assert caller.post(f"/api/v1/briefs/{brief.id}/notes", {"format": "xyz"}).status == 400


def test_an_edit_names_the_version_it_was_made_from(caller: Caller, note: SessionNote) -> None:
    assert write(caller, note).headers["ETag"] == '"2"'
    late = write(caller, note)
    assert (late.status, late.code) == (412, "note_changed")
    missing = caller.ask("PUT", address(note), {"sections": FIELDS})
    assert (missing.status, missing.code) == (428, "version_missing")
    assert caller.get(address(note)).data["sections"][1]["text"] == "Weekly."


@pytest.mark.parametrize("fields", [FIELDS[:1], [FIELDS[0], FIELDS[0]], [*FIELDS, {"key": "other", "text": ""}]])
def test_the_fields_are_those_of_the_format(caller: Caller, note: SessionNote, fields: object) -> None:
    answer = write(caller, note, fields=fields)
    assert (answer.status, answer.field_codes) == (400, {"sections": "other_fields"})


def test_a_signed_note_is_locked_and_amended(caller: Caller, note: SessionNote) -> None:
    write(caller, note)
    signed = sign(caller, note, '"2"')
    assert (signed.status, signed.data["status"]) == (200, "signed")
    assert signed.data["attestation"]["disclosures"]
    assert 0 < signed.data["changed_share"] < 1
    versions = caller.get(address(note, "/versions")).data["items"]
    assert [version["number"] for version in versions] == [2, 1]
    assert versions[0]["sha256"] == signed.data["signed_sha256"]
    for locked in (write(caller, note, '"2"'), sign(caller, note, '"2"')):
        assert (locked.status, locked.code) == (409, "note_signed")
    again = caller.post(address(note, "/format"), {"format": "dap"}, if_match='"2"')
    assert (again.status, again.code) == (409, "note_signed")
    amendment = caller.post(address(note, "/amend"), {"reason": "It was Tuesday."})
    assert (amendment.status, amendment.data["amends_id"]) == (201, str(note.id))
    assert amendment.data["reason"] == "It was Tuesday."
    assert caller.get(address(note)).data["status"] == "signed"
    listed = caller.get(f"/api/v1/sessions/{note.session_id}/notes").data["items"]
    assert [row["status"] for row in listed] == ["drafted", "signed"]


def test_a_version_is_shown_as_it_was(caller: Caller, note: SessionNote) -> None:
    write(caller, note)
    first = caller.get(address(note, "/versions/1")).data
    assert (first["sections"][0]["text"], first["about"]["agent"]) == (records.TOLD, "notes")
    missing = caller.get(address(note, "/versions/9"))
    assert (missing.status, missing.code) == (404, "record_not_found")


def test_signing_asks_for_a_review_and_a_recent_sign_in(caller: Caller, note: SessionNote) -> None:
    unread = sign(caller, note, is_reviewed=False)
    assert (unread.status, unread.field_codes) == (400, {"is_reviewed": "not_reviewed"})
    stale = sign(caller, note, '"9"')
    assert (stale.status, stale.code) == (412, "note_changed")
    OpenSession.objects.update(confirmed_at=clock.now() - timedelta(minutes=6))
    for refused in (sign(caller, note), caller.post(address(note, "/document-reference"))):
        assert (refused.status, refused.code) == (403, "confirmation_needed")


def test_a_draft_is_not_amended_and_not_exported(caller: Caller, note: SessionNote) -> None:
    for act, body in (("/amend", {"reason": "So."}), ("/document-reference", None)):
        answer = caller.post(address(note, act), body)
        assert (answer.status, answer.code) == (409, "note_not_signed")
