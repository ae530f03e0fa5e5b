"""Metrics out of the lines that the application writes; the patterns are tested against its real lines."""

from dataclasses import dataclass
from typing import Any

from troposphere import Ref, logs

from deploy.components.cluster import Cluster
from deploy.components.counted import COUNTED, Counted
from deploy.environment import Environment


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
    more: Any = {} if counted.default is None else {"DefaultValue": counted.default}
    metric = logs.MetricTransformation(
        MetricName=counted.name, MetricNamespace=namespace(env), MetricValue=counted.value, **more
    )
    return logs.MetricFilter(
        f"{counted.name}Filter",
        LogGroupName=Ref(cluster.log_group(kind)),
        FilterPattern=counted.pattern,
        MetricTransformations=[metric],
    )
