"""Reads of links."""

from uuid import UUID

from rung.accounts.models import Clinician
from rung.clients.models import Client
from rung.couples.errors import LinkNotFound
from rung.couples.models import CoupleLink, CoupleLinkQuerySet
from rung.couples.models.link import IN_FORCE


def links_of(clinician: Clinician) -> CoupleLinkQuerySet:
    """Return the clinician's couples, those in force first, then newest first."""
    return CoupleLink.objects.for_clinician(clinician).select_related("first", "second").order_by("ended_at")


def link_of(clinician: Clinician, link_id: UUID) -> CoupleLink:
    """Return one couple that the clinician may read.

    Raises:
        LinkNotFound: there is none, or it is somebody else's; the two look the same.
    """
    found = CoupleLink.objects.open_to(clinician).select_related("first", "second").filter(pk=link_id).first()
    if found is None:
        raise LinkNotFound
    return found


def link_with(clinician: Clinician, client: Client) -> CoupleLink | None:
    """Return the couple that a client is in now, None where there is none or it is not the clinician's to read."""
    mine = CoupleLink.objects.open_to(clinician).select_related("first", "second")
    return mine.with_client(client).filter(IN_FORCE).first()


def links_over(client: Client) -> CoupleLinkQuerySet:
    """Return every link, ended or not, in which a client is one of the two; the client was found by who may read."""
    return CoupleLink.objects.with_client(client).select_related("first", "second")
