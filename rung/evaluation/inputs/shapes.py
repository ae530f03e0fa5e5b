"""Shapes: what each kind of case looks like as JSON."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rung.common.utterances import Speaker

_SPEAKERS = {"doctor": Speaker.THERAPIST, "clinician": Speaker.THERAPIST, "patient": Speaker.CLIENT}
_UNLABELED = frozenset({"", "n/a"})


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class TurnShape(_Shape):
    """One utterance, labeled or not."""

    speaker: str
    text: str
    therapist_behaviour: str | None = None
    client_talk: str | None = None

    @property
    def who(self) -> Speaker:
        """Who spoke, in our words."""
        told = self.speaker.strip().lower()
        return _SPEAKERS.get(told) or (Speaker(told) if told in Speaker else Speaker.OTHER)


class TranscriptShape(_Shape):
    """A transcript, utterance by utterance."""

    id: str | int = ""
    utterances: tuple[TurnShape, ...] = Field(min_length=1)


class DialogueShape(_Shape):
    """A dialogue in one text, whose patient's name is known."""

    id: str | int = ""
    first_name: str = ""
    family_name: str = ""
    dialogue: str = Field(min_length=1)


class PostShape(_Shape):
    """A post and its severity."""

    text: str = Field(min_length=1)
    severity: Annotated[int, Field(ge=0, le=6)]


class SpanShape(_Shape):
    """One identifying span."""

    type: str
    text: str


class SentenceShape(_Shape):
    """A sentence and its spans."""

    text: str
    spans: tuple[SpanShape, ...]


class CitationShape(_Shape):
    """A citation as a model claims it."""

    utterance: int
    quote: str


class FindingShape(_Shape):
    """A finding as a model claims it."""

    kind: str
    name: str
    confidence: float
    citations: tuple[CitationShape, ...] = ()


class ProposalShape(_Shape):
    """A model's answer about one transcript."""

    findings: tuple[FindingShape, ...]
    cost_usd: float = Field(default=0.0, ge=0)
    seconds: float | None = Field(default=None, ge=0)


def label(given: str | None, known: frozenset[str]) -> str | None:
    """Return an expert's label, None where there is none, or one that nobody knows."""
    told = (given or "").strip().lower()
    return told if told in known and told not in _UNLABELED else None
