"""The ledger of risk: every change of a concern writes one line of its history in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rung.accounts.models import Clinician
from rung.common import jsonkit
from rung.sessions import schemas
from rung.sessions.enums import FlagStatus, RiskActKind
from rung.sessions.models import RiskAct, RiskConcern, RiskFlag
from rung.sessions.policies import risk as policies
from rung.sessions.policies import timers


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be written: what was done, by whom (None: the screen), with which words."""

    kind: RiskActKind
    by: Clinician | None
    words: str = ""
    recipient: str = ""
    flag: RiskFlag | None = None


def receive(*, client_id: UUID, category: str, level: int, by: Clinician | None, at: datetime) -> RiskConcern:
    """Return the concern that new signs belong to; `level` is the highest of them.

    It is opened for the first time, or again where the signs go beyond what was
    answered. Whatever its state, new signs are due by themselves.
    """
    deadline = timers.to_answer(level, at)
    concern, is_new = _held(client_id, category, level, at)
    if is_new:
        kind = RiskActKind.OPENED
    elif policies.opens(concern.status, concern.level, level):
        kind = RiskActKind.REOPENED
        concern.level = level if concern.status == FlagStatus.RESOLVED else max(level, concern.level)
        concern.status, concern.opened_at = FlagStatus.OPEN, at
    else:
        kind = RiskActKind.JOINED
        concern.level = max(level, concern.level)
    waiting = _deadline_of(concern)
    set_deadline(concern, min(waiting, deadline) if waiting else deadline)
    write(concern, Line(kind, by), level=level, at=at)
    return concern


def write(concern: RiskConcern, line: Line, *, at: datetime, level: int | None = None) -> RiskAct:
    """Save the concern as its next version, with the line that says why; its row must be locked."""
    concern.version += 1
    concern.save(update_fields=["level", "status", "version", "opened_at", "due_at", "escalates_at"])
    detail = schemas.ActDetail(concern.level if level is None else level, line.words.strip(), line.recipient)
    act = RiskAct(
        client_id=concern.client_id,
        concern=concern,
        flag=line.flag,
        number=concern.version,
        kind=line.kind,
        by=line.by,
        detail=jsonkit.dump(detail),
        created_at=at,
    )
    act.save(force_insert=True)
    return act


def set_deadline(concern: RiskConcern, deadline: timers.Deadline | None) -> None:
    """Set when the next act is due, None for never."""
    concern.due_at = deadline.due_at if deadline else None
    concern.escalates_at = deadline.escalates_at if deadline else None


def _held(client_id: UUID, category: str, level: int, at: datetime) -> tuple[RiskConcern, bool]:
    """Return the concern of a category, locked, and whether it is new."""
    first = {"level": level, "created_at": at, "opened_at": at}
    found, is_new = RiskConcern.objects.get_or_create(client_id=client_id, category=category, defaults=first)
    return RiskConcern.objects.select_for_update().get(pk=found.pk), is_new


def _deadline_of(concern: RiskConcern) -> timers.Deadline | None:
    if concern.due_at is None or concern.escalates_at is None:
        return None
    return timers.Deadline(concern.due_at, concern.escalates_at)
