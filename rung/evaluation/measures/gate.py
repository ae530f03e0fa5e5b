"""The gate: does it stay silent on innocuous texts, and does it catch what was planted?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rung import isolation
from rung.evaluation.cases import Sentence, Session
from rung.evaluation.running import Made, sources_of
from rung.evaluation.scores import Count, counted, rate
from rung.isolation import gate

_OTHERS = 3  # sessions that a guide was not written after
_PLANTED_WORDS = 8
_TYPE = re.compile(r"[A-Z][A-Z_]{1,29}")


@dataclass(frozen=True, slots=True)
class Tried:
    """Texts of one kind that the gate was shown, and how many it refused."""

    name: str
    texts: int
    refused: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Gate:
    """False alarms on innocuous texts, and catches of planted leaks."""

    innocuous: tuple[Tried, ...]
    alarms: tuple[Count, ...]  # reasons given for innocuous texts
    planted: tuple[Tried, ...]


type Trial = tuple[str, tuple[str, ...]]  # of which kind, and the reasons it was refused for


def measured(made: Sequence[Made], sentences: Sequence[Sentence]) -> Gate:
    """Return how the gate does on guides, sentences and planted leaks."""
    innocuous = [*_guides_of_others(made), *_plain(sentences)]
    planted = [*_planted(made), *_identifying(sentences)]
    return Gate(_tried(innocuous), counted(reason for _, reasons in innocuous for reason in reasons), _tried(planted))


def _tried(trials: Sequence[Trial]) -> tuple[Tried, ...]:
    shown = counted(kind for kind, _ in trials)
    refused = {one.name: one.count for one in counted(kind for kind, reasons in trials if reasons)}
    return tuple(
        Tried(one.name, one.count, refused.get(one.name, 0), rate(refused.get(one.name, 0), one.count)) for one in shown
    )


def _reasons(text: str, sources: isolation.Sources) -> tuple[str, ...]:
    leaks = isolation.inspect((("text", text),), sources).leaks
    return tuple(sorted({leak.reason.value for leak in leaks}))


def _guides_of_others(made: Sequence[Made]) -> Iterator[Trial]:
    """Yield every guide shown beside sessions of other people, whose words it cannot repeat."""
    evidence = [gate.gather(sources_of(one.session)) for one in made]
    for number, one in enumerate(made):
        for distance in range(1, min(_OTHERS, len(made) - 1) + 1):
            if one.guide:
                found = gate.compare(one.guide_texts, evidence[(number + distance) % len(made)]).leaks
                yield "guide beside another session", tuple(sorted({leak.reason.value for leak in found}))


def _plain(sentences: Sequence[Sentence]) -> Iterator[Trial]:
    """Yield the sentences that identify nobody, with nothing to compare them with."""
    for one in sentences:
        if not one.spans:
            yield "sentence without identifiers", _reasons(one.text, isolation.Sources(texts=()))


def _identifying(sentences: Sequence[Sentence]) -> Iterator[Trial]:
    """Yield each identifying span put into a guide, with its sentence as the record."""
    for one in sentences:
        for span in one.spans:
            kind = span.type.lower() if _TYPE.fullmatch(span.type) else "other"
            yield kind, _reasons(f"Keep {span.text} in mind.", isolation.Sources(texts=(one.text,)))


def _planted(made: Sequence[Made]) -> Iterator[Trial]:
    """Yield words of each session, and the names known in it, put into a line of a guide."""
    for one in made:
        sources = sources_of(one.session)
        words = _longest(one.session)
        if len(words) >= _PLANTED_WORDS:
            quote = " ".join(words[:_PLANTED_WORDS])
            yield "words of the session", _reasons(f"You might think about {quote} this week.", sources)
        for name in one.session.names:
            yield "name of the client", _reasons(f"It may help that {_written(name)} rests this week.", sources)


def _written(name: str) -> str:
    """Return a name as a guide would write it, also where the record has no capitals."""
    return name.title() if name.islower() else name


def _longest(session: Session) -> list[str]:
    texts = (utterance.text.split() for utterance in session.transcript.utterances)
    return max(texts, key=len, default=[])
