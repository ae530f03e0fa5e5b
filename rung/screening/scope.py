"""Whose words a phrase is, and whether they are denied, quoted or past: what surrounds a match decides."""

from functools import cache
from itertools import accumulate

from rung.screening.reading import Reading
from rung.screening.tables import Scope, read_table

_ENDS = frozenset(".?")
_REACH = 8  # how many words back a denial is looked for
_LIST_REACH = 40
_SUBJECT_REACH = 14
_QUOTE_REACH = 5


@cache
def _known() -> Scope:
    return read_table("scope", Scope)


def is_denied(reading: Reading, first: int) -> bool:
    """Return whether the phrase that starts at word `first` is denied in its sentence."""
    known = _known()
    return _is_denied_nearby(reading.words, first, known) or _is_denied_in_list(reading.words, first, known)


def _is_denied_nearby(words: tuple[str, ...], first: int, known: Scope) -> bool:
    listed = False
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if words[i] in known.deniers:
            return i == 0 or words[i - 1] not in known.unless_after
        listed = listed or words[i] in {"or", "nor"}
        if words[i] in _ENDS or not (listed or words[i] in known.linking):
            return False
    return False


def _is_denied_in_list(words: tuple[str, ...], first: int, known: Scope) -> bool:
    for i in range(first - 1, max(-1, first - 1 - _LIST_REACH), -1):
        if words[i] in known.list_deniers:
            return True
        if words[i] in _ENDS or words[i] in known.turning:
            return False
    return False


def is_someone_else(reading: Reading, first: int, last: int) -> bool:
    """Return whether the phrase is about another person: the nearest person named before it is not the speaker."""
    known = _known()
    words = reading.words
    if any(word in known.own for word in words[first : last + 1]):
        return False
    for i in range(first - 1, max(-1, first - 1 - _SUBJECT_REACH), -1):
        if words[i] in known.own or words[i] in _ENDS:
            return False
        if _acts(words, i, known):
            return True
    return False


def _acts(words: tuple[str, ...], i: int, known: Scope) -> bool:
    """Return whether word i is another person as the one who acts, not as the one told, met or left."""
    person = words[i].removesuffix("'s")
    if person not in known.others:
        return False
    if person != words[i] or (person not in known.objects and words[i - 1] not in known.articles):
        return True
    before = next((word for word in reversed(words[max(0, i - 2) : i]) if word not in known.articles), "")
    return before not in known.before_objects


def is_quoted(reading: Reading, first: int) -> bool:
    """Return whether the phrase is what someone else, a screen or a page says."""
    known = _known()
    words = reading.words
    for i in range(first - 1, max(-1, first - 1 - _QUOTE_REACH), -1):
        if words[i] in _ENDS:
            return False
        if words[i] in known.saying:
            return _is_said_by_another(words, i, known)
        if words[i] not in known.between:
            return words[i] in known.sources and words[i + 1] == '"'
    return False


def _is_said_by_another(words: tuple[str, ...], verb: int, known: Scope) -> bool:
    if words[verb + 1 : verb + 2] == ("me",):
        return True
    for i in range(verb - 1, max(-1, verb - 1 - _QUOTE_REACH), -1):
        if words[i] in known.others or words[i] in known.sources or words[i] == "voices":
            return True
        if words[i] in known.own or words[i] in _ENDS:
            return False
    return False


def within_sentence(reading: Reading, first: int, last: int, reach: int) -> tuple[int, int]:
    """Return the words around first..last, at most `reach` to each side and in the same sentence, as a slice."""
    words = reading.words
    low, high = first, last + 1
    while low > max(0, first - reach) and words[low - 1] not in _ENDS:
        low -= 1
    while high < min(len(words), last + 1 + reach) and words[high] not in _ENDS:
        high += 1
    return low, high


def sentences(reading: Reading) -> list[int]:
    """Return the number of the sentence that each word stands in."""
    return list(accumulate((word in _ENDS for word in reading.words), initial=0))
