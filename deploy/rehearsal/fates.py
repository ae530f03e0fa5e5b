"""What becomes of a task that runs an image: told in seconds since it was created."""

from dataclasses import dataclass

STARTS_AFTER, PULLED_AFTER, HEALTHY_AFTER = 8, 4, 20


@dataclass(frozen=True, slots=True)
class Fate:
    """How a task lives and ends; without an end it serves."""

    dies_after: int = 0
    stop_code: str = ""
    reason: str = ""
    exit_code: int | None = None
    container_reason: str = ""
    lines: tuple[str, ...] = ("Listening at: http://0.0.0.0:8000",)
    never_starts: bool = False
    is_unhealthy: bool = False  # runs, and answers its health check wrongly


SERVES = Fate()
CRASHES = Fate(
    dies_after=10,
    stop_code="EssentialContainerExited",
    reason="Essential container in task exited",
    exit_code=3,
    lines=(
        "Traceback (most recent call last):",
        '  File "/app/config/wsgi.py", line 9, in <module>',
        "config.env.EnvironmentIncomplete: Set these before starting in production:",
        "  RUNG_AUDIT_BUCKET: S3 bucket with Object Lock that anchors the audit trail",
    ),
)
UNHEALTHY = Fate(
    dies_after=60,
    stop_code="ServiceSchedulerInitiated",
    reason="Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:…:targetgroup/rung/1)",
    is_unhealthy=True,
    lines=("Listening at: http://127.0.0.1:8000",),
)
NOT_PULLED = Fate(
    dies_after=5,
    stop_code="TaskFailedToStart",
    reason="CannotPullContainerError: pull image manifest has been retried 5 time(s): not found",
    lines=(),
)
NO_ROOM = Fate(never_starts=True, lines=())


@dataclass(frozen=True, slots=True)
class OneOff:
    """How a one-off task ends, and what it says."""

    exit_code: int | None = 0
    seconds: int = 15
    lines: tuple[str, ...] = ("No migration has to run.",)
    stop_code: str = "EssentialContainerExited"
    reason: str = "Essential container in task exited"


MIGRATES = OneOff(lines=("1 migrations to run:", "  clients.0042_phone", "1 migrations have run."))
MIGRATION_FAILS = OneOff(
    exit_code=5,
    lines=(
        "1 migrations to run:",
        "  clients.0042_phone",
        "clients.0042_phone failed with PostgreSQL's code 42701.",
    ),
)
