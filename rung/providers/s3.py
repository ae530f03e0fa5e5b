"""How S3 is spoken to: bounded waits and tries, for Django's storage of sealed files."""

from botocore.config import Config

# On the bucket's objects; ListBucket on the bucket: without it S3 says "denied" of what is not there.
IAM_ACTIONS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListBucket")

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
MOST_TRIES = 4


def client_config() -> Config:
    """Return the client's settings."""
    retries = {"total_max_attempts": MOST_TRIES, "mode": "standard"}
    return Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
