"""Let recordings go: when they were written down long enough ago, or with the client's record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.encryption import files
from rung.sessions import selectors
from rung.sessions.models import VoiceMemo


@transaction.atomic
def purge_memo(*, memo_id: UUID, before: datetime, at: datetime) -> VoiceMemo | None:
    """Remove one recording that was written down before a moment; return None where it is not, or not any more.

    The file goes first: a crash before the commit leaves a row that is purged
    again, and removing twice is removing once. The client's row is held, so that
    no hold is set meanwhile.
    """
    due = (
        selectors.memos_to_purge(before)
        .select_related("client")
        .select_for_update(of=("self", "client"), skip_locked=True, no_key=True)
    )
    memo = due.filter(pk=memo_id).first()
    if memo is None:
        return None
    files.discard(memo.stored_as)
    _mark(memo, by=None, at=at)
    return memo


@transaction.atomic
def purge_memos_of(*, client_id: UUID, by: Clinician, at: datetime) -> list[VoiceMemo]:
    """Mark every recording of a client as gone, and remove the files once that is committed."""
    memos = list(VoiceMemo.objects.select_for_update().filter(client_id=client_id, purged_at__isnull=True))
    for memo in memos:
        _mark(memo, by=by, at=at)
    transaction.on_commit(lambda: _discard(memos))
    return memos


def _discard(memos: list[VoiceMemo]) -> None:
    for memo in memos:
        files.discard(memo.stored_as)


def _mark(memo: VoiceMemo, *, by: Clinician | None, at: datetime) -> None:
    VoiceMemo.objects.filter(pk=memo.pk).update(purged_at=at, file_key=None)
    memo.purged_at = at
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("memo.purged", memo.id, memo.client_id))
