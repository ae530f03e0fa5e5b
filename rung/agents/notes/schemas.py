"""What comes out: a note of statements, laid out in a format."""

from dataclasses import dataclass
from enum import StrEnum


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
