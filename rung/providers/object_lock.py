"""Anchors in an S3 bucket with Object Lock: in COMPLIANCE mode nobody, the account's root included, can remove them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from rung.providers.anchoring import AnchorUnavailable

# On the anchor's bucket and its objects; what this module calls, and all of it.
IAM_ACTIONS = ("s3:PutObject", "s3:PutObjectRetention", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucketVersions")
YEARS = 7  # longer than HIPAA's six for documentation (45 CFR 164.316(b)(2)(i)), as long as the events are kept
MOST_TRIES = 4
CONNECT_SECONDS, READ_SECONDS = 3.0, 8.0
ALREADY_KEPT = "PreconditionFailed"


@dataclass(frozen=True, slots=True)
class ObjectLock:
    """A bucket with versions and Object Lock; one object for each checkpoint."""

    bucket: str

    def keep(self, chain: str, name: str, line: bytes, *, at: datetime) -> None:
        """Write one object that stays for YEARS.

        Raises:
            AnchorUnavailable: it was not kept, also after MOST_TRIES.
        """
        with _failures_named():
            try:
                _s3().put_object(
                    Bucket=self.bucket,
                    Key=f"{chain}/{name}.json",
                    Body=line,
                    ContentType="application/json",
                    ChecksumAlgorithm="SHA256",  # Object Lock wants one
                    IfNoneMatch="*",
                    ObjectLockMode="COMPLIANCE",
                    ObjectLockRetainUntilDate=_years_after(at),
                )
            except ClientError as refused:
                if refused.response["Error"]["Code"] != ALREADY_KEPT:
                    raise

    def kept(self, chain: str) -> Iterator[bytes]:
        """Yield the lines of a chain, in the order of their names: every version, also below a delete marker.

        Raises:
            AnchorUnavailable: the bucket does not answer whole.
        """
        with _failures_named():
            s3 = _s3()
            for page in s3.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=f"{chain}/"):
                for found in page.get("Versions", []):
                    yield _body(s3, self.bucket, found)

    def chains(self) -> list[str]:
        """Return the chains that have objects.

        Raises:
            AnchorUnavailable: the bucket does not answer.
        """
        with _failures_named():
            pages = _s3().get_paginator("list_object_versions").paginate(Bucket=self.bucket, Delimiter="/")
            return sorted(found["Prefix"].rstrip("/") for page in pages for found in page.get("CommonPrefixes", []))


def _body(s3: Any, bucket: str, version: dict[str, str]) -> bytes:
    answer = s3.get_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
    found: bytes = answer["Body"].read()
    return found


@lru_cache(maxsize=1)
def _s3() -> Any:
    """Return the client; making one reads the whole model of S3."""
    retries = {"mode": "standard", "total_max_attempts": MOST_TRIES}
    config = Config(retries=retries, connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS)
    return boto3.session.Session().client("s3", config=config)


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as failed:
        raise AnchorUnavailable from failed


def _years_after(at: datetime) -> datetime:
    there = at.astimezone(UTC)
    try:
        return there.replace(year=there.year + YEARS)
    except ValueError:  # the 29th of February
        return there.replace(year=there.year + YEARS, month=3, day=1)
