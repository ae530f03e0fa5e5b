"""What a note is drafted from: the facts of a brief, by the brief's own names."""

from dataclasses import dataclass

from rung.agents.rung.schemas import TalkMetrics


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
