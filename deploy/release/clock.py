"""Time as a release sees it: the wall's, or a rehearsal's."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> datetime: ...
    def sleep(self, seconds: float) -> None: ...


class WallClock:
    """The real one."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time(), UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
