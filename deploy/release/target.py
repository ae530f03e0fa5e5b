"""The names of one environment's parts: as the stacks name them."""

import re
from dataclasses import dataclass

SYSTEM = "rung"
WEB, WORKER, MIGRATE = "web", "worker", "migrate"
SERVICES = (WEB, WORKER)  # released together
ROLES = (*SERVICES, MIGRATE)  # one image; a task definition family each
NAME = re.compile(r"^[a-z][a-z0-9-]{0,19}$")


class UnknownEnvironment(ValueError):
    """An environment's name has lower-case letters, digits and dashes, like dev, staging or prod."""


@dataclass(frozen=True, slots=True)
class Target:
    """An environment, and where it runs."""

    environment: str
    region: str

    def __post_init__(self) -> None:
        if not NAME.match(self.environment):
            raise UnknownEnvironment(UnknownEnvironment.__doc__)

    @property
    def cluster(self) -> str:
        return f"{SYSTEM}-{self.environment}"

    @property
    def repository(self) -> str:
        """Repository in ECR."""
        return self.cluster

    def ledger(self, account: str) -> str:
        """Bucket that holds the lease and the history."""
        return f"{self.cluster}-ledger-{account}"

    def service(self, role: str) -> str:
        return role  # within its cluster

    def family(self, role: str) -> str:
        return f"{self.cluster}-{role}"
