"""DATE: a day, a month or a year that the record holds, however it is written."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rung.isolation.gate import lists
from rung.isolation.gate.leaks import Leak, LeakReason
from rung.isolation.gate.lines import Line

MONTHS = 12


class Date(NamedTuple):
    """One thing a date says: a day of a month, a month, a day, a year or a weekday."""

    what: str
    first: int
    second: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A date in a text: `telling` is what it gives away, `said` all that it would match."""

    telling: frozenset[Date]
    said: frozenset[Date]
    excerpt: str


type Dates = frozenset[Date]


def gathered(folded: str) -> Dates:
    """Return all that the dates of a record say."""
    return frozenset(date for found in _found(folded) for date in found.said)


def leaks(lines: tuple[Line, ...], recorded: Dates) -> Iterator[Leak]:
    """Yield each date of the guide that the record holds too."""
    for line in lines:
        for found in _found(line.folded):
            if found.telling & recorded:
                yield line.leak(LeakReason.DATE, found.excerpt)


def _found(folded: str) -> Iterator[_Found]:
    for pattern, read in _readers():
        for match in pattern.finditer(folded):
            telling, said = read(match)
            yield _Found(telling, said | telling, match.group())


type _Reading = tuple[frozenset[Date], frozenset[Date]]


def _day_and_month(match: re.Match[str]) -> _Reading:
    month, day = _month(match), _day(match)
    parts = {Date("month", month), Date("day", day)}
    return frozenset({Date("day of month", month, day)}), frozenset(parts)


def _numeric(match: re.Match[str]) -> _Reading:
    one, two = int(match["one"]), int(match["two"])
    telling = {Date("day of month", month, day) for month, day in ((one, two), (two, one)) if month <= MONTHS}
    return frozenset(telling), frozenset({Date("day", one), Date("day", two)})


def _month_alone(match: re.Match[str]) -> _Reading:
    return frozenset({Date("month", _month(match))}), frozenset()


def _day_alone(match: re.Match[str]) -> _Reading:
    return frozenset({Date("day", _day(match))}), frozenset()


def _year_alone(match: re.Match[str]) -> _Reading:
    return frozenset({Date("year", int(match["year"]))}), frozenset()


def _weekday(match: re.Match[str]) -> _Reading:
    weekday = Date("weekday", _listed("weekdays").index(match["weekday"]))
    return frozenset({weekday} if match["past"] else ()), frozenset({weekday})


def _month(match: re.Match[str]) -> int:
    return next(number for number, names in enumerate(_listed("months"), 1) if match["month"] in names.split())


def _day(match: re.Match[str]) -> int:
    digits = re.match(r"\d+", match["day"])
    if digits:
        return int(digits.group())
    return _listed("ordinals").index(match["day"].replace(" ", "-")) + 1


def _listed(key: str) -> tuple[str, ...]:
    return lists.entries("words.toml", key)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _readers() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Reading]], ...]:
    month = rf"(?P<month>{_any(name for names in _listed('months') for name in names.split())})\b\.?"
    ordinals = _any(_listed("ordinals")).replace("-", "[- ]")
    day = rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{ordinals})\b"
    year = r"(?P<year>(?:19|20)\d\d)\b"
    weekday = rf"\b(?P<past>(?:last|past|since) )?(?P<weekday>{_any(_listed('weekdays'))})\b"
    return (
        (re.compile(rf"\b{month} (?:the )?{day}"), _day_and_month),
        (re.compile(rf"\b{day} (?:day )?(?:of )?{month}"), _day_and_month),
        (re.compile(r"\b(?:19|20)\d\d[-/.](?P<one>\d\d?)[-/.](?P<two>\d\d?)\b"), _numeric),
        (re.compile(r"(?<![\d/])(?P<one>\d\d?)/(?P<two>\d\d?)(?:/\d{2,4})?(?![\d/])"), _numeric),
        (re.compile(r"(?<![\d.-])(?P<one>\d\d?)[.-](?P<two>\d\d?)[.-](?:\d{4}|\d\d)(?![\d.-])"), _numeric),
        (re.compile(rf"\b(?:{_any(_listed('before_month'))}) {month}(?! (?:the )?\d)"), _month_alone),
        (re.compile(rf"\b{month} {year}"), _month_alone),
        (re.compile(r"\bthe (?P<day>\d\d?(?:st|nd|rd|th))\b"), _day_alone),
        (re.compile(rf"(?<!\d){year}"), _year_alone),
        (re.compile(weekday), _weekday),
    )
