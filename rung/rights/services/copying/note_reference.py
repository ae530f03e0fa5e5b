"""A signed session note as a FHIR R4 DocumentReference (hl7.org/fhir/R4/documentreference.html)."""

import base64
import hashlib
from dataclasses import dataclass

from rung.rights.schemas import CopiedDocument
from rung.rights.services.copying.fhir import Resource
from rung.sessions.enums import NoteStatus
from rung.sessions.models import SessionNote

# A progress note tells a patient's status at an encounter; a consult note (11488-4) answers another clinician who
# asked for an opinion, which a therapist's own session does not: US Core, Clinical Notes; USCDI, Clinical Notes.
PROGRESS_NOTE = {"system": "http://loinc.org", "code": "11506-3", "display": "Progress note"}
CLINICAL_NOTE = {
    "system": "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
    "code": "clinical-note",
    "display": "Clinical Note",
}
RESTRICTED = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
    "code": "R",
    "display": "restricted",
}
PART_2 = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
    "code": "42CFRPart2",
    "display": "42 CFR Part2",
}
VERSION_HASH = "urn:rung:version-sha256"


@dataclass(frozen=True, slots=True)
class Rendered:
    """One form of the note."""

    kind: str  # a media type
    content: bytes


def reference(note: SessionNote, held: CopiedDocument, forms: tuple[Rendered, ...]) -> Resource:
    """Return the resource; an amendment replaces what it amends, which is then superseded."""
    labels = [{"coding": [RESTRICTED]}, *([{"coding": [PART_2]}] if note.is_part2 else [])]
    found: Resource = {
        "resourceType": "DocumentReference",
        "id": str(note.id),
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{note.id}"},
        "identifier": [{"system": VERSION_HASH, "value": note.signed_sha256}],
        "status": "superseded" if note.status == NoteStatus.AMENDED else "current",
        "docStatus": "amended" if note.amends_id else "final",
        "type": {"coding": [PROGRESS_NOTE], "text": held.title},
        "category": [{"coding": [CLINICAL_NOTE]}],
        "subject": {"reference": f"urn:uuid:{note.client_id}"},
        "date": held.written_at.isoformat(),
        "author": [{"display": note.author.name}],
        "authenticator": {"display": note.author.name},
        "securityLabel": labels,
        "content": [{"attachment": _attachment(held, form)} for form in forms],
        "context": {
            "encounter": [{"reference": f"urn:uuid:{note.session_id}"}],
            "period": {"start": note.session.starts_at.isoformat()},
        },
    }
    if note.amends_id:
        found["relatesTo"] = [{"code": "replaces", "target": {"reference": f"urn:uuid:{note.amends_id}"}}]
    return found


def _attachment(held: CopiedDocument, form: Rendered) -> Resource:
    """Return the bytes with their size and their hash, which FHIR R4 wants as SHA-1; SHA-256 names the version."""
    digest = hashlib.sha1(form.content, usedforsecurity=False).digest()
    return {
        "contentType": form.kind,
        "data": base64.b64encode(form.content).decode(),
        "size": len(form.content),
        "hash": base64.b64encode(digest).decode(),
        "title": held.title,
        "creation": held.written_at.isoformat(),
    }
