"""Tasks and services: web, worker and migration from one image digest, each with a role of its own."""

from dataclasses import dataclass
from typing import Any

from troposphere import Ref, ecs

from deploy import wires
from deploy.components import variables
from deploy.components.balancer import HEALTH
from deploy.components.cluster import Cluster
from deploy.components.parameters import Parameters
from deploy.environment import Environment
from deploy.wire import Wire

USER = "10001:10001"  # the image's own, with no name and no shell
WEB = ("gunicorn", "-c", "config/gunicorn.py")
WORKER = ("python", "manage.py", "worker")
MIGRATE = ("python", "manage.py", "migrate", "--noinput")
WEB_STOP_SECONDS = 60  # gunicorn's grace is 30
WORKER_STOP_SECONDS = 120  # the worker's grace is 90; Fargate allows no more
HEALTH_SECONDS, HEALTH_TIMEOUT, HEALTH_RETRIES, START_SECONDS = 30, 5, 3, 10
LOG_BUFFER = "25m"  # lines are dropped rather than a request kept waiting
MEMORY_SHARE = 2  # one part in so many of a task's memory is its /tmp


@dataclass(frozen=True, slots=True)
class Tasks:
    """The three task definitions. CloudFormation keeps the old ones: a rollback needs them."""

    web: ecs.TaskDefinition
    worker: ecs.TaskDefinition
    migrate: ecs.TaskDefinition


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between the tasks."""

    name: str
    command: tuple[str, ...]
    role: Wire
    execution: Wire
    environment: list[ecs.Environment]
    secrets: list[ecs.Secret]
    stop_seconds: int


def build_tasks(env: Environment, *, parameters: Parameters, cluster: Cluster) -> Tasks:
    """Build the task definitions."""
    told, secret = variables.environment(env, parameters), variables.secrets(env)
    web = Kind("web", WEB, wires.WEB_ROLE, wires.EXECUTION_ROLE, told, secret, WEB_STOP_SECONDS)
    worker = Kind(
        "worker",
        WORKER,
        wires.WORKER_ROLE,
        wires.EXECUTION_ROLE,
        [*told, *variables.of_worker(env)],
        secret,
        WORKER_STOP_SECONDS,
    )
    migrate = Kind(
        "migrate",
        MIGRATE,
        wires.MIGRATION_ROLE,
        wires.MIGRATION_EXECUTION_ROLE,
        [*told, *variables.of_owner(env)],
        [*secret, *variables.secrets_of_owner(env)],
        WORKER_STOP_SECONDS,
    )
    return Tasks(*(_task(env, kind, parameters, cluster) for kind in (web, worker, migrate)))


def _task(env: Environment, kind: Kind, parameters: Parameters, cluster: Cluster) -> ecs.TaskDefinition:
    return ecs.TaskDefinition(
        f"{kind.name.capitalize()}Task",
        Family=f"{env.prefix}-{kind.name}",
        RequiresCompatibilities=["FARGATE"],
        NetworkMode="awsvpc",
        Cpu=str(env.cpu),
        Memory=str(env.memory),
        RuntimePlatform=ecs.RuntimePlatform(CpuArchitecture="X86_64", OperatingSystemFamily="LINUX"),
        ExecutionRoleArn=kind.execution.entering(env),
        TaskRoleArn=kind.role.entering(env),
        ContainerDefinitions=[_container(env, kind, parameters, cluster)],
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
    )


def _container(env: Environment, kind: Kind, parameters: Parameters, cluster: Cluster) -> ecs.ContainerDefinition:
    served: dict[str, Any] = {
        "PortMappings": [ecs.PortMapping(ContainerPort=variables.PORT, Protocol="tcp")],
        "HealthCheck": _health(),
    }
    return ecs.ContainerDefinition(
        Name=kind.name,
        Image=Ref(parameters.image),
        Command=[*kind.command],
        Essential=True,
        User=USER,
        ReadonlyRootFilesystem=True,
        Privileged=False,
        LinuxParameters=_kernel(env),
        Environment=kind.environment,
        Secrets=kind.secrets,
        StopTimeout=kind.stop_seconds,
        LogConfiguration=ecs.LogConfiguration(
            LogDriver="awslogs",
            Options={
                "awslogs-group": Ref(cluster.log_group(kind.name)),
                "awslogs-region": Ref("AWS::Region"),
                "awslogs-stream-prefix": kind.name,
                "mode": "non-blocking",
                "max-buffer-size": LOG_BUFFER,
            },
        ),
        **(served if kind.name == "web" else {}),
    )


def _kernel(env: Environment) -> ecs.LinuxParameters:
    """Take every capability away, reap zombies, and keep what is written for a while in memory."""
    memory = ecs.Tmpfs(
        ContainerPath=variables.MEMORY_FOLDER,
        Size=env.memory // MEMORY_SHARE,
        MountOptions=["noexec", "nosuid", "nodev", "mode=1777"],
    )
    return ecs.LinuxParameters(
        InitProcessEnabled=True, Capabilities=ecs.KernelCapabilities(Drop=["ALL"]), Tmpfs=[memory]
    )


def _health() -> ecs.HealthCheck:
    address = f"http://127.0.0.1:{variables.PORT}{HEALTH}"
    ask = f"import urllib.request as u; u.urlopen('{address}', timeout={HEALTH_TIMEOUT - 1})"
    return ecs.HealthCheck(
        Command=["CMD", "python", "-c", ask],
        Interval=HEALTH_SECONDS,
        Timeout=HEALTH_TIMEOUT,
        Retries=HEALTH_RETRIES,
        StartPeriod=START_SECONDS,
    )
