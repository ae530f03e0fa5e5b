"""Who the tasks are. What each may do is said in permissions, when what it may touch is known."""

from dataclasses import dataclass

from troposphere import iam

from deploy.environment import Environment
from deploy.policies import trusts

TASKS = "ecs-tasks.amazonaws.com"


@dataclass(frozen=True, slots=True)
class Roles:
    """Two roles start tasks, three are what runs in them."""

    execution: iam.Role
    migration_execution: iam.Role
    web: iam.Role
    worker: iam.Role
    migration: iam.Role

    @property
    def of_tasks(self) -> list[iam.Role]:
        """The roles that code of the application has."""
        return [self.web, self.worker, self.migration]


def build_roles(env: Environment) -> Roles:
    """Build the roles, with nothing allowed yet."""

    def role(title: str, name: str, why: str) -> iam.Role:
        return iam.Role(
            title,
            RoleName=f"{env.prefix}-{env.region}-{name}",
            Description=why,
            AssumeRolePolicyDocument=trusts(TASKS),
        )

    return Roles(
        execution=role("ExecutionRole", "execution", "Starts web and worker tasks"),
        migration_execution=role("MigrationExecutionRole", "migration-execution", "Starts migrations"),
        web=role("WebRole", "web", "A web task"),
        worker=role("WorkerRole", "worker", "A worker task"),
        migration=role("MigrationRole", "migration", "A migration or a command"),
    )
