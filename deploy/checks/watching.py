"""What an auditor asks of those who watch, and of what people and tasks may do."""

from deploy.checks.demands import at, equal, given, must, switched
from deploy.checks.following import containers, listed, statements
from deploy.checks.reading import Resource, Stacks
from deploy.checks.rules import Broken, Rule

ACCESS, RECORDED, AT_REST = "164.312(a)(1)", "164.312(b)", "164.312(a)(2)(iv)"
TRAIL = "CloudTrail::Trail"
ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")
FIRST_USER = 1000  # below are the system's
BREAKER = {"Enable": True, "Rollback": True}
UNNAMED = (  # AWS gives these actions no resource to name
    "cloudformation:DescribeStackDriftDetectionStatus", "cloudformation:ValidateTemplate", "cloudwatch:DescribeAlarms",
    "ec2:DescribeSubnets", "ecr:GetAuthorizationToken", "ecs:DescribeTaskDefinition", "ecs:ListTaskDefinitions",
    "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth", "logs:DescribeLogGroups",
    "servicequotas:GetServiceQuota",
)  # fmt: skip


def _inline(stacks: Stacks) -> Broken:
    for resource in stacks.of("IAM::Role", "IAM::User", "IAM::Group"):
        if resource.properties.get("Policies"):
            yield resource, "has a policy written inside of it"
    for resource in stacks.of("IAM::Policy"):
        yield resource, "is an inline policy"


def _stars(stacks: Stacks) -> Broken:
    for policy in stacks.of("IAM::ManagedPolicy", "KMS::Key"):
        for statement in statements(policy):
            actions = listed(statement["Action"])
            if any(str(action).endswith("*") for action in actions):
                yield policy, f"allows {[action for action in actions if str(action).endswith('*')]}"
            if policy.kind.endswith("Policy") and "*" in listed(statement["Resource"]) and set(actions) - set(UNNAMED):
                yield policy, f"allows {sorted(set(actions) - set(UNNAMED))} on everything"


def _trusts(stacks: Stacks) -> Broken:
    for role in stacks.of("IAM::Role"):
        for statement in statements(role):
            if statement["Principal"] == "*" or "*" in listed(statement["Principal"].get("AWS")):
                yield role, "may be taken by anybody"
            if "Federated" in statement["Principal"] and ":sub" not in str(statement.get("Condition")):
                yield role, "may be taken from any repository"


def _watches_objects(trail: Resource) -> bool:
    return any(
        source["Type"] == "AWS::S3::Object" and source["Values"]
        for selector in trail.properties.get("EventSelectors", [])
        for source in selector.get("DataResources", [])
    )


def _tasks(stacks: Stacks) -> Broken:
    for task, container in containers(stacks):
        dropped = container.get("LinuxParameters", {}).get("Capabilities", {}).get("Drop")
        user = str(container.get("User", "0")).partition(":")[0]
        wrong = {
            "its root can be written": container.get("ReadonlyRootFilesystem") is not True,
            "is privileged": container.get("Privileged") is True,
            "keeps capabilities": dropped != ["ALL"],
            "runs as root": not user.isdigit() or int(user) < FIRST_USER,
            "does not log": "LogConfiguration" not in container,
        }
        yield from ((task, says) for says, is_wrong in wrong.items() if is_wrong)


def _reaches(alarm: Resource) -> bool:
    return all(alarm.properties.get(name) for name in ACTIONS)


def _names_runbook(alarm: Resource) -> bool:
    return "docs/runbooks/alarms.md#" in alarm.properties.get("AlarmDescription", "")


def _still_and_scanned(images: Resource) -> bool:
    return (
        at(images, "ImageTagMutability") == "IMMUTABLE" and at(images, "ImageScanningConfiguration.ScanOnPush") is True
    )


def _second_factor(pool: Resource) -> bool:
    return (
        pool.properties.get("MfaConfiguration") == "ON"
        and pool.properties["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    )


def _present(stacks: Stacks) -> Broken:
    for kind in (
        "CloudTrail::Trail",
        "GuardDuty::Detector",
        "Budgets::Budget",
        "CloudWatch::Dashboard",
        "Backup::BackupPlan",
    ):
        if not stacks.of(kind):
            yield kind, "is missing"


RULES = (
    Rule(
        "alarm_actions",
        (RECORDED,),
        "Every alarm reaches somebody, in each of its states",
        must("CloudWatch::Alarm", "reaches nobody", _reaches),
    ),
    Rule(
        "alarm_runbook",
        (),
        "Every alarm says which page of the runbook to open",
        must("CloudWatch::Alarm", "names no runbook", _names_runbook),
    ),
    Rule(
        "sealed_topic",
        (AT_REST,),
        "Every topic is sealed with our key",
        given("SNS::Topic", "KmsMasterKeyId", "is not sealed"),
    ),
    Rule(
        "trail_logs",
        (RECORDED,),
        "The trail goes to a log group",
        given(TRAIL, "CloudWatchLogsLogGroupArn", "goes to no log group"),
    ),
    Rule("trail_sealed", (AT_REST,), "The trail is sealed with our key", given(TRAIL, "KMSKeyId", "is not sealed")),
    Rule(
        "trail_validated",
        ("164.312(c)(1)",),
        "The trail's files are validated",
        switched(TRAIL, "EnableLogFileValidation", "is not validated"),
    ),
    Rule(
        "trail_everywhere",
        (RECORDED,),
        "The trail covers every region",
        switched(TRAIL, "IsMultiRegionTrail", "covers one region"),
    ),
    Rule(
        "trail_objects",
        (RECORDED,),
        "The trail records who read which file",
        must(TRAIL, "does not record objects", _watches_objects),
    ),
    Rule("watchers", (RECORDED,), "Trail, detector, budget, dashboard and backups are there", _present),
    Rule("inline_policy", (ACCESS,), "No policy is written inside of a role", _inline),
    Rule("starred_action", (ACCESS,), "Every action is named, and on what", _stars),
    Rule("trust", (ACCESS,), "No role may be taken by just anybody", _trusts),
    Rule("task", (ACCESS,), "Containers have no root, no capability, nothing to write on, and log", _tasks),
    Rule(
        "task_network",
        (ACCESS,),
        "Every task has a network interface of its own",
        equal("ECS::TaskDefinition", "NetworkMode", "awsvpc", "shares its host's network"),
    ),
    Rule(
        "no_shell",
        (ACCESS,),
        "Nobody can open a shell in a task",
        switched("ECS::Service", "EnableExecuteCommand", "can be entered", on=False),
    ),
    Rule(
        "rolls_back",
        ("164.308(a)(7)(i)",),
        "A release that does not stand is rolled back",
        equal("ECS::Service", "DeploymentConfiguration.DeploymentCircuitBreaker", BREAKER, "is not rolled back"),
    ),
    Rule(
        "immutable_image",
        ("164.312(c)(1)",),
        "An image's tag never moves, and each image is scanned",
        must("ECR::Repository", "its tags move, or it is not scanned", _still_and_scanned),
    ),
    Rule(
        "second_factor",
        ("164.312(d)",),
        "The user pool wants a second factor, and lets nobody sign up",
        must("Cognito::UserPool", "wants no second factor", _second_factor),
    ),
)
