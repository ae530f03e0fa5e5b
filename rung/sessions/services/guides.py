"""Edit, release and withdraw a guide."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.enums import Purpose
from rung.common import jsonkit
from rung.encryption import access
from rung.sessions import policies, schemas, selectors
from rung.sessions.enums import GuideStatus
from rung.sessions.errors import GuideChanged
from rung.sessions.models import ClientGuide
from rung.sessions.services import versions
from rung.sessions.services.consenting import require_consent
from rung.sessions.services.versions import Maker


@transaction.atomic
def save_guide(
    *, guide_id: UUID, content: schemas.GuideContent, version: int, by: Clinician, at: datetime
) -> ClientGuide:
    """Keep the clinician's text; saving it is the review.

    `version` is the one the clinician was editing.

    Raises:
        RecordNotFound: not among the clinician's guides.
        OnlyReading: of somebody the clinician supervises.
        GuideChanged: somebody saved another text since; nothing is written.
        GuideAlreadyReleased: a released text is never changed.
    """
    guide = _locked(by, guide_id)
    policies.check_may_edit_guide(guide.status)
    if guide.version != version:
        raise GuideChanged
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=_subject(guide))
    with access.granted(guide.client_id):  # opened only to keep what was there; the change is the event
        versions.begin_guide(guide)
    guide.text = jsonkit.dump(content)
    guide.version += 1
    guide.status = GuideStatus.REVIEWED
    guide.reviewed_at, guide.reviewed_by = at, by
    guide.save(update_fields=["text", "version", "status", "reviewed_at", "reviewed_by"])
    versions.add_version(guide, guide.text, maker=Maker(by), at=at)
    return guide


@transaction.atomic
def release_guide(*, guide_id: UUID, by: Clinician, at: datetime) -> ClientGuide:
    """Let the client have the reviewed text.

    Raises:
        RecordNotFound: not among the clinician's guides.
        OnlyReading: of somebody the clinician supervises.
        GuideNotReviewed: nobody read it yet.
        GuideAlreadyReleased: it was released before.
        GuideEmpty: there is nothing to read.
        ConsentRefused: the client did not agree to be sent guides.
    """
    session = selectors.guide_of(by, guide_id).session
    require_consent(Purpose.RELEASE_TO_CLIENT, session=session, by=by, at=at)
    guide = _locked(by, guide_id)
    audit.record(audit.Act.RELEASE, by=by, at=at, subject=_subject(guide))
    with access.granted(guide.client_id):  # opened only to see that it says something; the release is the event
        policies.check_may_release_guide(guide.status, selectors.text_of(guide))
    guide.status = GuideStatus.RELEASED
    guide.released_at, guide.released_by = at, by
    guide.save(update_fields=["status", "released_at", "released_by"])
    return guide


@transaction.atomic
def withdraw_guide(*, guide_id: UUID, by: Clinician, at: datetime) -> ClientGuide:
    """Stop sharing a released guide.

    Raises:
        RecordNotFound: not among the clinician's guides.
        OnlyReading: of somebody the clinician supervises.
        GuideNotReleased: it was not shared.
    """
    guide = _locked(by, guide_id)
    policies.check_may_withdraw_guide(guide.status)
    guide.status = GuideStatus.WITHDRAWN
    guide.withdrawn_at = at
    guide.save(update_fields=["status", "withdrawn_at"])
    audit.record(audit.Act.WITHDRAW, by=by, at=at, subject=_subject(guide))
    return guide


def _locked(by: Clinician, guide_id: UUID) -> ClientGuide:
    found = selectors.guide_of(by, guide_id)
    client_policies.check_is_client_of(found.client, by)
    return ClientGuide.objects.select_for_update().get(pk=found.pk)


def _subject(guide: ClientGuide) -> audit.Subject:
    return audit.Subject("guide", guide.id, guide.client_id)
