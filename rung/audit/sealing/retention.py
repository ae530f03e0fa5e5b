"""How long events are kept, and what remains of them afterwards."""

from datetime import datetime

YEARS = 7  # HIPAA asks for six (45 CFR 164.316(b)(2)(i)); state law for records of adults goes up to seven


def keeps_from(at: datetime) -> datetime:
    """Return the moment from which on everything must be kept."""
    try:
        return at.replace(year=at.year - YEARS)
    except ValueError:  # the 29th of February
        return at.replace(year=at.year - YEARS, day=28)


def is_past_retention(sealed_at: datetime, *, at: datetime) -> bool:
    """Answer whether the events of a batch may be gone; when it was sealed is part of its hash."""
    return sealed_at < keeps_from(at)
