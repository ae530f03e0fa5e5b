"""What tasks may do, each act on what it is done to."""

from awacs import aws, ecr, kms, logs, s3, secretsmanager
from troposphere import Sub

from deploy.keypolicies import CONTEXT
from deploy.policies import Named, allow


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
