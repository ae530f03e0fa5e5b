"""What the sessions with a client say about their course."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from rung.accounts.models import Clinician
from rung.clients.models import Client, readable
from rung.common import jsonkit
from rung.progress.policies.patterns import Observed
from rung.sessions import selectors
from rung.sessions.enums import SessionStatus
from rung.sessions.models import ClinicalBrief, SessionTranscript

HELD = frozenset({SessionStatus.IN_PROGRESS, SessionStatus.HELD, SessionStatus.CLOSED})
MISSED, CANCELED = "missed", "canceled"
LOOKED_AT = 12  # visits that attendance is read from, the latest ones that are over


@dataclass(frozen=True, slots=True)
class Visits:
    """How the latest appointments went. One of which nothing is known counts nowhere."""

    held: int
    missed: int
    canceled: int


@dataclass(frozen=True, slots=True)
class _Term:
    """A finding, without its evidence."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A brief, of which only the names of findings are read."""

    findings: tuple[_Term, ...]


def visits_of(clinician: Clinician, client: Client, at: datetime) -> Visits:
    """Return how the latest appointments before a moment went; a transcript proves that one was held."""
    words = Exists(SessionTranscript.objects.filter(session=OuterRef("pk")))
    past = selectors.sessions_with(clinician, client).filter(starts_at__lte=at).annotate(has_words=words)
    latest = past.values_list("status", "has_words")[:LOOKED_AT]
    counts = Counter("held" if status in HELD or has_words else status for status, has_words in latest)
    return Visits(counts["held"], counts[MISSED], counts[CANCELED])


def observed_with(clinician: Clinician, client: Client) -> Iterator[Observed]:
    """Yield what the newest brief of each session found; needs a declared access."""
    briefs = ClinicalBrief.objects.filter(readable(clinician, "client__"), client=client)
    newest = briefs.order_by("session_id", "-created_at").distinct("session_id").select_related("session")
    for brief in newest:
        found = jsonkit.load(_Found, brief.content).findings
        yield Observed(brief.session.starts_at, frozenset((one.kind, one.name) for one in found))
