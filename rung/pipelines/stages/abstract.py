"""abstract: the analysis is put through the wall; only closed vocabulary comes out."""

from datetime import datetime

from rung import isolation
from rung.agents import rung
from rung.agents.rung.schemas import ClinicalAnalysis
from rung.audit import services as audit
from rung.pipelines.stages import keep_brief, screen
from rung.pipelines.stages.stage import Stage, Work


def think(analysis: ClinicalAnalysis, _work: Work) -> isolation.ClientSafeBrief:
    """Name what the allowed vocabulary can name, drop the rest."""
    return isolation.client_safe_brief(rung.observations_in(analysis))


def keep(work: Work, brief: isolation.ClientSafeBrief, at: datetime) -> isolation.ClientSafeBrief:
    """Record that something crossed the wall, and leave it for Beth."""
    subject = audit.Subject("client_safe_brief", work.run.id, work.run.client_id)
    audit.record(audit.Act.CROSS_WALL, by=work.by, at=at, subject=subject)
    return brief


stage = Stage(
    "abstract",
    "Translating into plain themes",
    keep_brief.read,
    think,
    keep,
    screen.guide_is_withheld,
    is_essential=False,
)
