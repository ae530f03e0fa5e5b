"""Who did what in the account, and what looks like an attack."""

from dataclasses import dataclass

from awacs import aws
from awacs import logs as log_actions
from awacs import s3 as actions
from troposphere import Ref, Sub, cloudtrail, events, guardduty, iam, logs, s3

from deploy.arns import arn, bucket_arn
from deploy.components.alerts import Alerts
from deploy.components.buckets import Kept, Shape, build_bucket
from deploy.components.keys import Keys
from deploy.components.network import RECORDED_DAYS
from deploy.components.storage import Storage
from deploy.environment import Environment
from deploy.policies import allow, managed, trusts

KEPT_DAYS = 7 * 365 + 2  # seven years, as long as the application's own trail
SERVICE = "cloudtrail.amazonaws.com"
SEVERE = 7  # GuardDuty's "high" begins here


@dataclass(frozen=True, slots=True)
class Trail:
    """The account's trail with its copies, and the detector with its messenger."""

    kept: Kept
    group: logs.LogGroup
    role: iam.Role
    policy: iam.ManagedPolicy
    trail: cloudtrail.Trail
    detector: guardduty.Detector
    messenger: events.Rule


def build_trail(env: Environment, *, keys: Keys, storage: Storage, alerts: Alerts) -> Trail:
    """Build the trail: every call on the account, and every object read or written in the buckets."""
    deletion = keys.policy_of_deletion
    kept = build_bucket(env, _bucket(env, keys, storage))
    group = logs.LogGroup(
        "TrailLogGroup",
        LogGroupName=f"/{env.prefix}/trail",
        KmsKeyId=keys.logs.key.get_att("Arn"),
        RetentionInDays=RECORDED_DAYS,
        DeletionPolicy=deletion,
        UpdateReplacePolicy=deletion,
    )
    role = iam.Role("TrailRole", AssumeRolePolicyDocument=trusts(SERVICE))
    write = [log_actions.CreateLogStream, log_actions.PutLogEvents]
    policy = managed("TrailPolicy", "Write the trail", [role], allow("WriteTrail", write, group.get_att("Arn")))
    trail = _trail(env, keys, storage, kept, group, role)
    detector = guardduty.Detector("Detector", Enable=True, FindingPublishingFrequency="FIFTEEN_MINUTES")
    return Trail(kept, group, role, policy, trail, detector, _messenger(alerts))


def _trail(
    env: Environment, keys: Keys, storage: Storage, kept: Kept, group: logs.LogGroup, role: iam.Role
) -> cloudtrail.Trail:
    watched = [Sub("${Bucket}/", Bucket=bucket.bucket.get_att("Arn")) for bucket in (storage.records, storage.anchor)]
    objects = cloudtrail.DataResource(Type="AWS::S3::Object", Values=watched)
    return cloudtrail.Trail(
        "Trail",
        DependsOn=[kept.policy.title],
        TrailName=env.prefix,
        IsLogging=True,
        IsMultiRegionTrail=True,
        IncludeGlobalServiceEvents=True,
        EnableLogFileValidation=True,
        KMSKeyId=keys.storage.key.get_att("Arn"),
        S3BucketName=Ref(kept.bucket),
        CloudWatchLogsLogGroupArn=group.get_att("Arn"),
        CloudWatchLogsRoleArn=role.get_att("Arn"),
        EventSelectors=[
            cloudtrail.EventSelector(IncludeManagementEvents=True, ReadWriteType="All", DataResources=[objects])
        ],
    )


def _bucket(env: Environment, keys: Keys, storage: Storage) -> Shape:
    ours = aws.Condition(aws.StringEquals({"aws:SourceArn": arn("cloudtrail", f"trail/{env.prefix}")}))
    name = f"{env.prefix}-trail-${{AWS::AccountId}}"

    def may(sid: str, action: aws.Action, resource: Sub) -> aws.Statement:
        return aws.Statement(
            Sid=sid,
            Effect=aws.Allow,
            Principal=aws.Principal("Service", SERVICE),
            Action=[action],
            Resource=[resource],
            Condition=ours,
        )

    old = s3.LifecycleRule(Id="old-trail", Status="Enabled", ExpirationInDays=KEPT_DAYS)
    return Shape(
        title="Trail",
        name="trail",
        key=keys.storage.key.get_att("Arn"),
        logs=Ref(storage.logs.bucket),
        rules=(old,),
        replication_role=storage.replication.role.get_att("Arn") if storage.replication else None,
        allowed=(
            may("TrailAsks", actions.GetBucketAcl, bucket_arn(name)),
            may("TrailWrites", actions.PutObject, bucket_arn(f"{name}/AWSLogs/${{AWS::AccountId}}/*")),
        ),
    )


def _messenger(alerts: Alerts) -> events.Rule:
    """Send severe findings to the topic."""
    return events.Rule(
        "SevereFindings",
        Description="Severe findings of GuardDuty go to who is on duty",
        EventPattern={
            "source": ["aws.guardduty"],
            "detail-type": ["GuardDuty Finding"],
            "detail": {"severity": [{"numeric": [">=", SEVERE]}]},
        },
        State="ENABLED",
        Targets=[events.Target(Id="alerts", Arn=Ref(alerts.topic))],
    )
