"""States of runs and stages, and which state may follow which."""

from django.db import models


class Kind(models.TextChoices):
    """Which recipe a run follows."""

    PRE_SESSION = "pre_session"


class RunStatus(models.TextChoices):
    """A run's course. `partly_complete` keeps a brief although a later stage failed; `canceled` lost its consent."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETE = "complete"
    PARTLY_COMPLETE = "partly_complete"
    FAILED = "failed"
    CANCELED = "canceled"


class StageStatus(models.TextChoices):
    """A stage's course within its run."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    SKIPPED = "skipped"
    STOPPED = "stopped"


ACTIVE = (RunStatus.QUEUED, RunStatus.RUNNING)
SETTLED = (StageStatus.DONE, StageStatus.SKIPPED)

TRANSITIONS: dict[str, frozenset[str]] = {
    RunStatus.QUEUED: frozenset({RunStatus.RUNNING, RunStatus.CANCELED}),
    RunStatus.RUNNING: frozenset({RunStatus.COMPLETE, RunStatus.PARTLY_COMPLETE, RunStatus.FAILED, RunStatus.CANCELED}),
    RunStatus.COMPLETE: frozenset(),
    RunStatus.PARTLY_COMPLETE: frozenset(),
    RunStatus.FAILED: frozenset(),
    RunStatus.CANCELED: frozenset(),
    StageStatus.WAITING: frozenset({StageStatus.WORKING, StageStatus.SKIPPED, StageStatus.STOPPED}),
    StageStatus.WORKING: frozenset({StageStatus.WORKING, StageStatus.DONE, StageStatus.STOPPED}),
    StageStatus.DONE: frozenset(),
    StageStatus.SKIPPED: frozenset(),
    StageStatus.STOPPED: frozenset(),
}


class ErasureReason(models.TextChoices):
    """Why a record was erased: a code, never a sentence about somebody."""

    CLIENT_ASKED = "client_asked", "The client asked for it"
    RETENTION_ENDED = "retention_ended", "The time to keep it is over"
    ADDED_BY_MISTAKE = "added_by_mistake", "It was added by mistake"


class ArtefactState(models.TextChoices):
    """What became of one artefact of an erased record."""

    UNREADABLE = "unreadable", "Row stays, its text cannot be opened by anybody"
    FILE_REMOVED = "file_removed", "Sealed file removed; its key is destroyed"
    WITHDRAWN = "guide_withdrawn", "Was shared; withdrawn, cannot be opened"
    ENDED = "work_ended", "Was waiting or working; ended"
    TIMES_ONLY = "times_only", "Holds ids and times only"
