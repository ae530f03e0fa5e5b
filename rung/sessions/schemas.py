"""What the sealed columns of sessions hold, as types."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One utterance of a transcript as it is kept."""

    number: int
    speaker: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """A whole transcript as it is kept."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CitedWords:
    """Verbatim words of one utterance; offsets are characters into it."""

    utterance: int
    speaker: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CitedFinding:
    """One finding with its evidence."""

    kind: str
    name: str
    confidence: float
    citations: tuple[CitedWords, ...]


@dataclass(frozen=True, slots=True)
class DroppedFinding:
    """What was proposed and refused, and why, in words for the clinician."""

    kind: str
    name: str
    explanation: str
    utterance: int | None


@dataclass(frozen=True, slots=True)
class SessionQuestion:
    """A question for the session that follows from a finding."""

    text: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One sentence of the summary and the words it rests on."""

    text: str
    citation: CitedWords


@dataclass(frozen=True, slots=True)
class Unassessed:
    """A domain nobody asked about."""

    domain: str
    why: str


@dataclass(frozen=True, slots=True)
class BriefContent:
    """A clinical brief as it is kept and shown."""

    label: str
    summary: tuple[SummaryLine, ...]
    findings: tuple[CitedFinding, ...]
    questions: tuple[SessionQuestion, ...]
    not_assessed: tuple[Unassessed, ...]
    dropped: tuple[DroppedFinding, ...]


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One part of a guide: a key, a heading, and its lines."""

    key: str
    heading: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one text to edit."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class GuideContent:
    """A guide as it is kept, edited and released; the first name is put in when it is shown."""

    label: str
    sections: tuple[GuideSection, ...]


@dataclass(frozen=True, slots=True)
class FlagDetail:
    """The words a risk flag rests on. A review that a measure opened has a reason and no quote."""

    reason: str
    utterance: int
    speaker: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActDetail:
    """What was said with an act on a concern, and the level it stood at."""

    level: int
    words: str = ""
    recipient: str = ""  # enums.Recipient, of an escalation
