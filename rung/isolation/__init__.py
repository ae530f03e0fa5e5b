"""The walls: closed vocabularies, the only briefs that may cross them, and the gate that checks."""

from rung.isolation.brief import BriefJson, ClientSafeBrief, as_json, brief_from_json
from rung.isolation.catalogue import Exercise, exercises
from rung.isolation.choosing import client_safe_brief
from rung.isolation.couplebrief import CoupleBrief, PartnerBrief
from rung.isolation.errors import DataBroken, NotClientSafe
from rung.isolation.frameworks import FrameworkSet, framework_set
from rung.isolation.gate import GateVerdict, Leak, LeakReason, Sources, inspect
from rung.isolation.merging import merge, partner_brief
from rung.isolation.observation import Observation
from rung.isolation.vocabulary.couples import Clash, CouplePattern, Fit, Readiness
from rung.isolation.vocabulary.exercises import ExerciseId
from rung.isolation.vocabulary.focus import FocusArea
from rung.isolation.vocabulary.pace import Pace
from rung.isolation.vocabulary.strengths import PlainStrength
from rung.isolation.vocabulary.themes import PlainTheme
from rung.isolation.vocabulary.topics import Topic

__all__ = [
    "BriefJson",
    "Clash",
    "ClientSafeBrief",
    "CoupleBrief",
    "CouplePattern",
    "DataBroken",
    "Exercise",
    "ExerciseId",
    "Fit",
    "FocusArea",
    "FrameworkSet",
    "GateVerdict",
    "Leak",
    "LeakReason",
    "NotClientSafe",
    "Observation",
    "Pace",
    "PartnerBrief",
    "PlainStrength",
    "PlainTheme",
    "Readiness",
    "Sources",
    "Topic",
    "as_json",
    "brief_from_json",
    "client_safe_brief",
    "exercises",
    "framework_set",
    "inspect",
    "merge",
    "partner_brief",
]
