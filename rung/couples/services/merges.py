"""Keep the result of a comparison, release it to both, and withdraw it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.clients.models import Client
from rung.common import jsonkit
from rung.couples import policies, schemas, selectors
from rung.couples.enums import LinkStatus, MergeStatus
from rung.couples.models import CoupleLink, FrameworkMerge, FrameworkShare
from rung.couples.models.link import IN_FORCE
from rung.couples.selectors import Analysis
from rung.couples.services import holding
from rung.isolation import CoupleBrief


@transaction.atomic
def keep_merge(
    brief: CoupleBrief, *, link_id: UUID, of: tuple[Analysis, Analysis], run_id: UUID, by: Clinician, at: datetime
) -> FrameworkMerge:
    """Keep a result as two halves, one under each partner's key, while both consent.

    Raises:
        LinkNotFound: not among the clinician's couples.
        LinkPaused, LinkEnded: its work is paused or over.
        ConsentRefused: one of the two does not consent any more.
    """
    link = holding.held_link_of(by, link_id)
    policies.check_is_active(link)
    holding.require_both(link, by=by, at=at)
    is_part2 = any(one.is_part2 for one in of)
    merge = FrameworkMerge.objects.create(link=link, run_id=run_id, is_part2=is_part2, created_at=at)
    for one, half in zip(of, schemas.split(jsonkit.dump(brief)), strict=True):
        share = FrameworkShare(merge=merge, client_id=one.client_id, brief_id=one.brief_id, half=half, created_at=at)
        share.save(force_insert=True)
    holding.record_for_both(audit.Act.CREATE, "framework_merge", merge.id, link, by, at)
    return merge


@transaction.atomic
def release_merge(*, merge_id: UUID, by: Clinician, at: datetime) -> FrameworkMerge:
    """Release a result to both partners; the one that was released before is withdrawn.

    Raises:
        MergeNotFound, LinkNotFound: not among the clinician's.
        LinkPaused, LinkEnded: the couple's work is paused or over.
        ConsentRefused: one of the two does not consent any more.
        MergeSettled: it was released or withdrawn before.
        ApartFirst: one may have power over the other.
    """
    found = selectors.merge_of(by, merge_id)
    link = holding.held_link_of(by, found.link_id)
    policies.check_is_active(link)
    holding.require_both(link, by=by, at=at)
    merge = FrameworkMerge.objects.select_for_update().get(pk=found.pk)
    policies.check_may_become_merge(merge, MergeStatus.RELEASED)
    with audit.access_to_many(by=by, at=at, kind="framework_merge", client_ids=[*link.partners]):
        policies.check_may_be_shown(selectors.content_of(merge))
    for before in FrameworkMerge.objects.select_for_update().filter(link=link, status=MergeStatus.RELEASED):
        _withdraw(before, link, by, at)
    merge.status, merge.released_at = MergeStatus.RELEASED, at
    merge.save(update_fields=["status", "released_at"])
    holding.record_for_both(audit.Act.RELEASE, "framework_merge", merge.id, link, by, at)
    return merge


@transaction.atomic
def withdraw_merges_of(*, client: Client, by: Clinician, at: datetime, ends: bool) -> None:
    """Withdraw every result that a partner is part of; where their record is erased, their couple ends, too.

    The client's row alone is held: the other's is not waited for.

    Raises:
        ClientNotFound: not among the clinician's clients.
    """
    clients.held_client_of(by, client.id)
    for link in CoupleLink.objects.with_client(client).select_for_update().order_by("id"):
        withdraw_all(link, by=by, at=at)
    if ends:
        for link in CoupleLink.objects.with_client(client).filter(IN_FORCE):
            link.status, link.ended_at = LinkStatus.ENDED, at
            link.save(update_fields=["status", "ended_at"])
            holding.record_for_both(audit.Act.CHANGE, "couple_link", link.id, link, by, at)


def withdraw_all(link: CoupleLink, *, by: Clinician, at: datetime) -> None:
    """Withdraw every result of a couple, in the open transaction; whoever calls holds the link."""
    standing = FrameworkMerge.objects.filter(link=link).exclude(status=MergeStatus.WITHDRAWN)
    for merge in standing.select_for_update().order_by("id"):
        _withdraw(merge, link, by, at)


def _withdraw(merge: FrameworkMerge, link: CoupleLink, by: Clinician, at: datetime) -> None:
    merge.status, merge.withdrawn_at = MergeStatus.WITHDRAWN, at
    merge.save(update_fields=["status", "withdrawn_at"])
    holding.record_for_both(audit.Act.WITHDRAW, "framework_merge", merge.id, link, by, at)
