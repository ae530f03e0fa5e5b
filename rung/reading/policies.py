"""What may be done with a reading, and which links are kept."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from rung.reading.enums import TRANSITIONS, ReadingStatus
from rung.reading.errors import DayPassed, LinkRefused, StepRefused, TitleMissing
from rung.reading.schemas import Work

MAX_LINK_CHARS = 500
MAX_TITLE_CHARS = 300


def check_work(work: Work) -> None:
    """Refuse a work without a title, and a link that is not plainly one to a public page.

    Raises:
        TitleMissing: it has none.
        LinkRefused: it is not https, names an account or a port, or holds what no address holds.
    """
    if not work.title:
        raise TitleMissing
    if work.link and not is_link(work.link):
        raise LinkRefused


def is_link(text: str) -> bool:
    """Answer whether a text is an https address of a named host."""
    if len(text) > MAX_LINK_CHARS or not text.isprintable() or any(sign in text for sign in ' "<>\\`'):
        return False
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    # A name in letters: an address of numbers, or of the machine itself, is no public page.
    is_named = "." in host.strip(".") and host.rpartition(".")[2].isalpha()
    return parts.scheme == "https" and "@" not in parts.netloc and port is None and is_named


def check_may_move(status: str, to: ReadingStatus) -> None:
    """Refuse a step that the state does not allow.

    Raises:
        StepRefused: it does not lead there.
    """
    if not may_move(status, to):
        raise StepRefused


def may_move(status: str, to: ReadingStatus) -> bool:
    """Answer whether a state leads to another."""
    return to in TRANSITIONS[status]


def check_due(due_on: date | None, *, to: ReadingStatus | None, today: date) -> None:
    """Refuse a day that has passed, and one without an assignment.

    Raises:
        StepRefused: only what is assigned is due.
        DayPassed: the day was before yesterday; the practice's midnight is not that of UTC.
    """
    if due_on is None:
        return
    if to != ReadingStatus.ASSIGNED:
        raise StepRefused
    if due_on < today - timedelta(days=1):
        raise DayPassed
