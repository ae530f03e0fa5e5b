"""keep guide: the draft waits for the clinician."""

from dataclasses import dataclass
from datetime import datetime

from rung import isolation
from rung.agents import beth
from rung.common import jsonkit
from rung.pipelines.stages import screen
from rung.pipelines.stages.stage import Stage, Work
from rung.sessions import schemas, services
from rung.sessions.models import ClinicalBrief
from rung.sessions.services.versions import Maker


@dataclass(frozen=True, slots=True)
class Draft:
    """The guide and what it was written from."""

    content: schemas.GuideContent
    safe_brief: str


def read(work: Work) -> Draft:
    """Return what `abstract` and `guide` made."""
    brief = work.output_of("abstract", isolation.ClientSafeBrief)
    return Draft(work.output_of("guide", schemas.GuideContent), jsonkit.dump(brief))


def think(draft: Draft, _work: Work) -> Draft:
    """Nothing is left to decide."""
    return draft


def keep(work: Work, draft: Draft, at: datetime) -> None:
    """Keep the guide."""
    brief = ClinicalBrief.objects.get(run_id=work.run.id)
    maker = Maker(agent=beth.agent().name, prompt_sha256=beth.agent().prompt_hash)
    services.keep_guide(draft.content, safe_brief=draft.safe_brief, brief=brief, by=work.by, at=at, maker=maker)


stage = Stage("keep_guide", "Keeping the draft", read, think, keep, screen.guide_is_withheld, is_essential=False)
