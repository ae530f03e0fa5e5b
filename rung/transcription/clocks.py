"""Times as transcripts write them: clocks, seconds, milliseconds."""

import re

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
SECOND_MS = 1000
LATEST_MS = 2**31 - 1  # 24 days; anything later is no time in a session

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?")


def clock_ms(written: str) -> int | None:
    """Return milliseconds of `1:02:03.5`, `02:03` or `00:02:03,500`; None of anything else."""
    found = _CLOCK.fullmatch(written.strip())
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * SECOND_MS + int((fraction or "0").ljust(3, "0"))


def moment_ms(value: object, *, unit_ms: int) -> int | None:
    """Return a number of units, or a clock, in milliseconds; None where it is neither, or no time in a session."""
    if isinstance(value, str):
        return clock_ms(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return round(value * unit_ms) if 0 <= value * unit_ms <= LATEST_MS else None
