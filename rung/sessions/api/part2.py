"""Tagging substance use records for other software."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.sessions import selectors, services
from rung.sessions.api.sessions import SessionOut


@documented("tag_session_part2", out=(200, SessionOut), refuses=(404,))
class TagSessionPart2(Door[Clinician]):
    """Tag a session, and everything made from it, as a substance use record (42 CFR Part 2).

    The tag stays. Copies of tagged records carry the notice of 42 CFR 2.32.
    """

    def post(self, _request: Request, session_id: UUID) -> Response:
        session = selectors.session_of(self.by, session_id)
        return Response(SessionOut(services.tag_session_part2(session=session, by=self.by, at=self.at)).data)
