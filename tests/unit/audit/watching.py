"""A watch over every opening of a sealed value: was it recorded, in the same transaction, before it opened?"""

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import IO

import pytest
from django.db import connection

from rung.encryption import envelope, files, keyring
from rung.encryption.models import OwnerKind

# An event that is visible and whose transaction has not ended was written by this very transaction.
RECORDED = """
SELECT EXISTS (SELECT FROM audit_auditevent
               WHERE {} AND pg_xact_status(xmin::text::xid8) = 'in progress')
"""
# Which event an opening needs, by whose key sealed the value.
OF_OWNER = {
    OwnerKind.CLIENT: "client_id = %s",
    OwnerKind.PRACTICE: "practice_id = %s AND client_id IS NULL AND act = 'read'",
    OwnerKind.CLINICIAN_NOTES: "actor_id = %s AND subject_id = %s AND act = 'read'",  # of that very note
}
STAGE_RECORDED = "SELECT EXISTS (SELECT FROM audit_auditevent WHERE subject_kind = 'run.transcribe')"


@dataclass(slots=True)
class Watch:
    """What was opened since `forget`, and what of it without an event."""

    opened: list[str] = field(default_factory=list)
    unrecorded: list[str] = field(default_factory=list)
    files: int = 0

    def forget(self) -> None:
        """Begin anew."""
        self.opened.clear()
        self.unrecorded.clear()

    def note(self, owner: keyring.Owner, place: envelope.Place) -> None:
        """Ask the database, as its owner, whether the opening is recorded."""
        name = f"{place.table}.{place.column}"
        self.opened.append(name)
        condition = OF_OWNER[owner.kind]
        values = [owner.id, place.row][: condition.count("%s")]
        if not asked_as_owner(RECORDED.format(condition), values):
            self.unrecorded.append(name)


@contextmanager
def watched() -> Iterator[Watch]:
    """Watch every opening inside the block."""
    watch, unseal, opened = Watch(), envelope.unseal, files.opened

    def seen(sealed: bytes, *, owner: keyring.Owner, place: envelope.Place) -> bytes:
        plain = unseal(sealed, owner=owner, place=place)  # first: what is refused was not opened
        watch.note(owner, place)
        return plain

    def seen_file(name: str, *, key: str) -> AbstractContextManager[IO[bytes]]:
        watch.files += 1
        if not asked_as_owner(STAGE_RECORDED, []):
            watch.unrecorded.append("a file")
        return opened(name, key=key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(envelope, "unseal", seen)
        patch.setattr(files, "opened", seen_file)
        yield watch


def asked_as_owner(question: str, values: list[uuid.UUID]) -> bool:
    """Ask over the connection in use, whose role may see less."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), set_config('role', 'none', true)")
        role, _ = cursor.fetchone()
        cursor.execute(question, values)
        (found,) = cursor.fetchone()
        cursor.execute("SELECT set_config('role', %s, true)", [role])
    return bool(found)
