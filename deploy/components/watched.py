"""What is watched: metrics, and what of each is too much."""

from dataclasses import dataclass, field

from troposphere import AWSHelperFn

from deploy import wires
from deploy.components.balancer import Balancer
from deploy.components.metrics import namespace
from deploy.environment import Environment

SYSTEM_CPU, SYSTEM_MEMORY = 80, 85  # percent
GIB = 1024**3
CLUSTER, SERVICE = "ClusterName", "ServiceName"
ELB = "AWS/ApplicationELB"
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


def of_releases(balancer: Balancer) -> list[Watch]:
    """Return what rolls a release back; it knows no service, so that services may name it."""
    front: Dimensions = {"LoadBalancer": balancer.balancer.get_att("LoadBalancerFullName")}
    targets: Dimensions = {**front, "TargetGroup": balancer.targets.get_att("TargetGroupFullName")}
    return [
        Watch(
            "UnhealthyTargets",
            "A web task does not answer.",
            ELB,
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
            ELB,
            "HTTPCode_Target_5XX_Count",
            5,
            targets,
            AT_LEAST,
            "Sum",
            1,
            3,
        ),
    ]


def of_balancer(env: Environment, balancer: Balancer) -> list[Watch]:
    """Return what is watched where requests come in."""
    front: Dimensions = {"LoadBalancer": balancer.balancer.get_att("LoadBalancerFullName")}
    return [
        Watch(
            "BalancerErrors",
            "The load balancer finds no task.",
            ELB,
            "HTTPCode_ELB_5XX_Count",
            5,
            front,
            AT_LEAST,
            "Sum",
        ),
        Watch(
            "SlowRequests",
            "One request in twenty takes more than a second.",
            ELB,
            "TargetResponseTime",
            1,
            front,
            statistic="p95",
        ),
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
    ]


def of_tasks(env: Environment) -> list[Watch]:
    """Return what is watched of the tasks."""
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


def of_database(env: Environment) -> list[Watch]:
    """Return what is watched of the database."""
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


def of_application(env: Environment) -> list[Watch]:
    """Return what the application says of itself."""
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
