"""What the clinical analyst takes and gives."""

from dataclasses import dataclass
from enum import StrEnum

from rung.agents.core.dropping import Dropped, DropReason
from rung.agents.core.evidence import Citation, Finding, ProposedCitation, ProposedFinding
from rung.common.utterances import Transcript
from rung.isolation.vocabulary.clinical import FindingKind
from rung.screening import RiskFinding

__all__ = [
    "AnalysisInput",
    "Citation",
    "ClinicalAnalysis",
    "Domain",
    "DropReason",
    "Dropped",
    "EarlierPattern",
    "Finding",
    "NotAssessed",
    "Proposal",
    "ProposedCitation",
    "ProposedFinding",
    "ProposedRisk",
    "Question",
    "SummarySentence",
    "TalkMetrics",
    "Term",
]


class Domain(StrEnum):
    """What a clinician would want to know was asked, or was not."""

    SUICIDE_RISK = "suicide_risk"
    SELF_HARM = "self_harm"
    HARM_TO_OTHERS = "harm_to_others"
    SAFETY_AT_HOME = "safety_at_home"
    SUBSTANCE_USE = "substance_use"
    MOOD = "mood"
    ANXIETY = "anxiety"
    SLEEP = "sleep"
    APPETITE = "appetite"
    PSYCHOSIS = "psychosis"
    TRAUMA = "trauma"
    MEMORY_AND_ORIENTATION = "memory_and_orientation"
    MEDICATION = "medication"
    PHYSICAL_HEALTH = "physical_health"
    SOCIAL_SUPPORT = "social_support"
    WORK_OR_SCHOOL = "work_or_school"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the clinical vocabulary."""

    kind: FindingKind
    name: str


@dataclass(frozen=True, slots=True)
class EarlierPattern:
    """A pattern of earlier sessions, and in how many of them it was seen."""

    kind: FindingKind
    name: str
    sessions: int


@dataclass(frozen=True, slots=True)
class AnalysisInput:
    """One session or memo, with what was known before.

    The notes widen what was covered and what to explore; a finding cites the
    transcript alone. To analyze notes themselves, give them as a transcript.
    """

    transcript: Transcript
    notes: str = ""
    earlier: tuple[EarlierPattern, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedRisk:
    """A sign of danger that an analyst claims. Nothing here is trusted: see `verified_risks`."""

    category: str
    level: int  # C-SSRS, 0 to 6
    citation: ProposedCitation


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a language model answers: claims, none of them trusted yet."""

    findings: tuple[ProposedFinding, ...]
    risks: tuple[ProposedRisk, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the session that follows from a finding. The wording is ours, never the client's."""

    text: str
    kind: FindingKind
    name: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of the summary in our wording, and the words it rests on."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Something that this session tells nothing about, and why."""

    domain: Domain
    why: str


@dataclass(frozen=True, slots=True)
class TalkMetrics:
    """Who spoke how much, and how the therapist worked.

    Ratios are None where there is nothing to divide by. Counts are of
    utterances; one utterance counts once, for what it mostly does.
    """

    therapist_words: int
    client_words: int
    talk_ratio: float | None  # therapist's words for each word of the client's
    reflection_to_question: float | None
    open_questions: int
    closed_questions: int
    simple_reflections: int
    complex_reflections: int
    affirmations: int
    information: int
    advice: int
    change_talk: int
    sustain_talk: int


@dataclass(frozen=True, slots=True)
class ClinicalAnalysis:
    """A draft for the clinician. It is no diagnosis and never the last word."""

    summary: tuple[SummarySentence, ...]
    findings: tuple[Finding, ...]
    dropped: tuple[Dropped, ...]
    questions: tuple[Question, ...]
    areas_to_explore: tuple[Term, ...]
    not_assessed: tuple[NotAssessed, ...]
    talk: TalkMetrics
    label: str
    risks: tuple[RiskFinding, ...] = ()  # what a model adds to the screen, which runs without it and stands alone
