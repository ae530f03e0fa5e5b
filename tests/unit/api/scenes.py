"""A clinician with one of each record, and every way to ask for them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, fields

from rung.accounts.models import Clinician
from rung.pipelines import launch
from rung.sessions import services
from tests.factories import notices, people, records, rights
from tests.factories.people import NOON

API = "/api/v1"
TOLD = [{"kind": kind, "channels": ["in_app"]} for kind in ("risk_due", "risk_due_supervised")]


@dataclass(frozen=True, slots=True)
class Scene:
    """Ids of a clinician's records; all of them random where nothing exists."""

    client: uuid.UUID
    session: uuid.UUID
    brief: uuid.UUID
    guide: uuid.UUID
    flag: uuid.UUID
    concern: uuid.UUID
    run: uuid.UUID
    asked: uuid.UUID
    amendment: uuid.UUID
    unwanted: uuid.UUID
    note: uuid.UUID
    signed: uuid.UUID
    notice: uuid.UUID


@dataclass(frozen=True, slots=True)
class Ask:
    """One act, asked of one scene; `name` is its operationId."""

    name: str
    method: str
    path: str
    status: int
    body: object = None
    if_match: str | None = None
    reads: int = 0  # audit rows of reads when it is done

    @property
    def headers(self) -> dict[str, str]:
        """The headers that it needs."""
        return {} if self.if_match is None else {"if_match": self.if_match}


def scene_of(person: Clinician) -> Scene:
    """Return a scene with everything; its guide was released and can be withdrawn."""
    session = people.session(person)
    said = records.transcript(person, session)
    run = launch.start_pre_session(session=session, by=person, at=NOON)
    guide = records.guide(person, session)
    flag = records.flag(person, said)
    review = services.open_review(session=session, reason="PHQ-9 item 9: 2.", level=4, by=person, at=NOON)
    asked, unwanted = (rights.request(person, session.client) for _ in range(2))
    amendment = rights.amendment(person, session)
    note, signed = records.note(person, session), records.signed_note(person, session)
    desk = (asked.id, amendment.id, unwanted.id, note.id, signed.id, notices.notice(person).id)
    return Scene(session.client_id, session.id, guide.brief_id, guide.id, flag.id, review.concern_id, run.id, *desk)


def nowhere() -> Scene:
    """Return ids of nothing."""
    return Scene(*(uuid.uuid4() for _ in fields(Scene)))


def asks_with_ids(at: Scene) -> Iterator[Ask]:
    """Yield every act that names a record, in an order in which each can be done once."""
    one, guide = f"{API}/sessions/{at.session}", f"{API}/guides/{at.guide}"
    text = {"text": "Client: I slept well.", "format": "transcript"}
    appointment = {"client_id": str(at.client), "starts_at": NOON.isoformat()}
    edit = {"sections": [{"key": "hello", "lines": ["Be kind to yourself."]}]}
    yield Ask("show_client", "GET", f"{API}/clients/{at.client}", 200, reads=1)
    yield Ask("list_client_events", "GET", f"{API}/clients/{at.client}/events", 200, reads=1)
    yield Ask("add_session", "POST", f"{API}/sessions", 201, appointment)
    yield Ask("show_session", "GET", one, 200)
    yield Ask("list_memos", "GET", f"{one}/memos", 200, reads=1)
    yield Ask("list_transcripts", "GET", f"{one}/transcripts", 200)
    yield Ask("send_transcript", "POST", f"{one}/transcripts", 201, text)
    yield Ask("tag_session_part2", "POST", f"{one}/part2", 200)
    yield Ask("list_flags", "GET", f"{one}/flags", 200, reads=1)
    yield Ask("acknowledge_flag", "POST", f"{API}/flags/{at.flag}/acknowledge", 200, reads=1)
    yield from _asks_of_risk(at)
    yield Ask("mark_notice_read", "POST", f"{API}/notices/{at.notice}/read", 200)
    yield Ask("start_pre_session", "POST", f"{one}/pre-session", 202)
    yield Ask("show_run", "GET", f"{API}/runs/{at.run}", 200)
    yield Ask("show_latest_brief", "GET", f"{one}/brief", 200, reads=1)
    yield Ask("show_brief", "GET", f"{API}/briefs/{at.brief}", 200, reads=1)
    yield Ask("show_latest_guide", "GET", f"{one}/guide", 200, reads=1)
    yield Ask("show_guide", "GET", guide, 200, reads=1)
    yield Ask("replace_guide", "PUT", guide, 200, edit, '"1"', reads=2)
    yield Ask("edit_guide", "PATCH", guide, 200, edit, '"2"', reads=2)
    yield Ask("release_guide", "POST", f"{guide}/release", 200, reads=1)
    yield Ask("withdraw_guide", "POST", f"{guide}/withdraw", 200, reads=1)
    person, scope = f"{API}/clients/{at.client}", {"purpose": "recording", "modality": "in_person"}
    consent = {**scope, "method": "verbal", "words": "Heard by the clinician."}
    measure = {"instrument": "phq9", "taken_on": "2026-03-02", "answers": [1, 1, 0, 2, 1, 0, 1, 0, None]}
    yield Ask("add_measure", "POST", f"{person}/measures", 201, measure, reads=1)
    yield Ask("list_measures", "GET", f"{person}/measures", 200, reads=1)
    yield Ask("show_trajectory", "GET", f"{person}/trajectory", 200, reads=1)
    yield Ask("list_consent_texts", "GET", f"{person}/consent-texts", 200)
    yield Ask("give_consent", "POST", f"{person}/consents", 201, consent)
    yield Ask("list_consents", "GET", f"{person}/consents", 200)
    yield Ask("withdraw_consent", "POST", f"{person}/consents/withdraw", 200, scope)
    yield from _asks_of_rights(at)
    yield from _asks_of_notes(at)


