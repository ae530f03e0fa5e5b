"""Who may do what: statements in awacs, every action named."""

from collections.abc import Iterable

from awacs import aws, ecr, kms, logs, s3, secretsmanager, sts
from troposphere import AWSHelperFn, Ref, Sub, iam

VERSION = "2012-10-17"
type Named = AWSHelperFn | str

ADMINISTRATION = [
    kms.CancelKeyDeletion, kms.CreateGrant, kms.DescribeKey, kms.DisableKey, kms.EnableKey, kms.EnableKeyRotation,
    kms.GetKeyPolicy, kms.GetKeyRotationStatus, kms.ListGrants, kms.ListResourceTags, kms.PutKeyPolicy,
    kms.RevokeGrant, kms.ScheduleKeyDeletion, kms.TagResource, kms.UntagResource, kms.UpdateKeyDescription,
]  # fmt: skip
USE = [kms.CreateGrant, kms.Decrypt, kms.DescribeKey, kms.Encrypt, kms.GenerateDataKey,
       kms.GenerateDataKeyWithoutPlaintext, kms.ReEncryptFrom, kms.ReEncryptTo]  # fmt: skip
CONTEXT = {"kms:EncryptionContext:system": "rung"}  # what the application's keyring says with every call


def document(*statements: aws.Statement) -> aws.PolicyDocument:
    """Return a policy of these statements."""
    return aws.PolicyDocument(Version=VERSION, Statement=list(statements))


def allow(
    sid: str, actions: Iterable[aws.Action], *resources: Named, condition: aws.Condition | None = None
) -> aws.Statement:
    """Allow actions on resources."""
    more = {} if condition is None else {"Condition": condition}
    return aws.Statement(Sid=sid, Effect=aws.Allow, Action=list(actions), Resource=list(resources), **more)


def managed(title: str, description: str, roles: list[iam.Role], *statements: aws.Statement) -> iam.ManagedPolicy:
    """Return a policy of its own, attached to roles: none is written inside of a role."""
    return iam.ManagedPolicy(
        title, Description=description, Roles=[Ref(role) for role in roles], PolicyDocument=document(*statements)
    )


def trusts(service: str) -> aws.PolicyDocument:
    """Let an AWS service take a role, for this account's resources alone."""
    return document(
        aws.Statement(
            Effect=aws.Allow,
            Action=[sts.AssumeRole],
            Principal=aws.Principal("Service", service),
            Condition=of_this_account(),
        )
    )


def of_this_account() -> aws.Condition:
    """Hold where the call is made for this account: no other's resources may borrow the service."""
    return aws.Condition(aws.StringEquals({"aws:SourceAccount": Ref("AWS::AccountId")}))


def account() -> aws.Principal:
    """Return the account itself: whom of its people and roles, their own policies say."""
    return aws.Principal("AWS", Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))


def administer_key() -> aws.Statement:
    """Let the account look after a key; using it is another statement."""
    return aws.Statement(Sid="Administer", Effect=aws.Allow, Principal=account(), Action=ADMINISTRATION, Resource=["*"])


def use_key_through(*services: str) -> aws.Statement:
    """Let the account use a key, but only where one of these AWS services asks in its name."""
    through = [Sub(f"{service}.${{AWS::Region}}.amazonaws.com") for service in services]
    return aws.Statement(
        Sid="UseThroughServices",
        Effect=aws.Allow,
        Principal=account(),
        Action=USE,
        Resource=["*"],
        Condition=aws.Condition(
            aws.StringEquals({"kms:ViaService": through, "kms:CallerAccount": Ref("AWS::AccountId")})
        ),
    )


def use_records_key(roles: list[iam.Role]) -> aws.Statement:
    """Let the tasks' roles, and nobody else, wrap and unwrap; each call must name the owner it is for."""
    return aws.Statement(
        Sid="WrapAndUnwrapForOwners",
        Effect=aws.Allow,
        Principal=aws.Principal("AWS", [role.get_att("Arn") for role in roles]),
        Action=[kms.Decrypt, kms.Encrypt],
        Resource=["*"],
        Condition=aws.Condition(aws.StringEquals(CONTEXT)),
    )


def service_uses_key(sid: str, services: list[Named], condition: aws.Condition) -> aws.Statement:
    """Let AWS services use a key for what the condition names."""
    return aws.Statement(
        Sid=sid,
        Effect=aws.Allow,
        Principal=aws.Principal("Service", services),
        Action=[kms.Decrypt, kms.DescribeKey, kms.Encrypt, kms.GenerateDataKey, kms.GenerateDataKeyWithoutPlaintext,
                kms.ReEncryptFrom, kms.ReEncryptTo],
        Resource=["*"],
        Condition=condition,
    )  # fmt: skip


def wrap_data_keys(key: Named) -> aws.Statement:
    """Wrap and unwrap clients' data keys, naming their owner."""
    return allow("WrapDataKeys", [kms.Decrypt, kms.Encrypt], key, condition=aws.Condition(aws.StringEquals(CONTEXT)))


def keep_files(bucket: Named) -> tuple[aws.Statement, ...]:
    """Read, write and remove sealed files."""
    objects = [s3.AbortMultipartUpload, s3.DeleteObject, s3.GetObject, s3.PutObject]
    return (
        allow("KeepSealedFiles", objects, Sub("${Bucket}/*", Bucket=bucket)),
        allow("ListSealedFiles", [s3.ListBucket], bucket),
    )


def keep_anchors(bucket: Named) -> tuple[aws.Statement, ...]:
    """Add checkpoints under Object Lock and read them back; nothing removes one."""
    objects = [s3.GetObject, s3.GetObjectVersion, s3.PutObject, s3.PutObjectRetention]
    return (
        allow("KeepAnchors", objects, Sub("${Bucket}/*", Bucket=bucket)),
        allow("ListAnchors", [s3.ListBucketVersions], bucket),
    )


def use_key_of_bucket(sid: str, key: Named) -> aws.Statement:
    """Let S3 open and seal a bucket's objects in the caller's name, and only S3."""
    through = Sub("s3.${AWS::Region}.amazonaws.com")
    asked = aws.Condition(aws.StringEquals({"kms:ViaService": through}))
    return allow(sid, [kms.Decrypt, kms.GenerateDataKey], key, condition=asked)


def pull_image(repository: Named) -> tuple[aws.Statement, ...]:
    """Pull from one repository; the token that ECR wants first has no ARN."""
    pull = [ecr.BatchCheckLayerAvailability, ecr.BatchGetImage, ecr.GetDownloadUrlForLayer]
    return (allow("PullImage", pull, repository), allow("AskForPullToken", [ecr.GetAuthorizationToken], "*"))


def write_logs(*groups: Named) -> aws.Statement:
    """Write into log groups that exist."""
    return allow("WriteLogs", [logs.CreateLogStream, logs.PutLogEvents], *groups)


def read_secrets(key: Named, *secrets: Named) -> tuple[aws.Statement, ...]:
    """Read secrets and open them with their key."""
    through = Sub("secretsmanager.${AWS::Region}.amazonaws.com")
    asked = aws.Condition(aws.StringEquals({"kms:ViaService": through}))
    return (
        allow("ReadSecrets", [secretsmanager.GetSecretValue], *secrets),
        allow("OpenSecrets", [kms.Decrypt], key, condition=asked),
    )
