"""The same core on one transcript, with nothing kept: what `manage.py brief` prints."""

from dataclasses import dataclass

from rung import isolation, screening
from rung.agents import beth, rung
from rung.agents.rung.schemas import AnalysisInput, ClinicalAnalysis
from rung.common.utterances import Transcript


@dataclass(frozen=True, slots=True)
class OneShot:
    """Everything one run would make. `guide` and `verdict` are None where risk stops the guide."""

    transcript: Transcript
    flags: tuple[screening.RiskFinding, ...]
    analysis: ClinicalAnalysis
    safe_brief: isolation.ClientSafeBrief
    guide: beth.Guide | None
    verdict: isolation.GateVerdict | None


def brief(transcript: Transcript) -> OneShot:
    """Screen, analyse, put through the wall, write and check a guide."""
    flags = screening.screen_utterances(transcript.utterances)
    analysis = rung.analyse(AnalysisInput(transcript))
    safe = isolation.client_safe_brief(rung.observations_in(analysis))
    if screening.level_of(flags) >= screening.GUIDE_STOP_LEVEL:
        return OneShot(transcript, flags, analysis, safe, None, None)
    sources = isolation.Sources(texts=tuple(u.text for u in transcript.utterances))
    guide, verdict = beth.write_guarded(safe, sources)
    return OneShot(transcript, flags, analysis, safe, guide if verdict.passed else None, verdict)
