"""What of the application's lines is counted; each pattern is the line as the code writes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """One metric: which lines, and what of them."""

    name: str
    kinds: tuple[str, ...]
    pattern: str
    value: str = "1"
    default: float | None = 0


COUNTED = (
    Counted("QueueWaiting", ("worker",), '{ $.event = "queue measured" }', "$.waiting", None),
    Counted("QueueAge", ("worker",), '{ $.event = "queue measured" }', "$.oldest_seconds", None),
    Counted("DeadJobs", ("worker",), '{ $.event = "queue measured" }', "$.failed", None),
    Counted("StoppedStages", ("worker",), '{ $.event = "stage stopped" }'),
    Counted("DoneStages", ("worker",), '{ $.event = "stage done" }'),
    Counted("UnsealedAudit", ("worker",), '{ $.event = "audit is not sealed or anchored; trying again" }'),
    Counted("FailedRequests", ("web",), '{ $.event = "request failed" }'),
)
