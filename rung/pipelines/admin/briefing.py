"""A brief as it is shown: findings by kind, each tied to the words it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from rung.pipelines.admin import words
from rung.sessions import schemas


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in an utterance; `findings` are the numbers of those that cite it, `is_risk` that a flag does."""

    text: str
    findings: str
    is_risk: bool = False


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One utterance, cut where citations begin and end."""

    number: int
    speaker: str
    who: str
    start: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownWords:
    """One citation, with its speaker in words."""

    utterance: int
    who: str
    quote: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding; `number` ties it to the pieces that show its evidence."""

    number: int
    title: str
    percent: int
    citations: tuple[ShownWords, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind."""

    title: str
    findings: tuple[ShownFinding, ...]


def groups_of(content: schemas.BriefContent) -> tuple[Group, ...]:
    """Return the findings by kind, in the order a clinician reads them."""
    shown = [(f.kind, _shown(number, f)) for number, f in enumerate(content.findings)]
    return tuple(
        Group(title, tuple(finding for kind, finding in shown if kind == name))
        for name, title in words.KIND_TITLES.items()
        if any(kind == name for kind, _ in shown)
    )


def lines_of(
    content: schemas.BriefContent, lines: Iterable[schemas.Line], flags: Iterable[schemas.FlagDetail] = ()
) -> tuple[ShownLine, ...]:
    """Return the transcript with every cited run of words marked, those that a flag cites apart."""
    risky: dict[int, list[tuple[int, int]]] = {}
    for flag in flags:
        risky.setdefault(flag.utterance, []).append((flag.start, flag.end))
    cited: dict[int, list[tuple[int, int, int]]] = {}
    for number, finding in enumerate(content.findings):
        for words_cited in finding.citations:
            cited.setdefault(words_cited.utterance, []).append((words_cited.start, words_cited.end, number))
    return tuple(
        ShownLine(
            number=line.number,
            speaker=line.speaker,
            who=words.SPEAKER_TITLES[line.speaker],
            start=_clock(line.start_ms),
            pieces=_pieces(line.text, cited.get(line.number, []), risky.get(line.number, [])),
        )
        for line in lines
    )


def _shown(number: int, finding: schemas.CitedFinding) -> ShownFinding:
    cited = tuple(ShownWords(c.utterance, words.SPEAKER_TITLES[c.speaker], c.quote) for c in finding.citations)
    return ShownFinding(number, words.title_of(finding.name), round(finding.confidence * 100), cited)


def _pieces(text: str, spans: list[tuple[int, int, int]], risky: list[tuple[int, int]]) -> tuple[Piece, ...]:
    cuts = [*((start, end) for start, end, _ in spans), *risky]
    edges = sorted({0, len(text), *(edge for cut in cuts for edge in cut)})
    return tuple(
        Piece(
            text[left:right],
            " ".join(str(n) for start, end, n in spans if start <= left and right <= end),
            is_risk=any(start <= left and right <= end for start, end in risky),
        )
        for left, right in pairwise(edges)
    )


def _clock(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}:{seconds:02d}"
