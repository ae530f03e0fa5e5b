"""The copy as a FHIR R4 bundle (hl7.org/fhir/R4): Patient, an Encounter a session, a DocumentReference a document."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from rung.common.jsonkit import Json
from rung.rights.schemas import CopiedClient, CopiedDocument, CopiedSession
from rung.sessions.enums import SessionStatus

AMBULATORY = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB", "display": "ambulatory"}
ENCOUNTER_STATUS = {
    SessionStatus.SCHEDULED: "planned",
    SessionStatus.IN_PROGRESS: "in-progress",
    SessionStatus.HELD: "finished",
    SessionStatus.CLOSED: "finished",
}

type Resource = dict[str, Json]


def bundle(client: CopiedClient, sessions: Iterable[CopiedSession]) -> Iterator[str]:
    """Yield a bundle of type `collection` in pieces, one resource in memory at a time."""
    head = json.dumps({"resourceType": "Bundle", "type": "collection", "timestamp": client.copied_at.isoformat()})
    yield head[:-1] + ', "entry": ['
    yield _entry(patient(client))
    yield from (",\n" + _entry(document(held, None, client.id)) for held in client.documents)
    for group in client.groups:
        yield from (",\n" + _entry(document(held, None, client.id)) for held in group.documents)
    for session in sessions:
        yield ",\n" + _entry(encounter(session, client.id))
        yield from (",\n" + _entry(document(held, session.id, client.id)) for held in session.documents)
    yield "]}\n"


def patient(client: CopiedClient) -> Resource:
    """Return the Patient."""
    name: Resource = {"text": client.full_name, "given": [client.first_name]}
    if client.last_name:
        name["family"] = client.last_name
    return {"resourceType": "Patient", "id": str(client.id), "name": [name]}


def encounter(session: CopiedSession, client_id: UUID) -> Resource:
    """Return a session as an Encounter."""
    return {
        "resourceType": "Encounter",
        "id": str(session.id),
        "status": ENCOUNTER_STATUS[SessionStatus(session.status)],
        "class": AMBULATORY,
        "subject": _reference(client_id),
        "period": {"start": session.starts_at.isoformat()},
    }


def document(held: CopiedDocument, session_id: UUID | None, client_id: UUID) -> Resource:
    """Return a document as a DocumentReference with its text; an amendment appends to what it amends."""
    found: Resource = {
        "resourceType": "DocumentReference",
        "id": str(held.id),
        "status": "current",
        "type": {"text": held.title},
        "subject": _reference(client_id),
        "date": held.written_at.isoformat(),
        "content": [{"attachment": _attachment(held.title, held.text, held.written_at)}],
    }
    if session_id is not None:
        found["context"] = {"encounter": [_reference(session_id)]}
    if held.amends not in {None, session_id}:
        found["relatesTo"] = [{"code": "appends", "target": {"reference": f"urn:uuid:{held.amends}"}}]
    return found


def _attachment(title: str, text: str, written_at: datetime) -> Resource:
    return {
        "contentType": "text/plain; charset=utf-8",
        "data": base64.b64encode(text.encode()).decode(),
        "title": title,
        "creation": written_at.isoformat(),
    }


def _reference(target: UUID) -> Resource:
    return {"reference": f"urn:uuid:{target}"}


def _entry(resource: Resource) -> str:
    return json.dumps({"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}, ensure_ascii=False)
