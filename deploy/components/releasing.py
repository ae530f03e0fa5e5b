"""Who may release from GitHub: by its own token for one repository and one environment, without a stored key."""

from dataclasses import dataclass

from awacs import aws, cloudformation, cloudwatch, ec2, ecr, ecs, elasticloadbalancing, logs, servicequotas
from awacs import iam as iam_actions
from awacs import s3 as s3_actions
from troposphere import GetAtt, Ref, Sub, iam

from deploy.arns import arn
from deploy.components.buckets import Kept
from deploy.components.keys import Keys
from deploy.components.registry import Registry
from deploy.components.roles import TASKS, Roles
from deploy.environment import Environment
from deploy.policies import allow, document, managed
from deploy.taskpolicies import use_key_of_bucket

ISSUER = "token.actions.githubusercontent.com"
AUDIENCE = "sts.amazonaws.com"
SESSION_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Releasing:
    """One role that looks, and one that releases; neither touches keys or the database."""

    github: iam.OIDCProvider
    plan: iam.Role
    plan_policy: iam.ManagedPolicy
    release: iam.Role
    release_policy: iam.ManagedPolicy


@dataclass(frozen=True, slots=True)
class Released:
    """What a release touches."""

    roles: Roles
    registry: Registry
    ledger: Kept
    keys: Keys


def build_releasing(env: Environment, *, released: Released) -> Releasing:
    """Build the roles."""
    github = iam.OIDCProvider("GitHub", Url=f"https://{ISSUER}", ClientIdList=[AUDIENCE])

    def role(title: str, name: str, subject: str) -> iam.Role:
        return iam.Role(
            title,
            RoleName=f"{env.prefix}-{env.region}-{name}",
            AssumeRolePolicyDocument=_trust(github, f"repo:{env.repository}:{subject}"),
            MaxSessionDuration=SESSION_SECONDS,
        )

    plan = role("PlanRole", "plan", "pull_request")
    release = role("ReleaseRole", "release", f"environment:{env.name}")
    return Releasing(
        github=github,
        plan=plan,
        plan_policy=managed("PlanPolicy", "Look, and change nothing", [plan, release], *_look(env)),
        release=release,
        release_policy=managed("ReleasePolicy", "Push an image and roll it out", [release], *_roll_out(env, released)),
    )


def _trust(github: iam.OIDCProvider, subject: str) -> aws.PolicyDocument:
    token = aws.StringEquals({f"{ISSUER}:aud": AUDIENCE, f"{ISSUER}:sub": subject})
    return document(
        aws.Statement(
            Effect=aws.Allow,
            Action=[aws.Action("sts", "AssumeRoleWithWebIdentity")],
            Principal=aws.Principal("Federated", Ref(github)),
            Condition=aws.Condition(token),
        )
    )


def _look(env: Environment) -> tuple[aws.Statement, ...]:
    """Read both stacks, and what runs. What AWS describes as a whole has no ARN to name."""
    stacks = arn("cloudformation", f"stack/{env.prefix}-*/*")
    of_stack = [
        cloudformation.DescribeStackEvents, cloudformation.DescribeStackResources, cloudformation.DescribeStacks,
        cloudformation.DetectStackDrift, cloudformation.DetectStackResourceDrift,
        cloudformation.DescribeStackResourceDrifts, cloudformation.GetTemplate, cloudformation.ListStackResources,
        cloudformation.DescribeChangeSet,
    ]  # fmt: skip
    everywhere = [
        cloudformation.DescribeStackDriftDetectionStatus, cloudformation.ValidateTemplate, cloudwatch.DescribeAlarms,
        ec2.DescribeSubnets, ecs.DescribeTaskDefinition, ecs.ListTaskDefinitions,
        elasticloadbalancing.DescribeTargetGroups, elasticloadbalancing.DescribeTargetHealth, logs.DescribeLogGroups,
        servicequotas.GetServiceQuota,
    ]  # fmt: skip
    running = [ecs.DescribeClusters, ecs.DescribeServices, ecs.DescribeTasks, ecs.ListTasks]
    deployments = ("DescribeServiceDeployments", "DescribeServiceRevisions", "ListServiceDeployments")
    running += [ecs.Action(name) for name in deployments]
    here = [arn("ecs", f"{kind}/{env.prefix}{rest}") for kind, rest in _OF_CLUSTER]
    lines = [logs.FilterLogEvents, logs.GetLogEvents]
    return (
        allow("LookAtStacks", of_stack, stacks),
        allow("LookAtWhatHasNoName", everywhere, "*"),
        allow("LookAtTasks", running, *here, arn("ecs", f"container-instance/{env.prefix}/*")),
        allow(
            "ReadLines",
            lines,
            *(arn("logs", f"log-group:/{env.prefix}/{name}:*") for name in ("web", "worker", "migrate")),
        ),
    )


_OF_CLUSTER = (
    ("cluster", ""),
    ("service", "/*"),
    ("task", "/*"),
    ("service-deployment", "/*"),
    ("service-revision", "/*"),
)


def _roll_out(env: Environment, released: Released) -> tuple[aws.Statement, ...]:
    repository = released.registry.repository.get_att("Arn")
    push = [ecr.BatchCheckLayerAvailability, ecr.BatchGetImage, ecr.CompleteLayerUpload, ecr.DescribeImages,
            ecr.DescribeRepositories, ecr.GetDownloadUrlForLayer,
            ecr.InitiateLayerUpload, ecr.PutImage, ecr.UploadLayerPart]  # fmt: skip
    services = [ecs.UpdateService, aws.Action("ecs", "StopServiceDeployment")]
    deployed = [arn("ecs", f"{kind}/{env.prefix}/*") for kind in ("service", "service-deployment")]
    roles = released.roles
    passed = [role.get_att("Arn") for role in (roles.execution, roles.migration_execution, *roles.of_tasks)]
    to_tasks = aws.Condition(aws.StringEquals({"iam:PassedToService": TASKS}))
    return (
        allow("AskForPushToken", [ecr.GetAuthorizationToken], "*"),
        allow("PushImage", push, repository),
        allow("DescribeNewTasks", [ecs.RegisterTaskDefinition], arn("ecs", f"task-definition/{env.prefix}-*:*")),
        allow("RollOut", services, *deployed),
        allow("RunMigrations", [ecs.RunTask], arn("ecs", f"task-definition/{env.prefix}-migrate:*")),
        allow("StopMigrations", [ecs.StopTask], arn("ecs", f"task/{env.prefix}/*")),
        allow("LookAtRoles", [iam_actions.GetRole, iam_actions.SimulatePrincipalPolicy], *passed),
        allow("GiveRolesToTasks", [iam_actions.PassRole], *passed, condition=to_tasks),
        *_write_ledger(released),
    )


def _write_ledger(released: Released) -> tuple[aws.Statement, ...]:
    """Hold the lock and write down what was released."""
    bucket: GetAtt = released.ledger.bucket.get_att("Arn")
    objects = [s3_actions.DeleteObject, s3_actions.GetObject, s3_actions.PutObject]
    return (
        allow("WriteLedger", objects, Sub("${Bucket}/*", Bucket=bucket)),
        allow("ListLedger", [s3_actions.ListBucket], bucket),
        use_key_of_bucket("SealLedger", released.keys.storage.key.get_att("Arn")),
    )
