"""How every service is called on the scenery, and what its event says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rung.accounts import services as accounts
from rung.accounts.enums import State
from rung.accounts.models import Clinician
from rung.clients import services as clients
from rung.clients.enums import Method, Modality, Purpose
from rung.clients.models import Client
from rung.clients.services.consents import Answer, Scope
from rung.common.models import Stamped
from rung.rights import services as rights
from rung.rights.enums import RecordKind
from rung.rights.models import Disclosure
from rung.sessions import services as sessions
from rung.sessions.models import RiskConcern, RiskFlag, SessionNote
from rung.sessions.services.versions import Maker
from tests.factories import measures, people, plans, records
from tests.factories import rights as desk
from tests.factories.canary import CANARY
from tests.unit.audit import scenery
from tests.unit.audit.scenery import Scene


def _flags(s: Scene) -> RiskFlag:
    return records.flag(s.clinician, s.transcript, CANARY, level=5)


def _seen(concern_id: UUID) -> dict[str, Any]:
    """Return what names a concern as it stands: other cases may have acted on it before."""
    return {"concern_id": concern_id, "version": RiskConcern.objects.get(pk=concern_id).version}


def _copy(client: Client, by: Clinician) -> Disclosure:
    chosen = frozenset(RecordKind)
    with (made := rights.export_record(client=client, chosen=chosen, request=None, by=by, at=people.NOON)).stream:
        return made.disclosure


def _version(s: Scene) -> int:
    return SessionNote.objects.values_list("version", flat=True).get(pk=s.note.pk)


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
    "welcome_client": Case(
        lambda s: clients.welcome_client(
            first_name=CANARY, last_name=CANARY, state=None, agreed=None, by=s.clinician, at=people.NOON
        ),
        "create",
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
    "open_in_emergency": Case(
        lambda s: clients.open_in_emergency(client_id=s.client.pk, reason=CANARY * 3, by=s.colleague, at=people.NOON),
        "break_glass",
        "emergency_access",
        by=lambda s: s.colleague,
    ),
    "end_emergency": Case(
        lambda s: clients.end_emergency(access_id=s.emergency.pk, by=s.other_colleague, at=people.NOON),
        "change",
        "emergency_access",
        by=lambda s: s.other_colleague,
    ),
    "review_emergency": Case(
        lambda s: clients.review_emergency(access_id=s.emergency.pk, finding=CANARY, by=s.admin, at=people.NOON),
        "change",
        "emergency_access",
        by=lambda s: s.admin,
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
    "keep_note": Case(
        lambda s: sessions.keep_note(
            records.note_draft(said=CANARY), brief=s.brief, maker=Maker(agent="notes"), by=s.clinician, at=people.NOON
        ),
        "create",
        "note",
    ),
    "save_note": Case(
        lambda s: sessions.save_note(
            note_id=s.note.pk,
            text=records.note_draft(said=CANARY).as_text,
            version=_version(s),
            by=s.clinician,
            at=people.NOON,
        ),
        "change",
        "note",
    ),
    "switch_note": Case(
        lambda s: sessions.switch_note(
            records.note_draft("dap", CANARY),
            note_id=s.note.pk,
            version=_version(s),
            maker=Maker(agent="notes"),
            by=s.clinician,
            at=people.NOON,
        ),
        "change",
        "note",
    ),
    "sign_note": Case(
        lambda s: sessions.sign_note(note_id=s.note.pk, version=_version(s), by=s.clinician, at=people.NOON),
        "change",
        "note.signed",
    ),
    "amend_note": Case(
        lambda s: sessions.amend_note(note_id=s.signed.pk, reason=CANARY, by=s.clinician, at=people.NOON),
        "amend",
        "note",
    ),
    "save_guide": Case(lambda s: scenery.save(s.draft, s.clinician), "change", "guide"),
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
    "deny_request": Case(lambda s: scenery.deny(s.unproven, s.clinician), "change", "rights_request"),
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
    "acknowledge_concern": Case(
        lambda s: sessions.acknowledge_concern(
            **_seen(s.flag.concern_id), words=CANARY, by=s.clinician, at=people.NOON
        ),
        "change",
        "risk_concern",
    ),
    "escalate_concern": Case(
        lambda s: sessions.escalate_concern(
            **_seen(s.flag.concern_id), recipient="other", words=CANARY, by=s.clinician, at=people.NOON
        ),
        "change",
        "risk_concern",
    ),
    "reassess_concern": Case(
        lambda s: sessions.reassess_concern(**_seen(s.seen.pk), words=CANARY, by=s.clinician, at=people.NOON),
        "change",
        "risk_concern",
    ),
    "resolve_concern": Case(
        lambda s: sessions.resolve_concern(**_seen(s.seen.pk), words=CANARY, by=s.clinician, at=people.NOON),
        "change",
        "risk_concern",
    ),
    "open_client_review": Case(
        lambda s: sessions.open_client_review(client=s.client, reason=CANARY, level=2, by=s.clinician, at=people.NOON),
        "change",
        "risk_concern",
    ),
    "keep_measure": Case(lambda s: measures.score(s.clinician, s.client, CANARY, CANARY), "create", "measure"),
    "open_review": Case(
        lambda s: sessions.open_review(session=s.session, reason=CANARY, level=4, by=s.clinician, at=people.NOON),
        "create",
        "risk_flag",
    ),
    "agree_safety_plan": Case(
        lambda s: clients.agree_safety_plan(
            plan_id=s.plan.pk, agreed_on=people.NOON.date(), by=s.clinician, at=people.NOON
        ),
        "change",
        "safety_plan",
    ),
    "save_safety_plan": Case(lambda s: plans.plan(s.clinician, s.client, CANARY, 1), "create", "safety_plan"),
}
