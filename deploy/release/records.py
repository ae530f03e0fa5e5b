"""Every release is written down: who, what, when, how it ended, and how to take it up again."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from deploy.release.ledger import Ledger

FOLDER = "releases/"
END_OF_TIME = 9_999_999_999  # the ledger lists by name: what is newer must come first
STARTED = "started"
SERVING = "released"


@dataclass(frozen=True, slots=True)
class Move:
    """One service's way from a task definition to another; `deployment` is empty until AWS has begun."""

    role: str
    before: str
    after: str
    deployment: str = ""
    known: tuple[str, ...] = ()  # deployments that were there before ours


@dataclass(frozen=True, slots=True)
class Record:
    """One release."""

    id: str  # the time it began, and a little of the digest: sorts by time
    who: str
    digest: str
    commit: str
    phase: str
    outcome: str = STARTED
    ended: str = ""
    definitions: tuple[tuple[str, str], ...] = ()  # role, task definition ARN
    moves: tuple[Move, ...] = field(default=())

    def definition(self, role: str) -> str:
        """Return the task definition of a role, or nothing."""
        return dict(self.definitions).get(role, "")

    def now_in(self, phase: str) -> "Record":
        return replace(self, phase=phase)


def new_id(now: datetime, digest: str) -> str:
    """Return a name for a release: when, and a little of what."""
    return f"{now:%Y-%m-%dT%H%M%SZ}-{digest.removeprefix('sha256:')[:8]}"


def keep(ledger: Ledger, record: Record) -> None:
    """Write a release down, over what was written of it before."""
    ledger.write(name_of(record.id), asdict(record))


def read(ledger: Ledger, release_id: str) -> Record | None:
    """Return a release, or None where there is no such."""
    found, _ = ledger.read(name_of(release_id))
    return _record(found) if found else None


def latest(ledger: Ledger, most: int = 10) -> list[Record]:
    """Return releases, the newest first."""
    found = (ledger.read(name)[0] for name in ledger.names(FOLDER, most))
    return [_record(body) for body in found if body]


def name_of(release_id: str) -> str:
    began = datetime.strptime(release_id[:18], "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)
    return f"{FOLDER}{END_OF_TIME - int(began.timestamp())}-{release_id}.json"


def serving(found: Iterable[Record]) -> list[Record]:
    """Return those that were verified to serve."""
    return [record for record in found if record.outcome == SERVING]


def _record(body: Any) -> Record:
    moves = tuple(Move(**{**move, "known": tuple(move["known"])}) for move in body["moves"])
    definitions = tuple((role, arn) for role, arn in body["definitions"])
    return Record(**{**body, "definitions": definitions, "moves": moves})
