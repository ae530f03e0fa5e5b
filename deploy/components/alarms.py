"""Alarms: each says what it means and which page of the runbook to open, and each reaches who is on duty."""

from dataclasses import dataclass, field
from typing import Any

from troposphere import AWSHelperFn, ImportValue, Ref, cloudwatch

from deploy import wires
from deploy.components.balancer import Balancer
from deploy.components.metrics import namespace
from deploy.environment import Environment

RUNBOOK = "docs/runbooks/alarms.md"
SYSTEM_CPU, SYSTEM_MEMORY = 80, 85  # percent
GIB = 1024**3
CLUSTER, SERVICE = "ClusterName", "ServiceName"
ABOVE, AT_LEAST, BELOW = "GreaterThanThreshold", "GreaterThanOrEqualToThreshold", "LessThanThreshold"
# Connections that RDS allows by default are memory / 9,531,392; these are four fifths of it.
CONNECTIONS = {"db.t4g.micro": 90, "db.t4g.small": 180, "db.m7g.large": 720}
CONNECTIONS_OTHERWISE = 90

type Dimensions = dict[str, AWSHelperFn | str]


@dataclass(frozen=True, slots=True)
class Watch:
    """One alarm: a metric, and what of it is too much."""

    title: str
    means: str
    namespace: str
    metric: str
    threshold: float
    dimensions: Dimensions = field(default_factory=dict)
    compare: str = ABOVE
    statistic: str = "Average"  # or a percentile, p95
    minutes: int = 5
    times: int = 2
    missing: str = "notBreaching"


@dataclass(frozen=True, slots=True)
class ReleaseAlarms:
    """Alarms of the load balancer: these roll a release back."""

    alarms: tuple[cloudwatch.Alarm, ...]


@dataclass(frozen=True, slots=True)
class Alarms:
    """Every other alarm."""

    alarms: tuple[cloudwatch.Alarm, ...]


def build_release_alarms(env: Environment, *, balancer: Balancer) -> ReleaseAlarms:
    """Build the alarms that know no service, so that services may name them."""
    front: Dimensions = {"LoadBalancer": balancer.balancer.get_att("LoadBalancerFullName")}
    targets: Dimensions = {**front, "TargetGroup": balancer.targets.get_att("TargetGroupFullName")}
    elb = "AWS/ApplicationELB"
    watched = (
        Watch(
            "UnhealthyTargets",
            "A web task does not answer.",
            elb,
            "UnHealthyHostCount",
            1,
            targets,
            AT_LEAST,
            "Maximum",
            1,
            3,
        ),
        Watch(
            "ServerErrors",
            "Web tasks answer with errors.",
            elb,
            "HTTPCode_Target_5XX_Count",
            5,
            targets,
            AT_LEAST,
            "Sum",
            1,
            3,
        ),
    )
    return ReleaseAlarms(tuple(_alarm(env, watch) for watch in watched))


def build_alarms(env: Environment, *, balancer: Balancer) -> Alarms:
    """Build the alarms."""
    front: Dimensions = {"LoadBalancer": balancer.balancer.get_att("LoadBalancerFullName")}
    elb = "AWS/ApplicationELB"
    watched = (
        Watch(
            "BalancerErrors",
            "The load balancer finds no task.",
            elb,
            "HTTPCode_ELB_5XX_Count",
            5,
            front,
            AT_LEAST,
            "Sum",
        ),
        Watch(
            "SlowRequests",
            "One request in twenty takes more than a second.",
            elb,
            "TargetResponseTime",
            1,
            front,
            statistic="p95",
        ),
        *_of_tasks(env),
        *_of_database(env),
        *_of_application(env),
        Watch(
            "CertificateExpires",
            "The certificate ends within 30 days: Route 53 no longer proves the name.",
            "AWS/CertificateManager",
            "DaysToExpiry",
            30,
            {"CertificateArn": wires.CERTIFICATE.entering(env)},
            BELOW,
            "Minimum",
            minutes=1440,
            times=1,
        ),
    )
    return Alarms(tuple(_alarm(env, watch) for watch in watched))


def _of_tasks(env: Environment) -> list[Watch]:
    limits = (("Cpu", "CPUUtilization", SYSTEM_CPU), ("Memory", "MemoryUtilization", SYSTEM_MEMORY))
    return [
        Watch(
            f"{kind.capitalize()}{what}",
            f"The {kind} tasks use more than {limit} %.",
            "AWS/ECS",
            metric,
            limit,
            {CLUSTER: env.prefix, SERVICE: kind},
        )
        for kind in ("web", "worker")
        for what, metric, limit in limits
    ]


def _of_database(env: Environment) -> list[Watch]:
    server: Dimensions = {"DBInstanceIdentifier": wires.DATABASE_ID.entering(env)}
    fifth = env.database_gib * GIB // 5
    most = CONNECTIONS.get(env.database_class, CONNECTIONS_OTHERWISE)
    rds = "AWS/RDS"
    return [
        Watch(
            "DatabaseStorage",
            "Less than a fifth of the storage is free.",
            rds,
            "FreeStorageSpace",
            fifth,
            server,
            BELOW,
            "Minimum",
        ),
        Watch(
            "DatabaseCpu",
            "The database uses more than 80 % of its processors.",
            rds,
            "CPUUtilization",
            SYSTEM_CPU,
            server,
        ),
        Watch(
            "DatabaseConnections", "Four fifths of the connections are taken.", rds, "DatabaseConnections", most, server
        ),
    ]


def _of_application(env: Environment) -> list[Watch]:
    ours = namespace(env)
    return [
        Watch(
            "QueueAge",
            "The oldest job waits longer than 15 minutes, or no worker says so.",
            ours,
            "QueueAge",
            900,
            statistic="Maximum",
            missing="breaching",
        ),
        Watch("StoppedStages", "A stage of a run stopped.", ours, "StoppedStages", 1, {}, AT_LEAST, "Sum", times=1),
        Watch("DeadJobs", "A job failed for good.", ours, "DeadJobs", 1, {}, AT_LEAST, "Maximum", times=1),
        Watch(
            "UnsealedAudit",
            "The audit trail is not sealed or anchored.",
            ours,
            "UnsealedAudit",
            1,
            {},
            AT_LEAST,
            "Sum",
            times=1,
        ),
    ]


def _alarm(env: Environment, watch: Watch) -> cloudwatch.Alarm:
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
