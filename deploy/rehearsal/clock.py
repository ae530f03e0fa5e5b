"""A rehearsal's clock: it stands still until somebody waits."""

import time
from datetime import UTC, datetime, timedelta

BEGIN = datetime(2030, 1, 15, 9, 0, tzinfo=UTC)


class RehearsedClock:
    """Waiting moves it on; `speed` 10 makes ten seconds of it one of ours, 0 none."""

    def __init__(self, speed: float = 0) -> None:
        self._now, self._speed = BEGIN, speed

    def now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        if self._speed:
            time.sleep(seconds / self._speed)
