"""Concerns: list them, show what was done about one, acknowledge, escalate, reassess, resolve."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.common.api.documents import answered, documented
from rung.common.api.doors import Door
from rung.common.api.pages import Page, Paging, page_of
from rung.common.api.versions import etag_of, version_edited
from rung.sessions import services
from rung.sessions.api.concernshapes import (
    ActPage,
    ConcernOut,
    ConcernPage,
    Escalation,
    Note,
    OpenedAct,
    OptionalNote,
)
from rung.sessions.models import RiskConcern
from rung.sessions.selectors import risk as selectors

MOST_URGENT_FIRST = ("due_at", "-level", "id")
ETAG = answered("ETag", "The version of the concern; send it as If-Match with an act.", 200)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag of the version you looked at."
)


@documented("list_concerns", query=Paging, out=(200, ConcernPage), refuses=(404,))
class ListConcerns(Door[Clinician]):
    """List the concerns about a client, most urgent first, resolved ones last; their words are in the flags."""

    def get(self, _request: Request, client_id: UUID) -> Response:
        client = clients.client_of(self.by, client_id)
        page = page_of(selectors.concerns_about(self.by, client), self.asked(Paging), order=MOST_URGENT_FIRST)
        subject = audit.Subject("client.risk", client.id, client.id)
        with audit.access(by=self.by, at=self.at, subject=subject):
            return Response(ConcernPage(page).data)


@documented("list_concern_acts", query=Paging, out=(200, ActPage), refuses=(404,))
class ListActs(Door[Clinician]):
    """List what was found and done about a concern, latest first."""

    def get(self, _request: Request, concern_id: UUID) -> Response:
        concern = selectors.concern_of(self.by, concern_id)
        page = page_of(selectors.acts_on(concern), self.asked(Paging), order=("-number", "id"))
        with audit.access(by=self.by, at=self.at, subject=_subject(concern)):
            opened = [OpenedAct(act, selectors.detail_of_act(act)) for act in page.items]
            return Response(ActPage(Page(opened, page.next_cursor)).data)


class ActsOnConcern(Door[Clinician]):
    """What the acts share."""

    def act(self, service: Callable[..., RiskConcern], concern_id: UUID, sent: dict[str, Any]) -> Response:
        """Do one act on the version that was looked at, and answer with the concern as it stands now."""
        version = version_edited(self.request)
        service(concern_id=concern_id, version=version, by=self.by, at=self.at, **sent)
        return _answer(concern_id, by=self.by, at=self.at)


@documented(
    "acknowledge_concern",
    into=OptionalNote,
    out=(200, ConcernOut),
    headers=(ETAG, IF_MATCH),
    refuses=(404, 409, 412, 428),
)
class AcknowledgeConcern(ActsOnConcern):
    """Say that you have seen everything found so far."""

    def post(self, _request: Request, concern_id: UUID) -> Response:
        return self.act(services.acknowledge_concern, concern_id, self.sent(OptionalNote))


@documented(
    "escalate_concern",
    into=Escalation,
    out=(200, ConcernOut),
    headers=(ETAG, IF_MATCH),
    refuses=(404, 409, 412, 422, 428),
)
class EscalateConcern(ActsOnConcern):
    """Say to whom you handed it on; it stays yours until it is resolved."""

    def post(self, _request: Request, concern_id: UUID) -> Response:
        return self.act(services.escalate_concern, concern_id, self.sent(Escalation))


@documented(
    "reassess_concern",
    into=Note,
    out=(200, ConcernOut),
    headers=(ETAG, IF_MATCH),
    refuses=(404, 409, 412, 422, 428),
)
class ReassessConcern(ActsOnConcern):
    """Note how things stand; the next look is due in a week."""

    def post(self, _request: Request, concern_id: UUID) -> Response:
        return self.act(services.reassess_concern, concern_id, self.sent(Note))


@documented(
    "resolve_concern",
    into=Note,
    out=(200, ConcernOut),
    headers=(ETAG, IF_MATCH),
    refuses=(404, 409, 412, 422, 428),
)
class ResolveConcern(ActsOnConcern):
    """Close it with a note of what was done; new signs open it again."""

    def post(self, _request: Request, concern_id: UUID) -> Response:
        return self.act(services.resolve_concern, concern_id, self.sent(Note))


def _answer(concern_id: UUID, *, by: Clinician, at: datetime) -> Response:
    """Return a concern with its ETag; the read is audited."""
    concern = selectors.concern_of(by, concern_id)
    with audit.access(by=by, at=at, subject=_subject(concern)):
        shown: dict[str, Any] = ConcernOut(concern).data
    return Response(shown, headers={"ETag": etag_of(concern.version)})


def _subject(concern: RiskConcern) -> audit.Subject:
    return audit.Subject("risk_concern", concern.id, concern.client_id)
