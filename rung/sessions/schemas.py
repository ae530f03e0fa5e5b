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
class AreaToExplore:
    """A term worth a look that the session did not settle."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class TalkCounts:
    """Who spoke how much, and what was counted; the names are the analyst's own."""

    therapist_words: int
    client_words: int
    talk_ratio: float | None
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
class BriefContent:
    """A clinical brief as it is kept and shown; briefs from before have no areas and no counts."""

    label: str
    summary: tuple[SummaryLine, ...]
    findings: tuple[CitedFinding, ...]
    questions: tuple[SessionQuestion, ...]
    not_assessed: tuple[Unassessed, ...]
    dropped: tuple[DroppedFinding, ...]
    areas_to_explore: tuple[AreaToExplore, ...] = ()
    talk: TalkCounts | None = None


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


@dataclass(frozen=True, slots=True)
class NoteSentence:
    """A drafted sentence and the facts of the brief it rests on, as in "finding:3"."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftedField:
    """One field of a note as it was drafted; `hint` says what is left to the clinician."""

    key: str
    heading: str
    hint: str
    sentences: tuple[NoteSentence, ...]

    @property
    def text(self) -> str:
        """The sentences as one text, a line each."""
        return "\n".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note as it was drafted from a brief; never changed."""

    format: str
    sections: tuple[DraftedField, ...]

    @property
    def as_text(self) -> "NoteText":
        """The draft as the clinician begins to edit it."""
        return NoteText(self.format, tuple(NoteField(one.key, one.heading, one.text) for one in self.sections))


@dataclass(frozen=True, slots=True)
class NoteField:
    """One field of a note in the clinician's words."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note as it is edited, signed and shown."""

    format: str
    sections: tuple[NoteField, ...]

    @property
    def whole(self) -> str:
        """All of it as one text, to compare and to copy."""
        return "\n\n".join(f"{one.heading}\n{one.text}" for one in self.sections)

    @property
    def is_empty(self) -> bool:
        """Whether no field has a word in it."""
        return not any(one.text.strip() for one in self.sections)


@dataclass(frozen=True, slots=True)
class Attestation:
    """What somebody said in signing, what the state has disclosed with it, and what they changed, in words."""

    statement: str
    disclosures: tuple[str, ...]
    drafted: int
    signed: int
    added: int
    removed: int
