"""What may be done with a link or a merge in its state, and which consents it rests on."""

from rung.clients.enums import Modality, Purpose
from rung.clients.services.consents import Scope
from rung.couples.enums import TRANSITIONS, LinkStatus, MergeStatus
from rung.couples.errors import ApartFirst, LinkEnded, LinkPaused, MergeSettled, NotPaused
from rung.couples.models import CoupleLink, FrameworkMerge
from rung.isolation import CoupleBrief, Readiness


def scope_of(link: CoupleLink) -> Scope:
    """Return the consent that each of the two must have given."""
    return scope_for(Modality(link.modality))


def scope_for(modality: Modality) -> Scope:
    """Return the consent to couples work for a way of meeting."""
    return Scope(Purpose.COUPLES_MERGE, modality)


def check_is_active(link: CoupleLink) -> None:
    """Refuse to compare two whose work is paused or over.

    Raises:
        LinkPaused, LinkEnded: it is.
    """
    if link.status == LinkStatus.PAUSED:
        raise LinkPaused
    if link.status != LinkStatus.ACTIVE:
        raise LinkEnded


def check_may_become(link: CoupleLink, status: LinkStatus) -> None:
    """Refuse a state that cannot follow.

    Raises:
        LinkEnded: ended stays ended.
        LinkPaused: it is paused already.
        NotPaused: it is active already.
    """
    if status in TRANSITIONS[link.status]:
        return
    refusals = {LinkStatus.PAUSED: LinkPaused, LinkStatus.ACTIVE: NotPaused, LinkStatus.ENDED: LinkEnded}
    raise refusals[LinkStatus(link.status)]


def check_may_become_merge(merge: FrameworkMerge, status: MergeStatus) -> None:
    """Refuse to release or withdraw a result twice.

    Raises:
        MergeSettled: it was.
    """
    if status not in TRANSITIONS[merge.status]:
        raise MergeSettled


def check_may_be_shown(brief: CoupleBrief) -> None:
    """Refuse to show the couple a result where one may have power over the other.

    Raises:
        ApartFirst: each is to be met alone first.
    """
    if brief.readiness is not Readiness.TOGETHER:
        raise ApartFirst
