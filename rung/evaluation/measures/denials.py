"""Denials: a claim that something is not so, or of a mental status, that nobody asked for and nobody said."""

import re
from collections.abc import Iterator, Sequence

from rung.agents.rung.schemas import Citation
from rung.common.utterances import Speaker, Utterance
from rung.evaluation.running import Made

# How notes word what was denied, and what was seen of a mental status.
_CLAIM = re.compile(
    r"\b(denie[sd]|den(?:ying|ial of)|reports? no|reported no|endorses? no|no (?:evidence|signs?|history) of"
    r"|alert and oriented|oriented (?:to|x)|euthymic|dysphoric|within normal limits|wnl|well[- ]groomed|psychomotor"
    r"|(?:flat|blunted|congruent|constricted|full|labile) affect|affect (?:is|was|appears?)"
    r"|thought (?:process|content)|(?:good|poor|fair) eye contact"
    r"|no (?:si|hi|suicid\w+|homicid\w+|hallucinat\w+|delusions?)"
    r"|(?:insight|judgment|memory|speech|concentration) (?:(?:is|was|appears?) )?"
    r"(?:intact|fair|good|poor|normal|limited|impaired))\b",
    re.IGNORECASE,
)
_TELLS = 4  # words; fewer are an answer, and need a question before them
_ASKED_WITHIN = 3  # utterances before the answer


def unelicited_claims(made: Made) -> int:
    """Return how many sentences of an analysis claim a denial or a mental status without words that carry it.

    What carries it is a citation of the client's that stands in the
    transcript and answers a question, or tells it unasked.
    """
    said = made.said
    return sum(
        bool(_CLAIM.search(text)) and not any(_is_elicited(citation, said) for citation in citations)
        for text, citations in _sentences(made)
    )


def _sentences(made: Made) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Yield the sentences of an analysis that say something of the client, in our wording, with their evidence.

    The names of the findings are patterns of a closed vocabulary; what was not
    assessed says only that it was not.
    """
    for line in made.analysis.summary:
        yield line.text, (line.citation,)
    for finding in made.analysis.findings:
        yield finding.name.replace("_", " "), finding.citations
    yield from ((text, ()) for _, text in made.guide_texts)


def _is_elicited(citation: Citation, said: Sequence[Utterance]) -> bool:
    if not 0 <= citation.utterance < len(said):
        return False
    answer = said[citation.utterance]
    before = said[max(0, citation.utterance - _ASKED_WITHIN) : citation.utterance]
    is_asked = any(other.speaker is Speaker.THERAPIST and "?" in other.text for other in before)
    is_there = citation.quote != "" and citation.quote in answer.text
    is_told = len(citation.quote.split()) >= _TELLS
    return is_there and answer.speaker in (Speaker.CLIENT, Speaker.UNKNOWN) and (is_asked or is_told)
