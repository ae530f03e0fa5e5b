"""What of one partner's record a comparison may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from rung.common.utterances import Speaker
from rung.isolation import FrameworkSet, Observation, framework_set
from rung.sessions import schemas
from rung.sessions import selectors as sessions
from rung.sessions.models import ClinicalBrief


@dataclass(frozen=True, slots=True)
class Analysis:
    """One partner's patterns, and the brief they were read from."""

    client_id: UUID
    brief_id: UUID
    is_part2: bool
    frameworks: FrameworkSet


def latest_brief_of(client_id: UUID) -> ClinicalBrief | None:
    """Return the newest brief of a partner, who was found by whoever may read them."""
    return ClinicalBrief.objects.filter(client_id=client_id).select_related("session").first()


def analysis_of(brief: ClinicalBrief) -> Analysis:
    """Return the patterns of a brief; needs a declared access to its client."""
    found = framework_set(_own_findings(sessions.content_of(brief)))
    return Analysis(brief.client_id, brief.id, brief.is_part2, found)


def _own_findings(content: schemas.BriefContent) -> Iterator[Observation]:
    """Yield what was found of this partner: what rests on somebody else's words alone is not about them."""
    for finding in content.findings:
        own = [cited for cited in finding.citations if cited.speaker != Speaker.OTHER]
        if own:
            yield Observation(finding.kind, finding.name, len(own))
