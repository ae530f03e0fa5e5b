"""Sessions: list, add, show. When and how, not what: none of it is sealed."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.clients import selectors as clients
from rung.clients.enums import Modality
from rung.common.api.documents import answered, documented
from rung.common.api.doors import Door
from rung.common.api.pages import PageOut, Paging, page_of
from rung.common.api.shapes import Choice, In, Moment
from rung.sessions import selectors, services
from rung.sessions.enums import SessionStatus
from rung.sessions.models import TherapySession

LATEST_FIRST = ("-starts_at", "-id")


class SessionFilter(Paging):
    """Which sessions to list."""

    client_id = serializers.UUIDField(required=False, help_text="Only those with this client.")


class NewSession(In):
    """An appointment to add."""

    client_id = serializers.UUIDField()
    starts_at = Moment()
    modality = Choice(Modality.choices, required=False, default=Modality.IN_PERSON)


class SessionOut(serializers.Serializer[TherapySession]):
    """An appointment with a client."""

    id = serializers.UUIDField()
    client_id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    modality = Choice(Modality.choices)
    is_part2 = serializers.BooleanField(help_text="A substance use record under 42 CFR Part 2.")
    status = Choice(SessionStatus.choices)
    created_at = serializers.DateTimeField()


class SessionPage(PageOut):
    """Some of the clinician's sessions."""

    items = SessionOut(many=True)


@documented("list_sessions", query=SessionFilter, out=(200, SessionPage))
class ListSessions(Door[Clinician]):
    """List your sessions, latest first."""

    def get(self, _request: Request) -> Response:
        asked = self.asked(SessionFilter)
        mine = selectors.sessions_of(self.by)
        rows = mine.filter(client_id=asked["client_id"]) if "client_id" in asked else mine
        return Response(SessionPage(page_of(rows, asked, order=LATEST_FIRST, of=mine)).data)


@documented(
    "add_session",
    into=NewSession,
    out=(201, SessionOut),
    headers=(answered("Location", "Where the session is.", 201),),
    refuses=(404,),
)
class AddSession(Door[Clinician]):
    """Add an appointment with one of your clients."""

    def post(self, request: Request) -> Response:
        sent = self.sent(NewSession)
        client = clients.client_of(self.by, sent.pop("client_id"))
        session = services.schedule_session(client=client, **sent, by=self.by, at=self.at)
        return Response(SessionOut(session).data, 201, headers={"Location": f"{request.path}/{session.id}"})


@documented("show_session", out=(200, SessionOut), refuses=(404,))
class ShowSession(Door[Clinician]):
    """Show one of your sessions."""

    def get(self, _request: Request, session_id: UUID) -> Response:
        return Response(SessionOut(selectors.session_of(self.by, session_id)).data)
