"""Link two clients, pause and resume their work, and end it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients import selectors as clients
from rung.clients.enums import Modality
from rung.clients.models import Client
from rung.couples import policies
from rung.couples.enums import LinkStatus
from rung.couples.errors import AlreadyLinked, SamePerson
from rung.couples.models import CoupleLink
from rung.couples.models.link import IN_FORCE
from rung.couples.services import holding, merges


@transaction.atomic
def link_clients(*, one: Client, other: Client, modality: Modality, by: Clinician, at: datetime) -> CoupleLink:
    """Link two clients for couples work; which is named first makes no difference.

    Raises:
        ClientNotFound, OnlyReading: one of them is not the clinician's client.
        SamePerson: they are one.
        ConsentRefused: one of them has no consent to couples work in force.
        AlreadyLinked: one of them is in a couple that has not ended.
    """
    for client in (one, other):
        client_policies.check_is_client_of(client, by)
    if one.pk == other.pk:
        raise SamePerson
    first, second = sorted((one.id, other.id))
    held = [clients.held_client_of(by, client_id) for client_id in (first, second)]
    link = CoupleLink(clinician=by, first_id=first, second_id=second, modality=modality, created_at=at)
    holding.require_both(link, by=by, at=at)
    if any(CoupleLink.objects.with_client(client).filter(IN_FORCE).exists() for client in held):
        raise AlreadyLinked
    link.save(force_insert=True)
    holding.record_for_both(audit.Act.CREATE, "couple_link", link.id, link, by, at)
    return link


@transaction.atomic
def pause_link(*, link_id: UUID, by: Clinician, at: datetime) -> CoupleLink:
    """Pause couples work: nothing is compared until it is resumed; what was released stays.

    Raises:
        LinkNotFound: not among the clinician's couples.
        LinkPaused, LinkEnded: it is paused or over.
    """
    return _turn(holding.held_link_of(by, link_id), LinkStatus.PAUSED, by, at)


@transaction.atomic
def resume_link(*, link_id: UUID, by: Clinician, at: datetime) -> CoupleLink:
    """Resume couples work, while both consent.

    Raises:
        LinkNotFound: not among the clinician's couples.
        NotPaused, LinkEnded: it is active or over.
        ConsentRefused: one of the two does not consent any more.
    """
    link = holding.held_link_of(by, link_id)
    policies.check_may_become(link, LinkStatus.ACTIVE)
    holding.require_both(link, by=by, at=at)
    return _turn(link, LinkStatus.ACTIVE, by, at)


@transaction.atomic
def end_link(*, link_id: UUID, by: Clinician, at: datetime) -> CoupleLink:
    """End couples work for good and withdraw every result of it.

    Raises:
        LinkNotFound: not among the clinician's couples.
        LinkEnded: it is over.
    """
    link = _turn(holding.held_link_of(by, link_id), LinkStatus.ENDED, by, at)
    merges.withdraw_all(link, by=by, at=at)
    return link


def _turn(link: CoupleLink, status: LinkStatus, by: Clinician, at: datetime) -> CoupleLink:
    policies.check_may_become(link, status)
    link.status = status
    if status is LinkStatus.PAUSED:
        link.paused_at = at
    if status is LinkStatus.ENDED:
        link.ended_at = at
    link.save(update_fields=["status", "paused_at", "ended_at"])
    holding.record_for_both(audit.Act.CHANGE, "couple_link", link.id, link, by, at)
    return link
