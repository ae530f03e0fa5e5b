"""Known causes, and what to type next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """A known cause and what to type next; {env} and {role} are filled in."""

    pattern: str
    cause: str
    do: str


HINTS = (
    Hint(
        r"Deployment stopped by the user",
        "Somebody stopped the deployment in AWS.",
        "ask who did, then manage.py deploy_ecs {env}",
    ),
    Hint(
        r"(?i)exec format error|does not contain descriptor matching platform|image Manifest.*platform",
        "The image was built for another processor architecture.",
        "build it with --platform linux/amd64, then manage.py deploy_ecs {env}",
    ),
    Hint(
        r"(?i)CannotPullContainerError.*not found|manifest unknown|CannotPullContainerError",
        "The image is not in the registry, or the task cannot reach it.",
        "manage.py ecs doctor {env}",
    ),
    Hint(
        r"(?i)did not contain json key|retrieved secret.*json key",
        "The secret exists, but has no such JSON key.",
        "put the key into the secret, then manage.py ecs doctor {env}",
    ),
    Hint(
        r"(?i)ResourceInitializationError.*secret|ResourceNotFoundException.*secret",
        "A secret is missing, or its role may not read it.",
        "create the secret, then manage.py ecs doctor {env}",
    ),
    Hint(
        r"(?i)OutOfMemory|OOM|exit code 137",
        "The container used more memory than its task has.",
        "raise the memory of {role} in the environment, then manage.py infra plan {env}",
    ),
    Hint(
        r"(?i)health checks|Health checks failed",
        "The new tasks run but do not answer 200 at the health check's path and port in time.",
        "manage.py ecs logs {env} --service {role}",
    ),
    Hint(
        r"(?i)Set these before starting in production|EnvironmentIncomplete",
        "A value the application needs is not set in the task definition.",
        "add the name to the stack, then manage.py infra plan {env}",
    ),
    Hint(
        r"(?i)RESOURCE:|capacity is unavailable|insufficient|did not end within",
        "The new tasks did not start or settle in time: AWS had no room for them, or could not prepare them.",
        "manage.py ecs doctor {env}",
    ),
    Hint(
        r"(?i)exit code [1-9]",
        "The application ends by itself soon after it starts; its last lines say why.",
        "manage.py ecs logs {env} --service {role} --stopped",
    ),
)
