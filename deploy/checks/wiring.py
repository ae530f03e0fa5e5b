"""What no checker sees: whether two resources mean the same port, path, name or secret."""

from deploy.checks.following import containers, imports, listed, references, statements, walk
from deploy.checks.reading import Stacks
from deploy.checks.rules import Broken, Rule

RECORDED = "164.312(b)"
PUBLISHERS = {
    "CloudWatch::Alarm": "cloudwatch.amazonaws.com",
    "Events::Rule": "events.amazonaws.com",
    "Budgets::Budget": "budgets.amazonaws.com",
}
VALUE_FROM_PARTS = 4  # ARN:key:stage:version
# Which private door an action goes through; S3 has its own through the route tables, and IAM is never called.
DOORS = {
    "kms": "kms", "secretsmanager": "secretsmanager", "logs": "logs", "bedrock": "bedrock-runtime",
    "transcribe": "transcribe", "ecr": "ecr.api", "s3": "s3", "sns": "sns", "cloudwatch": "monitoring",
}  # fmt: skip


def _imports(stacks: Stacks) -> Broken:
    exported = set(stacks.exports())
    for resource in stacks.resources:
        for name in sorted(imports(resource.properties) - exported):
            yield resource, f"imports {name}, which no stack exports"


def _doors(stacks: Stacks) -> Broken:
    """Every service that a task's role may call has a private door."""
    opened = {
        str(end.properties["ServiceName"]["Fn::Sub"]).removeprefix("com.amazonaws.${AWS::Region}.")
        for end in stacks.of("EC2::VPCEndpoint")
    }
    roles = {
        name
        for task in stacks.of("ECS::TaskDefinition")
        for key in ("TaskRoleArn", "ExecutionRoleArn")
        for name in references(stacks.means(task.properties[key]))
    }
    for policy in stacks.of("IAM::ManagedPolicy"):
        if not references(policy.properties["Roles"]) & roles:
            continue
        called = {
            str(action).partition(":")[0] for statement in statements(policy) for action in listed(statement["Action"])
        }
        wanted = {DOORS[service] for service in called if service in DOORS} | (
            {"ecr.dkr"} if "ecr" in called else set()
        )
        for door in sorted(wanted - opened):
            yield policy, f"allows what goes through {door}, and there is no such endpoint"


def _secrets(stacks: Stacks) -> Broken:
    made = {
        secret.name: secret.properties["GenerateSecretString"]["GenerateStringKey"]
        for secret in stacks.of("SecretsManager::Secret")
    }
    for task, container in containers(stacks):
        for secret in container.get("Secrets", []):
            text, values = secret["ValueFrom"]["Fn::Sub"]
            key = text.removeprefix("${Secret}").split(":")
            if len(key) != VALUE_FROM_PARTS or not key[1]:
                yield task, f"{secret['Name']} takes the whole secret: name the key of its JSON object"
                continue
            for name in references(stacks.means(values["Secret"])) & set(made):
                if made[name] != key[1]:
                    yield task, f"{secret['Name']} takes {key[1]!r}, and {name} has {made[name]!r}"


def _publishers(stacks: Stacks) -> Broken:
    wanted = {service for kind, service in PUBLISHERS.items() if stacks.of(kind)}
    topics = stacks.of("SNS::Topic")
    for policy in stacks.of("SNS::TopicPolicy"):
        allowed = {
            who
            for one in statements(policy)
            if one["Effect"] == "Allow"
            for who in listed(one["Principal"].get("Service"))
        }
        for service in sorted(wanted - allowed):
            yield policy, f"{service} may not publish, and something here does through it"
    for topic in topics:
        for key in stacks.of("KMS::Key"):
            if key.name in references(topic.properties["KmsMasterKeyId"]):
                may = {
                    who
                    for one in statements(key)
                    if isinstance(one["Principal"], dict)
                    for who in listed(one["Principal"].get("Service"))
                }
                yield from (
                    (key, f"{service} publishes to {topic.name} and may not use its key")
                    for service in sorted(wanted - may)
                )


