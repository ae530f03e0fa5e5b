"""How many tasks run: web by processor and memory, the worker by what waits in its queue."""

from dataclasses import dataclass
from typing import Any

from troposphere import Ref, Sub, applicationautoscaling, ecs

from deploy.components.cluster import Cluster
from deploy.components.fleet import Services
from deploy.components.metrics import namespace
from deploy.environment import Environment

CPU_PERCENT = 70
MEMORY_PERCENT = 80
JOBS_A_FLEET = 10  # waiting; more starts another worker
OUT_SECONDS, IN_SECONDS = 60, 300


@dataclass(frozen=True, slots=True)
class Scaling:
    """What may be scaled, and by what."""

    web: applicationautoscaling.ScalableTarget
    worker: applicationautoscaling.ScalableTarget
    policies: tuple[applicationautoscaling.ScalingPolicy, ...]


def build_scaling(env: Environment, *, cluster: Cluster, services: Services) -> Scaling:
    """Build the scaling."""
    web = _target(env, cluster, services.web, env.web_desired)
    worker = _target(env, cluster, services.worker, env.worker_desired)
    waiting = applicationautoscaling.CustomizedMetricSpecification(
        MetricName="QueueWaiting", Namespace=namespace(env), Statistic="Average"
    )
    policies = (
        _tracking("WebByCpu", web, CPU_PERCENT, PredefinedMetricSpecification=_of_service("CPU")),
        _tracking("WebByMemory", web, MEMORY_PERCENT, PredefinedMetricSpecification=_of_service("Memory")),
        _tracking("WorkerByQueue", worker, JOBS_A_FLEET, CustomizedMetricSpecification=waiting),
    )
    return Scaling(web, worker, policies)


def _target(
    env: Environment, cluster: Cluster, service: ecs.Service, fewest: int
) -> applicationautoscaling.ScalableTarget:
    return applicationautoscaling.ScalableTarget(
        f"{service.title}Scale",
        ServiceNamespace="ecs",
        ScalableDimension="ecs:service:DesiredCount",
        ResourceId=Sub("service/${Cluster}/${Name}", Cluster=Ref(cluster.cluster), Name=service.get_att("Name")),
        MinCapacity=fewest,
        MaxCapacity=env.most_tasks,
    )


def _tracking(
    title: str, target: applicationautoscaling.ScalableTarget, value: int, **metric: Any
) -> applicationautoscaling.ScalingPolicy:
    return applicationautoscaling.ScalingPolicy(
        title,
        PolicyName=title,
        PolicyType="TargetTrackingScaling",
        ScalingTargetId=Ref(target),
        TargetTrackingScalingPolicyConfiguration=applicationautoscaling.TargetTrackingScalingPolicyConfiguration(
            TargetValue=value, ScaleOutCooldown=OUT_SECONDS, ScaleInCooldown=IN_SECONDS, **metric
        ),
    )


def _of_service(what: str) -> applicationautoscaling.PredefinedMetricSpecification:
    return applicationautoscaling.PredefinedMetricSpecification(
        PredefinedMetricType=f"ECSServiceAverage{what}Utilization"
    )
