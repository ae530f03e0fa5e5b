"""Tell people of runs that ended and of what has waited too long; the words are those of the kind of notice."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from rung.accounts.enums import NoticeKind
from rung.accounts.services import notices
from rung.accounts.services.notices import Telling
from rung.common import scope
from rung.pipelines.enums import Kind, RunStatus
from rung.pipelines.models import PipelineRun
from rung.pipelines.services import waiting
from rung.sessions.enums import GuideStatus
from rung.sessions.models import ClientGuide

KEPT = {RunStatus.COMPLETE, RunStatus.PARTLY_COMPLETE}
CUT_SHORT = {RunStatus.FAILED, RunStatus.PARTLY_COMPLETE}
# What a run of each recipe leaves; of any other, a draft.
LEAVES: dict[str, NoticeKind] = {Kind.PRE_SESSION: NoticeKind.BRIEF_READY}


def tell_of_run(run: PipelineRun, *, at: datetime) -> None:
    """Tell whoever asked for a run what became of it, in the open transaction."""
    kinds = [LEAVES.get(run.kind, NoticeKind.DRAFT_WAITS)] if run.status in KEPT else []
    if run.status in CUT_SHORT:
        kinds.append(NoticeKind.RUN_NEEDS_YOU)
    tellings = [Telling(run.requested_by_id, kind, run.id, run.session_id) for kind in kinds]
    guide = ClientGuide.objects.filter(run_id=run.id, status=GuideStatus.DRAFT).only("id").first()
    if guide is not None:
        tellings.append(Telling(run.requested_by_id, NoticeKind.GUIDE_WAITS, guide.id, run.session_id))
    notices.notify(tellings=tellings, at=at)


def tell_of_waiting(*, at: datetime) -> int:
    """Tell of notes that are not signed, drafts that wait and consents that lapse; return how many were told.

    What was told before is not found again: stopped anywhere, the next call goes on.
    """
    return sum(_told(kind, at) for kind in waiting.FINDING)


def _told(kind: NoticeKind, at: datetime) -> int:
    with scope.acting(scope.UPKEEP):
        found: Iterable[tuple[UUID, UUID, UUID]] = waiting.FINDING[kind](at)
        return len(notices.notify(tellings=[Telling(who, kind, what, about) for who, what, about in found], at=at))
