"""A bucket as every bucket here is: private, versioned, logged, sealed with a key, and TLS only."""

from dataclasses import dataclass
from typing import Any

from awacs import aws
from troposphere import AWSHelperFn, Ref, Sub, s3

from deploy.environment import Environment
from deploy.excuses import Excuse, metadata
from deploy.policies import document

ABANDONED_DAYS = 7  # parts of an upload that never ended


@dataclass(frozen=True, slots=True)
class Kept:
    """A bucket and who may not use it."""

    bucket: s3.Bucket
    policy: s3.BucketPolicy


@dataclass(frozen=True, slots=True)
class Shape:
    """What differs between buckets."""

    title: str
    name: str
    key: AWSHelperFn | None  # none: S3's own key, where AWS writes logs that it cannot seal with ours
    logs: AWSHelperFn  # name of the bucket its access log goes to
    rules: tuple[s3.LifecycleRule, ...] = ()
    lock: s3.ObjectLockConfiguration | None = None
    replication_role: AWSHelperFn | None = None
    allowed: tuple[aws.Statement, ...] = ()
    excuses: tuple[Excuse, ...] = ()


def bucket_name(env: Environment, kind: str) -> Sub:
    """Return a name no other account has."""
    return Sub(f"{env.prefix}-{kind}-${{AWS::AccountId}}")


def build_bucket(env: Environment, shape: Shape) -> Kept:
    """Build a bucket; there is no argument that opens it."""
    deletion = "Retain" if env.keep_data else "Delete"
    more: dict[str, Any] = (
        {} if shape.lock is None else {"ObjectLockEnabled": True, "ObjectLockConfiguration": shape.lock}
    )
    if shape.replication_role is not None:
        more["ReplicationConfiguration"] = _replication(env, shape, shape.replication_role)
    if shape.excuses:
        more["Metadata"] = metadata(*shape.excuses)
    bucket = s3.Bucket(
        f"{shape.title}Bucket",
        BucketName=bucket_name(env, shape.name),
        BucketEncryption=_encryption(shape.key),
        PublicAccessBlockConfiguration=s3.PublicAccessBlockConfiguration(
            BlockPublicAcls=True, BlockPublicPolicy=True, IgnorePublicAcls=True, RestrictPublicBuckets=True
        ),
        OwnershipControls=s3.OwnershipControls(Rules=[s3.OwnershipControlsRule(ObjectOwnership="BucketOwnerEnforced")]),
        VersioningConfiguration=s3.VersioningConfiguration(Status="Enabled"),
        LoggingConfiguration=s3.LoggingConfiguration(
            DestinationBucketName=shape.logs, LogFilePrefix=f"s3/{shape.name}/"
        ),
        LifecycleConfiguration=s3.LifecycleConfiguration(Rules=[_abandoned(), *shape.rules]),
        DeletionPolicy=deletion,
        UpdateReplacePolicy=deletion,
        **more,
    )
    policy = s3.BucketPolicy(
        f"{shape.title}BucketPolicy",
        Bucket=Ref(bucket),
        PolicyDocument=document(_tls_only(bucket), *shape.allowed),
        DeletionPolicy=deletion,  # a bucket that stays keeps its policy
        UpdateReplacePolicy=deletion,
    )
    return Kept(bucket, policy)


def _tls_only(bucket: s3.Bucket) -> aws.Statement:
    arn = bucket.get_att("Arn")
    return aws.Statement(
        Sid="TlsOnly",
        Effect=aws.Deny,
        Principal=aws.Principal("*"),
        Action=[aws.Action("s3", "*")],
        Resource=[arn, Sub("${Bucket}/*", Bucket=arn)],
        Condition=aws.Condition(aws.Bool({"aws:SecureTransport": "false"})),
    )


def _encryption(key: AWSHelperFn | None) -> s3.BucketEncryption:
    by = (
        s3.ServerSideEncryptionByDefault(SSEAlgorithm="AES256")
        if key is None
        else s3.ServerSideEncryptionByDefault(SSEAlgorithm="aws:kms", KMSMasterKeyID=key)
    )
    rule = s3.ServerSideEncryptionRule(BucketKeyEnabled=key is not None, ServerSideEncryptionByDefault=by)
    return s3.BucketEncryption(ServerSideEncryptionConfiguration=[rule])


def _abandoned() -> s3.LifecycleRule:
    parts = s3.AbortIncompleteMultipartUpload(DaysAfterInitiation=ABANDONED_DAYS)
    return s3.LifecycleRule(Id="abandoned-uploads", Status="Enabled", AbortIncompleteMultipartUpload=parts)


def _replication(env: Environment, shape: Shape, role: AWSHelperFn) -> s3.ReplicationConfiguration:
    """Copy every new object to the bucket of the same name and `-replica` in the other region."""
    sealed: dict[str, Any] = (
        {}
        if shape.key is None
        else {
            "SourceSelectionCriteria": s3.SourceSelectionCriteria(
                SseKmsEncryptedObjects=s3.SseKmsEncryptedObjects(Status="Enabled")
            )
        }
    )
    there = Sub(f"arn:${{AWS::Partition}}:kms:{env.replica_region}:${{AWS::AccountId}}:alias/{env.prefix}-replica")
    ciphered: dict[str, Any] = (
        {} if shape.key is None else {"EncryptionConfiguration": s3.EncryptionConfiguration(ReplicaKmsKeyID=there)}
    )
    rule = s3.ReplicationConfigurationRules(
        Id="other-region",
        Status="Enabled",
        Priority=1,
        Filter=s3.ReplicationRuleFilter(Prefix=""),
        DeleteMarkerReplication=s3.DeleteMarkerReplication(Status="Enabled"),
        Destination=s3.ReplicationConfigurationRulesDestination(
            Bucket=Sub(f"arn:${{AWS::Partition}}:s3:::{env.prefix}-{shape.name}-${{AWS::AccountId}}-replica"),
            StorageClass="STANDARD_IA",
            **ciphered,
        ),
        **sealed,
    )
    return s3.ReplicationConfiguration(Role=role, Rules=[rule])
