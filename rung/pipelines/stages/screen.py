"""screen: signs of danger are found and kept before anything else."""

from collections.abc import Sequence
from datetime import datetime

from rung import screening
from rung.common.utterances import Transcript
from rung.pipelines.stages import reading
from rung.pipelines.stages.stage import Stage, Work
from rung.sessions import schemas, services
from rung.sessions.models import RiskFlag
from rung.sessions.services.drafts import NewFlag

RISK_FLAGGED = "risk_flagged"  # why a guide is withheld
MOST_LEVEL = 6  # C-SSRS; a language model may claim more


def think(transcript: Transcript, _work: Work) -> Sequence[screening.RiskFinding]:
    """Screen every utterance; no model is asked."""
    return screening.screen_utterances(transcript.utterances)


def keep(work: Work, found: Sequence[screening.RiskFinding], at: datetime) -> None:
    """Keep each hit with its words; what was kept before stays."""
    flags = [NewFlag(f.hit.category.value, max(0, min(f.hit.level, MOST_LEVEL)), _detail(f)) for f in found]
    services.keep_flags(flags, transcript=reading.row_of(work), run_id=work.run.id, by=work.by, at=at)


def level_of(work: Work) -> int:
    """Return the gravest level kept for this run's transcript, by this run or an earlier one."""
    levels = RiskFlag.objects.filter(transcript_id=work.run.transcript_id).values_list("level", flat=True)
    return max(levels, default=0)


def guide_is_withheld(work: Work) -> str | None:
    """Answer why no guide is written automatically: what is said to a client at risk is for a person."""
    return RISK_FLAGGED if level_of(work) >= screening.GUIDE_STOP_LEVEL else None


def _detail(found: screening.RiskFinding) -> schemas.FlagDetail:
    hit = found.hit
    return schemas.FlagDetail(hit.reason, found.utterance, found.speaker.value, hit.quote, hit.start, hit.end)


stage = Stage("screen", "Screening for risk", reading.transcript_of, think, keep)
