"""What surrounds the services: identity, secrets, roles, logs, alarms, quotas, targets, subnets."""

from typing import Any

from deploy.rehearsal import answers_kit as kit
from deploy.rehearsal.answers.kinds import Table
from deploy.rehearsal.digests import ACCOUNT
from deploy.rehearsal.wire import Refusal
from deploy.rehearsal.world import World
from deploy.release.target import ROLES

PERSON = f"arn:aws:sts::{ACCOUNT}:assumed-role/rung-release/you"


def _identity(_: World, __: Any) -> Any:
    return {"Account": ACCOUNT, "Arn": PERSON, "UserId": "AROA:you"}


def _secret(world: World, asked: Any) -> Any:
    if asked["SecretId"] not in world.secrets:
        raise Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    return {"ARN": asked["SecretId"], "SecretString": world.secrets[asked["SecretId"]]}


def _role(world: World, asked: Any) -> Any:
    name = asked["RoleName"]
    trust = (
        '{"Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
    )
    role = {"Path": "/", "RoleName": name, "RoleId": f"AROA{'X' * 17}", "Arn": f"arn:aws:iam::{ACCOUNT}:role/{name}"}
    return {"Role": {**role, "CreateDate": world.now(), "AssumeRolePolicyDocument": trust}}


def _simulate(_: World, asked: Any) -> Any:
    return {
        "EvaluationResults": [
            {"EvalActionName": "iam:PassRole", "EvalResourceName": arn, "EvalDecision": "allowed"}
            for arn in asked["ResourceArns"]
        ]
    }


def _log_groups(world: World, asked: Any) -> Any:
    names = [f"/{world.target.cluster}/{role}" for role in ROLES]
    return {"logGroups": [{"logGroupName": name} for name in names if name.startswith(asked["logGroupNamePrefix"])]}


def _log_events(world: World, asked: Any) -> Any:
    lines = kit.lines_of(world, asked["logStreamName"].rpartition("/")[2])
    if lines is None:
        raise Refusal("ResourceNotFoundException", "The specified log stream does not exist.")
    now = int(world.now().timestamp() * 1000)
    most = asked.get("limit", 10_000)
    return {"events": [{"timestamp": now, "message": line} for line in lines[-most:]]}


def _subnets(_: World, asked: Any) -> Any:
    names = asked["Filters"][0]["Values"]
    return {"Subnets": [{"SubnetId": name, "AvailableIpAddressCount": 250} for name in names]}


def _alarms(_: World, __: Any) -> Any:
    return {"MetricAlarms": []}


def _quota(_: World, asked: Any) -> Any:
    return {"Quota": {"QuotaCode": asked["QuotaCode"], "Value": 64.0}}


TABLE: Table = {
    ("sts", "GetCallerIdentity"): _identity,
    ("secretsmanager", "GetSecretValue"): _secret,
    ("iam", "GetRole"): _role,
    ("iam", "SimulatePrincipalPolicy"): _simulate,
    ("logs", "DescribeLogGroups"): _log_groups,
    ("logs", "GetLogEvents"): _log_events,
    ("ec2", "DescribeSubnets"): _subnets,
    ("cloudwatch", "DescribeAlarms"): _alarms,
    ("service-quotas", "GetServiceQuota"): _quota,
}
