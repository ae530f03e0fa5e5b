"""Ask whether the client agreed to something in the way a session is held."""

from datetime import datetime

from rung.accounts.models import Clinician
from rung.clients import services as clients
from rung.clients.enums import Modality, Purpose
from rung.clients.services.consents import Scope
from rung.sessions.models import TherapySession


def require_consent(purpose: Purpose, *, session: TherapySession, by: Clinician, at: datetime) -> None:
    """Refuse without consent in force; it stays in force to the end of the open transaction.

    Raises:
        ConsentRefused: as `clients.policies.consent.check` says.
    """
    scope = Scope(purpose, Modality(session.modality))
    clients.require_consents(client_id=session.client_id, scopes=[scope], by=by, at=at)