def _alarm_targets(stacks: Stacks) -> Broken:
    topics = {name for topic in stacks.of("SNS::Topic") for name in (topic.name,)}
    for alarm in stacks.of("CloudWatch::Alarm"):
        for action in alarm.properties.get("AlarmActions", []):
            if not references(stacks.means(action)) & topics:
                yield alarm, "reaches a topic that is not here"


def _dimensions(stacks: Stacks) -> Broken:
    named = {
        "ClusterName": {one.properties["ClusterName"] for one in stacks.of("ECS::Cluster")},
        "ServiceName": {one.properties["ServiceName"] for one in stacks.of("ECS::Service")},
    }
    kinds = {
        "LoadBalancer": "ElasticLoadBalancingV2::LoadBalancer", "TargetGroup": "ElasticLoadBalancingV2::TargetGroup",
        "DBInstanceIdentifier": "RDS::DBInstance", "CertificateArn": "CertificateManager::Certificate",
    }  # fmt: skip
    for alarm in stacks.of("CloudWatch::Alarm"):
        for dimension in alarm.properties.get("Dimensions", []):
            name, value = dimension["Name"], dimension["Value"]
            if name in named:
                found = value in named[name]
            else:
                found = bool(references(stacks.means(value)) & {one.name for one in stacks.of(kinds[name])})
            if not found:
                yield alarm, f"watches {name} {value}, which is not here"


def _metrics(stacks: Stacks) -> Broken:
    made = {
        (m["MetricNamespace"], m["MetricName"])
        for one in stacks.of("Logs::MetricFilter")
        for m in one.properties["MetricTransformations"]
    }
    asked = [
        (alarm, alarm.properties.get("Namespace"), alarm.properties.get("MetricName"))
        for alarm in stacks.of("CloudWatch::Alarm")
    ]
    for policy in stacks.of("ApplicationAutoScaling::ScalingPolicy"):
        metric = policy.properties["TargetTrackingScalingPolicyConfiguration"].get("CustomizedMetricSpecification")
        if metric:
            asked.append((policy, metric["Namespace"], metric["MetricName"]))
    for where, space, name in asked:
        if not str(space).startswith("AWS/") and (space, name) not in made:
            yield where, f"follows {space} {name}, which no filter makes"


def _log_groups(stacks: Stacks) -> Broken:
    """Each container logs to a group that its execution role may write to."""
    named = {group.name: group.properties["LogGroupName"] for group in stacks.of("Logs::LogGroup")}
    for task, container in containers(stacks):
        (group,) = references(container["LogConfiguration"]["Options"]["awslogs-group"]) or {""}
        roles = references(stacks.means(task.properties["ExecutionRoleArn"]))
        policies = [p for p in stacks.of("IAM::ManagedPolicy") if references(p.properties["Roles"]) & roles]
        written = {str(item) for policy in policies for item in walk(policy.properties) if isinstance(item, str)}
        if not any(f"log-group:{named.get(group)}:*" in text for text in written):
            yield task, f"logs to {named.get(group)}, where its execution role may not write"


RULES = (
    Rule("import", (), "Whatever is imported is exported", _imports),
    Rule("private_door", ("164.312(e)(1)",), "What tasks may call has a private endpoint", _doors),
    Rule("secret_key", (), "Every secret names the key of its JSON object", _secrets),
    Rule("publisher", (RECORDED,), "Whoever publishes to the topic may, and may use its key", _publishers),
    Rule("alarm_topic", (RECORDED,), "Every alarm reaches the topic of its stack", _alarm_targets),
    Rule("alarm_dimension", (RECORDED,), "Every alarm watches what is there", _dimensions),
    Rule("metric", (RECORDED,), "Every metric of ours that is followed is made by a filter", _metrics),
    Rule("log_group", (RECORDED,), "Every container may write its log", _log_groups),
)
