"""What each release gives the application's stack: the release owns these, CloudFormation everything else."""

from dataclasses import dataclass

from troposphere import Parameter

from deploy.environment import Environment

DIGEST = r"^[0-9]{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/[a-z0-9/_-]+@sha256:[0-9a-f]{64}$"


@dataclass(frozen=True, slots=True)
class Parameters:
    """One image by its digest, the commit it was built from, and how many tasks run now."""

    image: Parameter
    commit: Parameter
    web_count: Parameter
    worker_count: Parameter


def build_parameters(env: Environment) -> Parameters:
    """Build the parameters."""

    def count(title: str, now: int, of: str) -> Parameter:
        return Parameter(
            title, Type="Number", Default=now, MinValue=0, MaxValue=env.most_tasks, Description=f"{of} tasks"
        )

    return Parameters(
        image=Parameter(
            "Image", Type="String", AllowedPattern=DIGEST, Description="The release: a repository and a digest, no tag"
        ),
        commit=Parameter("Commit", Type="String", Default="", Description="The git commit it was built from"),
        web_count=count("WebCount", env.web_desired, "Web"),
        worker_count=count("WorkerCount", env.worker_desired, "Worker"),
    )
