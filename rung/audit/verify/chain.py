"""Walk along one practice's chain, batch by batch, and stop at the first thing that is wrong."""

import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any

from rung.audit.models import AuditBatch
from rung.audit.sealing import batches, lines
from rung.audit.sealing.retention import is_past_retention
from rung.audit.verify.differences import first_difference
from rung.audit.verify.findings import Broken, Finding, Wrong
from rung.audit.verify.witnesses import Witnesses

BATCHES = 128  # read at a time, with their events: bounds memory
type Progress = Callable[[int], object]


@dataclass(slots=True)
class Walk:
    """How far a chain was walked; everything before is as it was sealed."""

    practice_id: uuid.UUID
    witnesses: Witnesses
    at: datetime
    sequence: int = 0
    digest: str = batches.GENESIS
    total: int = 0
    last_id: int | None = None
    events: int = 0
    unanchored_since: datetime | None = field(default=None)

    def begin_after(self, batch: AuditBatch) -> None:
        """Take a batch, and what is before it, as good."""
        self.sequence, self.digest, self.total = batch.sequence, batch.digest, batch.total
        self.last_id = batch.last_id

    def go(self, cursor: Any, progress: Progress) -> None:
        """Walk to the end of the chain.

        Raises:
            Broken: with the first bad entry.
        """
        begun = self.sequence
        rows = AuditBatch.objects.filter(practice_id=self.practice_id, sequence__gte=self.sequence)
        rest = rows.order_by("sequence", "id").iterator(chunk_size=BATCHES)
        if begun:
            next(rest, None)  # the one it begins after
        for some in batched(rest, BATCHES):
            self._go_along(some, cursor)
            progress(self.events)
        if self.witnesses.last > self.sequence:
            self._stop(Wrong.CUT_OFF, self.sequence + 1, f"is missing: batch {self.witnesses.last} was anchored")
        if self.witnesses.finding and (not begun or (self.witnesses.bad_from or 0) > begun):
            raise Broken(self.witnesses.finding)

    def _go_along(self, some: tuple[AuditBatch, ...], cursor: Any) -> None:
        upto = max(batch.last_id for batch in some)
        which = lines.between(self.practice_id, self.last_id, upto)
        with closing(lines.stream(cursor, which)) as events:
            event = next(events, None)
            for batch in some:
                self._check_row(batch)
                found = bytearray()
                while event is not None and event[0] <= batch.last_id:
                    found += lines.packed(*event)
                    event = next(events, None)
                self._check_events(batch, bytes(found))
                self._check_witness(batch)
                self._step(batch)

    def _check_row(self, batch: AuditBatch) -> None:
        """Check that a batch is itself and continues the one before."""
        number = batch.sequence
        if number > self.sequence + 1:
            self._stop(Wrong.BATCH_MISSING, self.sequence + 1, f"is missing: batch {number} follows {self.sequence}")
        if batches.digest_of(batch) != batch.digest:
            self._stop(Wrong.BATCH_CHANGED, number, "is not what its hash says")
        if number <= self.sequence:
            self._stop(Wrong.FORKED, number, "is there twice")
        if batch.previous != self.digest:
            self._stop(Wrong.FORGED, max(self.sequence, 1), f"was rewritten: batch {number} continues another one")
        if batch.total != self.total + batch.count or batch.count * lines.ENTRY.size != len(batch.entries):
            self._stop(Wrong.FORGED, number, "counts its events wrongly")

    def _check_events(self, batch: AuditBatch, found: bytes) -> None:
        is_pruned = not found and is_past_retention(batch.sealed_at, at=self.at)
        if not is_pruned and found != bytes(batch.entries):
            raise Broken(first_difference(batch, found))

    def _check_witness(self, batch: AuditBatch) -> None:
        if self.witnesses.finding and self.witnesses.bad_from == batch.sequence:
            raise Broken(self.witnesses.finding)
        if self.witnesses.digests.get(batch.sequence, batch.digest) != batch.digest:
            self._stop(Wrong.FORGED, batch.sequence, "is not the one that was anchored", event_id=batch.first_id)

    def _step(self, batch: AuditBatch) -> None:
        self.begin_after(batch)
        self.events += batch.count
        if batch.sequence > self.witnesses.last and self.unanchored_since is None:
            self.unanchored_since = batch.sealed_at

    def _stop(self, wrong: Wrong, sequence: int, says: str, *, event_id: int | None = None) -> None:
        raise Broken(Finding(wrong, self.practice_id, f"Batch {sequence} {says}.", event_id, sequence))
