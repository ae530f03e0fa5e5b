"""The buttons on the page of a request."""

from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from rung.accounts.models import Clinician
from rung.rights import services
from rung.rights.enums import DenialReason

UNKNOWN = "Nothing was changed."


def act(sent: QueryDict, request_id: UUID, *, by: Clinician, at: datetime) -> str:
    """Do what the pressed button says, and return what to tell.

    Raises:
        RungError: what the service refuses.
    """
    words = sent.get("words", "").replace("\x00", "")
    match sent.get("act"):
        case "extend":
            done = services.extend_request(request_id=request_id, reason=words, by=by, at=at)
            return f"Extended. The last day is now {done.due_on:%Y-%m-%d}; tell the client in writing."
        case "fulfill":
            services.fulfill_request(request_id=request_id, words=words, by=by, at=at)
            return "Answered. The request is closed."
        case "deny":
            services.deny_request(request_id=request_id, words=words, reason=_reason(sent), by=by, at=at)
            return "Denied. Give the client this text; they may disagree in writing."
        case "dispute":
            services.dispute_denial(request_id=request_id, statement=words, by=by, at=at)
            return "The statement of disagreement is kept with the record."
        case "withdraw":
            services.withdraw_request(request_id=request_id, words=words, by=by, at=at)
            return "Noted that the request was taken back."
    return UNKNOWN


def _reason(sent: QueryDict) -> DenialReason | None:
    named = sent.get("reason", "")
    return DenialReason(named) if named in DenialReason.values else None
