"""What speaks for a chain from outside: its anchored checkpoints, each with a signature that holds."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rung.audit.models import AuditCheckpoint, SigningKey
from rung.audit.sealing import checkpoints
from rung.audit.verify.findings import Finding, Wrong
from rung.encryption import signing


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The digests of a chain at the places where it was anchored."""

    digests: dict[int, str]
    finding: Finding | None = None  # the first checkpoint nobody can believe

    @property
    def last(self) -> int:
        """Return the last place that is anchored, 0 where none is."""
        return max(self.digests, default=0)

    @property
    def bad_from(self) -> int | None:
        """Return the place of the checkpoint nobody can believe."""
        return self.finding.sequence if self.finding else None


def heard(practice_id: uuid.UUID, anchored: Iterable[AuditCheckpoint], *, settled: datetime) -> Witnesses:
    """Return the witnesses of a chain: what is anchored, and that all of the database's own checkpoints are.

    Checkpoints made after `settled` may have been anchored while the anchor was read.
    """
    own = AuditCheckpoint.objects.filter(practice_id=practice_id, at__lte=settled).order_by("sequence")
    public = dict(SigningKey.objects.values_list("key_id", "public"))
    digests: dict[int, str] = {}
    bad: list[Finding] = []
    for found in anchored:
        if not _is_genuine(found, practice_id, public):
            says = f"The anchored checkpoint of batch {found.sequence} has no signature of ours."
            bad.append(Finding(Wrong.FORGED, practice_id, says, sequence=found.sequence))
        elif digests.setdefault(found.sequence, found.digest) != found.digest:
            says = f"Batch {found.sequence} was anchored twice, and differently."
            bad.append(Finding(Wrong.FORKED, practice_id, says, sequence=found.sequence))
    bad += [_lost(row) for row in own if digests.get(row.sequence) != row.digest]
    return Witnesses(digests, min(bad, key=lambda finding: finding.sequence or 0, default=None))


def _is_genuine(found: AuditCheckpoint, practice_id: uuid.UUID, public: dict[str, str]) -> bool:
    key = public.get(found.key_id, "")
    return (
        found.practice_id == practice_id
        and signing.key_id_of(key) == found.key_id
        and signing.is_signed(checkpoints.message_of(found), found.signature, public=key)
    )


def _lost(row: AuditCheckpoint) -> Finding:
    says = f"The database has a checkpoint of batch {row.sequence} that the anchor does not have."
    return Finding(Wrong.UNANCHORED, row.practice_id, says, sequence=row.sequence)
