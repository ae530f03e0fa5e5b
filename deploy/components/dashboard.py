"""One page that shows whether it works: traffic, errors, latency, tasks, queue, stages, database."""

import json
from dataclasses import dataclass

from troposphere import Sub, cloudwatch

from deploy import wires
from deploy.components.balancer import Balancer
from deploy.components.metrics import namespace
from deploy.environment import Environment

WIDTH, HEIGHT, COLUMNS = 8, 6, 3
type Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The page."""

    dashboard: cloudwatch.Dashboard


def build_dashboard(env: Environment, *, balancer: Balancer) -> Dashboard:
    """Build the page."""
    shown = _shown(env)
    widgets = [_widget(number, title, lines) for number, (title, lines) in enumerate(shown.items())]
    body = Sub(
        json.dumps({"widgets": widgets}, sort_keys=True),
        Front=balancer.balancer.get_att("LoadBalancerFullName"),
        Targets=balancer.targets.get_att("TargetGroupFullName"),
        Server=wires.DATABASE_ID.entering(env),
    )
    return Dashboard(cloudwatch.Dashboard("Dashboard", DashboardName=env.prefix, DashboardBody=body))


def _shown(env: Environment) -> dict[str, list[Line]]:
    elb, ours = "AWS/ApplicationELB", namespace(env)
    front = ("LoadBalancer", "${Front}")
    server = ("DBInstanceIdentifier", "${Server}")
    tasks = [("ClusterName", env.prefix, "ServiceName", kind) for kind in ("web", "worker")]
    return {
        "Requests": [(elb, "RequestCount", *front)],
        "Errors": [
            (elb, "HTTPCode_Target_5XX_Count", *front),
            (elb, "HTTPCode_ELB_5XX_Count", *front),
            (ours, "FailedRequests"),
        ],
        "Latency": [(elb, "TargetResponseTime", *front)],
        "Processors of tasks": [("AWS/ECS", "CPUUtilization", *task) for task in tasks],
        "Memory of tasks": [("AWS/ECS", "MemoryUtilization", *task) for task in tasks],
        "Healthy targets": [(elb, "HealthyHostCount", "TargetGroup", "${Targets}", *front)],
        "Queue": [(ours, "QueueWaiting"), (ours, "QueueAge"), (ours, "DeadJobs")],
        "Stages": [(ours, "DoneStages"), (ours, "StoppedStages"), (ours, "UnsealedAudit")],
        "Database": [("AWS/RDS", metric, *server) for metric in ("CPUUtilization", "DatabaseConnections")],
        "Storage": [("AWS/RDS", "FreeStorageSpace", *server)],
        "Models": [
            ("AWS/Bedrock", metric, "ModelId", env.bedrock_model)
            for metric in ("Invocations", "InputTokenCount", "OutputTokenCount")
            if env.asks_bedrock
        ],
    }


def _widget(number: int, title: str, lines: list[Line]) -> dict[str, object]:
    return {
        "type": "metric",
        "x": number % COLUMNS * WIDTH,
        "y": number // COLUMNS * HEIGHT,
        "width": WIDTH,
        "height": HEIGHT,
        "properties": {
            "title": title,
            "metrics": lines,
            "period": 300,
            "region": "${AWS::Region}",
            "stat": "p95" if title == "Latency" else "Average",
            "view": "timeSeries",
        },
    }
