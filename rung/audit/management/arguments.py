"""Arguments that several commands take."""

import argparse
from datetime import UTC, datetime


def day(text: str) -> datetime:
    """Return the beginning of a day, UTC.

    Raises:
        argparse.ArgumentTypeError: it is no day.
    """
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as broken:
        raise argparse.ArgumentTypeError("write the day as 2026-03-01") from broken
