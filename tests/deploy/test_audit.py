"""What an outside auditor asks of production's templates; each rule catches what it is for."""

from collections.abc import Callable
from typing import Any

import pytest

from deploy.checks.catalogue import AUDIT, LASTING
from deploy.checks.reading import Stacks
from deploy.checks.rules import excuses, findings
from tests.deploy.planting import Plant, add, attribute, container, drop, forget, properties, put, remove, say

OPEN = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": "0.0.0.0/0"}
ANY = {"IpProtocol": "-1", "CidrIp": "10.0.0.0/8"}
EVERYTHING = {"Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]}]}
BROAD = {"Statement": [{"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": ["*"]}]}
ANYBODY = {"Statement": [{"Effect": "Allow", "Action": ["sts:AssumeRole"], "Principal": {"AWS": "*"}}]}


def _any_repository(found: Any) -> None:
    for statement in properties(found, "ReleaseRole")["AssumeRolePolicyDocument"]["Statement"]:
        del statement["Condition"]


def _without_tls(found: Any) -> None:
    properties(found, "RecordsBucketPolicy")["PolicyDocument"]["Statement"] = []


def _one_resource(found: Any) -> None:
    statement = properties(found, "RecordsBucketPolicy")["PolicyDocument"]["Statement"][0]
    statement["Resource"] = statement["Resource"][0]


VIOLATIONS: list[tuple[str, Plant]] = [
    ("flow_log", remove("FlowLog")),
    ("public_ip", put("PublicSubnet1", "MapPublicIpOnLaunch", value=True)),
    ("task_ip", put("WebService", "NetworkConfiguration", "AwsvpcConfiguration", "AssignPublicIp", value="ENABLED")),
    ("open_port", put("BalancerGroup", "SecurityGroupIngress", value=[OPEN])),
    ("open_port", put("BalancerGroup", "SecurityGroupIngress", value=[ANY])),
    ("open_route", forget("PublicDefaultRoute", "Metadata")),
    ("way_out", put("PublicDefaultRoute", "RouteTableId", value={"Ref": "PrivateRouteTable"})),
    ("way_out", add("foundation", "Nat", "EC2::NatGateway")),
    ("listener", put("HttpsListener", "Protocol", value="HTTP")),
    ("listener", put("HttpsListener", "Certificates", value=[])),
    ("listener", put("HttpsListener", "SslPolicy", value="ELBSecurityPolicy-2016-08")),
    ("invalid_headers", attribute("Balancer", "routing.http.drop_invalid_header_fields.enabled", "false")),
    ("balancer_log", attribute("Balancer", "access_logs.s3.enabled", "false")),
    ("balancer_protected", attribute("Balancer", "deletion_protection.enabled", "false")),
    ("firewall", remove("FirewallLogging")),
    ("firewall", remove("FirewallAssociation")),
    ("database_sealed", put("Database", "StorageEncrypted", value=False)),
    ("database_sealed", drop("Database", "KmsKeyId")),
    ("database_private", drop("Database", "PubliclyAccessible")),
    ("database_standby", put("Database", "MultiAZ", value=False)),
    ("database_protected", put("Database", "DeletionProtection", value=False)),
    ("database_backups", put("Database", "BackupRetentionPeriod", value=7)),
    ("database_monitored", put("Database", "MonitoringInterval", value=0)),
    ("database_logs", put("Database", "EnableCloudwatchLogsExports", value=["postgresql"])),
    ("database_patched", put("Database", "AutoMinorVersionUpgrade", value=False)),
    ("database_password", put("Database", "MasterUserPassword", value="x")),
    ("database_in_backup", remove("BackupSelection")),
    ("database_tls", put("DatabaseParameters", "Parameters", "rds.force_ssl", value="0")),
    ("private_bucket", put("RecordsBucket", "PublicAccessBlockConfiguration", "BlockPublicPolicy", value=False)),
    ("bucket_log", drop("RecordsBucket", "LoggingConfiguration")),
    ("bucket_versions", put("RecordsBucket", "VersioningConfiguration", "Status", value="Suspended")),
    ("kms_bucket", drop("RecordsBucket", "BucketEncryption")),
    ("kms_bucket", forget("AccessLogsBucket", "Metadata")),
    ("bucket_replica", drop("RecordsBucket", "ReplicationConfiguration")),
    ("tls_bucket", _without_tls),
    ("tls_bucket", _one_resource),
    ("sealed_secret", drop("SigningSecret", "KmsKeyId")),
    ("rotated_secret", forget("SigningSecret", "Metadata")),
    ("plain_secret", put("SigningSecret", "SecretString", value="x")),
    ("rotated_key", put("RecordsKey", "EnableKeyRotation", value=False)),
    ("sealed_log", drop("WebLogGroup", "KmsKeyId")),
    ("kept_log", put("WebLogGroup", "RetentionInDays", value=30)),
    ("says_what_stays", forget("Database", "UpdateReplacePolicy")),
    ("data_stays", say("RecordsBucket", "DeletionPolicy", "Delete")),
    ("alarm_actions", put("WebCpuAlarm", "AlarmActions", value=[])),
    ("alarm_actions", drop("QueueAgeAlarm", "OKActions")),
    ("alarm_runbook", put("WebCpuAlarm", "AlarmDescription", value="Too much.")),
    ("sealed_topic", drop("AlertsTopic", "KmsMasterKeyId")),
    ("trail_logs", drop("Trail", "CloudWatchLogsLogGroupArn")),
    ("trail_sealed", drop("Trail", "KMSKeyId")),
    ("trail_validated", put("Trail", "EnableLogFileValidation", value=False)),
    ("trail_everywhere", put("Trail", "IsMultiRegionTrail", value=False)),
    ("trail_objects", put("Trail", "EventSelectors", value=[])),
    ("watchers", remove("Detector")),
    ("inline_policy", put("WebRole", "Policies", value=[{}])),
    ("inline_policy", add("foundation", "Inline", "IAM::Policy")),
    ("starred_action", put("RecordsPolicy", "PolicyDocument", value=EVERYTHING)),
    ("starred_action", put("RecordsPolicy", "PolicyDocument", value=BROAD)),
    ("trust", put("WebRole", "AssumeRolePolicyDocument", value=ANYBODY)),
    ("trust", _any_repository),
    ("task", container("WebTask", "ReadonlyRootFilesystem", value=False)),
    ("task", container("WebTask", "Privileged", value=True)),
    ("task", container("WebTask", "User", value="0")),
    ("task", container("WebTask", "LinuxParameters", "Capabilities", value={})),
    ("task_network", put("WebTask", "NetworkMode", value="bridge")),
    ("no_shell", put("WebService", "EnableExecuteCommand", value=True)),
    ("rolls_back", drop("WebService", "DeploymentConfiguration", "DeploymentCircuitBreaker")),
    ("immutable_image", put("Repository", "ImageTagMutability", value="MUTABLE")),
    ("second_factor", put("UserPool", "MfaConfiguration", value="OPTIONAL")),
]


@pytest.mark.parametrize(("rule", "plant"), VIOLATIONS, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(VIOLATIONS)])
def test_a_planted_violation_is_found(rule: str, plant: Plant, planted: Callable[[Plant], Stacks]) -> None:
    assert rule in {found.rule for found in findings(AUDIT, planted(plant))}


