"""Rung, the clinical analyst."""

from rung.agents.rung.agent import RUNG, respond_offline
from rung.agents.rung.analysis import OFFLINE_LABEL, analyse, examine
from rung.agents.rung.observing import observations_in
from rung.agents.rung.prompting import merged, messages_of
from rung.agents.rung.risks import verified_risks
from rung.agents.rung.talk import client_talk_of, therapist_behavior_of

__all__ = [
    "OFFLINE_LABEL",
    "RUNG",
    "analyse",
    "client_talk_of",
    "examine",
    "merged",
    "messages_of",
    "observations_in",
    "respond_offline",
    "therapist_behavior_of",
    "verified_risks",
]
