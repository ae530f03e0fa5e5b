"""What every phase of one release has in hand: AWS, the lease it keeps alive, the record it writes."""

from dataclasses import dataclass, replace

from deploy.release import lease as leases
from deploy.release import records
from deploy.release.aws import Aws
from deploy.release.ledger import Ledger
from deploy.release.progress import Progress
from deploy.release.records import Move, Record
from deploy.release.target import Target

POLL_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How long phases may take, in seconds, and how many identical deaths are enough."""

    rollout: float = 1200
    rollback: float = 900
    migration: float = 1800
    verification: float = 120
    appearance: float = 60  # of a deployment after it was asked for
    identical_deaths: int = 3


@dataclass
class Work:
    """One release under way."""

    aws: Aws
    target: Target
    progress: Progress
    ledger: Ledger
    lease: leases.Lease
    record: Record
    limits: Limits
    allow_zero: bool = False
    _beaten_at: float = 0.0

    def enter(self, phase: str) -> None:
        """Begin a phase: the lease and the record say so."""
        self.record = self.record.now_in(phase)
        self.lease = leases.beat(self.ledger, self.lease, phase)
        self._beaten_at = self.now()
        records.keep(self.ledger, self.record)

    def pause(self, seconds: float = POLL_SECONDS) -> None:
        """Wait, and keep the lease alive meanwhile.

        Raises:
            leases.Lost: somebody else took it.
        """
        self.aws.clock.sleep(seconds)
        if self.now() - self._beaten_at >= leases.BEAT_SECONDS:
            self.lease = leases.beat(self.ledger, self.lease, self.record.phase)
            self._beaten_at = self.now()

    def now(self) -> float:
        return self.aws.clock.now().timestamp()

    def say(self, text: str, **details: object) -> None:
        self.progress.say(self.record.phase, text, **details)

    def say_once(self, topic: str, text: str, **details: object) -> None:
        self.progress.say_once(self.record.phase, topic, text, **details)

    def note_move(self, move: Move) -> None:
        """Write down how far a service is, so that another process can take it up."""
        others = tuple(kept for kept in self.record.moves if kept.role != move.role)
        self.record = replace(self.record, moves=(*others, move))
        records.keep(self.ledger, self.record)
