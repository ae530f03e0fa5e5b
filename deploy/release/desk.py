"""Where a release is done from: shared by every act on one environment."""

from dataclasses import dataclass, field, replace

from deploy.release import lease as leases
from deploy.release import (
    records,
)
from deploy.release.aws import Aws
from deploy.release.codes import NAMES, Code
from deploy.release.ledger import Ledger
from deploy.release.progress import Progress
from deploy.release.records import Record
from deploy.release.target import Target
from deploy.release.work import Limits, Work


@dataclass(frozen=True, slots=True)
class Wish:
    """What an operator asks for."""

    image: str
    who: str
    commit: str = ""
    allow_zero: bool = False
    is_dry: bool = False
    is_build_only: bool = False
    is_forced: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass
class Desk:
    """Where a release is done from: shared by every act on one environment."""

    aws: Aws
    target: Target
    progress: Progress
    work: Work | None = None  # once the lease is ours
    asked_for: str = ""  # what goes on although there is no lease

    def ledger(self) -> Ledger:
        return Ledger(self.aws, self.target)

    def take(self, record: Record, wish: Wish, *, over: int | None = None) -> Work:
        """Take the lease and begin to write the record.

        Raises:
            Held: somebody else releases.
        """
        ledger = self.ledger()
        before = leases.read(ledger)
        lease = leases.take(ledger, held_by=wish.who, release_id=record.id, over=over)
        self.work = Work(self.aws, self.target, self.progress, ledger, lease, record, wish.limits, wish.allow_zero)
        if before and before.held_by not in {leases.FREE, wish.who}:
            self.work.say(f"the lease of {before.held_by} ({before.step}) had expired: taken over")
        return self.work


def finish(desk: Desk, code: Code) -> None:
    """Write down how it ended and free the lease; a release that goes on without us keeps both."""
    work = desk.work
    if work is None or code is Code.DETACHED:
        return
    ended = f"{desk.aws.clock.now():%Y-%m-%dT%H:%M:%SZ}"
    work.record = replace(work.record, outcome=NAMES[code], ended=ended)
    records.keep(work.ledger, work.record)
    leases.let_go(work.ledger, work.lease)
