"""Answer one flag alone, and open a review that a measure asks for."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.common import jsonkit
from rung.sessions import policies, schemas, selectors
from rung.sessions.enums import FlagStatus, RiskActKind
from rung.sessions.models import RiskConcern, RiskFlag, TherapySession
from rung.sessions.services import answering, ledger

REVIEWED_CATEGORY = "suicide"  # what a measure's item asks about


@transaction.atomic
def acknowledge_flag(*, flag_id: UUID, by: Clinician, at: datetime) -> RiskFlag:
    """Say that the clinician has seen a flag; saying it twice changes nothing.

    With the last one that was unseen its concern is acknowledged, too.

    Raises:
        RecordNotFound: not among the clinician's flags.
        OnlyReading: of somebody the clinician supervises.
    """
    found = selectors.flag_of(by, flag_id)
    client_policies.check_is_client_of(found.client, by)
    concern = RiskConcern.objects.select_for_update().get(pk=found.concern_id)
    flag = RiskFlag.objects.select_for_update().get(pk=found.pk)
    if flag.status == FlagStatus.OPEN:
        flag.status, flag.acknowledged_at = FlagStatus.ACKNOWLEDGED, at
        flag.save(update_fields=["status", "acknowledged_at"])
        if not answering.is_unseen(concern):
            answering.answer(concern, FlagStatus.ACKNOWLEDGED, at)
        ledger.write(concern, ledger.Line(RiskActKind.ACKNOWLEDGED, by, flag=flag), level=flag.level, at=at)
        audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("risk_flag", flag.id, flag.client_id))
    return flag


@transaction.atomic
def open_review(*, session: TherapySession, reason: str, level: int, by: Clinician, at: datetime) -> RiskFlag:
    """Flag what nobody's words but a measure showed, as PHQ-9 item 9 from 1 on.

    `reason` says which answer, in words for the clinician; it is sealed.
    `level` is a C-SSRS level, 0-6.

    Raises:
        SessionNotFound: not among the clinician's sessions.
        OnlyReading: of somebody the clinician supervises.
    """
    policies.check_is_session_of(session, by)
    category = REVIEWED_CATEGORY
    concern = ledger.receive(client_id=session.client_id, category=category, level=level, by=by, at=at)
    flag = RiskFlag(
        session=session,
        client_id=session.client_id,
        is_part2=session.is_part2,
        concern=concern,
        position=0,
        place=f"review:{uuid4()}",
        category=category,
        level=level,
        detail=jsonkit.dump(schemas.FlagDetail(reason.strip(), 0, "unknown", "", 0, 0)),
        created_at=at,
    )
    flag.save(force_insert=True)
    audit.record(audit.Act.CREATE, by=by, at=at, subject=audit.Subject("risk_flag", flag.id, flag.client_id))
    return flag
