"""One release at a time: a lease that its owner keeps alive and that ends by itself when the owner dies."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from deploy.release.ledger import Ledger, TooLate

NAME = "lease.json"
TTL_SECONDS = 120
BEAT_SECONDS = 20
FREE = ""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who releases and until when; `fence` grows with every owner, so that an old one is told apart."""

    held_by: str
    release_id: str
    step: str
    fence: int
    expires_at: float  # seconds since 1970
    mark: str = ""  # the ledger's, of the version this process knows

    def is_live(self, now: datetime) -> bool:
        return self.held_by != FREE and self.expires_at >= now.timestamp()


class Held(Exception):
    """Somebody else releases to this environment."""

    def __init__(self, lease: Lease | None) -> None:
        super().__init__(Held.__doc__)
        self.lease = lease


class Lost(Exception):
    """Somebody else took the lease: this process must not touch anything more."""


def read(ledger: Ledger) -> Lease | None:
    """Return the lease as it is written, live or not; None where nobody ever had it."""
    found, mark = ledger.read(NAME)
    return Lease(**{**found, "mark": mark}) if found else None


def take(ledger: Ledger, *, held_by: str, release_id: str, over: int | None = None) -> Lease:
    """Take the lease if it is free or has expired, or from the owner whose fence is `over`.

    Raises:
        Held: it is somebody else's, and live.
    """
    now = ledger.aws.clock.now()
    before = read(ledger)
    if before and before.is_live(now) and before.fence != over:
        raise Held(before)
    fence, mark = (before.fence + 1, before.mark) if before else (1, "")
    wanted = Lease(held_by, release_id, "start", fence, now.timestamp() + TTL_SECONDS, mark)
    try:
        return _written(ledger, wanted)
    except TooLate as late:
        raise Held(read(ledger)) from late


def beat(ledger: Ledger, lease: Lease, step: str) -> Lease:
    """Say that the owner lives and what it does.

    Raises:
        Lost: somebody else has it now.
    """
    until = ledger.aws.clock.now().timestamp() + TTL_SECONDS
    try:
        return _written(ledger, replace(lease, step=step, expires_at=until))
    except TooLate as late:
        raise Lost(Lost.__doc__) from late


def let_go(ledger: Ledger, lease: Lease) -> bool:
    """Free the lease; False where somebody else has it by now."""
    try:
        _written(ledger, replace(lease, held_by=FREE, expires_at=0))
    except TooLate:
        return False
    return True


def _written(ledger: Ledger, lease: Lease) -> Lease:
    body = {**asdict(lease), "mark": ""}
    return replace(lease, mark=ledger.write(NAME, body, mark=lease.mark))
