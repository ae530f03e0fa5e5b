"""analyse: Rung reads the transcript and proposes findings that cite it."""

from datetime import datetime

from rung.agents import rung
from rung.agents.rung.schemas import AnalysisInput, ClinicalAnalysis
from rung.common.utterances import Transcript
from rung.pipelines.stages import reading
from rung.pipelines.stages.stage import Stage, Work


def think(transcript: Transcript, _work: Work) -> ClinicalAnalysis:
    """Analyse offline; findings without verbatim evidence are dropped with a reason."""
    return rung.analyse(AnalysisInput(transcript))


def keep(_work: Work, analysis: ClinicalAnalysis, _at: datetime) -> ClinicalAnalysis:
    """Leave the analysis for the stages that keep the brief and write the guide."""
    return analysis


stage = Stage("analyse", "Finding patterns and their evidence", reading.transcript_of, think, keep)
