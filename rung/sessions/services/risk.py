"""Answer risk: one flag, or the concern it belongs to; and open a review that a measure asks for."""

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
from rung.sessions.policies import risk as risk_policies
from rung.sessions.selectors import risk as risk_selectors
from rung.sessions.services import ledger

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
        if not _is_unseen(concern):
            _answer(concern, FlagStatus.ACKNOWLEDGED, at)
        ledger.write(concern, ledger.Line(RiskActKind.ACKNOWLEDGED, by, flag=flag), level=flag.level, at=at)
        audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("risk_flag", flag.id, flag.client_id))
    return flag


def acknowledge_concern(*, concern_id: UUID, version: int, by: Clinician, at: datetime, words: str = "") -> RiskConcern:
    """Say that everything found so far was seen. `version` is the one that was looked at.

    Raises:
        RecordNotFound, OnlyReading, ConcernChanged, ActOutOfTurn: see `_act`.
    """
    return _act(concern_id, version, ledger.Line(RiskActKind.ACKNOWLEDGED, by, words), by=by, at=at)


def escalate_concern(
    *, concern_id: UUID, version: int, recipient: str, by: Clinician, at: datetime, words: str = ""
) -> RiskConcern:
    """Say to whom a concern was handed on; it stays the clinician's to reassess.

    Raises:
        RecordNotFound, OnlyReading, ConcernChanged, ActOutOfTurn: see `_act`.
        RecipientMissing: to nobody, or to somebody else without a word who.
    """
    line = ledger.Line(RiskActKind.ESCALATED, by, words, recipient)
    return _act(concern_id, version, line, by=by, at=at)


def reassess_concern(*, concern_id: UUID, version: int, words: str, by: Clinician, at: datetime) -> RiskConcern:
    """Note how things stand with an answered concern; its state stays, and the next look is due in a week.

    Raises:
        RecordNotFound, OnlyReading, ConcernChanged, ActOutOfTurn, WordsUnseen: see `_act`.
        NoteMissing: nothing was written.
    """
    return _act(concern_id, version, ledger.Line(RiskActKind.REASSESSED, by, words), by=by, at=at)


def resolve_concern(*, concern_id: UUID, version: int, words: str, by: Clinician, at: datetime) -> RiskConcern:
    """Close a concern with a note of what was done; new signs open it again.

    Raises:
        RecordNotFound, OnlyReading, ConcernChanged, ActOutOfTurn, WordsUnseen: see `_act`.
        NoteMissing: nothing was written.
    """
    return _act(concern_id, version, ledger.Line(RiskActKind.RESOLVED, by, words), by=by, at=at)


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


@transaction.atomic
def _act(concern_id: UUID, version: int, line: ledger.Line, *, by: Clinician, at: datetime) -> RiskConcern:
    """Do one act on a concern and on its flags, as the clinician saw them.

    Raises:
        RecordNotFound: not among the clinician's concerns.
        OnlyReading: of somebody the clinician supervises: they read, and say so to whoever treats.
        ConcernChanged: something was found or done since.
        ActOutOfTurn: the state does not allow it.
        WordsUnseen: new words wait to be acknowledged.
    """
    found = risk_selectors.concern_of(by, concern_id)
    client_policies.check_is_client_of(found.client, by)
    concern = RiskConcern.objects.select_for_update().get(pk=found.pk)
    risk_policies.check_is_as_seen(concern.version, version)
    risk_policies.check_may_act(line.kind, concern.status, is_unseen=_is_unseen(concern))
    risk_policies.check_says_enough(line.kind, line.words, line.recipient)
    if line.kind in risk_policies.LEADS_TO:
        _answer(concern, risk_policies.LEADS_TO[line.kind], at)
    else:
        ledger.set_deadline(concern, risk_policies.to_reassess(at))
    ledger.write(concern, line, at=at)
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("risk_concern", concern.id, concern.client_id))
    return concern


def _answer(concern: RiskConcern, status: FlagStatus, at: datetime) -> None:
    """Take a concern and its flags to a state; what went further than acknowledged stays there."""
    flags = RiskFlag.objects.filter(concern=concern)
    flags.filter(acknowledged_at=None).update(acknowledged_at=at)
    if status == FlagStatus.ACKNOWLEDGED:
        flags.filter(status=FlagStatus.OPEN).update(status=status)
    else:
        flags.exclude(status=FlagStatus.RESOLVED).update(status=status)
    if not (status == FlagStatus.ACKNOWLEDGED and concern.status == FlagStatus.ESCALATED):
        concern.status = status
    is_over = status == FlagStatus.RESOLVED
    ledger.set_deadline(concern, None if is_over else risk_policies.to_reassess(at))


def _is_unseen(concern: RiskConcern) -> bool:
    return RiskFlag.objects.filter(concern=concern, status=FlagStatus.OPEN).exists()
