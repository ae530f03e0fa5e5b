"""The records of a session."""

from rung.sessions.models.brief import ClinicalBrief
from rung.sessions.models.guide import ClientGuide
from rung.sessions.models.intake import SessionTranscript, VoiceMemo
from rung.sessions.models.risk import RiskFlag
from rung.sessions.models.session import TherapySession

__all__ = ["ClientGuide", "ClinicalBrief", "RiskFlag", "SessionTranscript", "TherapySession", "VoiceMemo"]
