"""Make a copy of a record for the client: one audited act, from the first read to the last byte."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.models import Client
from rung.encryption import access, files
from rung.rights import policies
from rung.rights.enums import DisclosureKind, RecordKind
from rung.rights.models import Disclosure, RightsRequest
from rung.rights.schemas import CopiedClient, DisclosureDetail
from rung.rights.services import disclosures
from rung.rights.services.copying import archive, beside, contents

WHY = "Right of access (45 CFR 164.524)"
WITHOUT = (
    "Psychotherapy notes are kept apart by law and are not part of this copy. Recordings are not either; what was"
    " said in them is in their transcripts. Words of other people are left out."
)
# 42 CFR 2.32(a)(2), the short form.
PART_2 = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


@dataclass(frozen=True, slots=True)
class RecordCopy:
    """A copy, to be read once and closed, and the disclosure that says so."""

    stream: IO[bytes]
    file_name: str
    disclosure: Disclosure


@transaction.atomic
def export_record(
    *, client: Client, chosen: frozenset[RecordKind], request: RightsRequest | None, by: Clinician, at: datetime
) -> RecordCopy:
    """Return a copy of a client's record as an archive of PDF, FHIR R4 and JSON.

    `chosen` is what the clinician holds to be part of the designated record
    set. The archive never lies in clear on a disk, and one session is in memory
    at a time. Sessions themselves, decided amendments and the safety plans that
    the client agreed to are always in it; so are measures and what they were given to read.

    Raises:
        ClientNotFound: not among the clinician's clients.
        NothingChosen: it would hold nothing.
    """
    client_policies.check_is_client_of(client, by)
    policies.check_is_chosen(chosen)
    held = disclosures.keep(_disclosed(chosen, request, at), client=client, by=by, at=at)
    audit.record(audit.Act.EXPORT, by=by, at=at, subject=audit.Subject("disclosure", held.id, client.id))
    with access.granted(client.id):  # every read of the copy is this one event
        whose = _whose(client, chosen, by=by, at=at)
        stream = files.drafted(
            lambda sink: archive.write(sink, whose, lambda: contents.sessions_of(client, chosen, by=by))
        )
    return RecordCopy(stream, f"record-copy-{at:%Y-%m-%d}.zip", held)


def notices_of(client: Client) -> tuple[str, ...]:
    """Return what has to be said with a copy; records of substance use carry the notice of Part 2."""
    is_part2 = bool(getattr(client, "is_part2", False))  # the tag of rung.clients, wherever it has one
    return (WITHOUT, PART_2) if is_part2 else (WITHOUT,)


def _whose(client: Client, chosen: frozenset[RecordKind], *, by: Clinician, at: datetime) -> CopiedClient:
    plans, groups = contents.plans_of(client), beside.groups_of(client, by)
    return CopiedClient(
        id=client.id,
        first_name=client.first_name,
        last_name=client.last_name,
        in_care_since=client.created_at,
        copied_at=at,
        contents=(
            "Dates of all sessions",
            *_labels(chosen),
            "Amendments",
            *(["Safety plans you agreed to"] if plans else []),
            *(group.title for group in groups),
        ),
        notices=notices_of(client),
        documents=plans,
        groups=groups,
    )


def _disclosed(chosen: frozenset[RecordKind], request: RightsRequest | None, at: datetime) -> disclosures.Disclosed:
    recipient = "The client" if request is None else str(request.get_asked_by_display())
    what = f"Copy of the record: {', '.join(_labels(chosen)).lower()}"
    detail = DisclosureDetail(recipient, what, WHY)
    return disclosures.Disclosed(DisclosureKind.TO_CLIENT, at.date(), detail, request)


def _labels(chosen: frozenset[RecordKind]) -> tuple[str, ...]:
    return tuple(str(kind.label) for kind in RecordKind if kind in chosen - {RecordKind.SESSION})
