"""States of runs and stages, which state may follow which, and what became of asking a language model."""

from django.db import models


class Kind(models.TextChoices):
    """Which recipe a run follows."""

    PRE_SESSION = "pre_session"
    POST_SESSION = "post_session"


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


class CallOutcome(models.TextChoices):
    """What became of one question to a language model; the refusals are those of rung.providers.language."""

    ASKED = "asked", "Asked; whether it answered is not known"
    ANSWERED = "answered", "Answered"
    NO_ANSWER = "model_no_answer", "No usable answer"
    UNAVAILABLE = "model_unavailable", "Not reached in time"
    MISCONFIGURED = "model_misconfigured", "Refused the account or the settings"
    UNUSABLE = "model_answer_unusable", "Answered in a wrong shape"
    BLOCKED = "model_answer_blocked", "Blocked by its guardrail"


class Notice(models.TextChoices):
    """Why a run of a practice with a language model kept offline findings."""

    NO_ANSWER = "model_no_answer"
    UNAVAILABLE = "model_unavailable"
    MISCONFIGURED = "model_misconfigured"
    UNUSABLE = "model_answer_unusable"
    BLOCKED = "model_answer_blocked"
    BUDGET_SPENT = "model_budget_spent"
    INTERRUPTED = "model_interrupted"
    NOT_SET_UP = "model_not_set_up"

    @property
    def sentence(self) -> str:
        """The notice as the clinician reads it: what happened, what was kept, what to do next."""
        happened, then = _TOLD[self]
        return f"{happened}; these are the offline findings. Nothing was lost. {then}"


_TOLD: dict[str, tuple[str, str]] = {
    Notice.NO_ANSWER: ("The language model did not answer", "Run it again in a while."),
    Notice.UNAVAILABLE: ("The language model could not be reached in time", "Run it again in a while."),
    Notice.MISCONFIGURED: (
        "The language model refused this installation",
        "Run it again when whoever runs Rung has looked at its settings.",
    ),
    Notice.UNUSABLE: (
        "The language model's answer could not be used",
        "Run it again; if this comes back, tell whoever runs Rung.",
    ),
    Notice.BLOCKED: (
        "The language model's own filter blocked this session",
        "Running it again will rarely help: read the transcript beside these findings.",
    ),
    Notice.BUDGET_SPENT: (
        "This session needs more of the language model than one run may use",
        "Run it again when whoever runs Rung has raised the limit.",
    ),
    Notice.INTERRUPTED: (
        "Asking the language model was cut short again and again",
        "Run it again; if this comes back, tell whoever runs Rung.",
    ),
    Notice.NOT_SET_UP: (
        "The language model that the practice chose is not set up here",
        "Run it again when whoever runs Rung has set it up.",
    ),
}
