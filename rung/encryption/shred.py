"""Destroy an owner's key: what it sealed is unreadable from then on, wherever it was copied.

The caller audits it, in the same transaction. Two things remain readable and
are the caller's to remove: blind indexes, which are made with the practice's
key, and the key itself in older copies of its table; docs/runbooks/keys.md
says how backups are kept so that there is none.
"""

from datetime import datetime

from django.db import transaction

from rung.encryption import keyring
from rung.encryption.models import DataKey, Why


@transaction.atomic
def destroy(owner: keyring.Owner, *, why: Why, at: datetime) -> DataKey:
    """Remove an owner's keyset for good and leave its tombstone; the owner never gets another key.

    An owner whose key was never made gets a tombstone too. Destroying twice
    changes nothing: the first tombstone stands. This process forgets the key at
    once, every other one within `keyring.CACHE_SECONDS`.
    """
    DataKey.objects.bulk_create([_tombstone(owner, why, at)], ignore_conflicts=True)
    row = DataKey.objects.select_for_update().get(owner_kind=owner.kind, owner_id=owner.id)
    if row.destroyed_at is None:
        row.wrapped, row.wrapped_by, row.destroyed_at, row.destroyed_why = None, "", at, why
        row.save(update_fields=["wrapped", "wrapped_by", "destroyed_at", "destroyed_why"])
    keyring.forget(owner)
    transaction.on_commit(lambda: keyring.forget(owner))  # somebody may have fetched it again meanwhile
    return row


def _tombstone(owner: keyring.Owner, why: Why, at: datetime) -> DataKey:
    return DataKey(
        owner_kind=owner.kind, owner_id=owner.id, wrapped=None, destroyed_at=at, destroyed_why=why, created_at=at
    )
