"""A run as it is watched: stage by stage, in words."""

from dataclasses import asdict, dataclass
from uuid import UUID

from rung.pipelines import flows
from rung.pipelines.admin import analysts, words
from rung.pipelines.enums import RunStatus, StageStatus
from rung.pipelines.models import PipelineRun

OUTCOMES = {
    RunStatus.QUEUED: "Waiting for a worker",
    RunStatus.RUNNING: "Working",
    RunStatus.COMPLETE: "Done",
    RunStatus.PARTLY_COMPLETE: "Done in part: what is finished is kept",
    RunStatus.FAILED: "Stopped: what came in is kept",
    RunStatus.CANCELED: "Ended: a consent was withdrawn",
}


@dataclass(frozen=True, slots=True)
class ShownStage:
    """One stage and what to say of it."""

    name: str
    doing: str
    status: str
    progress: int
    reason: str


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run's state for the page and for its live updates."""

    id: UUID
    status: str
    outcome: str
    is_active: bool
    can_retry: bool
    notice: str
    stages: tuple[ShownStage, ...]

    def as_json(self) -> dict[str, object]:
        """Return what the page's script polls for."""
        return {**asdict(self), "id": str(self.id)}


def shown(run: PipelineRun) -> ShownRun:
    """Return a run in words."""
    doing = {stage.name: stage.doing for stage in flows.recipe_of(run.kind)}
    rows = list(run.stages.all())
    told = ["", *(row.reason for row in rows)]  # a reason is said once, where it begins
    stages = tuple(
        ShownStage(
            row.name,
            doing[row.name],
            row.status,
            row.progress,
            "" if row.reason == before else words.reason_of(row.reason),
        )
        for row, before in zip(rows, told, strict=False)
    )
    return ShownRun(
        id=run.id,
        status=run.status,
        outcome=OUTCOMES[RunStatus(run.status)],
        is_active=run.is_active,
        can_retry=any(stage.status == StageStatus.STOPPED for stage in stages),
        notice=analysts.notice_of(run.notice),
        stages=stages,
    )
