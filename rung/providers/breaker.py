"""A circuit breaker: what failed several times in a row is left alone for a while."""

import threading
import time


class Breaker:
    """Closed: everything may try. Open: nothing may, until the pause is over; then one may, and decides."""

    def __init__(self, *, failures: int, pause_seconds: float) -> None:
        self._limit = failures
        self._pause = pause_seconds
        self._failures = 0
        self._open_until = 0.0
        self._lock = threading.Lock()

    def may_try(self) -> bool:
        """Answer whether a call may be made now; after the pause exactly one caller is told so."""
        with self._lock:
            if self._failures < self._limit:
                return True
            at = time.monotonic()
            if at < self._open_until:
                return False
            self._open_until = at + self._pause  # the others wait for how this one ends
            return True

    def succeeded(self) -> None:
        """Note that the service answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Note that it did not."""
        with self._lock:
            self._failures += 1
            self._open_until = time.monotonic() + self._pause
