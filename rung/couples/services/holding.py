"""What the acts of couples work share: both clients are held in one order, and every act is in both records."""

from datetime import datetime
from uuid import UUID

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.clients import services as client_services
from rung.couples import policies
from rung.couples.errors import LinkNotFound
from rung.couples.models import CoupleLink


def held_link_of(clinician: Clinician, link_id: UUID) -> CoupleLink:
    """Return one couple of the clinician, locked with both clients to the end of the open transaction.

    Clients first, the lower id first: whoever takes back a consent holds one
    client and waits for no other, so no two wait for each other.

    Raises:
        LinkNotFound: there is none, or it is somebody else's.
    """
    found = CoupleLink.objects.for_clinician(clinician).filter(pk=link_id).first()
    if found is None:
        raise LinkNotFound
    for client_id in sorted(found.partners):
        clients.held_client_of(clinician, client_id)
    return CoupleLink.objects.select_for_update().get(pk=found.pk)


def require_both(link: CoupleLink, *, by: Clinician, at: datetime) -> None:
    """Refuse without both consents in force, and keep them in force to the end of the open transaction.

    Raises:
        ClientNotFound: not among the clinician's clients.
        ConsentRefused: one of the two did not agree, or not any more.
    """
    for client_id in sorted(link.partners):
        client_services.require_consents(client_id=client_id, scopes=[policies.scope_of(link)], by=by, at=at)


def record_for_both(act: audit.Act, kind: str, subject_id: UUID, link: CoupleLink, by: Clinician, at: datetime) -> None:
    """Write one event into each partner's trail."""
    for client_id in link.partners:
        audit.record(act, by=by, at=at, subject=audit.Subject(kind, subject_id, client_id))
