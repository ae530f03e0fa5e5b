"""Name the first event in which a batch and the table differ."""

from rung.audit.models import AuditBatch
from rung.audit.sealing.lines import unpacked
from rung.audit.verify.findings import Finding, Wrong

type Digests = dict[int, bytes]  # of events by id


def first_difference(batch: AuditBatch, found: bytes) -> Finding:
    """Return what is wrong with the first event that differs from what was sealed."""
    sealed, there = _digests(bytes(batch.entries)), _digests(found)
    event_id = next((n for n in sorted({*sealed, *there}) if sealed.get(n) != there.get(n)), None)
    if event_id is None:
        says = f"Batch {batch.sequence} holds its entries in another order than that of their ids."
        return Finding(Wrong.BATCH_CHANGED, batch.practice_id, says, sequence=batch.sequence)
    wrong, says = _named(event_id, sealed, there)
    return Finding(wrong, batch.practice_id, f"Event {event_id} {says}.", event_id, batch.sequence)


def _named(event_id: int, sealed: Digests, there: Digests) -> tuple[Wrong, str]:
    """Tell changed, missing, inserted and reordered apart."""
    was, now = sealed.get(event_id), there.get(event_id)
    if now is None:
        place = _whose(was, there, but=sealed)
        if place is None:
            return Wrong.MISSING, "was sealed and is not there"
        return Wrong.REORDERED, f"stands under the id {place}"
    origin = _whose(now, sealed, but=there)
    if origin is not None:
        return Wrong.REORDERED, f"holds what event {origin} held when it was sealed"
    if was is None:
        return Wrong.INSERTED, "was not there when its neighbors were sealed"
    return Wrong.CHANGED, "is not what was sealed"


def _whose(digest: bytes | None, among: Digests, *, but: Digests) -> int | None:
    """Return the event that has a digest on one side and not on the other."""
    return next((n for n, found in among.items() if found == digest and but.get(n) != found), None)


def _digests(entries: bytes) -> Digests:
    return {entry.id: entry.digest for entry in unpacked(entries)}
