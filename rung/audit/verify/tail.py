"""What comes after the last batch: events that wait for their seal, or are not what they look like."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Q

from rung.audit.models import NOBODY, AuditEvent
from rung.audit.sealing import batches
from rung.audit.verify.chain import Walk
from rung.audit.verify.findings import Broken, Finding, Wrong


def check(walk: Walk, *, at: datetime, patience: timedelta) -> int:
    """Return how many events wait for their seal.

    Raises:
        Broken: one was put among those sealed, or waits too long; or the chain waits too long for its anchor.
    """
    whose = Q(practice_id=None if walk.practice_id == NOBODY else walk.practice_id)
    after = Q(id__gt=walk.last_id) if walk.last_id is not None else Q()
    waiting = AuditEvent.objects.filter(whose & after).order_by("id")
    slipped_in = waiting.filter(id__lte=batches.sealed_through()).first()
    if slipped_in is not None:
        _stop(Wrong.INSERTED, walk.practice_id, slipped_in.id, "was not there when its neighbors were sealed")
    late = waiting.filter(at__lt=at - patience).first()
    if late is not None:
        seconds = round((at - late.at).total_seconds())
        _stop(Wrong.UNSEALED, walk.practice_id, late.id, f"has not been sealed for {seconds} seconds")
    if walk.unanchored_since is not None and walk.unanchored_since < at - patience:
        last, since = walk.witnesses.last, walk.unanchored_since
        says = f"Nothing after batch {last} was anchored since {since:%Y-%m-%d %H:%M} UTC."
        raise Broken(Finding(Wrong.UNANCHORED, walk.practice_id, says, sequence=last + 1))
    return waiting.count()


def _stop(wrong: Wrong, practice_id: uuid.UUID, event_id: int, says: str) -> None:
    raise Broken(Finding(wrong, practice_id, f"Event {event_id} {says}.", event_id))
