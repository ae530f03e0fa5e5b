"""Polarity: whether a word in a sentence is said to be so, of whom, and not merely supposed."""

from rung.agents.core.dropping import DropReason
from rung.agents.core.reading import Sentence
from rung.agents.core.wordlists import words_of

_NEGATORS = words_of("negators")
_LIST_NEGATORS = words_of("list_negators")
_SCOPE_ENDS = words_of("scope_ends")
_RAISES = words_of("raises_negation")
_AFFIRMING = words_of("affirming")
_SUPPOSITIONS = words_of("suppositions")
_MODALS = words_of("modals")
_MAYBES = words_of("maybes")
_CLAUSE_OPENERS = words_of("clause_openers")
_FIRST = words_of("first_person")
_SECOND = words_of("second_person")
_THIRD = words_of("third_person")
_KIN = words_of("male_kin") | words_of("female_kin") | words_of("other_kin")
_SUBJECTS = frozenset({"i", "i'm", "we", "he", "she", "they", "he's", "she's", "they're", "it", "it's", "i'll", "i'd"})
_OBLIQUES = words_of("obliques")
_POSSESSIVES = frozenset({"my", "our"})
_FAR = 9  # words back to whom a state belongs
_REACH = 7  # words a negation reaches over
_NEAR = 3  # words between "might" and what might be
_DENIED_AFTER = frozenset({"none", "denied", "denies", "absent", "negative", "no"})
_NOT_DENIED = _AFFIRMING | {"wonder", "doubt", "one"}  # "no wonder I'm angry"
_DOUBTS = (("know", "if"), ("know", "whether"))  # "I don't know if I can"
_LESS = frozenset({"less", "fewer"})


def why_not(sentence: Sentence, first: int, last: int) -> DropReason | None:
    """Return why the words from `first` to `last` do not say that the client is so, None where they do."""
    if is_negated(sentence, first, last):
        return DropReason.NEGATED
    if is_supposed(sentence, first):
        return DropReason.HYPOTHETICAL
    if is_of_another(sentence, first):
        return DropReason.THIRD_PERSON
    return None


def is_negated(sentence: Sentence, first: int, last: int) -> bool:
    """Return whether the words stand under a negation before them, or are denied right after."""
    return _is_denied_before(sentence, first) or _is_denied_after(sentence, last)


def _is_denied_before(sentence: Sentence, first: int) -> bool:
    words = sentence.words
    at = first - 1
    while at >= max(0, first - _REACH):
        word = words[at]
        if word in _LESS and at >= first - 2:
            return True
        if word in _NEGATORS:
            return _reaches(sentence, at, first)
        if word in _SCOPE_ENDS:
            return False
        at -= 1
    return any(word in _LIST_NEGATORS and _lists(sentence, number, first) for number, word in enumerate(words[:first]))


def _reaches(sentence: Sentence, negator: int, first: int) -> bool:
    """Return whether a negation at one word reaches the word at `first`."""
    words = sentence.words
    if words[negator] in _LIST_NEGATORS:
        return _lists(sentence, negator, first)
    between = words[negator + 1 : first]
    if any(number in sentence.pauses for number in range(negator + 2, first + 1)):
        return False
    before = range(max(0, negator - _NEAR), negator)
    if any(words[n] in _NEGATORS for n in before) and not sentence.pauses.intersection(before):
        return False  # "not that I'm not sad"
    if between and (between[0] in _RAISES or between[:2] in _DOUBTS or between[0] == "sure"):
        return True
    return not any(word in _AFFIRMING or word in _SUBJECTS for word in between)


def _lists(sentence: Sentence, negator: int, first: int) -> bool:
    """Return whether a list that begins with "denies" or "no" still goes on at `first`."""
    between = sentence.words[negator + 1 : first]
    is_answer = sentence.words[negator] == "no" and negator + 1 in sentence.pauses
    if is_answer or (between and between[0] in _NOT_DENIED):
        return False
    return not any(word in _SUBJECTS or word in _SCOPE_ENDS for word in between)


def _is_denied_after(sentence: Sentence, last: int) -> bool:
    after = sentence.words[last + 1 :]
    if 1 <= len(after) <= 2 and last + 1 in sentence.pauses:  # noqa: PLR2004 - "anxiety: denied", "anger? not any"
        return after[0] in _DENIED_AFTER
    return after[:1] in (("isn't",), ("wasn't",)) and bool({"problem", "issue", "problems"} & set(after[1:5]))


def is_supposed(sentence: Sentence, first: int) -> bool:
    """Return whether the words at `first` tell of a possibility: "if I drank", "I might be depressed"."""
    is_maybe = any(word in _MAYBES for word in sentence.words[max(0, first - _NEAR) : first])
    return is_maybe or is_conditional(sentence, first)


def is_conditional(sentence: Sentence, first: int) -> bool:
    """Return whether the words at `first` hang on a condition: "if I drank", "I would cry if"."""
    words = sentence.words
    condition = next((n for n in range(first - 1, -1, -1) if words[n] in _SUPPOSITIONS), None)
    if condition is None:
        later = any(word == "if" for word in words[first:])
        return later and any(word in _MODALS for word in words[max(0, first - _NEAR) : first])
    if not _has_ended(sentence, condition, first):
        return True
    return any(word in _MODALS for word in words[max(condition, first - _NEAR - 1) : first])


def _has_ended(sentence: Sentence, condition: int, first: int) -> bool:
    """Return whether the clause that "if" opened is over before `first`."""
    if any(number in sentence.pauses for number in range(condition + 2, first + 1)):
        return True
    subjects = [n for n in range(condition + 1, first) if sentence.words[n] in _SUBJECTS | {"then", "but"}]
    return len(subjects) > 1


def is_of_another(sentence: Sentence, first: int) -> bool:
    """Return whether the nearest person before the words at `first` is not the client."""
    for number in range(first - 1, max(-1, first - _FAR), -1):
        whose = _whose(sentence, number, first)
        if whose is not None:
            return whose
    return False


def is_told_of_another(sentence: Sentence, first: int, last: int) -> bool:
    """Return whether the first person that these words name, or the nearest before them, is not the client."""
    for number in range(first, last + 1):
        whose = _whose(sentence, number, len(sentence.words) + 1)
        if whose is not None:
            return whose
    return is_of_another(sentence, first)


def _whose(sentence: Sentence, number: int, first: int) -> bool | None:
    """Return whether one word makes what follows another's (True) or the client's (False), None for neither."""
    word = sentence.words[number]
    if word in _POSSESSIVES:
        return False if number == first - 1 else None  # "my drinking", not "my office"
    if word in _FIRST or (word in _CLAUSE_OPENERS and number in sentence.pauses):
        return False
    if word in _SECOND:
        return sentence.asks
    is_kin = word in _KIN and not _is_oblique(sentence.words, number)
    return True if is_kin or word in _THIRD or word.removesuffix("'s") in _KIN - {word} else None


def _is_oblique(words: tuple[str, ...], number: int) -> bool:
    """Return whether a person only stands by: "out with my friends"."""
    return any(word in _OBLIQUES for word in words[max(0, number - 2) : number])
