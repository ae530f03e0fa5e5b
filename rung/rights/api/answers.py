"""Answers to requests: extend, fulfill, deny, dispute, withdraw."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.common.api.documents import documented
from rung.common.api.doors import Door
from rung.rights import services
from rung.rights.api.requests import request_shown
from rung.rights.api.shapes import Denial, RequestOut, Said
from rung.rights.enums import DenialReason


class Answers(Door[Clinician]):
    """What the answers share."""

    def shown(self, request_id: UUID) -> Response:
        """Answer with the request as it stands now."""
        return Response(request_shown(request_id, by=self.by, at=self.at))

    @property
    def words(self) -> str:
        """Return what was written."""
        return str(self.sent(Said)["words"])


@documented("extend_rights_request", into=Said, out=(200, RequestOut), refuses=(404, 409, 422))
class ExtendRequest(Answers):
    """Take 30 more days, once, before the last day has passed; `words` is the reason the client was told."""

    def post(self, _request: Request, request_id: UUID) -> Response:
        services.extend_request(request_id=request_id, reason=self.words, by=self.by, at=self.at)
        return self.shown(request_id)


@documented("fulfill_rights_request", into=Said, out=(200, RequestOut), refuses=(404, 409, 422))
class FulfillRequest(Answers):
    """Give what was asked for; for an amendment `words` is the addendum that is shown with the record."""

    def post(self, _request: Request, request_id: UUID) -> Response:
        services.fulfill_request(request_id=request_id, words=self.words, by=self.by, at=self.at)
        return self.shown(request_id)


@documented("deny_rights_request", into=Denial, out=(200, RequestOut), refuses=(404, 409, 422))
class DenyRequest(Answers):
    """Refuse what was asked for; `words` is the denial the client gets."""

    def post(self, _request: Request, request_id: UUID) -> Response:
        sent = self.sent(Denial)
        reason = DenialReason(sent["reason"]) if "reason" in sent else None
        services.deny_request(request_id=request_id, words=sent["words"], reason=reason, by=self.by, at=self.at)
        return self.shown(request_id)


@documented("dispute_rights_denial", into=Said, out=(200, RequestOut), refuses=(404, 409, 422))
class DisputeDenial(Answers):
    """Keep the client's statement of disagreement with a denied amendment."""

    def post(self, _request: Request, request_id: UUID) -> Response:
        services.dispute_denial(request_id=request_id, statement=self.words, by=self.by, at=self.at)
        return self.shown(request_id)


@documented("withdraw_rights_request", into=Said, out=(200, RequestOut), refuses=(404, 409, 422))
class WithdrawRequest(Answers):
    """Note that whoever asked took it back; `words` says how."""

    def post(self, _request: Request, request_id: UUID) -> Response:
        services.withdraw_request(request_id=request_id, words=self.words, by=self.by, at=self.at)
        return self.shown(request_id)
