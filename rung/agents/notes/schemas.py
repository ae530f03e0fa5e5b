"""What a note is drafted from, and what comes out."""

from dataclasses import dataclass
from enum import StrEnum

from rung.agents.rung.schemas import TalkMetrics


class Format(StrEnum):
    """How clinicians lay out a session note."""

    SOAP = "soap"
    DAP = "dap"
    BIRP = "birp"
    GIRP = "girp"
    FREE = "free"


class Group(StrEnum):
    """What a statement is about; a format says where each group goes."""

    REPORTED = "reported"
    CHANGE = "change"
    SUSTAIN = "sustain"
    STRENGTH = "strength"
    PATTERN = "pattern"
    DIRECTION = "direction"
    DID = "did"
    TALK = "talk"
    UNASSESSED = "unassessed"
    AREAS = "areas"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class Cited:
    """Verbatim words of one utterance."""

    utterance: int
    speaker: str
    quote: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its evidence."""

    kind: str
    name: str
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the summary and the words it rests on."""

    text: str
    citation: Cited


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the next session."""

    text: str


@dataclass(frozen=True, slots=True)
class Area:
    """Something to explore."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Unasked:
    """A domain that the session tells nothing of."""

    domain: str


@dataclass(frozen=True, slots=True)
class Material:
    """The facts of a brief; the names are the brief's own."""

    summary: tuple[Told, ...]
    findings: tuple[Found, ...]
    questions: tuple[Asked, ...]
    not_assessed: tuple[Unasked, ...]
    areas_to_explore: tuple[Area, ...] = ()
    talk: TalkMetrics | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence and the ids of the facts it rests on, as in "finding:3"."""

    group: Group
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One field of a note; `hint` tells the clinician what is theirs to add."""

    key: str
    heading: str
    hint: str
    sentences: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A note to be read, completed and signed by a clinician."""

    format: Format
    sections: tuple[Section, ...]