def _asks_of_notes(at: Scene) -> Iterator[Ask]:
    note, signed, one = f"{API}/notes/{at.note}", f"{API}/notes/{at.signed}", f"{API}/sessions/{at.session}"
    fields = [{"key": "subjective", "text": "Slept well."}, {"key": "plan", "text": "Weekly."}]
    yield Ask("write_note", "POST", f"{API}/briefs/{at.brief}/notes", 201, {"format": "soap"}, reads=2)
    yield Ask("list_notes", "GET", f"{one}/notes", 200)
    yield Ask("show_note", "GET", note, 200, reads=1)
    yield Ask("replace_note", "PUT", note, 200, {"sections": fields}, '"1"', reads=2)
    yield Ask("lay_out_note", "POST", f"{note}/format", 200, {"format": "dap"}, '"2"', reads=2)
    yield Ask("list_note_versions", "GET", f"{note}/versions", 200)
    yield Ask("show_note_version", "GET", f"{note}/versions/2", 200, reads=1)
    yield Ask("sign_note", "POST", f"{note}/sign", 200, {"is_reviewed": True}, '"3"', reads=1)
    yield Ask("amend_note", "POST", f"{signed}/amend", 201, {"reason": "It was Tuesday."}, reads=1)
    yield Ask("export_note", "POST", f"{signed}/document-reference", 200)


def _asks_of_risk(at: Scene) -> Iterator[Ask]:
    one, said = f"{API}/concerns/{at.concern}", {"words": "Talked, and a plan was made."}
    yield Ask("list_concerns", "GET", f"{API}/clients/{at.client}/concerns", 200, reads=1)
    yield Ask("acknowledge_concern", "POST", f"{one}/acknowledge", 200, {}, '"1"', reads=1)
    yield Ask("escalate_concern", "POST", f"{one}/escalate", 200, {"recipient": "supervisor"}, '"2"', reads=1)
    yield Ask("reassess_concern", "POST", f"{one}/reassess", 200, said, '"3"', reads=1)
    yield Ask("resolve_concern", "POST", f"{one}/resolve", 200, said, '"4"', reads=1)
    yield Ask("list_concern_acts", "GET", f"{one}/acts", 200, reads=1)


def _asks_of_rights(at: Scene) -> Iterator[Ask]:
    desk, client = f"{API}/rights-requests", f"{API}/clients/{at.client}"
    said = {"words": "Said so."}
    given = {"kind": "court", "disclosed_on": "2026-03-02", "recipient": "A court", "what": "Dates", "why": "Subpoena"}
    wanted = {
        "kind": "access",
        "received_on": "2026-03-02",
        "asked_by": "client",
        "identity_check": "in_person",
        "words": "All.",
    }
    yield Ask("receive_rights_request", "POST", f"{client}/rights-requests", 201, wanted, reads=1)
    yield Ask("show_rights_request", "GET", f"{desk}/{at.asked}", 200, reads=1)
    yield Ask("fulfill_rights_request", "POST", f"{desk}/{at.asked}/fulfill", 200, said, reads=1)
    denial = {**said, "reason": "accurate"}
    yield Ask("deny_rights_request", "POST", f"{desk}/{at.amendment}/deny", 200, denial, reads=1)
    yield Ask("dispute_rights_denial", "POST", f"{desk}/{at.amendment}/dispute", 200, said, reads=1)
    yield Ask("withdraw_rights_request", "POST", f"{desk}/{at.unwanted}/withdraw", 200, said, reads=1)
    yield Ask("note_disclosure", "POST", f"{client}/disclosures", 201, given, reads=1)
    yield Ask("show_accounting", "GET", f"{client}/accounting", 200, reads=1)
    yield Ask("list_amendments", "GET", f"{API}/sessions/{at.session}/amendments", 200, reads=1)


def asks_without_ids() -> Iterator[Ask]:
    """Yield the other acts of the API."""
    yield Ask("list_clients", "GET", f"{API}/clients", 200, reads=1)
    yield Ask("add_client", "POST", f"{API}/clients", 201, {"first_name": "Testa", "last_name": "Made-Up"}, reads=1)
    yield Ask("search_clients", "POST", f"{API}/clients/search", 200, {"name": "Testa"}, reads=2)
    yield Ask("list_sessions", "GET", f"{API}/sessions", 200)
    yield Ask("list_rights_requests", "GET", f"{API}/rights-requests", 200)
    yield Ask("list_notices", "GET", f"{API}/notices", 200)
    yield Ask("mark_all_notices_read", "POST", f"{API}/notices/read", 200)
    yield Ask("show_notice_channels", "GET", f"{API}/notice-channels", 200)
    yield Ask("choose_notice_channels", "PUT", f"{API}/notice-channels", 200, {"kinds": TOLD})
    yield Ask("list_runs", "GET", f"{API}/runs", 200)


def every_ask(at: Scene) -> list[Ask]:
    """Return every act but the upload of a recording, which is a form, and those that only some days allow."""
    return [*asks_without_ids(), *asks_with_ids(at)]
