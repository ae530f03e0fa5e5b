"""Make sessions."""

from datetime import datetime

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.clients.enums import Modality
from rung.clients.models import Client
from rung.sessions.models import TherapySession


@transaction.atomic
def schedule_session(
    *, client: Client, starts_at: datetime, by: Clinician, at: datetime, modality: Modality = Modality.IN_PERSON
) -> TherapySession:
    """Add an appointment with a client.

    Raises:
        ClientNotFound: not among the clinician's clients.
    """
    client_policies.check_is_client_of(client, by)
    session = TherapySession.objects.create(
        client=client, starts_at=starts_at, modality=modality, is_part2=client.is_part2, created_at=at
    )
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("session", session.id, client.id))
    return session
