"""Erase a client: destroy the key, and leave a certificate that lists what went."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast

from rung.accounts.models import Clinician
from rung.accounts.services import notices
from rung.audit import services as audit
from rung.clients import selectors as clients
from rung.clients import services as client_services
from rung.clients.models import Client, EmergencyAccess
from rung.clients.policies import retention
from rung.clients.services import tombstones
from rung.common import scope
from rung.couples import services as couples
from rung.encryption import keyring, shred
from rung.encryption.models import Why
from rung.pipelines import selectors
from rung.pipelines.enums import ErasureReason
from rung.pipelines.models import ErasedArtefact, ErasureCertificate
from rung.pipelines.services import lineage
from rung.pipelines.services.ending import cancel_run
from rung.sessions import selectors as sessions
from rung.sessions import services as session_services
from rung.sessions.models import RiskConcern, RiskFlag
from rung.sessions.services import purging

ERASED = "erased"  # in risk flags and concerns, and the folder of marks that outlives a restored database
CANCELED_BY_ERASURE = "record_erased"


@dataclass(frozen=True, slots=True)
class Wish:
    """Why to erase, and the client's name as it was typed to confirm it."""

    reason: ErasureReason
    typed_name: str


@transaction.atomic
def erase_client(*, client: Client, wish: Wish, by: Clinician, at: datetime) -> ErasureCertificate:
    """Make a client's record unreadable for everybody, here and in every backup without its key.

    Runs end, shared guides are withdrawn, sealed files are removed after the
    commit. Rows stay as tombstones: ids, times, and text that nobody can open.

    Raises:
        ClientNotFound: not among the clinician's clients.
        NotConfirmed: the typed name is not the client's.
        OnLegalHold: a hold stands.
        RetentionNotOver: naming the date.
    """
    held = clients.held_client_of(by, client.id)
    certificate = _checked(held, wish, by, at)
    artefacts = tuple(lineage.artefacts_of(held))
    _end_work(held, by, at)
    _leave(certificate, artefacts)
    shred.destroy(keyring.client(held.id), why=Why.CLIENT_ERASED, at=at)
    client_services.mark_erased(client=held, by=by, at=at)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("certificate", certificate.id, held.id))
    transaction.on_commit(lambda: _mark(certificate))
    return certificate


def replay_erasures(*, at: datetime) -> int:
    """Destroy the keys of the erased again after a backup was restored; return how many had come back.

    The marks lie with the sealed files, not in the database.
    """
    return sum(_replayed(UUID(name), at) for name in _marks())


def _checked(client: Client, wish: Wish, by: Clinician, at: datetime) -> ErasureCertificate:
    """Return the certificate to be, when everything allows it."""
    with audit.access(by=by, at=at, subject=audit.Subject("client", client.id, client.id)):
        retention.check_confirmed(wish.typed_name, client.full_name())
    rules, last = clients.rules_of(client), lineage.last_service_of(client, at)
    last_on = last.date() if last else None
    retention.check_may_go(is_held=clients.is_held(client), last_service_on=last_on, rules=rules, today=at.date())
    return ErasureCertificate(
        practice_id=client.practice_id,
        client=client,
        erased_by=by,
        reason=wish.reason,
        kept_until=retention.kept_until(last_on, rules),
        retention_years=rules.retention().years,
        created_at=at,
    )


def _end_work(client: Client, by: Clinician, at: datetime) -> None:
    for run in selectors.active_runs_over(by, client):
        cancel_run(run, by=by, at=at, code=CANCELED_BY_ERASURE)
    for guide in sessions.released_guides_of(by, client):
        session_services.withdraw_guide(guide_id=guide.id, by=by, at=at)
    couples.withdraw_merges_of(client=client, by=by, at=at, ends=True)
    purging.purge_memos_of(client_id=client.id, by=by, at=at)
    with scope.acting(scope.UPKEEP):  # these rows are a colleague's, or sealed under the practice's key
        notices.forget_notices(about_ids=lineage.pages_of(client))
        EmergencyAccess.objects.filter(client=client).update(reason=None, finding=None)
    # What a flag says in clear goes, too; its place must stay unique.
    place = Cast("id", CharField())
    RiskFlag.objects.filter(client=client).update(category=ERASED, level=0, place=place)
    RiskConcern.objects.filter(client=client).update(category=ERASED, level=0, due_at=None, escalates_at=None)


def _leave(certificate: ErasureCertificate, artefacts: tuple[lineage.Artefact, ...]) -> None:
    lines = [
        ErasedArtefact(
            certificate=certificate,
            position=position,
            kind=artefact.kind,
            artefact_id=artefact.id,
            state=artefact.state,
            created_at=artefact.made_at,
        )
        for position, artefact in enumerate(artefacts)
    ]
    certificate.artefact_count = len(lines)
    certificate.sha256 = hashlib.sha256("\n".join(line.line() for line in lines).encode()).hexdigest()
    certificate.save(force_insert=True)
    ErasedArtefact.objects.bulk_create(lines)


def _mark(certificate: ErasureCertificate) -> None:
    """Leave the certificate's lines beside the sealed files: ids and times, for a database that was put back."""
    head = f"{certificate.id} {certificate.created_at.isoformat()} {certificate.reason} {certificate.sha256}"
    text = "\n".join([head, *(line.line() for line in certificate.lines.all())])
    name = f"{ERASED}/{certificate.client_id}"
    if not default_storage.exists(name):  # it does where a backup brought the client back and they were erased again
        default_storage.save(name, ContentFile(text.encode()))


def _marks() -> list[str]:
    try:
        return list(default_storage.listdir(ERASED)[1])
    except FileNotFoundError:  # nobody was erased yet
        return []


@transaction.atomic
def _replayed(client_id: UUID, at: datetime) -> bool:
    """Destroy one key again, and bury the row; answer whether either had come back."""
    with scope.acting(scope.UPKEEP):
        is_row_back = tombstones.restore_tombstone(client_id=client_id, at=at)
    is_key_back = shred.destroy(keyring.client(client_id), why=Why.CLIENT_ERASED, at=at).destroyed_at == at
    return is_row_back or is_key_back
