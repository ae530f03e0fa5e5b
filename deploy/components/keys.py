"""Encryption keys, one for each kind of thing: none of them opens what another closed."""

from dataclasses import dataclass

from awacs import aws
from troposphere import Ref, Sub, kms

from deploy.arns import arn
from deploy.components.roles import Roles
from deploy.environment import Environment
from deploy.keypolicies import administer_key, service_uses_key, use_key_through, use_records_key
from deploy.policies import document, of_this_account

WAITING_DAYS = 30  # before a deleted key is gone for good: the longest there is


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A key and the name people know it by."""

    key: kms.Key
    alias: kms.Alias


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of an environment."""

    records: NamedKey
    database: NamedKey
    storage: NamedKey
    secrets: NamedKey
    logs: NamedKey
    alerts: NamedKey
    policy_of_deletion: str


def build_keys(env: Environment, *, roles: Roles) -> Keys:
    """Build the keys; the one of the records can be used by the tasks' roles alone."""
    deletion = "Retain" if env.keep_data else "Delete"

    def named(kind: str, why: str, *statements: aws.Statement, is_everywhere: bool = False) -> NamedKey:
        key = kms.Key(
            f"{kind}Key",
            Description=why,
            EnableKeyRotation=True,
            MultiRegion=is_everywhere,
            PendingWindowInDays=WAITING_DAYS,
            KeyPolicy=document(administer_key(), *statements),
            DeletionPolicy=deletion,
            UpdateReplacePolicy=deletion,
        )
        alias = kms.Alias(f"{kind}KeyAlias", AliasName=f"alias/{env.prefix}-{kind.lower()}", TargetKeyId=Ref(key))
        return NamedKey(key, alias)

    return Keys(
        records=named(
            "Records",
            "Wraps every client's data key",
            use_records_key(roles.of_tasks),
            is_everywhere=bool(env.replica_region),  # cannot be changed later, and without it copies stay closed
        ),
        database=named("Database", "Database, its snapshots and insights", use_key_through("rds", "backup")),
        storage=named("Storage", "Buckets, images and the trail", use_key_through("s3", "ecr"), _trail_uses(env)),
        secrets=named("Secrets", "Secrets Manager", use_key_through("secretsmanager", "rds")),
        logs=named("Logs", "Log groups", _logs_use()),
        alerts=named("Alerts", "The topic of the alarms", _publishers_use()),
        policy_of_deletion=deletion,
    )


def _logs_use() -> aws.Statement:
    groups = aws.Condition(aws.ArnLike({"kms:EncryptionContext:aws:logs:arn": arn("logs", "log-group:*")}))
    return service_uses_key("LogGroups", [Sub("logs.${AWS::Region}.amazonaws.com")], groups)


def _trail_uses(env: Environment) -> aws.Statement:
    of_trail = aws.Condition(
        aws.StringEquals({"aws:SourceArn": arn("cloudtrail", f"trail/{env.prefix}")}),
    )
    return service_uses_key("Trail", ["cloudtrail.amazonaws.com"], of_trail)


def _publishers_use() -> aws.Statement:
    publishers = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "budgets.amazonaws.com"]
    return service_uses_key("Publishers", [*publishers], of_this_account())
