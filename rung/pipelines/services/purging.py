"""Let recordings go some time after they were written down."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from rung.common import scope
from rung.encryption import files
from rung.sessions import selectors
from rung.sessions.models import VoiceMemo
from rung.sessions.services import purging

SWEPT_DAYS = 7  # a file whose removal was cut short after its commit is removed in this time


def purge_recordings(*, at: datetime) -> int:
    """Remove every recording written down AUDIO_KEPT_DAYS ago; return how many went.

    Each is a transaction of its own: stopped anywhere, the next call goes on.
    Recordings on legal hold stay.
    """
    before = at - timedelta(days=settings.AUDIO_KEPT_DAYS)
    with scope.acting(scope.UPKEEP):
        _sweep(at)
        due = list(selectors.memos_to_purge(before).values_list("pk", flat=True))
    return sum(_is_purged(memo_id, before, at) for memo_id in due)


def _is_purged(memo_id: UUID, before: datetime, at: datetime) -> bool:
    with scope.acting(scope.UPKEEP):
        return purging.purge_memo(memo_id=memo_id, before=before, at=at) is not None


def _sweep(at: datetime) -> None:
    recent = VoiceMemo.objects.filter(purged_at__gte=at - timedelta(days=SWEPT_DAYS))
    for name in recent.values_list("stored_as", flat=True):
        files.discard(name)
