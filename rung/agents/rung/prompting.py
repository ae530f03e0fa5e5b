"""Prompting: the vocabulary written into the system prompt, and a session written as its messages."""

from collections.abc import Iterable, Iterator

from rung.agents.core.evidence import ProposedCitation, ProposedFinding
from rung.agents.rung.schemas import AnalysisInput, Proposal
from rung.common.utterances import Utterance
from rung.isolation.vocabulary.clinical import VOCABULARIES
from rung.screening import Category

MOST_CHARS = 60_000  # of a part's transcript: about 15,000 tokens, an hour of talk
OVERLAP_CHARS = 3_000  # said again in the next part: what is answered there was asked here
MOST_NOTES = 12_000  # the notes go with every part
_PLACE, _RISKS = "{{vocabulary}}", "{{risks}}"


def with_vocabulary(prompt: str) -> str:
    """Return the prompt with every kind and name that a finding may use, and every category of risk."""
    listed = "\n".join(
        f"- `{kind.value}`: {', '.join(f'`{member.value}`' for member in names)}"
        for kind, names in VOCABULARIES.items()
    )
    return prompt.replace(_PLACE, listed).replace(_RISKS, ", ".join(f"`{one.value}`" for one in Category))


def session_message(given: AnalysisInput) -> str:
    """Return a session as one message: numbered lines between marks that no line can forge."""
    return _message(map(_line, given.transcript.utterances), given)


def messages_of(given: AnalysisInput, most: int = MOST_CHARS, overlap: int = OVERLAP_CHARS) -> tuple[str, ...]:
    """Return a session as messages whose transcripts have at most `most` characters each.

    Each begins with the end of the one before. An utterance keeps its number;
    one too long for a message is given in pieces, each with that number.
    """
    lines = [line for utterance in given.transcript.utterances for line in _pieces(utterance, most, overlap)]
    return tuple(_message(part, given) for part in _parts(lines, most, overlap))


def merged(proposals: Iterable[Proposal]) -> Proposal:
    """Return the claims about all parts as one: a pattern's citations together, nothing twice."""
    cited: dict[tuple[str, str], dict[ProposedCitation, None]] = {}
    sure: dict[tuple[str, str], float] = {}
    told = tuple(proposals)
    for finding in (one for proposal in told for one in proposal.findings):
        key = (finding.kind, finding.name)
        cited.setdefault(key, {}).update(dict.fromkeys(finding.citations))
        sure[key] = max(finding.confidence, sure.get(key, finding.confidence))
    findings = tuple(ProposedFinding(*key, sure[key], tuple(places)) for key, places in cited.items())
    return Proposal(findings, tuple(dict.fromkeys(risk for proposal in told for risk in proposal.risks)))


def _message(lines: Iterable[str], given: AnalysisInput) -> str:
    return "\n".join(("<transcript>", *lines, "</transcript>", *_surroundings(given)))


def _surroundings(given: AnalysisInput) -> Iterator[str]:
    if given.notes.strip():
        yield "<notes>"
        yield _harmless(given.notes)[:MOST_NOTES]
        yield "</notes>"
    if given.earlier:
        yield "<earlier>"
        for one in given.earlier:
            yield f"{one.kind.value}.{one.name}: seen in {one.sessions} sessions"
        yield "</earlier>"


def _parts(lines: list[str], most: int, overlap: int) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for line in lines:
        if part and size + len(line) > most:
            yield part
            part = _end_of(part, min(overlap, most - len(line)))
            size = sum(map(len, part))
        part.append(line)
        size += len(line)
    yield part


def _end_of(part: list[str], most: int) -> list[str]:
    """Return the last lines that have at most so many characters together, never the whole part."""
    size, start = 0, len(part)
    while start > 1 and size + len(part[start - 1]) <= most:
        start -= 1
        size += len(part[start])
    return part[start:]


def _line(utterance: Utterance) -> str:
    return f"{_head(utterance)}{_harmless(utterance.text)}"


def _head(utterance: Utterance) -> str:
    return f"[{utterance.number}] {utterance.speaker.value}: "


def _pieces(utterance: Utterance, most: int, overlap: int) -> Iterator[str]:
    """Yield an utterance as one line, or as several that overlap where it is too long, cut between words."""
    head, text = _head(utterance), _harmless(utterance.text)
    room = max(1, most - len(head))
    start = 0
    while len(text) - start > room:
        space = text.rfind(" ", start + room // 2, start + room)
        end = space if space > 0 else start + room
        yield head + text[start:end]
        begun = text.rfind(" ", start + 1, max(start + 1, end - min(overlap, room // 4)))
        start = begun + 1 if begun > 0 else end
    yield head + text[start:]


def _harmless(text: str) -> str:
    """Return text that can neither open nor close a mark, on one line, in valid Unicode."""
    shown = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return " ".join(shown.replace("<", "\u2039").replace(">", "\u203a").split())
