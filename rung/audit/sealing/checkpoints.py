"""Sign the heads of the chains and anchor them outside the database."""

import json
import uuid
from datetime import UTC, datetime

from django.db import connection, transaction

from rung.audit.enums import Act
from rung.audit.models import AuditCheckpoint, AuditEvent, SigningKey
from rung.audit.sealing.batches import is_alone
from rung.encryption import envelope, signing
from rung.providers.anchoring import Anchor, AnchorUnavailable

FORMAT = 1
ANCHORING = 4_702_111_235  # the advisory lock's name
# Every chain whose head is not anchored yet; practices are found by skipping through the index.
_UNANCHORED = """
    WITH RECURSIVE chains (id) AS (
        (SELECT practice_id FROM audit_auditbatch ORDER BY practice_id LIMIT 1)
        UNION ALL
        SELECT (SELECT b.practice_id FROM audit_auditbatch b WHERE b.practice_id > c.id ORDER BY b.practice_id LIMIT 1)
        FROM chains c WHERE c.id IS NOT NULL
    )
    SELECT chains.id, head.sequence, head.digest, head.total FROM chains
    CROSS JOIN LATERAL (
        SELECT sequence, digest, total FROM audit_auditbatch
        WHERE practice_id = chains.id ORDER BY sequence DESC LIMIT 1
    ) AS head
    WHERE NOT EXISTS (
        SELECT FROM audit_auditcheckpoint k WHERE k.practice_id = chains.id AND k.sequence >= head.sequence
    )
"""


def anchor_heads(anchor: Anchor, *, at: datetime) -> int:
    """Anchor every chain that grew and return how many; none while another process does.

    A checkpoint's row is written after it was anchored: what is not anchored
    is tried again, with the head of that time.

    Raises:
        AnchorUnavailable: some are not anchored.
    """
    with transaction.atomic():
        if not is_alone(ANCHORING):
            return 0
        kept, failure = _keep(_heads(at), anchor)
    if failure is not None:
        raise failure
    return kept


def message_of(checkpoint: AuditCheckpoint) -> bytes:
    """Return what is signed."""
    said = (
        "rung-audit-checkpoint", FORMAT, checkpoint.practice_id, checkpoint.sequence, checkpoint.digest,
        checkpoint.total, _written(checkpoint.at), checkpoint.key_id,
    )  # fmt: skip
    return "|".join(map(str, said)).encode()


def line_of(checkpoint: AuditCheckpoint) -> bytes:
    """Return a checkpoint as the anchor keeps it: one line of JSON."""
    said = {
        "practice": str(checkpoint.practice_id),
        "sequence": checkpoint.sequence,
        "digest": checkpoint.digest,
        "total": checkpoint.total,
        "at": _written(checkpoint.at),
        "key": checkpoint.key_id,
        "signature": checkpoint.signature,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def read(line: bytes) -> AuditCheckpoint | None:
    """Return the checkpoint of an anchored line, None where it is none."""
    try:
        said = json.loads(line)
        return AuditCheckpoint(
            practice_id=uuid.UUID(said["practice"]),
            sequence=int(said["sequence"]),
            digest=str(said["digest"]),
            total=int(said["total"]),
            at=datetime.fromisoformat(said["at"]),
            key_id=str(said["key"]),
            signature=str(said["signature"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def place_of(key_id: uuid.UUID) -> envelope.Place:
    """Return where a private half lives."""
    return envelope.Place(table="audit_signingkey", column="private", row=key_id)


def _keep(heads: list[AuditCheckpoint], anchor: Anchor) -> tuple[int, AnchorUnavailable | None]:
    """Anchor one after another, each with its row, until one fails."""
    for number, head in enumerate(heads):
        try:
            anchor.keep(str(head.practice_id), f"{head.sequence:012d}-{head.digest}", line_of(head), at=head.at)
        except AnchorUnavailable as failure:
            return number, failure
        head.save(force_insert=True)
    return len(heads), None


def _heads(at: datetime) -> list[AuditCheckpoint]:
    with connection.cursor() as cursor:
        cursor.execute(_UNANCHORED)
        found = cursor.fetchall()
    key = _key(at) if found else None
    return [_signed(AuditCheckpoint(**_named(row), at=at), key) for row in found if key]


def _named(row: tuple[uuid.UUID, int, str, int]) -> dict[str, uuid.UUID | int | str]:
    return dict(zip(("practice_id", "sequence", "digest", "total"), row, strict=True))


def _signed(checkpoint: AuditCheckpoint, key: SigningKey) -> AuditCheckpoint:
    checkpoint.key_id = key.key_id
    private = bytes(key.private)
    checkpoint.signature = signing.sign(message_of(checkpoint), private=private, place=place_of(key.id))
    return checkpoint


def _key(at: datetime) -> SigningKey:
    """Return the newest key, making the first one; that is an audited key action."""
    found = SigningKey.objects.order_by("-created_at").first()
    return found or new_key(at=at)


@transaction.atomic
def new_key(*, at: datetime) -> SigningKey:
    """Make a key that signs from now on; older ones stay, to check what they signed."""
    row = uuid.uuid4()
    pair = signing.new_pair(place_of(row))
    key = SigningKey(id=row, created_at=at, key_id=pair.key_id, public=pair.public, private=pair.private)
    key.save(force_insert=True)
    AuditEvent.objects.create(at=at, act=Act.KEY_ACTION, subject_kind="signing_key", subject_id=row)
    return key


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
