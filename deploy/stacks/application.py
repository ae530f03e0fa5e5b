"""The application: what each release may replace."""

from dataclasses import dataclass

from troposphere import GetAtt, Output, Ref

from deploy.components.alarms import (
    Alarms,
    ReleaseAlarms,
    build_alarms,
    build_release_alarms,
    names,
)
from deploy.components.balancer import Balancer, build_balancer
from deploy.components.cluster import Cluster, build_cluster
from deploy.components.dashboard import Dashboard, build_dashboard
from deploy.components.edge import Edge, build_edge
from deploy.components.fleet import Around, Services, build_services
from deploy.components.groups import Groups, build_groups
from deploy.components.metrics import Metrics, build_metrics
from deploy.components.parameters import Parameters, build_parameters
from deploy.components.scaling import Scaling, build_scaling
from deploy.components.service import Tasks, build_tasks
from deploy.environment import Environment

NAME = "application"
DESCRIPTION = "Rung: load balancer, web, worker, alarms. Replaced by each release."


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that serves."""

    parameters: Parameters
    cluster: Cluster
    groups: Groups
    balancer: Balancer
    edge: Edge
    release_alarms: ReleaseAlarms
    tasks: Tasks
    services: Services
    metrics: Metrics
    scaling: Scaling
    alarms: Alarms
    dashboard: Dashboard
    outputs: tuple[Output, ...]


def build(env: Environment) -> Application:
    """Build the application's stack of an environment."""
    parameters = build_parameters(env)
    cluster = build_cluster(env)
    groups = build_groups(env)
    balancer = build_balancer(env, groups=groups)
    release_alarms = build_release_alarms(env, balancer=balancer)
    tasks = build_tasks(env, parameters=parameters, cluster=cluster)
    around = Around(cluster, groups, balancer, names(release_alarms))
    services = build_services(env, parameters=parameters, tasks=tasks, around=around)
    return Application(
        parameters=parameters,
        cluster=cluster,
        groups=groups,
        balancer=balancer,
        edge=build_edge(env, balancer=balancer),
        release_alarms=release_alarms,
        tasks=tasks,
        services=services,
        metrics=build_metrics(env, cluster=cluster),
        scaling=build_scaling(env, cluster=cluster, services=services),
        alarms=build_alarms(env, balancer=balancer),
        dashboard=build_dashboard(env, balancer=balancer),
        outputs=_outputs(env, around, tasks, services),
    )


def _outputs(env: Environment, around: Around, tasks: Tasks, services: Services) -> tuple[Output, ...]:
    """Return what a release needs to know; nothing is exported, because nothing else stands on it."""
    said: dict[str, tuple[str, Ref | GetAtt | str]] = {
        "Address": ("Where it answers", f"https://{env.domain}"),
        "ClusterName": ("The cluster", Ref(around.cluster.cluster)),
        "WebServiceName": ("The web service", services.web.get_att("Name")),
        "WorkerServiceName": ("The worker service", services.worker.get_att("Name")),
        "WebTaskArn": ("Task definition of web", Ref(tasks.web)),
        "WorkerTaskArn": ("Task definition of the worker", Ref(tasks.worker)),
        "MigrateTaskArn": ("Task definition of migrations and commands", Ref(tasks.migrate)),
        "TargetGroupArn": ("Targets of the load balancer", Ref(around.balancer.targets)),
        "WorkerGroupId": ("Security group of migrations and commands", around.groups.worker.get_att("GroupId")),
        "BalancerName": ("Name of the load balancer in DNS", around.balancer.balancer.get_att("DNSName")),
    }
    return tuple(Output(name, Description=why, Value=value) for name, (why, value) in said.items())
