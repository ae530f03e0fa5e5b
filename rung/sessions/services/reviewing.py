"""Open a risk review about a client with whom there is no session yet."""

from datetime import datetime

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies
from rung.clients.models import Client
from rung.sessions.enums import FlagStatus, RiskActKind
from rung.sessions.models import RiskConcern
from rung.sessions.services import ledger
from rung.sessions.services.flags import REVIEWED_CATEGORY


@transaction.atomic
def open_client_review(*, client: Client, reason: str, level: int, by: Clinician, at: datetime) -> RiskConcern:
    """Open the concern itself: without a session there is no flag that would wait unseen.

    It is open afterwards, however it was answered before. `reason` says what
    was found, in words for the clinician; it is sealed. `level` is a C-SSRS
    level, 0-6.

    Raises:
        ClientNotFound, OnlyReading: not the clinician's client.
    """
    policies.check_is_client_of(client, by)
    concern = ledger.receive(client_id=client.id, category=REVIEWED_CATEGORY, level=level, by=by, at=at)
    kind = RiskActKind.JOINED
    if concern.status != FlagStatus.OPEN:
        kind, concern.status, concern.opened_at = RiskActKind.REOPENED, FlagStatus.OPEN, at
    ledger.write(concern, ledger.Line(kind, by, reason), level=level, at=at)
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("risk_concern", concern.id, client.id))
    return concern
