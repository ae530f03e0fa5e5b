"""What there is before a service is called: everything that has text holds the canary."""

from dataclasses import dataclass

from rung.accounts.enums import Role
from rung.accounts.models import Clinician, Practice, Supervision
from rung.clients import services as clients
from rung.clients.models import Client, EmergencyAccess, LegalHold, SafetyPlan
from rung.rights import services as rights
from rung.rights.enums import DenialReason
from rung.rights.models import RightsRequest
from rung.sessions import services as sessions
from rung.sessions.models import (
    ClientGuide,
    ClinicalBrief,
    RiskConcern,
    RiskFlag,
    SessionNote,
    SessionTranscript,
    TherapySession,
)
from tests.factories import people, plans, records
from tests.factories import rights as desk
from tests.factories.canary import CANARY


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
    colleague: Clinician
    other_colleague: Clinician
    emergency: EmergencyAccess
    seen: RiskConcern
    plan: SafetyPlan
    note: SessionNote
    signed: SessionNote


def scene() -> Scene:
    """Return a new scene."""
    practice = people.practice()
    clinician = people.clinician(practice)
    client = people.client(clinician, CANARY, CANARY)
    session = people.session(clinician, client)
    transcript = records.transcript(clinician, session, (CANARY,))
    guides = [records.guide(clinician, session, CANARY) for _ in range(3)]
    for guide in guides[1:]:
        save(guide, clinician)
    sessions.release_guide(guide_id=guides[2].pk, by=clinician, at=people.NOON)
    flag = records.flag(clinician, transcript, CANARY)
    brief = records.brief(clinician, transcript)
    hold = clients.set_hold(client=client, reason=CANARY, by=clinician, at=people.NOON)
    erasable = people.client(clinician, CANARY, CANARY)
    draft, reviewed, released = guides
    admin = people.clinician(practice, Role.PRACTICE_ADMIN)
    watched = people.supervision(people.clinician(practice, Role.SUPERVISOR), clinician)
    colleague, other_colleague = people.clinician(practice), people.clinician(practice)
    emergency = clients.open_in_emergency(client_id=client.id, reason=CANARY * 3, by=other_colleague, at=people.NOON)
    seen = sessions.open_review(session=session, reason=CANARY, level=4, by=clinician, at=people.NOON).concern
    sessions.acknowledge_concern(concern_id=seen.id, version=1, words=CANARY, by=clinician, at=people.NOON)
    asked = desk.request(clinician, client)
    amendment, unproven, denied = (desk.amendment(clinician, session, CANARY) for _ in range(3))
    deny(denied, clinician)
    return Scene(
        practice, clinician, client, session, transcript, brief, draft, reviewed, released, flag, admin, watched,
        asked, amendment, unproven, denied, hold, erasable, colleague, other_colleague, emergency, seen,
        plans.plan(clinician, client, CANARY),
        records.note(clinician, session, CANARY), records.signed_note(clinician, session, CANARY),
    )  # fmt: skip


def deny(request: RightsRequest, by: Clinician) -> RightsRequest:
    why = DenialReason.ACCURATE
    return rights.deny_request(request_id=request.pk, words=CANARY, reason=why, by=by, at=people.NOON)


def save(guide: ClientGuide, by: Clinician) -> ClientGuide:
    text = records.guide_text(CANARY)
    return sessions.save_guide(guide_id=guide.pk, content=text, version=1, by=by, at=people.NOON)
