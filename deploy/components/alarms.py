"""Alarms: each says what it means and which page of the runbook to open, and each reaches who is on duty."""

from dataclasses import dataclass
from typing import Any

from troposphere import AWSHelperFn, ImportValue, Ref, cloudwatch

from deploy import wires
from deploy.components import watched
from deploy.components.balancer import Balancer
from deploy.environment import Environment

RUNBOOK = "docs/runbooks/alarms.md"


@dataclass(frozen=True, slots=True)
class ReleaseAlarms:
    """Alarms of the load balancer: these roll a release back."""

    alarms: tuple[cloudwatch.Alarm, ...]


@dataclass(frozen=True, slots=True)
class Alarms:
    """Every other alarm."""

    alarms: tuple[cloudwatch.Alarm, ...]


def build_release_alarms(env: Environment, *, balancer: Balancer) -> ReleaseAlarms:
    """Build the alarms that roll a release back."""
    return ReleaseAlarms(tuple(_alarm(env, watch) for watch in watched.of_releases(balancer)))


def build_alarms(env: Environment, *, balancer: Balancer) -> Alarms:
    """Build the others."""
    found = (
        *watched.of_balancer(env, balancer),
        *watched.of_tasks(env),
        *watched.of_database(env),
        *watched.of_application(env),
    )
    return Alarms(tuple(_alarm(env, watch) for watch in found))


def _alarm(env: Environment, watch: watched.Watch) -> cloudwatch.Alarm:
    """Build an alarm; all three of its states are told, so that silence is never mistaken for health."""
    topic: list[ImportValue] = [wires.ALERTS_TOPIC.entering(env)]
    how: dict[str, Any] = {"ExtendedStatistic" if watch.statistic.startswith("p") else "Statistic": watch.statistic}
    dimensions = [cloudwatch.MetricDimension(Name=name, Value=value) for name, value in watch.dimensions.items()]
    return cloudwatch.Alarm(
        f"{watch.title}Alarm",
        AlarmName=f"{env.prefix}-{watch.title}",
        AlarmDescription=f"{watch.means} Open {RUNBOOK}#{watch.title.lower()}",
        Namespace=watch.namespace,
        MetricName=watch.metric,
        Dimensions=dimensions,
        ComparisonOperator=watch.compare,
        Threshold=watch.threshold,
        Period=watch.minutes * 60,
        EvaluationPeriods=watch.times,
        DatapointsToAlarm=watch.times,
        TreatMissingData=watch.missing,
        AlarmActions=topic,
        OKActions=topic,
        InsufficientDataActions=topic,
        **how,
    )


def names(alarms: ReleaseAlarms) -> list[AWSHelperFn]:
    """Return the alarms' names, as a deployment wants them."""
    return [Ref(alarm) for alarm in alarms.alarms]
