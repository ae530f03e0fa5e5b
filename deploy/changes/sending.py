"""How a template gets to CloudFormation: with the call, or through a private bucket where it is too large."""

import hashlib

from deploy.assembly import MOST_TEMPLATE_BYTES
from deploy.changes.cloud import Cloud
from deploy.changes.refusals import Missing
from deploy.environment import Environment

PRIVATE = {
    "BlockPublicAcls": True,
    "BlockPublicPolicy": True,
    "IgnorePublicAcls": True,
    "RestrictPublicBuckets": True,
}
FIRST_REGION = "us-east-1"  # S3 wants it not to be named


def sent(cloud: Cloud, env: Environment, text: str) -> dict[str, str]:
    """Return the argument that a template is sent with."""
    body = text.encode()
    if len(body) <= MOST_TEMPLATE_BYTES:
        return {"TemplateBody": text}
    account = cloud.ask("sts", "get_caller_identity")["Account"]
    bucket = f"{env.prefix}-templates-{account}"
    _make_sure(cloud, env, bucket)
    key = f"{hashlib.sha256(body).hexdigest()}.json"
    cloud.ask("s3", "put_object", Bucket=bucket, Key=key, Body=body, ExpectedBucketOwner=account)
    return {"TemplateURL": f"https://{bucket}.s3.{env.region}.amazonaws.com/{key}"}


def _make_sure(cloud: Cloud, env: Environment, bucket: str) -> None:
    """Make the bucket where there is none: it is needed before the first stack, and holds templates alone."""
    try:
        cloud.ask("s3", "head_bucket", Bucket=bucket)
    except Missing:
        where = {"CreateBucketConfiguration": {"LocationConstraint": env.region}} if env.region != FIRST_REGION else {}
        cloud.ask("s3", "create_bucket", Bucket=bucket, **where)
        cloud.ask("s3", "put_public_access_block", Bucket=bucket, PublicAccessBlockConfiguration=PRIVATE)
