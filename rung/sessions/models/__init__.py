"""The records of a session. Psychotherapy notes are reached by their own module only: see .importlinter."""

from rung.sessions.models import psychotherapy
from rung.sessions.models.brief import ClinicalBrief
from rung.sessions.models.concern import RiskConcern
from rung.sessions.models.guide import ClientGuide
from rung.sessions.models.intake import SessionTranscript, VoiceMemo
from rung.sessions.models.ledger import RiskAct, RiskReminder
from rung.sessions.models.note import SessionNote
from rung.sessions.models.risk import RiskFlag
from rung.sessions.models.session import TherapySession
from rung.sessions.models.version import DocumentVersion

__all__ = [
    "ClientGuide",
    "ClinicalBrief",
    "DocumentVersion",
    "RiskAct",
    "RiskConcern",
    "RiskFlag",
    "RiskReminder",
    "SessionNote",
    "SessionTranscript",
    "TherapySession",
    "VoiceMemo",
    "psychotherapy",
]
