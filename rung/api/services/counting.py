"""Count requests per clinician and bucket, in one statement that every process shares."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import connection
from psycopg import Connection
from psycopg_pool import ConnectionPool

from rung.common.api.limits import WINDOW, Allowance, Bucket

CONNECTIONS = 2  # a process; each is held for a fraction of a millisecond
FULL = 1_000_000  # counted no further

# A bucket's minute begins with its first request. One row each, so there is nothing to clean up.
COUNT = """
INSERT INTO api_requestcount AS kept (clinician_id, bucket, started_at, count)
SELECT %(clinician)s, bucket, %(at)s, 1 FROM unnest(%(buckets)s::varchar[]) AS bucket
ON CONFLICT (clinician_id, bucket) DO UPDATE SET
    count = CASE WHEN kept.started_at <= %(before)s THEN 1 ELSE least(kept.count + 1, %(full)s) END,
    started_at = CASE WHEN kept.started_at <= %(before)s THEN excluded.started_at ELSE kept.started_at END
RETURNING bucket, started_at, count
"""


def take(*, clinician_id: UUID, buckets: Sequence[Bucket], at: datetime) -> list[Allowance]:
    """Count one request in each bucket and return what is left.

    It does so on a connection of its own: in the request's transaction the row
    would stay locked until the request ends, and a refusal would roll the count
    back.
    """
    named: Mapping[str, object] = {
        "clinician": clinician_id,
        "buckets": sorted(buckets),  # in one order, so that two requests cannot wait for each other
        "at": at,
        "before": at - WINDOW,
        "full": FULL,
    }
    with _pool().connection() as own:
        rows = own.execute(COUNT, named).fetchall()
    return [_allowance(Bucket(bucket), started_at, count) for bucket, started_at, count in rows]


def close() -> None:
    """End the connections: before a database is dropped."""
    if _pool.cache_info().currsize:
        _pool().close()
        _pool.cache_clear()


def _allowance(bucket: Bucket, started_at: datetime, count: int) -> Allowance:
    limit = int(settings.API_REQUESTS_A_MINUTE[bucket])
    return Allowance(bucket, limit, limit - count, started_at + WINDOW)


@cache
def _pool() -> ConnectionPool[Connection[tuple[str, datetime, int]]]:
    connection.ensure_connection()  # the embedded server starts with it
    same = {**connection.get_connection_params(), "autocommit": True}
    check = ConnectionPool.check_connection  # the server may have been restarted
    return ConnectionPool(kwargs=same, min_size=1, max_size=CONNECTIONS, open=True, check=check, name="limits")
