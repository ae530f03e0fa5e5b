"""Extend, fulfill, deny, dispute and take back a request: each is a step that is added, never changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.rights import policies, selectors
from rung.rights.enums import DenialReason, RequestStatus, RightsKind
from rung.rights.models import RightsRequest, RightsStep


@dataclass(frozen=True, slots=True)
class _Step:
    """What was done, in words."""

    status: RequestStatus
    words: str
    reason: DenialReason | None = None


@transaction.atomic
def extend_request(*, request_id: UUID, reason: str, by: Clinician, at: datetime) -> RightsRequest:
    """Take 30 more days, once; the reason is what the client was told in writing.

    Raises:
        RequestNotFound: not of a client of the clinician.
        RequestAnswered, AlreadyExtended, TooLateToExtend: see `policies.check_may_extend`.
        WordsMissing: no reason was given.
    """
    request = _locked(by, request_id)
    policies.check_may_extend(request.status, request.due_on, on=at.date())
    request.due_on = policies.extended(request.due_on)
    return _taken(request, _Step(RequestStatus.EXTENDED, reason), by=by, at=at)


@transaction.atomic
def fulfill_request(*, request_id: UUID, words: str, by: Clinician, at: datetime) -> RightsRequest:
    """Give what was asked for; `words` say what was given.

    For an amendment they are the addendum: it is shown with the record from
    then on, and the original stays as it was.

    Raises:
        RequestNotFound: not of a client of the clinician.
        RequestAnswered: it was answered, or taken back.
        WordsMissing: without words.
    """
    request = _locked(by, request_id)
    policies.check_is_open(request.status)
    act = audit.Act.AMEND if request.kind == RightsKind.AMENDMENT else audit.Act.CHANGE
    return _taken(request, _Step(RequestStatus.FULFILLED, words), act=act, by=by, at=at)


@transaction.atomic
def deny_request(
    *, request_id: UUID, words: str, reason: DenialReason | None, by: Clinician, at: datetime
) -> RightsRequest:
    """Refuse what was asked for; `words` are the denial the client gets.

    Raises:
        RequestNotFound: not of a client of the clinician.
        RequestAnswered, NeverDenied, DenialReasonMissing, DenialReasonUnwanted: see `policies.check_may_deny`.
        WordsMissing: without words.
    """
    request = _locked(by, request_id)
    policies.check_may_deny(request.kind, request.status, reason)
    return _taken(request, _Step(RequestStatus.DENIED, words, reason), by=by, at=at)


@transaction.atomic
def dispute_denial(*, request_id: UUID, statement: str, by: Clinician, at: datetime) -> RightsRequest:
    """Keep the client's statement of disagreement with a denied amendment (164.526(d)(2)).

    Raises:
        RequestNotFound: not of a client of the clinician.
        NothingToDispute: it is no denied amendment, or was disputed before.
        WordsMissing: without words.
    """
    request = _locked(by, request_id)
    policies.check_may_dispute(request.kind, request.status)
    return _taken(request, _Step(RequestStatus.DISPUTED, statement), by=by, at=at)


@transaction.atomic
def withdraw_request(*, request_id: UUID, words: str, by: Clinician, at: datetime) -> RightsRequest:
    """Note that whoever asked took the request back.

    Raises:
        RequestNotFound: not of a client of the clinician.
        RequestAnswered: it was answered, or taken back before.
        WordsMissing: how it was taken back is part of the record.
    """
    request = _locked(by, request_id)
    policies.check_is_open(request.status)
    return _taken(request, _Step(RequestStatus.WITHDRAWN, words), by=by, at=at)


def _taken(
    request: RightsRequest, step: _Step, *, by: Clinician, at: datetime, act: audit.Act = audit.Act.CHANGE
) -> RightsRequest:
    row = RightsStep(
        request=request,
        client_id=request.client_id,
        status=step.status,
        denial_reason=step.reason or "",
        by=by,
        words=policies.check_words(step.words),
        created_at=at,
    )
    row.save(force_insert=True)
    request.status = step.status
    request.save(update_fields=["status", "due_on"])
    audit.record(act, by=by, at=at, subject=audit.Subject("rights_request", request.id, request.client_id))
    return request


def _locked(by: Clinician, request_id: UUID) -> RightsRequest:
    found = selectors.request_of(by, request_id)
    return RightsRequest.objects.select_for_update().get(pk=found.pk)
