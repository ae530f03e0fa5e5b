"""Keep answers for a day, and find them again."""

import hashlib
from datetime import datetime, timedelta

from django.db import connection, transaction

from rung.accounts.models import Clinician
from rung.api.models import KeptAnswer
from rung.api.schemas import Answer
from rung.audit import services as audit
from rung.common import jsonkit
from rung.common.api.repeats import KeyInFlight, KeyReused
from rung.encryption import access

KEPT_FOR = timedelta(hours=24)


def digest_of(by: Clinician, key: str) -> str:
    """Return what stands for a caller's key: they choose it, so it may say anything."""
    return hashlib.sha256(f"{by.id}|{key}".encode()).hexdigest()


def number_of(digest: str) -> int:
    """Return the number of a key's advisory lock."""
    return int.from_bytes(bytes.fromhex(digest[:16]), signed=True)


def claim(digest: str) -> None:
    """Hold a key until the transaction ends.

    Raises:
        KeyInFlight: another transaction holds it; its answer will be there when it ends.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number_of(digest)])
        row = cursor.fetchone()
    if row is None or not row[0]:
        raise KeyInFlight


@transaction.atomic
def kept_answer(digest: str, *, fingerprint: str, by: Clinician, at: datetime) -> Answer | None:
    """Return what was answered before; opening it is an audited read.

    Raises:
        KeyReused: the key was sent with another request.
    """
    row = KeptAnswer.objects.filter(clinician=by, key_digest=digest).select_related("clinician").first()
    if row is None:
        return None
    if row.created_at <= at - KEPT_FOR:
        row.delete()
        return None
    audit.record(audit.Act.READ, by=by, at=at, subject=audit.Subject("kept_answer", row.id))
    with access.granted(by.practice_id):
        answer = jsonkit.load(Answer, row.answer)
    if answer.fingerprint != fingerprint:
        raise KeyReused
    return answer


@transaction.atomic
def keep(answer: Answer, *, digest: str, by: Clinician, at: datetime) -> KeptAnswer:
    """Keep an answer in the transaction of the act it answers: neither is there without the other."""
    row = KeptAnswer(clinician=by, key_digest=digest, answer=jsonkit.dump(answer), created_at=at)
    row.save(force_insert=True)
    return row


def purge(*, at: datetime) -> int:
    """Remove answers that are a day old; return how many."""
    gone, _ = KeptAnswer.objects.filter(created_at__lte=at - KEPT_FOR).delete()
    return gone
