"""Reads of the rights desk; every one starts from a clinician or from a record of theirs."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.common import jsonkit
from rung.rights.enums import OPEN, RequestStatus, RightsKind
from rung.rights.errors import RequestNotFound
from rung.rights.models import Disclosure, RightsRequest
from rung.rights.models.disclosure import DisclosureQuerySet
from rung.rights.models.request import RightsRequestQuerySet
from rung.rights.schemas import DisclosureDetail
from rung.sessions.models import TherapySession

DECIDED = (RequestStatus.FULFILLED, RequestStatus.DENIED, RequestStatus.DISPUTED)


def requests_of(clinician: Clinician) -> RightsRequestQuerySet:
    """Return the requests of the clinician's clients, the most urgent first."""
    return RightsRequest.objects.for_clinician(clinician).select_related("client")


def open_requests_of(clinician: Clinician) -> RightsRequestQuerySet:
    """Return what still has to be answered: overdue first, then by the last day."""
    return requests_of(clinician).filter(status__in=OPEN)


def request_of(clinician: Clinician, request_id: UUID) -> RightsRequest:
    """Return one request with its steps.

    Raises:
        RequestNotFound: there is none, or it is of somebody else's client; the two look the same.
    """
    found = requests_of(clinician).prefetch_related("steps__by").filter(pk=request_id).first()
    if found is None:
        raise RequestNotFound
    return found


def client_request_of(clinician: Clinician, client: Client, request_id: UUID | None) -> RightsRequest | None:
    """Return the request of this client that is named, if one is.

    Raises:
        RequestNotFound: there is none such of this client.
    """
    if request_id is None:
        return None
    found = request_of(clinician, request_id)
    if found.client_id != client.id:
        raise RequestNotFound
    return found


def amendments_of(sessions: Iterable[TherapySession]) -> QuerySet[RightsRequest]:
    """Return the decided amendments of sessions, with their steps: they are shown with the record from then on."""
    decided = RightsRequest.objects.filter(kind=RightsKind.AMENDMENT, session__in=sessions, status__in=DECIDED)
    return decided.prefetch_related("steps__by")


def disclosures_of(clinician: Clinician, client: Client, *, since: date) -> DisclosureQuerySet:
    """Return what was disclosed about a client of the clinician since a day, latest first."""
    return Disclosure.objects.for_clinician(clinician).filter(client=client, disclosed_on__gte=since)


def detail_of(disclosure: Disclosure) -> DisclosureDetail:
    """Return to whom, what and why; needs a declared access."""
    return jsonkit.load(DisclosureDetail, disclosure.detail)
