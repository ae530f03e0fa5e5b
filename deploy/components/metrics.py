"""Metrics out of the lines that the application writes; the patterns are tested against its real lines."""

from dataclasses import dataclass
from typing import Any

from troposphere import Ref, logs

from deploy.components.cluster import Cluster
from deploy.environment import Environment


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


@dataclass(frozen=True, slots=True)
class Metrics:
    """The filters."""

    filters: tuple[logs.MetricFilter, ...]


def namespace(env: Environment) -> str:
    """Return the one namespace of the application's metrics."""
    return f"Rung/{env.name}"


def build_metrics(env: Environment, *, cluster: Cluster) -> Metrics:
    """Build a filter for each metric and log group."""
    return Metrics(tuple(_filter(env, cluster, counted, kind) for counted in COUNTED for kind in counted.kinds))


def _filter(env: Environment, cluster: Cluster, counted: Counted, kind: str) -> logs.MetricFilter:
    more: dict[str, Any] = {} if counted.default is None else {"DefaultValue": counted.default}
    metric = logs.MetricTransformation(
        MetricName=counted.name, MetricNamespace=namespace(env), MetricValue=counted.value, **more
    )
    return logs.MetricFilter(
        f"{counted.name}Filter",
        LogGroupName=Ref(cluster.log_group(kind)),
        FilterPattern=counted.pattern,
        MetricTransformations=[metric],
    )
