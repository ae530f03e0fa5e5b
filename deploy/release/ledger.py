"""A bucket in which two who write at once cannot both win: S3's conditional writes."""

import json
from typing import Any

from deploy.release.aws import Aws
from deploy.release.refusals import Refused
from deploy.release.target import Target

MISSING = {"NoSuchKey", "404"}
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
LOST = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}


class TooLate(Exception):
    """Somebody else wrote it since it was read."""


class Ledger:
    """JSON by name, with the mark S3 gives to every version."""

    def __init__(self, aws: Aws, target: Target) -> None:
        self.aws, self.target = aws, target
        self._bucket = target.ledger(aws.account())

    def read(self, name: str) -> tuple[Any, str]:
        """Return what is written under a name and its mark, or None and no mark."""
        try:
            found = self.aws.ask("s3", "get_object", Bucket=self._bucket, Key=name)
        except Refused as refused:
            if refused.code in MISSING:
                return None, ""
            raise
        return json.loads(found["Body"].read()), found["ETag"]

    def write(self, name: str, value: object, *, mark: str | None = None) -> str:
        """Write, and return the new mark; with a mark only over that version, with an empty one only over nothing.

        Raises:
            TooLate: there is another version.
        """
        only = {} if mark is None else {"IfMatch": mark} if mark else {"IfNoneMatch": "*"}
        body = json.dumps(value).encode()
        try:
            found = self.aws.ask("s3", "put_object", Bucket=self._bucket, Key=name, Body=body, **only)
        except Refused as refused:
            if refused.code in LOST:
                raise TooLate(TooLate.__doc__) from refused
            raise
        return str(found["ETag"])

    def names(self, prefix: str, most: int) -> list[str]:
        """Return the first names that begin so."""
        found = self.aws.ask("s3", "list_objects_v2", Bucket=self._bucket, Prefix=prefix, MaxKeys=most)
        return [entry["Key"] for entry in found.get("Contents", [])]
