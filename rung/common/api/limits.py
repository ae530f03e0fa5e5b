"""How often somebody may ask: which buckets an act draws from, and what is left, in headers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(minutes=1)


class Bucket(StrEnum):
    """What is counted together, per clinician; API_REQUESTS_A_MINUTE has the limits."""

    USUAL = "usual"
    UPLOADS = "uploads"
    NOTES = "notes"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of one bucket. `left` is negative for a request too many."""

    bucket: Bucket
    limit: int
    left: int
    ends_at: datetime

    def seconds_left(self, at: datetime) -> float:
        """Return how long until the bucket is full again."""
        return max((self.ends_at - at).total_seconds(), 0.0)

    def headers(self, at: datetime) -> dict[str, str]:
        """Return the fields of draft-ietf-httpapi-ratelimit-headers."""
        seconds = int(-(-self.seconds_left(at) // 1))  # rounded up
        return {
            "RateLimit": f'"{self.bucket}";r={max(self.left, 0)};t={seconds}',
            "RateLimit-Policy": f'"{self.bucket}";q={self.limit};w={int(WINDOW.total_seconds())}',
        }
