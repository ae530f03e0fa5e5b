"""Cases: texts whose right answers are known."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from rung.agents.rung.schemas import Proposal
from rung.common.utterances import Transcript


@dataclass(frozen=True, slots=True)
class Session:
    """A transcript, with what experts said of its utterances and who is known by name in it.

    Labels are in the order of the utterances, None where there is none.
    """

    id: str = field(repr=False)
    transcript: Transcript = field(repr=False)
    talk: tuple[str | None, ...] = ()
    behaviors: tuple[str | None, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Post:
    """A text and its severity, 0 to 6, as people rated it on the C-SSRS."""

    text: str = field(repr=False)
    severity: int


@dataclass(frozen=True, slots=True)
class Span:
    """A place of a sentence that identifies somebody."""

    type: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what in it identifies somebody; nothing, where it is innocuous."""

    text: str = field(repr=False)
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a language model once answered about one transcript, and what that cost."""

    id: str = field(repr=False)
    proposal: Proposal = field(repr=False)
    cost_usd: float = 0.0
    seconds: float | None = None  # the model's own; None: nobody took the time


@dataclass(frozen=True, slots=True)
class Cases:
    """Everything that was read, by kind."""

    sessions: tuple[Session, ...] = ()
    posts: tuple[Post, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    instructions: tuple[str, ...] = field(default=(), repr=False)
    recorded: tuple[Recorded, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(len(getattr(self, one.name)) for one in fields(self))


def joined(parts: Iterable[Cases]) -> Cases:
    """Return the cases of several files together, in order."""
    whole = Cases()
    for part in parts:
        whole = Cases(
            (*whole.sessions, *part.sessions),
            (*whole.posts, *part.posts),
            (*whole.sentences, *part.sentences),
            (*whole.instructions, *part.instructions),
            (*whole.recorded, *part.recorded),
        )
    return whole


def limited(cases: Cases, most: int) -> Cases:
    """Return at most so many cases of each kind, the first of them."""
    return replace(cases, **{one.name: getattr(cases, one.name)[:most] for one in fields(cases)})
