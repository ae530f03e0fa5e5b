"""Observing: the findings as the wall takes them, terms and counts alone."""

from rung.agents.rung.schemas import ClinicalAnalysis
from rung.isolation.observation import Observation


def observations_in(analysis: ClinicalAnalysis) -> tuple[Observation, ...]:
    """Return each finding as a term and the number of utterances behind it."""
    return tuple(Observation(f.kind, f.name, len(f.citations)) for f in analysis.findings)
