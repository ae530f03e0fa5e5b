"""Task definitions as the stack registers them."""

from typing import Any

from deploy.rehearsal.digests import ACCOUNT, COMMIT_BEFORE, HOST
from deploy.rehearsal.world import World
from deploy.release.target import WEB


def secret(world: World, name: str) -> str:
    return world.arn("secretsmanager", f"secret:{world.target.cluster}/{name}-AbCdEf")


def definition(world: World, role: str, digest: str) -> Any:
    """Return a task definition as the stack registers it."""
    options = {
        "awslogs-group": f"/{world.target.cluster}/{role}",
        "awslogs-region": world.target.region,
        "awslogs-stream-prefix": role,
    }
    container = {
        "name": role,
        "image": world.uri(digest),
        "essential": True,
        "readonlyRootFilesystem": True,
        "user": "10001:10001",
        "environment": [
            {"name": "RUNG_ALLOWED_HOSTS", "value": HOST},
            {"name": "RUNG_VERSION", "value": digest},
            {"name": "RUNG_COMMIT", "value": COMMIT_BEFORE},
        ],
        "secrets": [
            {"name": "RUNG_SECRET_KEY", "valueFrom": f"{secret(world, 'app')}:value::"},
            {"name": "RUNG_DATABASE_PASSWORD", "valueFrom": f"{secret(world, 'database')}:value::"},
        ],
        "logConfiguration": {"logDriver": "awslogs", "options": options},
        "portMappings": [{"containerPort": 8000, "protocol": "tcp"}] if role == WEB else [],
    }
    roles = {name: f"arn:aws:iam::{ACCOUNT}:role/{world.target.cluster}-{kind}" for name, kind in _ROLES.items()}
    return {
        "family": world.target.family(role),
        "containerDefinitions": [container],
        "cpu": "512",
        "memory": "1024",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"},
        **roles,
    }


_ROLES = {"executionRoleArn": "execution", "taskRoleArn": "task"}
