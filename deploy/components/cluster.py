"""Where tasks run, and where they write their lines."""

from dataclasses import dataclass

from troposphere import ecs
from troposphere.logs import LogGroup

from deploy import wires
from deploy.components.network import RECORDED_DAYS
from deploy.environment import Environment

KINDS = ("web", "worker", "migrate")


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cluster and a log group for each kind of task."""

    cluster: ecs.Cluster
    logs: tuple[LogGroup, ...]

    def log_group(self, kind: str) -> LogGroup:
        """Return the log group of a kind of task."""
        return self.logs[KINDS.index(kind)]


def build_cluster(env: Environment) -> Cluster:
    """Build the cluster. Fargate alone, never Spot: no work here may be lost half way."""
    cluster = ecs.Cluster(
        "Cluster",
        ClusterName=env.prefix,
        ClusterSettings=[ecs.ClusterSetting(Name="containerInsights", Value="enabled")],
        CapacityProviders=["FARGATE"],
        DefaultCapacityProviderStrategy=[ecs.CapacityProviderStrategyItem(CapacityProvider="FARGATE", Weight=1)],
    )
    return Cluster(cluster, tuple(_log_group(env, kind) for kind in KINDS))


def _log_group(env: Environment, kind: str) -> LogGroup:
    deletion = "Retain" if env.keep_data else "Delete"
    return LogGroup(
        f"{kind.capitalize()}LogGroup",
        LogGroupName=f"/{env.prefix}/{kind}",
        KmsKeyId=wires.LOGS_KEY.entering(env),
        RetentionInDays=RECORDED_DAYS,
        DeletionPolicy=deletion,
        UpdateReplacePolicy=deletion,
    )
