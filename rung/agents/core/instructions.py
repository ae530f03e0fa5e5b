"""Instructions: lines in a transcript that are meant for software."""

from rung.agents.core.phrases import PhraseIndex
from rung.agents.core.reading import Sentence
from rung.agents.core.wordlists import words_of

_IMPERATIVES = words_of("imperatives")
_FIRST = words_of("first_person")
_FIRST_SUBJECT = words_of("first_subject")
_ASKS_FOR_TASK = words_of("asks_for_task")
_LEADS = words_of("leads")
_MOST_LEADS = 4
_TO_A_MACHINE = PhraseIndex(
    (
        (phrase, None)
        for phrase in (
            "(ignore|disregard|forget|override|bypass) ~5 (instruction|instructions|prompt|prompts|guidelines)",
            "(system|developer) (prompt|message|override)",
            "your ~1 (response|reply|output|instructions|prompt)",
            "(as an ai|you're an ai|language model|you're now)",
        )
    ),
    {},
)


def is_instruction(sentence: Sentence) -> bool:
    """Return whether a sentence commands a machine rather than tells of a person."""
    if next(_TO_A_MACHINE.hits(sentence), None) is not None:
        return True
    words = _without_leads(sentence.words)
    starts_so = words[:1] and words[0] in _IMPERATIVES and words[1:2] != ("of",)
    return bool(starts_so) and not _FIRST_SUBJECT & sentence.vocabulary


def is_only_asked(sentence: Sentence) -> bool:
    """Return whether a sentence asks without telling anything of the one who asks."""
    if not sentence.asks:
        return False
    words = _without_leads(sentence.words)
    asks_how = words[1:] and words[0] in _ASKS_FOR_TASK and words[1] in {"do", "can", "should", "is", "are", "you"}
    return bool(asks_how) or not _FIRST & sentence.vocabulary


def _without_leads(words: tuple[str, ...]) -> tuple[str, ...]:
    for _ in range(_MOST_LEADS):
        words = words[1:] if words[:1] and words[0] in _LEADS else words
    return words
