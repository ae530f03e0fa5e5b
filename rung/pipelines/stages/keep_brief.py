"""keep brief: the analysis becomes a clinical brief."""

from datetime import datetime

from rung.agents import rung
from rung.agents.rung.schemas import ClinicalAnalysis
from rung.common import jsonkit
from rung.pipelines.stages import reading
from rung.pipelines.stages.stage import Stage, Work
from rung.sessions import schemas, services
from rung.sessions.services.versions import Maker

MAKER = Maker(agent=rung.RUNG.name, prompt_sha256=rung.RUNG.prompt_hash)


def read(work: Work) -> ClinicalAnalysis:
    """Return what `analyse` made."""
    return work.output_of("analyse", ClinicalAnalysis)


def think(analysis: ClinicalAnalysis, _work: Work) -> schemas.BriefContent:
    """Shape the analysis as it is kept."""
    return jsonkit.reshape(schemas.BriefContent, analysis)


def keep(work: Work, content: schemas.BriefContent, at: datetime) -> None:
    """Keep the brief."""
    transcript = reading.row_of(work)
    services.keep_brief(content, transcript=transcript, run_id=work.run.id, by=work.by, at=at, maker=MAKER)


stage = Stage("keep_brief", "Writing the clinical brief", read, think, keep)
