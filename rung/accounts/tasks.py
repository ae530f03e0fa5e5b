"""The worker's tasks on notices: load by id, call one function."""

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rung.accounts.services import delivering
from rung.accounts.services.notices import DELIVER
from rung.common import clock

# The delivery counts its tries and gives up; this only bounds what it cannot count.
RETRY = RetryStrategy(max_attempts=20, wait=30, linear_wait=60)


@app.task(name=DELIVER, queue="upkeep", retry=RETRY)
def deliver_notice(delivery_id: str) -> None:
    """Take one notice through one channel; a failure is tried again, later each time."""
    delivering.deliver(delivery_id=uuid.UUID(delivery_id), at=clock.now())
