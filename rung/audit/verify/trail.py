"""Verify the whole trail, or one practice's: every chain against its anchors, its batches and its events."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rung.audit.models import NOBODY, AuditBatch, AuditCheckpoint, AuditEvent
from rung.audit.sealing import checkpoints, lines
from rung.audit.verify import tail, witnesses
from rung.audit.verify.chain import Walk
from rung.audit.verify.findings import Broken, Finding
from rung.providers.anchoring import Anchor

_NEVER = datetime.min.replace(tzinfo=UTC)

type Progress = Callable[[uuid.UUID, int], object]  # whose chain, events so far


@dataclass(frozen=True, slots=True)
class Ask:
    """What to verify: everything, or one practice, or only what was sealed from a time on.

    With `since` the batches before are taken as good: they were verified then.
    """

    at: datetime
    patience: timedelta
    practice_id: uuid.UUID | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChainReport:
    """One practice's chain: what was verified of it, and the first bad entry if there is one."""

    practice_id: uuid.UUID
    events: int
    batches: int
    waiting: int = 0
    finding: Finding | None = None


def verify(ask: Ask, anchor: Anchor, *, progress: Progress) -> list[ChainReport]:
    """Return a report of each chain.

    Raises:
        AnchorUnavailable: nothing can be said without it.
    """
    practices = [ask.practice_id] if ask.practice_id else sorted({*_anchored(anchor), *_practices()})
    return [_chain(practice_id, ask, anchor, progress) for practice_id in practices]


def _chain(practice_id: uuid.UUID, ask: Ask, anchor: Anchor, progress: Progress) -> ChainReport:
    # The anchor is read before the database: what is anchored later must not look cut off.
    anchored = [_checkpoint(line, practice_id) for line in anchor.kept(str(practice_id))]
    with lines.one_snapshot() as cursor:
        heard = witnesses.heard(practice_id, anchored, settled=ask.at - ask.patience)
        walk = Walk(practice_id, heard, ask.at)
        begin = _last_before(practice_id, ask.since)
        if begin is not None:
            walk.begin_after(begin)
        first = walk.sequence
        try:
            walk.go(cursor, lambda events: progress(practice_id, events))
            waiting = tail.check(walk, at=ask.at, patience=ask.patience)
        except Broken as broken:
            return ChainReport(practice_id, walk.events, walk.sequence - first, finding=broken.finding)
    return ChainReport(practice_id, walk.events, walk.sequence - first, waiting)


def _checkpoint(line: bytes, practice_id: uuid.UUID) -> AuditCheckpoint:
    """Return an anchored checkpoint; a line that is none becomes one that nobody signed."""
    none = AuditCheckpoint(practice_id=practice_id, sequence=0, digest="", total=0, at=_NEVER, key_id="")
    return checkpoints.read(line) or none


def _last_before(practice_id: uuid.UUID, since: datetime | None) -> AuditBatch | None:
    if since is None:
        return None
    return AuditBatch.objects.filter(practice_id=practice_id, sealed_at__lt=since).order_by("-sequence").first()


def _anchored(anchor: Anchor) -> Iterator[uuid.UUID]:
    for chain in anchor.chains():
        with suppress(ValueError):  # something else that lies in the same place
            yield uuid.UUID(chain)


def _practices() -> set[uuid.UUID]:
    of_batches = AuditBatch.objects.order_by().values_list("practice_id", flat=True).distinct()
    of_events = AuditEvent.objects.order_by().values_list("practice_id", flat=True).distinct()
    return {*of_batches, *(found or NOBODY for found in of_events)}
