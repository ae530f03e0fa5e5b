"""A total deadline for a call: a time-out between bytes alone would let a dripping answer hold it for minutes."""

import queue
import threading
from collections.abc import Callable


def within[T](seconds: float, call: Callable[[], T], *, raising: tuple[type[Exception], ...]) -> T:
    """Return what a call returns, or give up waiting for it.

    Args:
        seconds: how long to wait in all.
        call: what is done, in a thread of its own.
        raising: what the call may raise; anything else ends as a time-out.

    Raises:
        TimeoutError: it took longer; it ends by itself, in a thread that keeps nothing alive.
    """
    box: queue.SimpleQueue[tuple[list[T], Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            box.put(([call()], None))
        except raising as failure:  # raised again where it is waited for
            box.put(([], failure))

    threading.Thread(target=run, daemon=True, name="bounded").start()
    try:
        answer, failure = box.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if failure is not None:
        raise failure
    return answer[0]
