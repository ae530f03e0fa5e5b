"""Buckets: sealed files, the audit trail's anchors, and who asked for what."""

from dataclasses import dataclass

from awacs import aws
from awacs import kms as kms_actions
from awacs import s3 as actions
from troposphere import AWSHelperFn, Ref, Sub, iam, s3

from deploy.arns import bucket_arn
from deploy.components.buckets import Kept, Shape, bucket_name, build_bucket
from deploy.components.keys import Keys
from deploy.environment import Environment
from deploy.excuses import Excuse
from deploy.policies import allow, document, managed

ANCHORED_YEARS = 7  # longer than HIPAA's six for documentation, 45 CFR 164.316(b)(2)(i)
LOGGED_DAYS = 365
OLD_VERSION_DAYS = 30  # an erased file's sealed bytes are gone after that
RECORDING_DAYS = 180  # the application removes a recording 30 days after it was written down; this is the last net
RECORDINGS = "recordings/"


@dataclass(frozen=True, slots=True)
class Replication:
    """Who copies to the other region."""

    role: iam.Role
    policy: iam.ManagedPolicy


@dataclass(frozen=True, slots=True)
class Storage:
    """The buckets of an environment."""

    logs: Kept
    records: Kept
    anchor: Kept
    ledger: Kept  # the release's lock, and what was released when; templates too large to be sent
    replication: Replication | None


def build_storage(env: Environment, *, keys: Keys) -> Storage:
    """Build the buckets."""
    replication = _replication(env, keys) if env.replica_region else None
    by = replication.role.get_att("Arn") if replication else None
    key = keys.storage.key.get_att("Arn")
    logs = build_bucket(env, _logs(env, by))
    to_logs = Ref(logs.bucket)
    rules = (
        _expiry("recordings", days=RECORDING_DAYS, prefix=RECORDINGS),
        _old_versions(),
    )
    records = build_bucket(env, Shape("Records", "records", key, to_logs, rules, replication_role=by))
    years = s3.ObjectLockRule(DefaultRetention=s3.DefaultRetention(Mode="COMPLIANCE", Years=ANCHORED_YEARS))
    lock = s3.ObjectLockConfiguration(ObjectLockEnabled="Enabled", Rule=years)
    anchor = build_bucket(env, Shape("Anchor", "anchor", key, to_logs, lock=lock, replication_role=by))
    ledger = build_bucket(env, Shape("Ledger", "ledger", key, to_logs, (_old_versions(),), replication_role=by))
    return Storage(logs, records, anchor, ledger, replication)


def _logs(env: Environment, by: AWSHelperFn | None) -> Shape:
    """Shape the bucket that load balancer and buckets log to, itself included."""
    name = bucket_name(env, "access-logs")
    ours = f"{env.prefix}-access-logs-${{AWS::AccountId}}"
    of_buckets = aws.Condition(
        [
            aws.ArnLike({"aws:SourceArn": bucket_arn(f"{env.prefix}-*")}),
            aws.StringEquals({"aws:SourceAccount": Ref("AWS::AccountId")}),
        ]
    )
    excuse = Excuse(
        "kms_bucket",
        "Access logs of a load balancer and of S3 can be sealed with S3's own key only; they hold no record.",
        checkov=("CKV_AWS_145",),
        guard=("S3_DEFAULT_ENCRYPTION_KMS",),
    )
    return Shape(
        title="AccessLogs",
        name="access-logs",
        key=None,
        logs=name,
        rules=(_expiry("old-logs", days=LOGGED_DAYS), _old_versions()),
        replication_role=by,
        allowed=(
            _may_put("BucketsLog", "logging.s3.amazonaws.com", bucket_arn(f"{ours}/s3/*"), condition=of_buckets),
            _may_put(
                "BalancersLog",
                "logdelivery.elasticloadbalancing.amazonaws.com",
                bucket_arn(f"{ours}/balancer/AWSLogs/${{AWS::AccountId}}/*"),
            ),
        ),
        excuses=(excuse,),
    )


def _may_put(sid: str, service: str, within: Sub, **more: aws.Condition) -> aws.Statement:
    limits = {name.capitalize(): value for name, value in more.items()}
    return aws.Statement(
        Sid=sid,
        Effect=aws.Allow,
        Principal=aws.Principal("Service", service),
        Action=[actions.PutObject],
        Resource=[within],
        **limits,
    )


def _expiry(name: str, *, days: int, prefix: str = "") -> s3.LifecycleRule:
    return s3.LifecycleRule(Id=name, Status="Enabled", ExpirationInDays=days, Prefix=prefix)


def _old_versions() -> s3.LifecycleRule:
    old = s3.NoncurrentVersionExpiration(NoncurrentDays=OLD_VERSION_DAYS)
    return s3.LifecycleRule(Id="old-versions", Status="Enabled", NoncurrentVersionExpiration=old)


def _replication(env: Environment, keys: Keys) -> Replication:
    """Build the role that S3 takes to copy; names are spelled out, because the buckets name the role."""
    trust = document(
        aws.Statement(
            Effect=aws.Allow,
            Action=[aws.Action("sts", "AssumeRole")],
            Principal=aws.Principal("Service", "s3.amazonaws.com"),
            Condition=aws.Condition(aws.StringEquals({"aws:SourceAccount": Ref("AWS::AccountId")})),
        )
    )
    role = iam.Role("ReplicationRole", AssumeRolePolicyDocument=trust)
    ours, theirs = (
        bucket_arn(f"{env.prefix}-*-${{AWS::AccountId}}"),
        bucket_arn(f"{env.prefix}-*-${{AWS::AccountId}}-replica/*"),
    )
    read = [
        actions.GetObjectLegalHold,
        actions.GetObjectRetention,
        actions.GetObjectVersionAcl,
        actions.GetObjectVersionForReplication,
        actions.GetObjectVersionTagging,
    ]
    write = [actions.ReplicateDelete, actions.ReplicateObject, actions.ReplicateTags]
    policy = managed(
        "ReplicationPolicy",
        "Copy objects to the other region",
        [role],
        allow("ReadConfiguration", [actions.GetReplicationConfiguration, actions.ListBucket], ours),
        allow("ReadVersions", read, bucket_arn(f"{env.prefix}-*-${{AWS::AccountId}}/*")),
        allow("WriteCopies", write, theirs),
        allow("OpenHere", [kms_actions.Decrypt], keys.storage.key.get_att("Arn")),
        _seal_there(env),
    )
    return Replication(role, policy)


def _seal_there(env: Environment) -> aws.Statement:
    """Seal with the key behind an alias: a policy names keys, so the alias is a condition."""
    keys = Sub(f"arn:${{AWS::Partition}}:kms:{env.replica_region}:${{AWS::AccountId}}:key/*")
    named = aws.Condition(aws.ForAnyValueStringEquals({"kms:ResourceAliases": f"alias/{env.prefix}-replica"}))
    return allow("SealThere", [kms_actions.Encrypt, kms_actions.GenerateDataKey], keys, condition=named)