def test_every_rule_has_a_violation_that_it_finds() -> None:
    assert {rule.name for rule in AUDIT} == {rule for rule, _ in VIOLATIONS}
    assert {rule.name for rule in AUDIT} >= LASTING


def test_the_exceptions_of_production_are_these_and_each_says_why(prod: Stacks) -> None:
    found = excuses(prod)
    assert {(where, rule) for where, rule, _ in found} == {
        ("foundation/PublicDefaultRoute", "open_route"),
        ("foundation/AccessLogsBucket", "kms_bucket"),
        ("foundation/SigningSecret", "rotated_secret"),
        ("foundation/ApplicationSecret", "rotated_secret"),
    }
    assert all(len(reason) > 50 for _, _, reason in found)


def test_an_exception_that_is_not_needed_is_refused(prod: Stacks) -> None:
    broken = {(str(where), rule.name) for rule in AUDIT for where, _ in rule.find(prod)}
    assert {(where, rule) for where, rule, _ in excuses(prod)} == broken


def test_an_exception_without_a_reason_excuses_nothing(planted: Callable[[Plant], Stacks]) -> None:
    empty = {"Excuses": [{"Rule": "open_route", "Reason": " "}]}
    found = findings(AUDIT, planted(say("PublicDefaultRoute", "Metadata", empty)))
    assert [one.rule for one in found] == ["open_route"]
