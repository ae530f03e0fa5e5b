"""The walls: closed vocabularies, the only briefs that may cross them, and the gate that checks."""

from rung.isolation.brief import BriefJson, ClientSafeBrief, as_json, brief_from_json
from rung.isolation.catalogue import Exercise, exercises
from rung.isolation.choosing import client_safe_brief
from rung.isolation.errors import DataBroken, NotClientSafe
from rung.isolation.gate import GateVerdict, Leak, LeakReason, Sources, inspect
from rung.isolation.observation import Observation
from rung.isolation.vocabulary.exercises import ExerciseId
from rung.isolation.vocabulary.focus import FocusArea
from rung.isolation.vocabulary.pace import Pace
from rung.isolation.vocabulary.strengths import PlainStrength
from rung.isolation.vocabulary.themes import PlainTheme
from rung.isolation.vocabulary.topics import Topic

__all__ = [
    "BriefJson",
    "ClientSafeBrief",
    "DataBroken",
    "Exercise",
    "ExerciseId",
    "FocusArea",
    "GateVerdict",
    "Leak",
    "LeakReason",
    "NotClientSafe",
    "Observation",
    "Pace",
    "PlainStrength",
    "PlainTheme",
    "Sources",
    "Topic",
    "as_json",
    "brief_from_json",
    "client_safe_brief",
    "exercises",
    "inspect",
]
