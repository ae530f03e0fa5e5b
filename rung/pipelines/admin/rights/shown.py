"""What the pages of the desk show, each under one audited read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients.models import Client
from rung.rights import policies, selectors
from rung.rights.enums import OPEN, DenialReason, RequestStatus, RightsKind
from rung.rights.models import Disclosure, RightsRequest
from rung.rights.schemas import DisclosureDetail
from rung.sessions.models import TherapySession

LIMIT = 200
STEP_TITLES = {
    RequestStatus.EXTENDED: "30 more days, because",
    RequestStatus.FULFILLED: "Answered",
    RequestStatus.DENIED: "Denied",
    RequestStatus.DISPUTED: "The client disagrees",
    RequestStatus.WITHDRAWN: "Taken back",
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A request in a list."""

    id: UUID
    client: str
    kind: str
    status: str
    due_on: date
    days_left: int
    days: int  # without its sign, to be read
    is_open: bool


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One thing that was done."""

    title: str
    reason: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """Everything the page of a request shows."""

    row: ShownRow
    client_id: UUID
    session_id: UUID | None
    record: str
    received_on: date
    asked_by: str
    identity_check: str
    words: str
    steps: tuple[ShownStep, ...]
    is_access: bool
    is_amendment: bool
    can_extend: bool
    can_deny: bool
    can_dispute: bool


@dataclass(frozen=True, slots=True)
class ShownAmendment:
    """A decided amendment, as it stands beside the record it is about."""

    request_id: UUID
    record: str
    asked: str
    steps: tuple[ShownStep, ...]


@dataclass(frozen=True, slots=True)
class ShownDisclosure:
    """One disclosure."""

    on: date
    ground: str
    detail: DisclosureDetail
    is_accounted_for: bool


@dataclass(frozen=True, slots=True)
class ClientRights:
    """Everything the page of one client's rights shows."""

    client_id: UUID
    name: str
    requests: tuple[ShownRow, ...]
    disclosures: tuple[ShownDisclosure, ...]
    since: date


def desk(by: Clinician, *, at: datetime) -> tuple[ShownRow, ...]:
    """Return what is open, overdue first; each name shown is an audited read."""
    rows = list(selectors.open_requests_of(by)[:LIMIT])
    with audit.access_to_many(by=by, at=at, kind="client", client_ids=[row.client_id for row in rows]):
        return tuple(_row(row, at) for row in rows)


def request(request_id: UUID, *, by: Clinician, at: datetime) -> ShownRequest:
    """Return one request with its steps.

    Raises:
        RequestNotFound: not of a client of the clinician.
    """
    row = selectors.request_of(by, request_id)
    with audit.access(by=by, at=at, subject=audit.Subject("rights_request", row.id, row.client_id)):
        return ShownRequest(
            row=_row(row, at),
            client_id=row.client_id,
            session_id=row.session_id,
            record=str(row.get_record_kind_display()),
            received_on=row.received_on,
            asked_by=str(row.get_asked_by_display()),
            identity_check=str(row.get_identity_check_display()),
            words=row.words,
            steps=_steps(row),
            is_access=row.kind == RightsKind.ACCESS,
            is_amendment=row.kind == RightsKind.AMENDMENT,
            can_extend=row.status == RequestStatus.RECEIVED and row.due_on >= at.date(),
            can_deny=row.status in OPEN and row.kind != RightsKind.ACCOUNTING,
            can_dispute=row.kind == RightsKind.AMENDMENT and row.status == RequestStatus.DENIED,
        )


def of_client(client: Client, *, by: Clinician, at: datetime) -> ClientRights:
    """Return the requests of a client and six years of disclosures."""
    since = policies.accounted_from(at.date())
    rows = selectors.requests_of(by).filter(client=client).order_by("-received_on", "-created_at")[:LIMIT]
    with audit.access(by=by, at=at, subject=audit.Subject("client.rights", client.id, client.id)):
        return ClientRights(
            client_id=client.id,
            name=client.full_name(),
            requests=tuple(_row(row, at) for row in rows),
            disclosures=disclosures(selectors.disclosures_of(by, client, since=since)),
            since=since,
        )


def amendments(session: TherapySession) -> tuple[ShownAmendment, ...]:
    """Return the decided amendments of a session; needs a declared access."""
    found = selectors.amendments_of([session])
    return tuple(ShownAmendment(row.id, str(row.get_record_kind_display()), row.words, _steps(row)) for row in found)


def disclosures(rows: Iterable[Disclosure]) -> tuple[ShownDisclosure, ...]:
    """Return disclosures in words; needs a declared access."""
    return tuple(
        ShownDisclosure(row.disclosed_on, str(row.get_kind_display()), selectors.detail_of(row), row.is_accounted_for)
        for row in rows
    )


def _row(row: RightsRequest, at: datetime) -> ShownRow:
    left = policies.days_left(row.due_on, on=at.date())
    name, kind = row.client.full_name(), str(row.get_kind_display())
    return ShownRow(row.id, name, kind, row.status, row.due_on, left, abs(left), row.status in OPEN)


def _steps(row: RightsRequest) -> tuple[ShownStep, ...]:
    return tuple(
        ShownStep(
            title=STEP_TITLES[RequestStatus(step.status)],
            reason=str(DenialReason(step.denial_reason).label) if step.denial_reason else "",
            words=step.words,
            by=step.by.name,
            at=step.created_at,
        )
        for step in row.steps.all()
    )
