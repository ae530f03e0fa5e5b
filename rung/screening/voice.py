"""Whose voice a text is in: a note about the client, or a question to them, read as the client's own words."""

from functools import cache

from rung.screening.reading import Reading, reading_of
from rung.screening.tables import Voice, read_table

_OPENING = 6  # a note names the client within the first words of its sentence
_ENDS = frozenset(".?")


@cache
def _known() -> Voice:
    return read_table("voice", Voice)


def addressed(reading: Reading) -> Reading:
    """Return a question to the client as if the client had said it: "killing yourself" as "killing myself"."""
    turned = _known().addressed
    return reading_of([turned.get(word, word) for word in reading.words], list(reading.spans))


def from_note(reading: Reading) -> Reading:
    """Return a reading in which sentences about "the client" stand in the client's own voice.

    "Client reports she wants to die" is read as "i reports i want to die". A
    sentence that begins with a pronoun goes on about the client; one that
    names a relative keeps its pronouns, for they may be the relative's.
    """
    known = _known()
    if known.client.isdisjoint(reading.words):
        return reading
    words: list[str] = []
    about_client = False
    for sentence in _sentences(reading.words):
        opening = set(sentence[:_OPENING])
        named = not known.client.isdisjoint(opening)
        about_client = named or (about_client and sentence[0] in known.pronouns)
        words.extend(_own(sentence, known) if about_client else sentence)
    return reading_of(words, list(reading.spans))


def reported(reading: Reading) -> Reading:
    """Return what another person in the room says about the client in the client's own voice.

    "My wife tried to kill herself" is read as "my i tried to kill myself".
    """
    known = _known()
    turned = {**known.as_own, **dict.fromkeys(known.spouse, "i")}
    return reading_of([turned.get(word, word) for word in reading.words], list(reading.spans))


def _own(sentence: tuple[str, ...], known: Voice) -> list[str]:
    if known.kin.isdisjoint(sentence):
        return [known.as_own.get(word, word) for word in sentence]
    return ["i" if word in known.client else word for word in sentence]


def _sentences(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the words by sentence, each with its closing mark."""
    ends = [i + 1 for i, word in enumerate(words) if word in _ENDS]
    starts = [0, *ends]
    return [words[a:b] for a, b in zip(starts, [*ends, len(words)], strict=True) if a < b]
