"""The phrase language of the lexicon: plain words, alternatives, groups and gaps, made into patterns.

`want to die`      the words, one after another
`want|need to die` one of the words at that place
`so?`              a word that may be there
`<means>`          any phrase of a named group; `<means>?` if it may be missing
`#`                a number; `#many` five or more; `#mg` a dose, `#dose` a very high one, in milligrams
`..` and `....`    a gap of up to three, or up to six, words within the sentence
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Groups = Mapping[str, Sequence[str]]
_WORD = r"(?: (?!not |never |without )[^ .?]+)"  # a gap never runs over a denial or the end of a sentence
_GAPS = {"..": _WORD + "{0,3}?", "....": _WORD + "{0,6}?"}
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty"
NUMBER_WORDS = frozenset(_NUMBER_WORDS.split())
_MANY = r"(?:[5-9]|[1-9]\d+|" + "|".join(_NUMBER_WORDS.split()[4:]) + r")(?! (?:mg|mgs|mcg|milligrams|ml)\b)"
_DOSE = r"(?:1[5-9]\d\d|[2-9]\d{3}|\d{5,}|\d+x\d+|[4-9]g|\d\dg)(?:mgs?)?"
_NUMBERS = {"#": rf"(?:\d\w*|{_NUMBER_WORDS.replace(' ', '|')})", "#mg": r"\d\w*m?g", "#many": _MANY, "#dose": _DOSE}
_PAUSE = '(?: [,"](?= ))?'
# Words too common to be worth waking a pattern for.
_COMMON_WORDS = (
    "i me my a an the to of in on it is am are was be been have has had do does did will would can could not no and "
    "or so that this with for at from out up all get got go going want feel like if how what when where you he she "
    'they his her their him them , . ? " #'
)
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase; it can only occur in a text that has one of its anchors."""

    source: str
    pattern: re.Pattern[str]
    anchors: frozenset[str]


def phrase(source: str, groups: Groups) -> Phrase:
    """Return the compiled form of one line of the lexicon."""
    return Phrase(source, re.compile(f"{_pattern(source, groups)}(?= )"), _anchors(source, groups))


def _pattern(source: str, groups: Groups) -> str:
    return _PAUSE.join(_slot(slot, groups) for slot in source.split())


def _slot(slot: str, groups: Groups) -> str:
    """Return the pattern of one place, which starts with the space before its word."""
    if slot in _GAPS:
        return _GAPS[slot]
    if slot.endswith("?"):
        return f"(?:{_slot(slot[:-1], groups)})?"
    if slot.startswith("<"):
        return f"(?:{'|'.join(_pattern(each, groups) for each in groups[slot[1:-1]])})"
    if slot in _NUMBERS:
        return f" {_NUMBERS[slot]}(?= )"
    words = "|".join(map(re.escape, slot.split("|")))
    return f" (?:{words})(?= )"


def _anchors(source: str, groups: Groups) -> frozenset[str]:
    """Return words of which a match must contain one: those of the most telling place."""
    sets = [_slot_words(slot, groups) for slot in source.split() if slot not in _GAPS and not slot.endswith("?")]
    return min(sets, key=lambda words: (len(words & _COMMON) / len(words), len(words)))


def _slot_words(slot: str, groups: Groups) -> frozenset[str]:
    if slot.startswith("<"):
        return frozenset().union(*(_anchors(each, groups) for each in groups[slot[1:-1]]))
    return frozenset({"#"}) if slot in _NUMBERS else frozenset(slot.split("|"))


def marked(words: Sequence[str]) -> set[str]:
    """Return the different words of a reading, with `#` among them if one is a number."""
    found = set(words)
    if not found.isdisjoint(NUMBER_WORDS) or any(word[0].isdigit() for word in found):
        found.add("#")
    return found
