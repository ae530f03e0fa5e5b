"""Prompting: the vocabulary written into the system prompt, and a session written as its message."""

from collections.abc import Iterator

from rung.agents.rung.schemas import AnalysisInput
from rung.isolation.vocabulary.clinical import VOCABULARIES

_PLACE = "{{vocabulary}}"


def with_vocabulary(prompt: str) -> str:
    """Return the prompt with every kind and name that a finding may use."""
    listed = "\n".join(
        f"- `{kind.value}`: {', '.join(f'`{member.value}`' for member in names)}"
        for kind, names in VOCABULARIES.items()
    )
    return prompt.replace(_PLACE, listed)


def session_message(given: AnalysisInput) -> str:
    """Return a session as the analyst's message: numbered lines between marks that no line can forge."""
    return "\n".join(_lines(given))


def _lines(given: AnalysisInput) -> Iterator[str]:
    yield "<transcript>"
    for utterance in given.transcript.utterances:
        yield f"[{utterance.number}] {utterance.speaker.value}: {_harmless(utterance.text)}"
    yield "</transcript>"
    if given.notes.strip():
        yield "<notes>"
        yield _harmless(given.notes)
        yield "</notes>"
    if given.earlier:
        yield "<earlier>"
        for one in given.earlier:
            yield f"{one.kind.value}.{one.name}: seen in {one.sessions} sessions"
        yield "</earlier>"


def _harmless(text: str) -> str:
    """Return text that can neither open nor close a mark, on one line, in valid Unicode."""
    shown = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return " ".join(shown.replace("<", "\u2039").replace(">", "\u203a").split())
