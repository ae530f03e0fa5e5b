"""Answer a concern: acknowledge, escalate, reassess, resolve."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rung.accounts.models import Clinician
from rung.audit import services as audit
from rung.clients import policies as client_policies
from rung.sessions.enums import RiskActKind
from rung.sessions.models import RiskConcern
from rung.sessions.policies import risk as policies
from rung.sessions.policies import timers
from rung.sessions.selectors import risk as selectors
from rung.sessions.services import answering, ledger


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
def _act(concern_id: UUID, version: int, line: ledger.Line, *, by: Clinician, at: datetime) -> RiskConcern:
    """Do one act on a concern and on its flags, as the clinician saw them.

    Raises:
        RecordNotFound: not among the clinician's concerns.
        OnlyReading: of somebody the clinician supervises: they read, and say so to whoever treats.
        ConcernChanged: something was found or done since.
        ActOutOfTurn: the state does not allow it.
        WordsUnseen: new words wait to be acknowledged.
    """
    found = selectors.concern_of(by, concern_id)
    client_policies.check_is_client_of(found.client, by)
    concern = RiskConcern.objects.select_for_update().get(pk=found.pk)
    policies.check_is_as_seen(concern.version, version)
    policies.check_may_act(line.kind, concern.status, is_unseen=answering.is_unseen(concern))
    policies.check_says_enough(line.kind, line.words, line.recipient)
    if line.kind in policies.LEADS_TO:
        answering.answer(concern, policies.LEADS_TO[line.kind], at)
    else:
        ledger.set_deadline(concern, timers.to_reassess(at))
    ledger.write(concern, line, at=at)
    audit.record(audit.Act.CHANGE, by=by, at=at, subject=audit.Subject("risk_concern", concern.id, concern.client_id))
    return concern
