"""NUMBER: amounts, ages and long numbers that the record holds, in digits or in words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rung.isolation.gate import lists
from rung.isolation.gate.leaks import Leak, LeakReason
from rung.isolation.gate.lines import Line

PHONE_DIGITS = 7
LONG_DIGITS = 3
TWO_DIGITS = 2
ROUND, ROUND_UP_TO = 5, 60
TEN, TWENTY, HUNDRED = 10, 20, 100
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_TOKEN = re.compile(r"\d(?:,?\d){0,40}|[^\W\d_]+")
_PHONE = re.compile(r"(?<!\w)\+?\d(?:[\s().-]{0,3}\d){6,}(?!\w)")
_ISO_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a record: their values, and what each counts."""

    digits: frozenset[str]
    counts: frozenset[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    shown: str
    counts: str  # the word after it, singular; empty at the end

    @property
    def digits(self) -> str:
        """The number in digits, leading zeros kept."""
        written = self.shown.replace(",", "")
        return written if written.isdecimal() else str(self.value)

    @property
    def is_long(self) -> bool:
        """Whether its digits alone could identify somebody; years are dates."""
        return len(self.digits) >= LONG_DIGITS and not _YEAR.fullmatch(self.digits)

    @property
    def is_telling(self) -> bool:
        """Whether it counts something that is not counted in every guide."""
        is_unit = self.counts != "" and not self.counts[0].isdecimal() and self.counts not in _small()
        return self.value > 1 and is_unit and self.counts not in lists.word_set("ordinary_counts")

    @property
    def is_amount(self) -> bool:
        """Whether it is two digits: an age, a dose, a price. Round ones tell only with what they count."""
        is_round = self.value % ROUND == 0 and self.value <= ROUND_UP_TO
        is_unit = self.counts not in lists.word_set("ordinary_counts")
        return self.shown.isdecimal() and len(self.shown) == TWO_DIGITS and is_unit and not is_round


def gathered(folded: str) -> Numbers:
    """Return the numbers of a record."""
    found = list(_numbers(folded))
    return Numbers(frozenset(n.digits for n in found), frozenset((n.value, n.counts) for n in found))


def leaks(lines: tuple[Line, ...], recorded: Numbers) -> Iterator[Leak]:
    """Yield numbers that the record holds too, and any that is as long as a phone number."""
    for line in lines:
        for match in _PHONE.finditer(_ISO_DATE.sub("", line.folded)):
            if re.sub(r"\D", "", match.group()) not in lists.word_set("crisis_lines"):
                yield line.leak(LeakReason.NUMBER, match.group())
        for number in _numbers(line.folded):
            if number.shown not in lists.word_set("crisis_lines") and _is_recorded(number, recorded):
                yield line.leak(LeakReason.NUMBER, f"{number.shown} {number.counts}".strip())


def _is_recorded(number: _Number, recorded: Numbers) -> bool:
    if (number.is_long or number.is_amount) and number.digits in recorded.digits:
        return True
    return number.is_telling and (number.value, number.counts) in recorded.counts


def _numbers(folded: str) -> Iterator[_Number]:
    """Yield the numbers of a text with the word that follows each."""
    merged = _merged(_TOKEN.findall(folded))
    for (value, shown), (_, following) in pairwise([*merged, (None, "")]):
        if value is not None:
            yield _Number(value, shown, _singular(following))


def _merged(tokens: list[str]) -> list[tuple[int | None, str]]:
    """Return words with their value, if any: "twenty", "five" are 25 and "two", "hundred" are 200."""
    merged: list[tuple[int | None, str]] = []
    for token in tokens:
        value = int(token.replace(",", "")) if token[0].isdecimal() else _small().get(token)
        before, shown = merged[-1] if merged else (None, "")
        if before is not None and token in _SCALES:
            merged[-1] = (before * _SCALES[token], f"{shown} {token}")
        elif before is not None and value is not None and shown in _tens() and 0 < value < TEN:
            merged[-1] = (before + value, f"{shown} {token}")
        else:
            merged.append((value, token))
    return merged


@cache
def _tens() -> Mapping[str, int]:
    return dict(zip(lists.entries("words.toml", "tens"), range(TWENTY, HUNDRED, TEN), strict=True))


@cache
def _small() -> Mapping[str, int]:
    units = {word: value for value, word in enumerate(lists.entries("words.toml", "units"))}
    return {**units, **_tens()}


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > len("us") and not word.endswith("ss") else word
