"""Reads of merges."""

from uuid import UUID

from django.db import models

from rung.accounts.models import Clinician
from rung.common import jsonkit
from rung.couples import schemas
from rung.couples.errors import MergeNotFound
from rung.couples.models import CoupleLink, FrameworkMerge
from rung.isolation import CoupleBrief


def merges_of(link: CoupleLink) -> models.QuerySet[FrameworkMerge]:
    """Return a couple's results, newest first."""
    return FrameworkMerge.objects.filter(link=link)


def merge_of(clinician: Clinician, merge_id: UUID) -> FrameworkMerge:
    """Return one result that the clinician may read.

    Raises:
        MergeNotFound: there is none, or it is somebody else's; the two look the same.
    """
    found = FrameworkMerge.objects.select_related("link__first", "link__second").filter(pk=merge_id).first()
    if found is None or not type(found.link).objects.open_to(clinician).filter(pk=found.link_id).exists():
        raise MergeNotFound
    return found


def content_of(merge: FrameworkMerge) -> CoupleBrief:
    """Return what a merge found; needs a declared access to both partners."""
    halves = [share.half for share in merge.shares.all()]
    return jsonkit.load(CoupleBrief, schemas.joined(*halves))
