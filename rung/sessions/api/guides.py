"""Client guides: show, edit, release, withdraw."""

from datetime import datetime
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.common.api.documents import answered, documented
from rung.common.api.doors import Door
from rung.common.api.versions import etag_of, version_edited
from rung.sessions import selectors, services
from rung.sessions.api.editing import edited
from rung.sessions.api.guideshapes import GuideEdit, GuideOut, OpenedGuide
from rung.sessions.errors import RecordNotFound
from rung.sessions.models import ClientGuide

ETAG = answered("ETag", "The version of the text; send it as If-Match with an edit.", 200)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag of the version you edited."
)


@documented("show_guide", out=(200, GuideOut), headers=(ETAG,), refuses=(404,))
class ShowGuide(Door[Clinician]):
    """Show one client guide."""

    def get(self, _request: Request, guide_id: UUID) -> Response:
        return _answer(selectors.guide_of(self.by, guide_id), by=self.by, at=self.at)


@documented("show_latest_guide", out=(200, GuideOut), headers=(ETAG,), refuses=(404,))
class ShowLatestGuide(Door[Clinician]):
    """Show the newest client guide of a session."""

    def get(self, _request: Request, session_id: UUID) -> Response:
        guide = selectors.latest_guide_of(selectors.session_of(self.by, session_id))
        if guide is None:
            raise RecordNotFound
        return _answer(guide, by=self.by, at=self.at)


class SavesGuide(Door[Clinician]):
    """What both ways of saving a guide share."""

    def save(self, guide_id: UUID, *, is_whole: bool) -> Response:
        """Save what was sent as the clinician's text."""
        version, sent = version_edited(self.request), self.sent(GuideEdit)
        guide = selectors.guide_of(self.by, guide_id)
        with audit.access(by=self.by, at=self.at, subject=_subject(guide)):
            before = selectors.text_of(guide)
        content = edited(before, sent["sections"], is_whole=is_whole)
        saved = services.save_guide(guide_id=guide.id, content=content, version=version, by=self.by, at=self.at)
        return _answer(saved, by=self.by, at=self.at)


@documented(
    "replace_guide", into=GuideEdit, out=(200, GuideOut), headers=(ETAG, IF_MATCH), refuses=(404, 409, 412, 428)
)
class ReplaceGuide(SavesGuide):
    """Write all sections of a guide; saving is your review of it.

    Every section is sent, in any order; an empty list of lines empties it.
    """

    def put(self, _request: Request, guide_id: UUID) -> Response:
        return self.save(guide_id, is_whole=True)


@documented("edit_guide", into=GuideEdit, out=(200, GuideOut), headers=(ETAG, IF_MATCH), refuses=(404, 409, 412, 428))
class EditGuide(SavesGuide):
    """Write some sections of a guide; saving is your review of all of it.

    The sections that are not sent stay as they are.
    """

    def patch(self, _request: Request, guide_id: UUID) -> Response:
        return self.save(guide_id, is_whole=False)


@documented("release_guide", out=(200, GuideOut), headers=(ETAG,), refuses=(404, 409, 422))
class ReleaseGuide(Door[Clinician]):
    """Let the client have the reviewed text; it is locked then."""

    def post(self, _request: Request, guide_id: UUID) -> Response:
        guide = services.release_guide(guide_id=guide_id, by=self.by, at=self.at)
        return _answer(guide, by=self.by, at=self.at)


@documented("withdraw_guide", out=(200, GuideOut), headers=(ETAG,), refuses=(404, 409))
class WithdrawGuide(Door[Clinician]):
    """Stop sharing a released guide; the record keeps it."""

    def post(self, _request: Request, guide_id: UUID) -> Response:
        guide = services.withdraw_guide(guide_id=guide_id, by=self.by, at=self.at)
        return _answer(guide, by=self.by, at=self.at)


def _answer(guide: ClientGuide, *, by: Clinician, at: datetime) -> Response:
    """Return a guide with its ETag; the read is audited."""
    with audit.access(by=by, at=at, subject=_subject(guide)):
        opened = OpenedGuide(guide, selectors.text_of(guide), selectors.draft_of(guide))
        shown: dict[str, Any] = GuideOut(opened).data
    return Response(shown, headers={"ETag": etag_of(guide.version)})


def _subject(guide: ClientGuide) -> audit.Subject:
    return audit.Subject("guide", guide.id, guide.client_id)
