"""Measuring: who spoke how much, and what the therapist did how often."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rung.agents.core.book import Book
from rung.agents.core.evidence import ProposedCitation, ProposedFinding
from rung.agents.rung.clues import telling_part
from rung.agents.rung.schemas import TalkMetrics
from rung.agents.rung.talk import ClientTalk
from rung.agents.rung.talk.behaviors import Behavior
from rung.common.utterances import Speaker
from rung.isolation.vocabulary.clinical import FindingKind, TherapistBehavior

_CITED = 5
_READS_WELL = 80  # letters; the closer to this, the better a sentence shows a behavior
_BASE_CONFIDENCE = 0.5
_PER_INSTANCE = 0.1


def metrics_of(book: Book, behaviors: Sequence[Behavior], talk: dict[int, ClientTalk]) -> TalkMetrics:
    """Return the counts and ratios of a session."""
    words = Counter[Speaker]()
    for utterance in book.utterances:
        words[utterance.speaker] += len(utterance.text.split())
    did = Counter(behavior.name for behavior in behaviors)
    leaned = Counter(talk.values())
    reflections = did[TherapistBehavior.SIMPLE_REFLECTION] + did[TherapistBehavior.COMPLEX_REFLECTION]
    questions = did[TherapistBehavior.OPEN_QUESTION] + did[TherapistBehavior.CLOSED_QUESTION]
    return TalkMetrics(
        therapist_words=words[Speaker.THERAPIST],
        client_words=words[Speaker.CLIENT],
        talk_ratio=_ratio(words[Speaker.THERAPIST], words[Speaker.CLIENT]),
        reflection_to_question=_ratio(reflections, questions),
        open_questions=did[TherapistBehavior.OPEN_QUESTION],
        closed_questions=did[TherapistBehavior.CLOSED_QUESTION],
        simple_reflections=did[TherapistBehavior.SIMPLE_REFLECTION],
        complex_reflections=did[TherapistBehavior.COMPLEX_REFLECTION],
        affirmations=did[TherapistBehavior.AFFIRMATION],
        information=did[TherapistBehavior.INFORMATION],
        advice=did[TherapistBehavior.ADVICE],
        change_talk=leaned[ClientTalk.CHANGE],
        sustain_talk=leaned[ClientTalk.SUSTAIN],
    )


def behavior_claims(behaviors: Sequence[Behavior]) -> Iterator[ProposedFinding]:
    """Yield one claim for each behavior the therapist showed, with its clearest instances."""
    for name in TherapistBehavior:
        shown = [_cited(behavior) for behavior in behaviors if behavior.name is name]
        if shown:
            shown.sort(key=lambda cited: abs(len(cited.quote) - _READS_WELL))
            confidence = _BASE_CONFIDENCE + _PER_INSTANCE * len(shown)
            yield ProposedFinding(FindingKind.THERAPIST_BEHAVIOR.value, name.value, confidence, tuple(shown[:_CITED]))


def _cited(behavior: Behavior) -> ProposedCitation:
    start, end = telling_part(behavior.sentence, 0, 0)
    return ProposedCitation(behavior.utterance.number, behavior.utterance.text[start:end])


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 2) if whole else None
