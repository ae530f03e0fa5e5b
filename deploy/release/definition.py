"""A task definition as AWS holds it, and what a release asks of it."""

from dataclasses import dataclass
from typing import Any

ARN = ("arn", "partition", "service", "region", "account", "kind", "name")  # a JSON key may follow a secret's


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret a container gets: the secret's ARN, and the JSON key within it or nothing."""

    name: str
    arn: str
    key: str

    @property
    def is_parameter(self) -> bool:
        return ":ssm:" in self.arn


@dataclass(frozen=True, slots=True)
class Definition:
    """A task definition as AWS holds it, and what a release asks of it."""

    arn: str
    shape: Any  # as DescribeTaskDefinition answers

    @property
    def containers(self) -> list[Any]:
        found: list[Any] = self.shape["containerDefinitions"]
        return found

    @property
    def app(self) -> Any:
        """The container that runs our image: the first, as the stack writes it."""
        return self.containers[0]

    @property
    def digest(self) -> str:
        return str(self.app["image"]).partition("@")[2]

    @property
    def architecture(self) -> str:
        return str(self.shape.get("runtimePlatform", {}).get("cpuArchitecture", "X86_64"))

    @property
    def roles(self) -> list[str]:
        return [self.shape[name] for name in ("executionRoleArn", "taskRoleArn") if self.shape.get(name)]

    @property
    def log_groups(self) -> dict[str, str]:
        """Log groups by container."""
        found = {}
        for container in self.containers:
            options = container.get("logConfiguration", {}).get("options", {})
            if "awslogs-group" in options:
                found[container["name"]] = options["awslogs-group"]
        return found

    def log_stream(self, task_arn: str) -> tuple[str, str] | None:
        """Return the log group and stream of a task's app."""
        options = self.app.get("logConfiguration", {}).get("options", {})
        if "awslogs-group" not in options:
            return None
        task_id = task_arn.rpartition("/")[2]
        return options["awslogs-group"], f"{options.get('awslogs-stream-prefix', 'app')}/{self.app['name']}/{task_id}"

    def ports(self) -> set[int]:
        return {port["containerPort"] for box in self.containers for port in box.get("portMappings", [])}

    def value(self, name: str) -> str:
        """Return a plain environment value of the app, or nothing."""
        return next((pair["value"] for pair in self.app.get("environment", []) if pair["name"] == name), "")

    def secrets(self) -> list[Secret]:
        return [_secret(pair) for box in self.containers for pair in box.get("secrets", [])]


def _secret(pair: Any) -> Secret:
    parts = pair["valueFrom"].split(":")
    key = parts[7] if len(parts) > len(ARN) else ""
    return Secret(pair["name"], ":".join(parts[:7]), key)
