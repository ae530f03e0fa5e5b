"""The two services that run always, and how a release replaces their tasks."""

from dataclasses import dataclass
from typing import Any

from troposphere import AWSHelperFn, Parameter, Ref, ecs

from deploy import wires
from deploy.components.balancer import Balancer
from deploy.components.cluster import Cluster
from deploy.components.groups import Groups
from deploy.components.parameters import Parameters
from deploy.components.service import Tasks
from deploy.components.variables import PORT
from deploy.environment import Environment

GRACE_SECONDS = 60  # before the load balancer's word counts


@dataclass(frozen=True, slots=True)
class Services:
    """Web behind the load balancer, and the worker that nobody reaches."""

    web: ecs.Service
    worker: ecs.Service


@dataclass(frozen=True, slots=True)
class Around:
    """What the services stand in."""

    cluster: Cluster
    groups: Groups
    balancer: Balancer
    stops_release: list[AWSHelperFn]  # names of alarms that roll a release back


def build_services(env: Environment, *, parameters: Parameters, tasks: Tasks, around: Around) -> Services:
    """Build the services; a release that does not stand by itself is rolled back."""
    attached: dict[str, Any] = {
        "LoadBalancers": [
            ecs.LoadBalancer(ContainerName="web", ContainerPort=PORT, TargetGroupArn=Ref(around.balancer.targets))
        ],
        "HealthCheckGracePeriodSeconds": GRACE_SECONDS,
        "DependsOn": [around.balancer.listener.title],
    }
    web_group, worker_group = (group.get_att("GroupId") for group in (around.groups.web, around.groups.worker))

    def service(title: str, task: ecs.TaskDefinition, count: Parameter, group: AWSHelperFn, **more: Any) -> ecs.Service:
        return ecs.Service(
            title,
            ServiceName=title.removesuffix("Service").lower(),
            Cluster=Ref(around.cluster.cluster),
            TaskDefinition=Ref(task),
            DesiredCount=Ref(count),
            CapacityProviderStrategy=[ecs.CapacityProviderStrategyItem(CapacityProvider="FARGATE", Weight=1)],
            PlatformVersion="LATEST",
            DeploymentConfiguration=_deployment(around.stops_release),
            EnableExecuteCommand=False,
            EnableECSManagedTags=True,
            PropagateTags="SERVICE",
            NetworkConfiguration=ecs.NetworkConfiguration(
                AwsvpcConfiguration=ecs.AwsvpcConfiguration(
                    AssignPublicIp="DISABLED",
                    SecurityGroups=[group],
                    Subnets=wires.PRIVATE_SUBNETS.entering(env),
                )
            ),
            **more,
        )

    return Services(
        web=service("WebService", tasks.web, parameters.web_count, web_group, **attached),
        worker=service("WorkerService", tasks.worker, parameters.worker_count, worker_group),
    )


def _deployment(alarms: list[AWSHelperFn]) -> ecs.DeploymentConfiguration:
    return ecs.DeploymentConfiguration(
        MinimumHealthyPercent=100,
        MaximumPercent=200,
        DeploymentCircuitBreaker=ecs.DeploymentCircuitBreaker(Enable=True, Rollback=True),
        Alarms=ecs.DeploymentAlarms(AlarmNames=alarms, Enable=True, Rollback=True),
    )
