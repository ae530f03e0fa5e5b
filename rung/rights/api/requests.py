"""Requests: list, receive, show."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.common.api.documents import answered, documented
from rung.common.api.doors import Door
from rung.common.api.pages import Page, page_of
from rung.rights import policies, selectors, services
from rung.rights.api.shapes import DatedRequest, NewRequest, RequestFilter, RequestOut, RequestPage, RequestsOut
from rung.rights.enums import Asker, IdentityCheck, RecordKind, RightsKind
from rung.rights.models import RightsRequest
from rung.rights.services.requests import AmendedRecord, Asked
from rung.sessions import selectors as sessions

MOST_URGENT_FIRST = ("due_on", "created_at", "id")


@documented("list_rights_requests", query=RequestFilter, out=(200, RequestPage))
class ListRequests(Door[Clinician]):
    """List the requests of your clients, overdue ones first, without their words."""

    def get(self, _request: Request) -> Response:
        asked = self.asked(RequestFilter)
        mine = selectors.requests_of(self.by)
        rows = selectors.open_requests_of(self.by) if asked["is_open"] else mine
        page = page_of(rows, asked, order=MOST_URGENT_FIRST, of=mine)
        dated = [dated_request(row, at=self.at) for row in page.items]
        return Response(RequestPage(Page(dated, page.next_cursor)).data)


@documented(
    "receive_rights_request",
    into=NewRequest,
    out=(201, RequestOut),
    headers=(answered("Location", "Where the request is.", 201),),
    refuses=(404, 422),
)
class ReceiveRequest(Door[Clinician]):
    """Note that a client asked for access, an amendment or an accounting; its clock starts."""

    def post(self, _request: Request, client_id: UUID) -> Response:
        client = clients.client_of(self.by, client_id)
        made = services.receive_request(_asked(self.sent(NewRequest)), client=client, by=self.by, at=self.at)
        location = reverse("api:rights-request", args=[made.id])
        return Response(request_shown(made.id, by=self.by, at=self.at), 201, headers={"Location": location})


@documented("show_rights_request", out=(200, RequestOut), refuses=(404,))
class ShowRequest(Door[Clinician]):
    """Show a request with everything that was done about it."""

    def get(self, _request: Request, request_id: UUID) -> Response:
        return Response(request_shown(request_id, by=self.by, at=self.at))


@documented("list_amendments", out=(200, RequestsOut), refuses=(404,))
class ListAmendments(Door[Clinician]):
    """List what was asked to be amended in a session, and how it was decided; show it with the record."""

    def get(self, _request: Request, session_id: UUID) -> Response:
        session = sessions.session_of(self.by, session_id)
        subject = audit.Subject("session.amendments", session.id, session.client_id)
        with audit.access(by=self.by, at=self.at, subject=subject):
            dated = [dated_request(row, at=self.at) for row in selectors.amendments_of([session])]
            return Response(RequestsOut({"items": dated}).data)


def request_shown(request_id: UUID, *, by: Clinician, at: datetime) -> dict[str, Any]:
    """Return a request as answered; the read is audited."""
    row = selectors.request_of(by, request_id)
    with audit.access(by=by, at=at, subject=audit.Subject("rights_request", row.id, row.client_id)):
        return RequestOut(dated_request(row, at=at)).data


def dated_request(row: RightsRequest, *, at: datetime) -> DatedRequest:
    """Return a request with the days that remain."""
    return DatedRequest(row, policies.days_left(row.due_on, on=at.date()))


def _asked(sent: dict[str, Any]) -> Asked:
    named = sent.get("record")
    record = AmendedRecord(named["session_id"], RecordKind(named["kind"]), named["id"]) if named else None
    return Asked(
        kind=RightsKind(sent["kind"]),
        received_on=sent["received_on"],
        asked_by=Asker(sent["asked_by"]),
        identity_check=IdentityCheck(sent["identity_check"]),
        words=sent["words"],
        record=record,
    )
